import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  visit,
} from 'yaml';
import type { ConfigProblem } from './problem.ts';
import type { ValuePath } from './value-path.ts';

// A YAML text as plain data that still knows where each part stands.

export interface YamlSource {
  /** Plain data; undefined where the text has no content, and where there are problems. */
  readonly value: unknown;
  /** Mistakes of syntax; where there are any, the value must not be used. */
  readonly problems: readonly ConfigProblem[];
  /** Where the value stands; where there is none, the nearest thing around it. */
  positionOf(path: ValuePath): Position;
  /** Where the last key of the path itself stands. */
  positionOfKey(path: ValuePath): Position;
  /** The value as a person would name it: `"yes"`, `12`, `a list`, `nothing`. */
  nameOf(path: ValuePath): string;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Parses `text`; `file` is only named in the problems. Positions start at 1. */
export function parseYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });

  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // Warnings too: an unknown tag (`!env`) would otherwise pass as plain text.
  const problems = [...document.errors, ...document.warnings].map((error): ConfigProblem => {
    const key = error.code === 'DUPLICATE_KEY' ? /^[^\s:]+/.exec(text.slice(error.pos[0]))?.[0] : undefined;
    const message =
      key !== undefined
        ? `The key "${key}" stands twice`
        : error.code === 'MULTIPLE_DOCS'
          ? 'A second document starts here; there may be only one'
          : error.message;
    return { file, ...at(error.pos[0]), message };
  });

  visit(document, {
    Alias: (_, alias, ancestors) => {
      const target = alias.resolve(document);
      const problem =
        target === undefined
          ? 'has no anchor before it'
          : ancestors.includes(target)
            ? 'stands inside its anchor'
            : null;
      if (problem !== null) {
        problems.push({ file, ...at(alias.range?.[0] ?? 0), message: `The alias "*${alias.source}" ${problem}` });
      }
    },
  });
  let value: unknown;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 }) ?? undefined;
    } catch {
      problems.push({ file, line: 1, column: 1, message: 'The aliases make too many values' });
    }
  }

  return {
    value,
    problems,
    positionOf: (path) => at(find(document, path).offset),
    positionOfKey: (path) => at(find(document, path).keyOffset),
    nameOf: (path) => nameNode(find(document, path).node),
  };
}

interface Found {
  readonly node: Node | null;
  readonly offset: number;
  readonly keyOffset: number;
}

function find(document: Document.Parsed, path: ValuePath): Found {
  let node: Node | null = document.contents;
  let offset = startOf(node) ?? 0;
  let keyOffset = offset;
  for (const step of path) {
    const inside: unknown = isAlias(node) ? node.resolve(document) : node;
    let child: unknown;
    if (isMap(inside)) {
      const pair = inside.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      if (!pair) return { node: null, offset: keyOffset, keyOffset };
      keyOffset = startOf(pair.key) ?? offset;
      child = pair.value;
    } else if (isSeq(inside)) {
      child = inside.items[Number(step)];
      keyOffset = startOf(child) ?? offset;
    }
    node = isNode(child) ? child : null;
    // An empty value has a place of its own behind the colon; the key says more.
    offset = (isEmpty(node) ? null : startOf(node)) ?? keyOffset;
  }
  return { node, offset, keyOffset };
}

function startOf(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function isEmpty(node: Node | null): boolean {
  return isScalar(node) && node.value === null && node.source !== '~';
}

function nameNode(node: Node | null): string {
  if (isAlias(node)) return `*${node.source}`;
  if (isMap(node)) return 'keys with values';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node) || node.value === null) {
    return isScalar(node) && node.source === '~' ? 'nothing (a bare ~ is empty in YAML: write "~")' : 'nothing';
  }
  const shown = JSON.stringify(node.value);
  return shown.length > 40 ? `${shown.slice(0, 37)}…"` : shown;
}

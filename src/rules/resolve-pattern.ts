import { nearestWord } from '../config/nearest-word.ts';
import type { ValuePath } from '../config/value-path.ts';
import { errorMessage } from '../model/errors.ts';
import { expandApis, expandWords, type Expanded, type ModelSets } from './model-sets.ts';
import { ownCaptures, type PatternMatcher, type Shape } from './pattern.ts';
import { placeholdersOf } from './placeholders.ts';

// What the schema can't see in a pattern: `$set` names are replaced by their members, regular expressions are tried, and
// captures that are used are looked for.

export interface PatternProblem {
  readonly path: ValuePath;
  readonly message: string;
}

export interface ResolvedPattern {
  readonly pattern: PatternMatcher;
  readonly problems: readonly PatternProblem[];
}

/** Resolves a pattern that satisfies the schema. `path` is where it stands in its file; `message` is the rule's. */
export function resolvePattern(
  pattern: PatternMatcher,
  message: string,
  sets: ModelSets,
  path: ValuePath,
): ResolvedPattern {
  const problems: PatternProblem[] = [];
  const resolved = resolveNode(pattern, path, sets, problems);
  for (const [index, shape] of pattern.any.entries()) {
    const place = [...path, 'any', index];
    problems.push(...captureProblems(shape, message, place));
    if (!isSelective(shape))
      problems.push({ path: place, message: 'This shape selects nothing: say what to look for' });
  }
  return { pattern: resolved, problems };
}

/** What is wrong with a regular expression, or null. */
export function regexProblem(source: string, flags: string): string | null {
  try {
    void new RegExp(source, flags);
    return null;
  } catch (error) {
    return errorMessage(error).replace(/^Invalid regular expression: /, 'Not a regular expression: ');
  }
}

const apiLists = new Set(['call', 'api', 'decoratedBy']);
const wordLists = new Set(['in', 'method', 'named', 'imports', 'import', 'function', 'class', 'path']);
const expressions = new Set(['matches', 'text']);
// Their keys are names of the audited program, not operators.
const freeKeys = new Set(['arguments', 'elements', 'entries']);

/** The same tree with every `$set` in a list of names replaced by its members; a single name becomes a list. */
function resolveNode<T>(node: T, path: ValuePath, sets: ModelSets, problems: PatternProblem[]): T;
function resolveNode(node: unknown, path: ValuePath, sets: ModelSets, problems: PatternProblem[]): unknown {
  if (Array.isArray(node)) return node.map((entry, index) => resolveNode(entry, [...path, index], sets, problems));
  if (typeof node !== 'object' || node === null) return node;
  const resolveKey = (key: string, inner: unknown): unknown => {
    const place = [...path, key];
    if (freeKeys.has(key)) {
      return mapValues(inner, (value, name) => resolveNode(value, [...place, name], sets, problems));
    }
    if (expressions.has(key) && typeof inner === 'string') {
      const said = regexProblem(inner, 'u');
      if (said !== null) problems.push({ path: place, message: said });
      return inner;
    }
    const kind = apiLists.has(key) ? 'apis' : wordLists.has(key) ? 'words' : null;
    if (kind === null || typeof inner === 'boolean') return resolveNode(inner, place, sets, problems);
    const list: readonly unknown[] = Array.isArray(inner) ? inner : [inner];
    const { members, unknown }: Expanded<unknown> = kind === 'apis' ? expandApis(list, sets) : expandWords(list, sets);
    for (const name of unknown) problems.push({ path: place, message: unknownSet(name, kind, sets) });
    return members;
  };
  if ('arguments' in node && !('call' in node) && Object.hasOwn(node.arguments ?? {}, '$')) {
    const message = '`$` stands for the argument that a model names: it needs `call` beside it';
    problems.push({ path: [...path, 'arguments', '$'], message });
  }
  return mapValues(node, (inner, key) => resolveKey(key, inner));
}

function mapValues(object: unknown, map: (value: unknown, key: string) => unknown): unknown {
  const entries: [string, unknown][] = Object.entries(object ?? {});
  return Object.fromEntries(entries.map(([key, value]) => [key, map(value, key)]));
}

/** What to say of a `$set` that no model has, or that has no members of the kind. */
export function unknownSet(name: string, kind: 'apis' | 'words', sets: ModelSets): string {
  if (sets.has(name.slice(1))) return `The set ${name} has no ${kind}: name another one here`;
  const known = [...sets.values()].filter((set) => set[kind].length > 0).map((set) => `$${set.name}`);
  const near = nearestWord(name, known);
  return `No model has a set ${name}${near === null ? '' : ` — did you mean "${near}"?`}`;
}

/** Each capture that is used must be made by the shape itself. */
function captureProblems(shape: Shape, ruleMessage: string, path: ValuePath): PatternProblem[] {
  const captures = new Set([...ownCaptures(shape), ...namedCaptures(shape)]);
  const used = [
    ...placeholdersOf(shape.message ?? ruleMessage).map((name) => ({
      name,
      path: shape.message === undefined ? path : [...path, 'message'],
      where: `The message names {${name}}`,
    })),
    ...(shape.at === undefined ? [] : [{ name: shape.at, path: [...path, 'at'], where: `\`at\` names "${shape.at}"` }]),
  ];
  return used
    .filter(({ name }) => !captures.has(name))
    .map(({ where, path: place }) => ({
      path: place,
      message: `${where}, but this shape captures ${[...captures].join(', ')}. Capture a value with \`as\``,
    }));
}

/** All names that `as` gives below `node`. */
function namedCaptures(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(namedCaptures);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, inner]: [string, unknown]) =>
    key === 'as' && typeof inner === 'string' ? [inner] : namedCaptures(inner),
  );
}

const notSelecting = new Set([
  'inside',
  'notInside',
  'scopeHas',
  'scopeLacks',
  'file',
  'at',
  'confidence',
  'message',
  'as',
]);

function isSelective(shape: Shape): boolean {
  return Object.keys(shape).some((key) => !notSelecting.has(key));
}

// YAML as configuration is written in it: mappings and lists by indentation, values on their key's line. Also two ways in
// which lists hold variables: `- NAME=value` (Compose) and `- name: NAME` with `value: value` (Kubernetes).
// Block texts, anchors and aliases are passed over. Templates (Helm, Ansible) that are no YAML are read as far as they go.
import { type FileEntry, type FileReader, type Line, lineValue, linesOf, mostEntries } from './file-entry.ts';
import { inlineFlowReader, type InlineFlowReader } from './read-flow.ts';

interface Level {
  readonly indent: number;
  /** Empty for an item of a list. */
  readonly name: string;
}

const mapping =
  /^("[^"\n]{1,100}"|'[^'\n]{1,100}'|[^\s#&*!|>'"%@`{}[\],-][^#\n]{0,99}?|-[^\s#][^#\n]{0,99}?)[ \t]{0,20}:(?:[ \t]+|$)/;
const decoration = /^(?:[&!][^\s]*[ \t]+)*/;
const variable = /^(["']?)([A-Za-z_][\w.-]{0,199})=/;

export const readYaml: FileReader = (text) => {
  const entries: FileEntry[] = [];
  const levels: Level[] = [];
  const lines = linesOf(text);
  const flowAt = inlineFlowReader(text);
  let skippedTo = 0;
  let blockIndent = Infinity;
  for (const line of lines) {
    if (line.start < skippedTo || /^\s*(?:#|$)/.test(line.text)) continue;
    let indent = /^ */.exec(line.text)![0].length;
    if (indent > blockIndent) continue;
    blockIndent = Infinity;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line.text)) {
      levels.length = 0;
      continue;
    }
    for (let dash = dashAt(line.text, indent); dash !== null; dash = dashAt(line.text, indent)) {
      while (levels.length > 0 && isOver(levels.at(-1)!, indent, true)) levels.pop();
      levels.push({ indent, name: '' });
      indent = dash;
    }
    while (levels.length > 0 && isOver(levels.at(-1)!, indent, false)) levels.pop();
    const sections = levels.flatMap(({ name }) => (name === '' ? [] : [name]));
    const read = readLine(line, indent, sections, flowAt);
    entries.push(...read.entries);
    skippedTo = read.skippedTo;
    if (read.isBlock) blockIndent = indent;
    if (read.key !== null) levels.push({ indent, name: read.key });
    if (entries.length >= mostEntries) break;
  }
  return [...entries, ...namedValues(entries)];
};

/** Where the content of a list's item begins, or null. */
function dashAt(line: string, indent: number): number | null {
  const found = /^-[ \t]+(?=\S)/.exec(line.slice(indent));
  return found === null ? null : indent + found[0].length;
}

/** A list may stand as far left as the key that it belongs to. */
function isOver(level: Level, indent: number, isItem: boolean): boolean {
  return level.indent > indent || (level.indent === indent && (!isItem || level.name === ''));
}

interface LineReading {
  readonly entries: readonly FileEntry[];
  /** The key, where what belongs to it stands in the lines below. */
  readonly key: string | null;
  /** A text of several lines begins. */
  readonly isBlock: boolean;
  readonly skippedTo: number;
}

function readLine(
  { text: line, start }: Line,
  indent: number,
  sections: readonly string[],
  flowAt: InlineFlowReader,
): LineReading {
  const nothing: LineReading = { entries: [], key: null, isBlock: false, skippedTo: 0 };
  const body = line.slice(indent);
  const found = mapping.exec(body);
  if (found === null) {
    if (/^[{[](?![{%])/.test(body)) return { ...nothing, ...flowOf(flowAt, start + indent, sections) };
    const assigned = variable.exec(body);
    if (assigned === null) return nothing;
    const from = assigned[1]!.length;
    const whole = lineValue(line, indent, '#');
    const key = assigned[2]!;
    const value = whole.value.slice(key.length + 1);
    const end = start + whole.end - from;
    return { ...nothing, entries: [{ key, sections, value, start: start + indent + from, end }] };
  }
  const key = found[1]!.replace(/^(["'])(.*)\1$/, '$2');
  const at = indent + found[0].length + decoration.exec(body.slice(found[0].length))![0].length;
  const rest = line.slice(at);
  if (/^(?:#|$)/.test(rest)) return { ...nothing, key };
  if (/^[|>][-+\d]*(?:\s|$)/.test(rest)) return { ...nothing, key, isBlock: true };
  if (rest.startsWith('*')) return nothing;
  if (/^[{[](?![{%])/.test(rest)) return { ...nothing, ...flowOf(flowAt, start + at, [...sections, key]) };
  const { value, end } = lineValue(line, at, '#');
  const isSpread = /^[&!]/.test(value);
  return {
    ...nothing,
    key,
    entries: isSpread ? [] : [{ key, sections, value, start: start + indent, end: start + end }],
  };
}

function flowOf(
  flowAt: InlineFlowReader,
  at: number,
  sections: readonly string[],
): Pick<LineReading, 'entries' | 'skippedTo'> {
  const { entries, end } = flowAt(at, sections);
  return { entries, skippedTo: end ?? 0 };
}

/** `name: DB_PASSWORD` and, right after it, `value: …`. */
function namedValues(entries: readonly FileEntry[]): FileEntry[] {
  return entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    const isPair = entry.key === 'value' && before?.key === 'name' && entry.start - before.end < 200;
    return isPair && /^[\w.-]+$/.test(before.value) ? [{ ...entry, key: before.value }] : [];
  });
}

import type { Call, Expr } from '../python/ir.ts';
import type { ModuleTree } from './module-tree.ts';
import { origins } from './origins.ts';
import type { Subject } from './scene.ts';

// Which expression an argument selector means: `1|key_size`, `verify`, `*`.

export type ArgumentSelector = (call: Call, tree: ModuleTree) => readonly Subject[];

/** Reads a selector; `*` selects every argument, the others exactly one. */
export function argumentSelector(text: string): ArgumentSelector {
  if (text === '*') return (call) => everyArgument(call);
  const parts = text.split('|');
  const position = /^\d+$/.test(parts[0]!) ? Number(parts[0]) - 1 : null;
  const names = new Set(position === null ? parts : parts.slice(1));
  return (call, tree) => [select(call, position, names, tree)];
}

function everyArgument(call: Call): readonly Subject[] {
  const given = [
    ...call.args.map((argument): Subject => (argument.kind === 'Starred' ? 'unknown' : argument)),
    ...call.keywords.map(({ name, value }): Subject => (name === null ? 'unknown' : value)),
  ];
  return given.length === 0 ? ['absent'] : given;
}

function select(call: Call, position: number | null, names: ReadonlySet<string>, tree: ModuleTree): Subject {
  if (position !== null) {
    const before = call.args.slice(0, position + 1);
    if (before.some(({ kind }) => kind === 'Starred')) return 'unknown';
    const argument = call.args[position];
    if (argument !== undefined) return argument;
  }
  let result: Subject = 'absent';
  for (const { name, value } of call.keywords) {
    if (name !== null) {
      if (names.has(name)) return value;
      continue;
    }
    const spread = names.size === 0 ? 'absent' : entryOf(value, names, tree);
    if (spread !== 'absent') result = spread;
  }
  return result;
}

/** What a dict has under one of these keys: a display, `dict(…)`, or a variable that is assigned one once. */
export function entryOf(mapping: Expr, keys: ReadonlySet<string>, tree: ModuleTree): Subject {
  for (const origin of origins(mapping, tree)) {
    if (origin.kind === 'Dict') return entryOfDisplay(origin.entries, keys, tree);
    if (origin.kind === 'Call' && tree.apiName(origin.func) === 'builtins.dict' && origin.args.length === 0) {
      const entries = origin.keywords.map(({ name, value }) => ({ key: name, value }));
      const found = entries.findLast(({ key }) => key !== null && keys.has(key));
      return found?.value ?? (entries.some(({ key }) => key === null) ? 'unknown' : 'absent');
    }
  }
  return 'unknown';
}

function entryOfDisplay(
  entries: readonly { readonly key: Expr | null; readonly value: Expr }[],
  keys: ReadonlySet<string>,
  tree: ModuleTree,
): Subject {
  let result: Subject = 'absent';
  for (const { key, value } of entries) {
    const text = key === null ? undefined : tree.constantText(key);
    if (text !== undefined && keys.has(text)) result = value;
    else if (key === null) result = entryOf(value, keys, tree) === 'absent' ? result : entryOf(value, keys, tree);
    else if (text === undefined && tree.constant(key) === undefined && result === 'absent') result = 'unknown';
  }
  return result;
}

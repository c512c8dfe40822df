import type { ApiPattern } from './pattern.ts';

// The named sets of rules/models/*.yaml, which patterns refer to as `$name`. One vocabulary for all rules.

export interface ModelSet {
  readonly name: string;
  readonly about: string;
  /** As written: members may be `$other`. */
  readonly apis: readonly ApiPattern[];
  readonly words: readonly string[];
  readonly file: string;
}

export type ModelSets = ReadonlyMap<string, ModelSet>;

/** Members of a list with every `$set` replaced by its members, and the names that no set has. */
export interface Expanded<T> {
  readonly members: readonly T[];
  readonly unknown: readonly string[];
}

/** API names of a list such as `['hashlib.md5', '$weak-hashes']`. */
export function expandApis<T>(list: readonly T[], sets: ModelSets): Expanded<T | ApiPattern> {
  return expand(list, (name) => sets.get(name)?.apis);
}

/** Words of a list such as `['md5', '$weak-digest-names']`; what is no text stays as it is. */
export function expandWords<T>(list: readonly T[], sets: ModelSets): Expanded<T | string> {
  return expand(list, (name) => sets.get(name)?.words);
}

/** Sets may name sets, in a circle too: each is entered once. */
function expand<T, M>(list: readonly T[], membersOf: (name: string) => readonly M[] | undefined): Expanded<T | M> {
  const members: (T | M)[] = [];
  const unknown: string[] = [];
  const entered = new Set<string>();
  const add = (entries: readonly (T | M)[]): void => {
    for (const entry of entries) {
      if (typeof entry !== 'string' || !entry.startsWith('$')) {
        members.push(entry);
        continue;
      }
      if (entered.has(entry)) continue;
      entered.add(entry);
      const inner = membersOf(entry.slice(1));
      if (inner === undefined || inner.length === 0) unknown.push(entry);
      else add(inner);
    }
  };
  add(list);
  return { members, unknown };
}

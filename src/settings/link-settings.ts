// A program's groups of settings with what they take over from each other, and what of a setting still holds when the
// program runs: it may be overwritten further down, or in every group that takes it over and is not for development or tests.
import type { Environment } from '../rules/setting.ts';
import type { PythonSetting, SettingsGroup, GroupReference, Inheritance } from './settings-group.ts';

/** The path of the module that an import in a file names, or null. */
export type ResolveModule = (fromPath: string, module: string, level: number) => string | null;

/** `holds`: nothing is known that overwrites it; `doubtful`: something that nobody can know may; `overwritten`: it is. */
export type Standing = 'holds' | 'doubtful' | 'overwritten';

export interface LinkedSettings {
  readonly groups: readonly SettingsGroup[];
  standingOf(group: SettingsGroup, setting: PythonSetting): Standing;
  /** All that holds in a group: its own settings and those that it takes over; null: that can't be known. */
  effective(group: SettingsGroup): ReadonlyMap<string, PythonSetting> | null;
  /** Whether other groups take this one over: what is missing here may stand there. */
  isTakenOver(group: SettingsGroup): boolean;
  /** What a group is for, by its own name or by what it takes over. */
  environmentOf(group: SettingsGroup): Environment;
}

interface Link {
  readonly inheritance: Inheritance;
  /** null: it is not of this program. */
  readonly group: SettingsGroup | null;
}

/** How many groups are followed from one to the next, or are looked at for one question: more would fill the stack. */
const mostGroups = 500;

export function linkSettings(groups: readonly SettingsGroup[], resolve: ResolveModule): LinkedSettings {
  const byPlace = new Map(
    groups.map((group) => [placeOf(group.path, group.kind === 'module' ? null : group.name), group]),
  );
  for (const group of groups) if (group.kind === 'class') byPlace.set(placeOf(group.path, group.name), group);

  const find = (from: string, { module, level, member }: GroupReference): SettingsGroup | null => {
    if (member === null && module === '' && level === 0) return byPlace.get(placeOf(from, null)) ?? null;
    if (member === null) return at(resolve(from, module, level), null);
    const own = level === 1 && module === '' ? byPlace.get(placeOf(from, member)) : undefined;
    const whole = module === '' ? member : `${module}.${member}`;
    return (
      own ??
      at(resolve(from, whole, level), null) ??
      at(module === '' && level === 0 ? null : resolve(from, module, level), member)
    );
  };
  const at = (path: string | null, member: string | null): SettingsGroup | null =>
    path === null ? null : (byPlace.get(placeOf(path, member)) ?? null);

  const links = new Map(
    groups.map((group) => [
      group,
      group.inherits.map((inheritance): Link => {
        const found = inheritance.from === null ? null : find(group.path, inheritance.from);
        return { inheritance, group: found === group ? null : found };
      }),
    ]),
  );
  const heirs = new Map<SettingsGroup, SettingsGroup[]>();
  for (const [group, list] of links) {
    for (const { group: from } of list) if (from !== null) heirs.set(from, [...(heirs.get(from) ?? []), group]);
  }

  const environments = new Map<SettingsGroup, Environment>();
  const environmentOf = (group: SettingsGroup, steps = 0): Environment => {
    const known = environments.get(group);
    if (known !== undefined) return known;
    if (steps > mostGroups) return group.environment;
    environments.set(group, group.environment); // where they take each other over in a circle
    if (group.environment !== 'any') return group.environment;
    const taken = links
      .get(group)!
      .flatMap(({ group: from }) => (from === null ? [] : [environmentOf(from, steps + 1)]));
    // The settings of developers are no base for those of production.
    const own = taken.find((environment) => environment === 'development' || environment === 'test') ?? 'any';
    environments.set(group, own);
    return own;
  };
  const isForUse = (group: SettingsGroup): boolean => ['any', 'production'].includes(environmentOf(group));

  const sets = (group: SettingsGroup, key: string, seen = new Set<SettingsGroup>()): boolean => {
    if (seen.has(group) || seen.size > mostGroups) return false;
    seen.add(group);
    const own = group.settings.get(key);
    if (own !== undefined) return own.state !== 'extended';
    return (links.get(group) ?? []).some(({ group: from }) => from !== null && sets(from, key, seen));
  };
  /** Whether a group that takes another over sets the key anew. */
  const overwrites = (heir: SettingsGroup, from: SettingsGroup, key: string): boolean => {
    const own = heir.settings.get(key);
    const taken = links.get(heir)!.find(({ group }) => group === from)!.inheritance.order;
    // A class overrides what its bases say wherever it does.
    if (own !== undefined && own.state !== 'extended' && (heir.kind === 'class' || own.order > taken)) return true;
    return links
      .get(heir)!
      .some(
        ({ group, inheritance }) => group !== null && group !== from && inheritance.order > taken && sets(group, key),
      );
  };
  /** `known`: what was found out of a group on the way; of one that is being asked about, that it does not. */
  const isOverwrittenEverywhere = (group: SettingsGroup, key: string, known: Map<SettingsGroup, boolean>): boolean => {
    const before = known.get(group);
    if (before !== undefined) return before;
    if (known.size > mostGroups) return false;
    known.set(group, false);
    const used = (heirs.get(group) ?? []).filter(isForUse);
    const isIt =
      used.length > 0 &&
      used.every(
        (heir) =>
          known.get(heir) !== false && (overwrites(heir, group, key) || isOverwrittenEverywhere(heir, key, known)),
      );
    known.set(group, isIt);
    return isIt;
  };

  return {
    groups,
    standingOf(group, { key, order, state }) {
      const later =
        group.kind === 'class' ? [] : links.get(group)!.filter(({ inheritance }) => inheritance.order > order);
      if (state === 'disputed' || later.some(({ group: from }) => from !== null && sets(from, key)))
        return 'overwritten';
      if (isOverwrittenEverywhere(group, key, new Map())) return 'overwritten';
      return state === 'conditional' || later.some(({ group: from }) => from === null) ? 'doubtful' : 'holds';
    },
    effective: (group) => effective(group, links, new Set()),
    isTakenOver: (group) => (heirs.get(group) ?? []).some((heir) => heir.kind === 'class' || isForUse(heir)),
    environmentOf: (group) => environmentOf(group),
  };
}

function effective(
  group: SettingsGroup,
  links: ReadonlyMap<SettingsGroup, readonly Link[]>,
  seen: Set<SettingsGroup>,
): ReadonlyMap<string, PythonSetting> | null {
  if (seen.has(group)) return new Map();
  if (seen.size > mostGroups) return null;
  seen.add(group);
  const all = new Map<string, PythonSetting>();
  for (const { group: from, inheritance } of links.get(group) ?? []) {
    if (from === null) {
      if (isBuiltInBase(group, inheritance)) continue;
      return null;
    }
    const inherited = effective(from, links, seen);
    if (inherited === null) return null;
    for (const [key, setting] of inherited) all.set(key, setting);
  }
  for (const [key, setting] of group.settings) all.set(key, setting);
  return all;
}

/** `class Config(object)`. */
function isBuiltInBase({ kind }: SettingsGroup, { from }: Inheritance): boolean {
  return kind === 'class' && from?.module === 'builtins';
}

function placeOf(path: string, member: string | null): string {
  return member === null ? path : `${path}\0${member}`;
}

// The rules for settings over what was read: of configuration files one by one, of a program's settings all together.
// Pure and synchronous.
import type { Location, Region } from '../model/location.ts';
import type { Confidence } from '../model/rule.ts';
import type { Rule } from '../rules/rule.ts';
import type { Environment, SettingPlace, SettingShape } from '../rules/setting.ts';
import { remembering } from '../names/remember.ts';
import { lower } from '../secrets/candidate.ts';
import { compileCondition, type ValueTest } from './conditions.ts';
import { keyTest } from './key-test.ts';
import type { LinkedSettings } from './link-settings.ts';
import { readConfigFile } from './read-config-file.ts';
import type { Setting } from './setting.ts';
import type { PythonSetting, SettingsGroup } from './settings-group.ts';

/** One setting that a rule reports. */
export interface SettingHit {
  readonly rule: Rule;
  readonly location: Location;
  readonly confidence: Confidence;
  /** The shape's own message, or the rule's. */
  readonly message: string;
  readonly captures: Readonly<Record<string, string>>;
}

interface Entry {
  readonly rule: Rule;
  readonly shape: SettingShape;
  readonly key: (key: string) => boolean;
  readonly value: ValueTest;
  /** Keys beside which this one is missing; null: it is there. */
  readonly isBeside: ((key: string) => boolean) | null;
  readonly with: readonly (readonly [string, ValueTest])[];
}

/** Prepares the rules that judge configuration files, once. */
export function compileFileSettings(rules: readonly Rule[]): (path: string, text: string) => readonly SettingHit[] {
  const entries = compile(rules, 'files');
  if (entries.length === 0) return () => [];
  const entriesOf = byKey(entries);
  return (path, text) => {
    const settings = readConfigFile(path, text);
    const others = new Map(settings.map((setting) => [setting.key, setting]));
    return firstOfEachPlace(
      settings.flatMap((setting) =>
        entriesOf(setting.key)
          .filter((entry) => matches(entry, setting, path, others))
          .map((entry) => hit(entry, setting.key, { path, region: setting.region }, setting.environment)),
      ),
    );
  };
}

/** Prepares the rules that judge the settings of programs, once. */
export function compileProgramSettings(rules: readonly Rule[]): (linked: LinkedSettings) => readonly SettingHit[] {
  const entries = compile(rules, 'python');
  if (entries.length === 0) return () => [];
  const entriesOf = byKey(entries.filter(({ isBeside }) => isBeside === null));
  const ofMissing = entries.filter(({ isBeside }) => isBeside !== null);
  return (linked) =>
    firstOfEachPlace(
      linked.groups.flatMap((group) => [
        ...[...group.settings.values()].flatMap((setting) =>
          entriesOf(setting.key).flatMap((entry) => hitsAt(entry, setting, group, linked)),
        ),
        ...ofMissing.flatMap((entry) => missingIn(entry, group, linked)),
      ]),
    );
}

/** The entries for a key; most keys have none. */
function byKey(entries: readonly Entry[]): (key: string) => readonly Entry[] {
  return remembering((key) => entries.filter((entry) => entry.key(key)));
}

/** Whether any of the rules judges settings of programs. */
export function judgesProgramSettings(rules: readonly Rule[]): boolean {
  return rules.some(({ match }) => match.kind === 'setting' && match.setting.in === 'python');
}

function compile(rules: readonly Rule[], place: SettingPlace): Entry[] {
  return rules.flatMap((rule) => {
    if (rule.match.kind !== 'setting' || rule.match.setting.in !== place) return [];
    return rule.match.setting.any.map((shape): Entry => ({
      rule,
      shape,
      key: keyTest(shape.key),
      value: shape.value === undefined ? () => true : compileCondition(shape.value),
      isBeside: shape.missingBeside === undefined ? null : keyTest(shape.missingBeside),
      with: Object.entries(shape.with ?? {}).map(([key, condition]) => [key, compileCondition(condition)]),
    }));
  });
}

function hitsAt(entry: Entry, own: PythonSetting, group: SettingsGroup, linked: LinkedSettings): SettingHit[] {
  const { path } = group;
  const setting = own.environment === 'any' ? { ...own, environment: linked.environmentOf(group) } : own;
  if (!matches(entry, setting, path, withOthers(entry, group, linked))) return [];
  const standing = linked.standingOf(group, own);
  if (standing === 'overwritten') return [];
  const found = hit(entry, setting.key, { path, region: setting.region }, setting.environment);
  return [standing === 'holds' ? found : { ...found, confidence: lower(found.confidence) }];
}

/** The other settings that hold beside it: only looked up where a rule asks. */
function withOthers(entry: Entry, group: SettingsGroup, linked: LinkedSettings): ReadonlyMap<string, Setting> {
  return entry.with.length === 0 ? group.settings : (linked.effective(group) ?? group.settings);
}

function missingIn(entry: Entry, group: SettingsGroup, linked: LinkedSettings): SettingHit[] {
  const { shape, key, isBeside } = entry;
  const environment = linked.environmentOf(group);
  if (isBeside === null || !isAsked(shape, { origin: group.origin, environment })) return [];
  if (linked.isTakenOver(group)) return [];
  const all = linked.effective(group);
  if (all === null || ![...all.keys()].some(isBeside) || [...all.keys()].some(key)) return [];
  if (!hasOthers(entry, group.path, all)) return [];
  const own = [...group.settings.values()].find((setting) => isBeside(setting.key));
  // Where it stands in what is taken over, the taking over is the place.
  const place = own ?? group.inherits.at(-1);
  if (place === undefined) return [];
  return [hit(entry, shape.key[0]!, { path: group.path, region: place.region }, environment)];
}

function matches(entry: Entry, setting: Setting, path: string, others: ReadonlyMap<string, Setting>): boolean {
  return (
    isAsked(entry.shape, setting) &&
    entry.value(setting.value, { key: setting.key, path }) &&
    hasOthers(entry, path, others)
  );
}

function hasOthers(entry: Entry, path: string, others: ReadonlyMap<string, Setting>): boolean {
  return entry.with.every(([key, test]) => {
    const other = others.get(key);
    return other !== undefined && test(other.value, { key, path });
  });
}

function isAsked({ of, environment }: SettingShape, given: Pick<Setting, 'origin' | 'environment'>): boolean {
  if (of !== undefined && (given.origin === null || !of.includes(given.origin))) return false;
  if (environment === undefined) return true;
  // An example shows how it is to be done.
  return environment.includes(given.environment === 'example' ? 'any' : given.environment);
}

function hit({ rule, shape }: Entry, name: string, location: Location, environment: Environment): SettingHit {
  const own = shape.confidence ?? rule.confidence;
  const isForUse = environment === 'any' || environment === 'production';
  return {
    rule,
    location,
    confidence: isForUse ? own : lower(own),
    message: shape.message ?? rule.message,
    captures: { name: shown(name) },
  };
}

/** Keys of several words are text that only looks like a setting (`login bob PASSWORD token = …`): they may hold anything. */
function shown(name: string): string {
  return /^[\w.-]{1,100}$/.test(name) ? name : 'A setting';
}

/** One finding of a rule for a place, whichever shape saw it first. */
function firstOfEachPlace(hits: readonly SettingHit[]): SettingHit[] {
  const first = new Map<string, SettingHit>();
  for (const one of hits) {
    const key = `${one.rule.id}\0${one.location.path}\0${spell(one.location.region)}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

function spell({ startLine, startColumn, endLine, endColumn }: Region): string {
  return `${startLine}:${startColumn}:${endLine}:${endColumn}`;
}

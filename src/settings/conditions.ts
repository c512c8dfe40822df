// What the conditions of a rule say of a setting's value. What is not known satisfies none, nor its opposite: a value that
// comes from the environment is neither true nor false.
import type { Scalar, SettingCondition, SettingConditions } from '../rules/setting.ts';
import { judgeGenericValue } from '../secrets/judge-generic-value.ts';
import { pathFacts } from '../secrets/path-facts.ts';
import { isKnownPassword } from '../secrets/known-passwords.ts';
import type { SettingValue } from './setting.ts';

/** Of what a value is. */
export interface Given {
  readonly key: string;
  readonly path: string;
}

export type ValueTest = (value: SettingValue, given: Given) => boolean;

/** Prepares a condition once, for many values. */
export function compileCondition(condition: SettingCondition): ValueTest {
  if (typeof condition !== 'object' || condition === null) return ofScalar((value) => isSame(value, condition));
  if (isList(condition)) return ofScalar((value) => condition.some((one) => isSame(value, one)));
  const tests = Object.entries(condition).flatMap(([name]) => compilers[name]?.(condition) ?? []);
  return (value, given) => value.kind !== 'unknown' && tests.every((test) => test(value, given));
}

function isList(condition: SettingConditions | readonly Scalar[]): condition is readonly Scalar[] {
  return Array.isArray(condition);
}

/** In files numbers and words such as `true` are texts. */
function isSame(value: Scalar, expected: Scalar): boolean {
  return value === expected || (typeof value === 'string' && typeof expected === 'number' && value === `${expected}`);
}

function ofScalar(test: (value: Scalar, given: Given) => boolean): ValueTest {
  return (value, given) => value.kind === 'constant' && test(value.value, given);
}

function ofText(test: (text: string, given: Given) => boolean): ValueTest {
  return ofScalar((value, given) => typeof value === 'string' && test(value, given));
}

function numberOf(value: Scalar): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

const compilers: Readonly<Record<string, (condition: SettingConditions) => ValueTest>> = {
  matches: ({ matches = '', ignoreCase }) => {
    const expression = new RegExp(matches, ignoreCase === true ? 'isu' : 'su');
    return ofText((text) => expression.test(text));
  },
  above: ({ above = 0 }) => ofScalar((value) => numberOf(value) > above),
  below: ({ below = 0 }) => ofScalar((value) => numberOf(value) < below),
  truthy:
    ({ truthy }) =>
    (value) =>
      truthOf(value) === truthy,
  empty:
    ({ empty }) =>
    (value) =>
      isEmpty(value) === empty,
  text: ({ text }) => ofScalar((value) => (typeof value === 'string') === text),
  credential: ({ credential }) => ofText((text, given) => isCredential(text, given, credential === 'possible')),
  wellKnown: ({ wellKnown }) => ofText((text) => isKnownPassword(text) === wellKnown),
  first: ({ first = null }) => {
    const test = compileCondition(first);
    return (value, given) => value.kind === 'list' && value.items[0] !== undefined && test(value.items[0], given);
  },
  element: ({ element = null }) => {
    const test = compileCondition(element);
    return (value, given) => value.kind === 'list' && value.items.some((item) => test(item, given));
  },
  lacks: ({ lacks = null }) => {
    const test = compileCondition(lacks);
    return (value, given) =>
      value.kind === 'list' &&
      !value.isOpen &&
      value.items.every((item) => item.kind !== 'unknown' && !test(item, given));
  },
  entries: ({ entries = {} }) => {
    const tests = Object.entries(entries).map(([key, inner]) => [key, compileCondition(inner)] as const);
    return (value, given) =>
      value.kind === 'map' &&
      tests.every(([key, test]) => {
        const entry = value.entries.get(key);
        return entry !== undefined && test(entry, given);
      });
  },
  not: ({ not = null }) => {
    const test = compileCondition(not);
    return (value, given) => value.kind !== 'unknown' && !test(value, given);
  },
};

function truthOf(value: SettingValue): boolean | null {
  if (value.kind === 'list') return value.items.length > 0 ? true : value.isOpen ? null : false;
  if (value.kind !== 'constant') return null;
  if (typeof value.value !== 'string') return Boolean(value.value);
  if (/^(?:true|yes|on|1|y|t)$/i.test(value.value)) return true;
  return /^(?:false|no|off|0|n|f|)$/i.test(value.value) ? false : null;
}

function isEmpty(value: SettingValue): boolean | null {
  if (value.kind === 'list') return value.items.length > 0 ? false : value.isOpen ? null : true;
  if (value.kind === 'map') return value.entries.size > 0 ? false : value.isOpen ? null : true;
  return value.kind === 'constant' && typeof value.value === 'string' ? value.value === '' : null;
}

/** As the secrets engine judges it; what a file's path takes off its confidence is taken off later. */
function isCredential(value: string, { key, path }: Given, isGuessEnough: boolean): boolean {
  const place = { ...pathFacts(path), madeUp: false };
  const judged = judgeGenericValue({ name: key, value, binding: 'assignment', quoted: false, place });
  return judged !== null && (isGuessEnough || judged.confidence !== 'low');
}

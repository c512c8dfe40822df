// Secrets made up at test time, so that none stands in the repository: from a rule's own token regular expression with
// the right checksum, or, for a structure, what structure-samples.ts makes.
import type { SecretRule } from '../../src/model/secret-rule.ts';
import { base62Checksum, checksums, withGrafanaChecksum, withNkeyChecksum } from '../../src/secrets/checksums.ts';
import { entropy } from '../../src/secrets/entropy.ts';
import { isPlaceholder } from '../../src/secrets/placeholder.ts';
import { fillForms, structureSample } from './structure-samples.ts';

/** A number in [0, 1). */
export type Random = () => number;

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SecretSample {
  readonly sample: string;
  /** The partner that a rule with `near` asks for; empty otherwise. */
  readonly near: string;
  /** What the rule asks for directly before the value. */
  readonly before: string;
}

/** A value that the rule reports, and its partner. */
export function secretSample(rule: SecretRule, random: Random): SecretSample {
  const near = rule.near ? textMatching(rule.near.token, random) : '';
  const before = rule.precededBy === null ? '' : textMatching(rule.precededBy, random);
  if (rule.token === null) return { sample: structureSample(rule.structure ?? '', random), near, before };
  for (let attempt = 0; attempt < 1000; attempt++) {
    const sample = withChecksum(rule.checksum, textMatching(rule.token, random));
    const documented = rule.placeholders.some((pattern) => new RegExp(`^(?:${pattern})$`, 'i').test(sample));
    if (entropy(sample) >= (rule.minEntropy ?? 0) && !documented && !isPlaceholder(sample))
      return { sample, near, before };
  }
  throw new Error(`no sample of ${rule.id} passes its own checks`);
}

/**
 * An example's code with its placeholders filled: `{{sample}}`, `{{sampleEscaped}}` (line breaks as `\n`), `{{near}}`,
 * `{{wrongChecksum}}`, and what `fillForms` knows. Other text in double braces stays.
 */
export function fillSamples(code: string, rule: SecretRule, random: Random): string {
  const { sample, near } = secretSample(rule, random);
  return fillForms(code, sample)
    .replaceAll('{{sampleEscaped}}', () => sample.replaceAll('\n', String.raw`\n`))
    .replaceAll('{{sample}}', () => sample.trimEnd())
    .replaceAll('{{near}}', near)
    .replaceAll('{{wrongChecksum}}', () => wrongChecksum(rule, random));
}

function wrongChecksum(rule: SecretRule, random: Random): string {
  const check = checksums[rule.checksum ?? ''];
  if (!check) throw new Error(`${rule.id} has no checksum`);
  for (let attempt = 0; attempt < 1000; attempt++) {
    const { sample } = secretSample(rule, random);
    const wrong = sample.slice(0, -1) + (sample.endsWith('A') ? 'B' : 'A');
    if (!check(wrong)) return wrong;
  }
  throw new Error(`every token of ${rule.id} has a right checksum`);
}

function withChecksum(name: string | null, token: string): string {
  if (name === null || token.startsWith('github_pat_')) return token;
  if (name === 'grafana') return withGrafanaChecksum(token);
  if (name === 'nkey') return withNkeyChecksum(token);
  const [prefix, body] = [token.slice(0, token.indexOf('_') + 1), token.slice(token.indexOf('_') + 1, -6)];
  return prefix + body + base62Checksum(body);
}

type Maker = () => string;

/** A text that a regular expression matches whole. Knows literals, escapes, classes, groups, alternatives, counts. */
export function textMatching(source: string, random: Random): string {
  let at = 0;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;

  const alternatives = (): Maker => {
    const branches = [sequence()];
    while (source[at] === '|') {
      at++;
      branches.push(sequence());
    }
    return () => pick(branches)();
  };
  const sequence = (): Maker => {
    const parts: Maker[] = [];
    while (at < source.length && source[at] !== '|' && source[at] !== ')') {
      const one = atom();
      const [least, most] = count();
      parts.push(() => Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, one).join(''));
    }
    return () => parts.map((part) => part()).join('');
  };
  const atom = (): Maker => {
    const character = source[at++]!;
    if (character === '(') {
      if (source.startsWith('?:', at)) at += 2;
      const inner = alternatives();
      at++;
      return inner;
    }
    if (character === '[') return characterClass();
    const literal = character === '\\' ? source[at++]! : character;
    if (/[.^$*+?]/.test(character) || (character === '\\' && /\w/.test(literal))) {
      throw new Error(`can't make a sample of ${source} at ${at}`);
    }
    return () => literal;
  };
  const characterClass = (): Maker => {
    const members: string[] = [];
    while (source[at] !== ']') {
      if (source[at] === '\\') at++;
      const first = source.charCodeAt(at++);
      const ranged = source[at] === '-' && source[at + 1] !== ']';
      const last = ranged ? source.charCodeAt(at + 1) : first;
      if (ranged) at += 2;
      for (let code = first; code <= last; code++) members.push(String.fromCharCode(code));
    }
    at++;
    return () => pick(members);
  };
  const count = (): [number, number] => {
    const written = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(source.slice(at));
    if (!written) return [1, 1];
    at += written[0].length;
    if (written[0] === '?') return [0, 1];
    return [Number(written[1]), Number(written[2] ?? written[1])];
  };
  return alternatives()();
}

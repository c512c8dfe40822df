// Secrets in one text. The story: one pass finds every keyword; each rule whose keyword occurs looks around it; of the
// candidates that share a span the best founded stays (provider's format, then structure, then place, then name), and
// none in what is encrypted; what goes out holds no value.
// May not: do I/O, read the clock, keep anything between calls.
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { Candidate, DetectorInput, Finder, Hit } from './candidate.ts';
import { encryptedKeywords, encryptedSpans } from './encrypted.ts';
import { secretFacts } from './facts.ts';
import { createKeywordScanner } from './keywords.ts';
import { pathFacts } from './path-facts.ts';
import type { DetectInput, SecretDetector, SecretMatch } from './secret-match.ts';
import { structures, wholeFiles } from './structures.ts';
import { tokenFinder } from './token-rule.ts';

/**
 * Builds the detector for some rules. `key` is this installation's key for the values' hashes.
 * Throws RangeError where a rule names what does not exist; the rule loader has told the user before.
 */
export function createSecretDetector(rules: readonly SecretRule[], key: Uint8Array): SecretDetector {
  const finders = rules.map(finderOf);
  const keywords = [...new Set([...rules.flatMap((rule) => rule.keywords), ...encryptedKeywords])];
  const announcesEncrypted = keywords.map((keyword) => encryptedKeywords.some((one) => one === keyword));
  const listeners = keywords.map((keyword) =>
    rules.flatMap((rule, at) => (rule.keywords.includes(keyword) ? [at] : [])),
  );
  const scanner = createKeywordScanner(keywords);

  return {
    detect(given) {
      const hits: (Hit[] | undefined)[] = rules.map((rule) => (isWholeFile(rule, given.path) ? [] : undefined));
      const encrypted: Hit[] = [];
      scanner.scan(given.text, (keyword, end) => {
        const hit = { start: end - keywords[keyword]!.length, end };
        for (const rule of listeners[keyword]!) (hits[rule] ??= []).push(hit);
        if (announcesEncrypted[keyword]) encrypted.push(hit);
      });
      const input = withPlace(given);
      const candidates = finders.flatMap((find, at) => {
        const around = hits[at];
        return around ? find(input, around) : [];
      });
      const taken = candidates.length > 0 ? encryptedSpans(given.text, encrypted) : [];
      return bestOfEachSpan(candidates, taken).flatMap((candidate) => toMatch(candidate, key));
    },
  };
}

function finderOf(rule: SecretRule): Finder {
  const { token, structure } = rule;
  if (token !== null) return tokenFinder({ ...rule, token });
  const build = structures[structure ?? ''];
  if (!build) throw new RangeError(`rule ${rule.id} names the unknown structure ${structure}`);
  return build(rule);
}

function isWholeFile({ structure }: SecretRule, path: string): boolean {
  return wholeFiles[structure ?? '']?.(path) ?? false;
}

function withPlace(input: DetectInput): DetectorInput {
  let index: LineIndex | null = null;
  return { ...input, place: pathFacts(input.path), lines: () => (index ??= createLineIndex(input.text)) };
}

/** Keeps, of candidates whose spans overlap, the one that is founded best, and none in spans that are taken; in reading order. */
function bestOfEachSpan(
  candidates: readonly Candidate[],
  taken: readonly (readonly [start: number, end: number])[],
): Candidate[] {
  const byTrust = candidates.toSorted(
    (a, b) =>
      a.rank - b.rank ||
      Number(b.partner !== null) - Number(a.partner !== null) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const claims = new Claims();
  for (const [start, end] of taken) claims.add(start, end);
  const kept: Candidate[] = [];
  for (const candidate of byTrust) {
    if (!claims.add(candidate.start, candidate.end)) continue;
    if (candidate.partner) claims.add(...candidate.partner);
    kept.push(candidate);
  }
  return kept.toSorted((a, b) => a.start - b.start);
}

/** Spans that do not overlap. */
class Claims {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Takes a span, and says so; false where it overlaps one that was taken. */
  add(start: number, end: number): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#ends[middle]! <= start) low = middle + 1;
      else high = middle;
    }
    if (low < this.#starts.length && this.#starts[low]! < end) return false;
    this.#starts.splice(low, 0, start);
    this.#ends.splice(low, 0, end);
    return true;
  }
}

function toMatch(candidate: Candidate, key: Uint8Array): SecretMatch[] {
  const { rule, start, end, value, name, confidence, severity, note } = candidate;
  if (confidence === null) return [];
  const facts = secretFacts(rule, value, key);
  return [{ ruleId: rule.id, kind: rule.kind, start, end, facts, name, confidence, severity, note }];
}

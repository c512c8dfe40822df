// Secrets in one text. The story: one pass finds every keyword; each rule whose keyword occurs looks around it; the same
// is done with what the text holds in other encodings; of the candidates that share a span the best founded stays
// (provider's format, then structure, then generic; what is written plainly before what was decoded); what goes out holds
// no value.
// May not: do I/O, read the clock, keep anything between calls.
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { Candidate, DetectorInput, Finder, Hit } from './candidate.ts';
import type { DecodedText } from './decoding/decoded-text.ts';
import { decodedTexts } from './decoding/decode-layers.ts';
import { secretFacts } from './facts.ts';
import { genericFinder } from './generic.ts';
import { jwtFinder } from './jwt.ts';
import { createKeywordScanner } from './keywords.ts';
import { pathFacts } from './path-facts.ts';
import { privateKeyFinder } from './private-key.ts';
import type { DetectInput, SecretDetector, SecretMatch } from './secret-match.ts';
import { tokenFinder } from './token-rule.ts';
import { urlCredentialsFinder } from './url-credentials.ts';

/** By the name that a rule gives as `structure`. */
const structures: Readonly<Record<string, (rule: SecretRule) => Finder>> = {
  'private-key': privateKeyFinder,
  jwt: jwtFinder,
  'url-credentials': urlCredentialsFinder,
  generic: genericFinder,
};

/**
 * Builds the detector for some rules. `key` is this installation's key for the values' hashes.
 * Throws RangeError where a rule names what does not exist; the rule loader has told the user before.
 */
export function createSecretDetector(rules: readonly SecretRule[], key: Uint8Array): SecretDetector {
  const finders = rules.map(finderOf);
  /** By keyword: the rules that it stands for. */
  const listening = new Map<string, number[]>();
  for (const [rule, { keywords }] of rules.entries()) {
    for (const keyword of new Set(keywords)) listening.set(keyword, [...(listening.get(keyword) ?? []), rule]);
  }
  const keywords = [...listening.keys()];
  const listeners = [...listening.values()];
  const scanner = createKeywordScanner(keywords);

  /** What the rules find whose keywords occur in a text, rule by rule. */
  const look = (text: string, inputOf: () => DetectorInput): Candidate[] => {
    const hits = new Map<number, Hit[]>();
    scanner.scan(text, (keyword, end) => {
      const hit = { start: end - keywords[keyword]!.length, end };
      for (const rule of listeners[keyword]!) {
        const known = hits.get(rule);
        if (known) known.push(hit);
        else hits.set(rule, [hit]);
      }
    });
    if (hits.size === 0) return [];
    const input = inputOf();
    return [...hits].toSorted(([a], [b]) => a - b).flatMap(([rule, around]) => finders[rule]!(input, around));
  };

  return {
    detect(given) {
      const candidates = look(given.text, () => withPlace(given)).map((candidate): Layered => ({
        ...candidate,
        layer: 0,
      }));
      for (const decoded of decodedTexts(given.text)) {
        const { path, language } = given;
        const found = look(decoded.text, () => placedIn({ path, language, text: decoded.text }, decoded));
        candidates.push(...found.flatMap((candidate) => inOriginal(candidate, decoded)));
      }
      return bestOfEachSpan(candidates).flatMap((candidate) => toMatch(candidate, key));
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

function withPlace(input: DetectInput): DetectorInput {
  let index: LineIndex | null = null;
  return { ...input, place: pathFacts(input.path), lines: () => (index ??= createLineIndex(input.text)) };
}

/** A stretch that was decoded, on its way through the detectors. A whole text in base64 is no file of its surroundings' format. */
function placedIn(input: DetectInput, { isWhole }: DecodedText): DetectorInput {
  const outer = withPlace(input);
  return isWhole ? { ...outer, place: { ...outer.place, format: pathFacts('').format } } : outer;
}

/** A candidate, and in how many encodings it stands. */
interface Layered extends Candidate {
  readonly layer: number;
}

/** A candidate of a decoded stretch, where it stands in the text; none where decoding had no part in it. */
function inOriginal(candidate: Candidate, decoded: DecodedText): Layered[] {
  if (!decoded.isChanged(candidate.start, candidate.end)) return [];
  const [start, end] = decoded.spanOf(candidate.start, candidate.end);
  const partner = candidate.partner && decoded.spanOf(...candidate.partner);
  const note = `${candidate.note === null ? '' : `${candidate.note}, `}in ${decoded.encoding}`;
  return [{ ...candidate, start, end, partner, note, layer: decoded.depth }];
}

/** Keeps, of candidates whose spans overlap, the one that is founded best; in reading order. */
function bestOfEachSpan(candidates: readonly Layered[]): Candidate[] {
  const byTrust = candidates.toSorted(
    (a, b) =>
      a.rank - b.rank ||
      a.layer - b.layer ||
      Number(b.partner !== null) - Number(a.partner !== null) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  );
  const claims = new Claims();
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

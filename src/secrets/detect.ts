// Secrets in one text. The story: one pass finds every keyword; each rule whose keyword occurs looks around it; the same
// is done with what the text holds in other encodings; of the candidates that share a span the best founded stays
// (provider's format, then structure, then generic; what is written plainly before what was decoded); what goes out holds
// no value.
// May not: do I/O, read the clock, keep anything between calls.
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import type { Confidence } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { Candidate, DetectorInput, Finder, Hit } from './candidate.ts';
import type { DecodedText } from './decoding/decoded-text.ts';
import { decodedTexts } from './decoding/decode-layers.ts';
import { hmacUnder, secretFacts } from './facts.ts';
import { genericFinder } from './generic.ts';
import { jwtFinder } from './jwt.ts';
import { createKeywordScanner } from './keywords.ts';
import { type PathFacts, pathFacts } from './path-facts.ts';
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
  const hmac = hmacUnder(key);

  /** What the rules find whose keywords occur in a text, rule by rule. */
  const look = (text: string, prepare: () => DetectorInput): Candidate[] => {
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
    const input = prepare();
    return [...hits].toSorted(([a], [b]) => a - b).flatMap(([rule, around]) => finders[rule]!(input, around));
  };

  return {
    detect(given) {
      let known: PathFacts | null = null;
      const place = (): PathFacts => (known ??= pathFacts(given.path));
      const candidates: Layered[] = look(given.text, () => inputOf(given, place()));
      for (const decoded of decodedTexts(given.text)) {
        const found = look(decoded.text, () => decodedInput(given, decoded, place()));
        for (const candidate of found) {
          if (decoded.isChanged(candidate.start, candidate.end)) candidates.push(inOriginal(candidate, decoded));
        }
      }
      const hash = remembering(hmac);
      const matches: SecretMatch[] = [];
      for (const candidate of bestOfEachSpan(candidates)) {
        if (candidate.confidence !== null) matches.push(toMatch(candidate, candidate.confidence, hash));
      }
      return matches;
    },
  };
}

/** The same function, which computes the same only once: what is in a file many times is often the same secret. */
function remembering(compute: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) known.set(text, (result = compute(text)));
    return result;
  };
}

function finderOf(rule: SecretRule): Finder {
  const { token, structure } = rule;
  if (token !== null) return tokenFinder({ ...rule, token });
  const build = structures[structure ?? ''];
  if (!build) throw new RangeError(`rule ${rule.id} names the unknown structure ${structure}`);
  return build(rule);
}

function inputOf(input: DetectInput, place: PathFacts): DetectorInput {
  let index: LineIndex | null = null;
  return { ...input, place, lines: () => (index ??= createLineIndex(input.text)) };
}

/** A stretch that was decoded, as a text of its own. What was encoded as a whole has not the format of what is around it. */
function decodedInput(
  { path, language }: DetectInput,
  { text, isWhole }: DecodedText,
  place: PathFacts,
): DetectorInput {
  return inputOf({ path, text, language }, isWhole ? { ...place, format: 'prose' } : place);
}

/** A candidate, and in how many encodings it stands; absent where it is written plainly. */
interface Layered extends Candidate {
  readonly layer?: number;
}

/** A candidate of a decoded stretch, where it stands in the text. */
function inOriginal(candidate: Candidate, decoded: DecodedText): Layered {
  const [start, end] = decoded.spanOf(candidate.start, candidate.end);
  const partner = candidate.partner && decoded.spanOf(...candidate.partner);
  const note = `${candidate.note === null ? '' : `${candidate.note}, `}in ${decoded.encoding}`;
  return { ...candidate, start, end, partner, note, layer: decoded.depth };
}

/** Keeps, of candidates whose spans overlap, the one that is founded best; in reading order. */
function bestOfEachSpan(candidates: readonly Layered[]): Candidate[] {
  const inOrder = candidates.toSorted((a, b) => firstOf(a) - firstOf(b));
  const kept: Candidate[] = [];
  // Group by group: between two of them no span reaches from one to the other.
  for (let from = 0; from < inOrder.length;) {
    let to = from;
    for (let reached = -1; to < inOrder.length; to++) {
      const candidate = inOrder[to]!;
      if (to > from && firstOf(candidate) >= reached) break;
      reached = Math.max(reached, candidate.end, candidate.partner?.[1] ?? 0);
    }
    if (to === from + 1) kept.push(inOrder[from]!);
    else for (const candidate of bestOf(inOrder.slice(from, to))) kept.push(candidate);
    from = to;
  }
  return kept;
}

function firstOf({ start, partner }: Candidate): number {
  return partner ? Math.min(start, partner[0]) : start;
}

function bestOf(candidates: readonly Layered[]): Candidate[] {
  const byTrust = candidates.toSorted(
    (a, b) =>
      a.rank - b.rank ||
      (a.layer ?? 0) - (b.layer ?? 0) ||
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

function toMatch(
  { rule, start, end, value, name, severity, note }: Candidate,
  confidence: Confidence,
  hmac: (text: string) => string,
): SecretMatch {
  const facts = secretFacts(rule, value, hmac);
  return { ruleId: rule.id, kind: rule.kind, start, end, facts, name, confidence, severity, note };
}

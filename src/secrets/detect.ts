// Secrets in one text. The story: one pass finds every keyword; each rule whose keyword occurs looks around it; the same
// is done with what the text holds in other encodings; of the candidates that share a span the best founded stays
// (provider's format, then structure, then place, then name; what is written plainly before what was decoded), and none in
// what is encrypted; what goes out holds no value.
// May not: do I/O, read the clock, keep anything between calls.
import { createLineIndex, type LineIndex } from '../text/line-index.ts';
import type { Confidence } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import { bestOfEachSpan, outside, type Layered } from './best-of-spans.ts';
import type { Candidate, DetectorInput, Finder, Hit } from './candidate.ts';
import type { DecodedText } from './decoding/decoded-text.ts';
import { decodedTexts } from './decoding/decode-layers.ts';
import { encryptedKeywords, encryptedSpans } from './encrypted.ts';
import { hmacUnder, secretFacts } from './facts.ts';
import { createKeywordScanner } from './keywords.ts';
import { type PathFacts, pathFacts } from './path-facts.ts';
import type { DetectInput, SecretDetector, SecretMatch } from './secret-match.ts';
import { structures, wholeFiles } from './structures.ts';
import { createSurroundings } from './text-context.ts';
import { tokenFinder } from './token-rule.ts';

/** Stands for what is encrypted where otherwise a rule's number stands. */
const encryption = -1;

interface Found {
  readonly candidates: readonly Candidate[];
  /** Where keywords of encryption stand. */
  readonly encrypted: readonly Hit[];
}

/**
 * Builds the detector for some rules. `key` is this installation's key for the values' hashes.
 * Throws RangeError where a rule names what does not exist; the rule loader has told the user before.
 */
export function createSecretDetector(rules: readonly SecretRule[], key: Uint8Array): SecretDetector {
  const finders = rules.map(finderOf);
  const forWholeFiles = rules.flatMap(({ structure }, at) => {
    const isMeant = wholeFiles[structure ?? ''];
    return isMeant === undefined ? [] : [{ at, isMeant }];
  });
  /** By keyword: the rules that it stands for. */
  const listening = new Map<string, number[]>();
  for (const [rule, { keywords }] of rules.entries()) {
    for (const keyword of new Set(keywords)) listening.set(keyword, [...(listening.get(keyword) ?? []), rule]);
  }
  for (const keyword of encryptedKeywords) listening.set(keyword, [...(listening.get(keyword) ?? []), encryption]);
  const keywords = [...listening.keys()];
  const listeners = [...listening.values()];
  const scanner = createKeywordScanner(keywords);
  const hmac = hmacUnder(key);

  /** What the rules find whose keywords occur in a text, or that are for the whole file, rule by rule. */
  const look = (text: string, isFile: boolean, input: () => DetectorInput, path: string): Found => {
    const hits = new Map<number, Hit[]>();
    for (const { at, isMeant } of isFile ? forWholeFiles : []) if (isMeant(path)) hits.set(at, []);
    scanner.scan(text, (keyword, end) => {
      const hit = { start: end - keywords[keyword]!.length, end };
      for (const rule of listeners[keyword]!) {
        const known = hits.get(rule);
        if (known) known.push(hit);
        else hits.set(rule, [hit]);
      }
    });
    const encrypted = hits.get(encryption) ?? [];
    hits.delete(encryption);
    if (hits.size === 0) return { candidates: [], encrypted };
    const prepared = input();
    const inOrder = [...hits].toSorted(([a], [b]) => a - b);
    return { candidates: inOrder.flatMap(([rule, around]) => finders[rule]!(prepared, around)), encrypted };
  };

  return {
    detect(given) {
      const { path, text } = given;
      let known: PathFacts | null = null;
      const place = (): PathFacts => (known ??= pathFacts(path));
      const plain = look(text, true, () => inputOf(given, place()), path);
      const candidates: Layered[] = [...plain.candidates];
      for (const decoded of decodedTexts(text)) {
        const found = look(decoded.text, false, () => decodedInput(given, decoded, place()), path);
        for (const candidate of found.candidates) {
          if (decoded.isChanged(candidate.start, candidate.end)) candidates.push(inOriginal(candidate, decoded));
        }
      }
      if (candidates.length === 0) return [];
      const encrypted = encryptedSpans(text, plain.encrypted);
      const hash = remembering(hmac);
      const matches: SecretMatch[] = [];
      for (const candidate of bestOfEachSpan(outside(encrypted, candidates))) {
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
  return {
    ...input,
    place,
    lines: () => (index ??= createLineIndex(input.text)),
    surroundingsAt: createSurroundings(input.text),
  };
}

/** A stretch that was decoded, as a text of its own. What was encoded as a whole has not the format of what is around it. */
function decodedInput(
  { path, language }: DetectInput,
  { text, isWhole }: DecodedText,
  place: PathFacts,
): DetectorInput {
  return inputOf({ path, text, language }, isWhole ? { ...place, format: 'prose' } : place);
}

/** A candidate of a decoded stretch, where it stands in the text. */
function inOriginal(candidate: Candidate, decoded: DecodedText): Layered {
  const [start, end] = decoded.spanOf(candidate.start, candidate.end);
  const partner = candidate.partner && decoded.spanOf(...candidate.partner);
  const note = `${candidate.note === null ? '' : `${candidate.note}, `}in ${decoded.encoding}`;
  return { ...candidate, start, end, partner, note, layer: decoded.depth };
}

function toMatch(
  { rule, start, end, value, name, severity, note }: Candidate,
  confidence: Confidence,
  hmac: (text: string) => string,
): SecretMatch {
  const facts = secretFacts(rule, value, hmac);
  return { ruleId: rule.id, kind: rule.kind, start, end, facts, name, confidence, severity, note };
}

// Provider formats: a token regular expression, tried only near the rule's keywords, with boundaries added, and then
// checked from cheap to dear: entropy, placeholders, checksum, partner.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, lower, ranks } from './candidate.ts';
import { checksums } from './checksums.ts';
import { entropy } from './entropy.ts';
import { literalPrefixes } from './literal-prefixes.ts';
import { longestMatch } from './longest-match.ts';
import { anyWithin, isWord, nearBefore } from './keyword-place.ts';
import { isPlainName, secretNameOf } from './name-of-value.ts';
import { isPlaceholder } from './placeholder.ts';
import { matchesFrom, matchesWithin, windowsAround } from './windows.ts';

type TokenRule = SecretRule & { readonly token: string };

interface Expressions {
  readonly token: RegExp;
  /** How long a token can be. */
  readonly longest: number;
  /** Every token begins with a keyword. */
  readonly beginsWithKeyword: boolean;
  readonly partner: RegExp | null;
  readonly documented: readonly RegExp[];
}

function expressionsOf(rule: TokenRule): Expressions {
  const beginsWithKeyword =
    rule.keywordWithin === null &&
    literalPrefixes(rule.token).every((prefix) =>
      rule.keywords.some((keyword) => prefix.toLowerCase().startsWith(keyword)),
    );
  return {
    token: bounded(rule.token, beginsWithKeyword ? 'y' : 'g', rule.precededBy),
    beginsWithKeyword,
    longest: longestMatch(rule.token),
    partner: rule.near ? bounded(rule.near.token, 'g') : null,
    documented: rule.placeholders.map((source) => new RegExp(`^(?:${source})$`, 'i')),
  };
}

/** The finder of a rule that has a `token`. */
export function tokenFinder(rule: TokenRule): Finder {
  const checksum = rule.checksum === null ? null : checksums[rule.checksum];
  if (checksum === undefined) throw new RangeError(`rule ${rule.id} names the unknown checksum ${rule.checksum}`);
  const reach = rule.keywordWithin ?? (rule.near ? rule.near.within : null);
  // Of hundreds of rules a scan needs few.
  let expressions: Expressions | null = null;

  const vague = rule.tier === 'B';

  return (input, allHits) => {
    const { token, beginsWithKeyword, longest, partner, documented } = (expressions ??= expressionsOf(rule));
    const { text, place, surroundingsAt } = input;
    const hits = vague ? allHits.filter((hit) => isWord(text, hit)) : allHits;
    const candidates: Candidate[] = [];
    const matches = beginsWithKeyword
      ? [matchesFrom(token, text, hits)]
      : windowsAround(hits, text.length, longest, reach).map((window) => matchesWithin(token, text, window));
    for (const some of matches) {
      for (const { start, value } of some) {
        const end = start + value.length;
        if (reach !== null && !anyWithin(hits, start, end, reach, rule.keywordWithin === null)) continue;
        if (rule.minEntropy !== null && entropy(value) < rule.minEntropy) continue;
        const other = partner && rule.near ? nearest(text, partner, start, end, rule.near.within) : null;
        if (partner && !other) continue;
        const name = vague ? secretNameOf({ text, surroundingsAt, format: place.format }, start, end) : null;
        // A name that says whose it is, is believed; one that does not may take it from what stands near.
        const named = name !== null && rule.keywords.some((keyword) => name.toLowerCase().includes(keyword));
        if (vague && !named && (name === null || !isPlainName(name) || !nearBefore(text, hits, start, end, reach ?? 0)))
          continue;
        const disproved =
          documented.some((pattern) => pattern.test(value)) ||
          isPlaceholder(value) ||
          (checksum !== null && !checksum(value));
        candidates.push({
          rule,
          rank: !vague ? ranks.provider : named ? ranks.named : ranks.near,
          start,
          end,
          value,
          name,
          confidence: disproved ? null : place.madeUp && !checksum ? lower(rule.confidence) : rule.confidence,
          severity: null,
          note: null,
          partner: other,
        });
      }
    }
    return candidates;
  };
}

/**
 * Adds boundaries: no token inside a longer run of such characters. Letters, digits and `_` always count; `-`, `+`, `/`
 * and `.` where the token's own character classes hold them (and with `/` base64's `=` after it).
 * An escape before it (`\n` in a string, `%3D` in a URL) ends in a letter but is no part of a word. What `precededBy` says
 * takes the place of the boundary before it.
 */
function bounded(source: string, flag: 'g' | 'y', precededBy: string | null = null): RegExp {
  const classes = source.match(/\[(?:\\.|[^\]\\])*\]/g)?.map((set) => new RegExp(set)) ?? [];
  const own = ['-', '+', '/'].filter((character) => classes.some((set) => set.test(character)));
  const joiners = own.map((character) => `\\${character}`).join('');
  const after = `(?![A-Za-z0-9_${joiners}${own.includes('/') ? '=' : ''}])`;
  const escape = String.raw`(?<=\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})`;
  const before = precededBy === null ? `(?:(?<![A-Za-z0-9_${joiners}])|${escape})` : `(?<=${precededBy})`;
  return new RegExp(`${before}(?:${source})${after}`, flag);
}

/** The span of the partner that stands closest, at most `within` characters away; null where there is none. */
function nearest(text: string, partner: RegExp, start: number, end: number, within: number): [number, number] | null {
  const from = Math.max(0, start - within);
  let best: [number, number] | null = null;
  let distance = Infinity;
  for (const match of matchesWithin(partner, text, { from, to: Math.min(text.length, end + within) })) {
    const to = match.start + match.value.length;
    const gap = match.start >= end ? match.start - end : start - to;
    if (gap < 0 || gap >= distance) continue;
    best = [match.start, to];
    distance = gap;
  }
  return best;
}

// Provider formats: a token regular expression, tried only near the rule's keywords, with boundaries added, and then
// checked from cheap to dear: entropy, placeholders, checksum, partner.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, type Hit, lower, ranks } from './candidate.ts';
import { checksums } from './checksums.ts';
import { entropy } from './entropy.ts';
import { isPlainName, secretNameOf } from './name-of-value.ts';
import { isPlaceholder } from './placeholder.ts';

/** How far a token that proves itself may begin before its keyword, and reach beyond it. */
const reachBefore = 256;
const reachBeyond = 4096;

/** The finder of a rule that has a `token`. */
export function tokenFinder(rule: SecretRule & { readonly token: string }): Finder {
  const token = bounded(rule.token, rule.precededBy);
  const partner = rule.near ? bounded(rule.near.token) : null;
  const documented = rule.placeholders.map((source) => new RegExp(`^(?:${source})$`, 'i'));
  const checksum = rule.checksum === null ? null : checksums[rule.checksum];
  if (checksum === undefined) throw new RangeError(`rule ${rule.id} names the unknown checksum ${rule.checksum}`);
  const reach = rule.keywordWithin ?? (rule.near ? rule.near.within : null);

  const vague = rule.tier === 'B';

  return (input, allHits) => {
    const { text, place } = input;
    const hits = vague ? allHits.filter((hit) => isWord(text, hit)) : allHits;
    const candidates: Candidate[] = [];
    for (const [from, to] of windows(hits, text.length, reach)) {
      const part = text.slice(from, to);
      for (const match of part.matchAll(token)) {
        const value = match[0];
        const start = from + match.index;
        const end = start + value.length;
        if (cutAt(to, end, text.length)) continue;
        if (reach !== null && !anyWithin(hits, start, end, reach, rule.keywordWithin === null)) continue;
        if (rule.minEntropy !== null && entropy(value) < rule.minEntropy) continue;
        const other = partner && rule.near ? nearest(text, partner, start, end, rule.near.within) : null;
        if (partner && !other) continue;
        const name = vague ? secretNameOf(text, start, end, place.format) : null;
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

/** Stretches of text around the hits, overlapping ones joined; by rising start. */
function windows(hits: readonly Hit[], length: number, reach: number | null): [number, number][] {
  const joined: [number, number][] = [];
  for (const { start, end } of hits) {
    const from = Math.max(0, start - (reach === null ? reachBefore : reach + reachBefore));
    const to = Math.min(length, end + (reach === null ? reachBeyond : reach + reachBeyond));
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** Does one of the hits stand before the span, or after it on its line? */
function nearBefore(text: string, hits: readonly Hit[], start: number, end: number, reach: number): boolean {
  return hits.some(
    (hit) =>
      (hit.end <= start && start - hit.end <= reach) ||
      (hit.start >= end && hit.start - end <= reach && !text.slice(end, hit.start).includes('\n')),
  );
}

const goesOn = /^(?:api|key|token|secret|auth|access|pass|client|account|app|pat|url|host)/i;

/** Is the keyword a word of its own (`HEROKU_KEY`, `herokuKey`, `herokukey`), not a part of another (`inbox`, `deadline`)? */
function isWord(text: string, { start, end }: Hit): boolean {
  const [before, first] = [text[start - 1] ?? '', text[start]!];
  const [last, after] = [text[end - 1]!, text[end] ?? ''];
  const begins = !/[a-z0-9]/i.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(first));
  const ends = !/[a-z]/i.test(after) || (/[a-z0-9]/.test(last) && /[A-Z]/.test(after));
  return begins && (ends || goesOn.test(text.slice(end, end + 7)));
}

/** Is one of the hits (by rising end) at most `reach` characters away from the span; or, where that counts, in it? */
function anyWithin(hits: readonly Hit[], start: number, end: number, reach: number, inside: boolean): boolean {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hits[middle]!.end < start - reach) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < hits.length && hits[at]!.start - end <= reach; at++) {
    if (inside || hits[at]!.end <= start || hits[at]!.start >= end) return true;
  }
  return false;
}

/** A token at the very end of a window that the text goes on after may be a part of a longer one. */
function cutAt(windowEnd: number, end: number, length: number): boolean {
  return end === windowEnd && windowEnd < length;
}

/**
 * Adds boundaries: no token inside a longer run of such characters. Letters, digits and `_` always count; `-`, `+`, `/`
 * and `.` where the token's own character classes hold them (and with `/` base64's `=` after it).
 * An escape before it (`\n` in a string, `%3D` in a URL) ends in a letter but is no part of a word. What `precededBy` says
 * takes the place of the boundary before it.
 */
function bounded(source: string, precededBy: string | null = null): RegExp {
  const classes = source.match(/\[(?:\\.|[^\]\\])*\]/g)?.map((set) => new RegExp(set)) ?? [];
  const own = ['-', '+', '/'].filter((character) => classes.some((set) => set.test(character)));
  const joiners = own.map((character) => `\\${character}`).join('');
  const after = `(?![A-Za-z0-9_${joiners}${own.includes('/') ? '=' : ''}])`;
  const escape = String.raw`(?<=\\[nrtbf]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})`;
  const before = precededBy === null ? `(?:(?<![A-Za-z0-9_${joiners}])|${escape})` : `(?<=${precededBy})`;
  return new RegExp(`${before}(?:${source})${after}`, 'g');
}

/** The span of the partner that stands closest, at most `within` characters away; null where there is none. */
function nearest(text: string, partner: RegExp, start: number, end: number, within: number): [number, number] | null {
  const from = Math.max(0, start - within);
  let best: [number, number] | null = null;
  let distance = Infinity;
  for (const match of text.slice(from, end + within).matchAll(partner)) {
    const at = from + match.index;
    const to = at + match[0].length;
    const gap = at >= end ? at - end : start - to;
    if (gap < 0 || gap >= distance) continue;
    best = [at, to];
    distance = gap;
  }
  return best;
}

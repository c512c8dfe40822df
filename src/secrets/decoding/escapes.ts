// Texts in which single characters are written otherwise: `%3D` in URLs, `\u003d` and `\x3d` in programs and JSON, `&#61;`
// in markup. Only what stands around such a place is decoded.
import type { DecodedText } from './decoded-text.ts';

/** How much around an escape is decoded with it: a secret may have one only at its beginning. */
const around = 400;
/** How far before a secret its name may stand. */
const nameReach = 80;

interface Notation {
  readonly encoding: string;
  /** Every escape begins with it. */
  readonly mark: string;
  /** Sticky, one escape; what it stands for is in `decode`. */
  readonly pattern: RegExp;
  readonly decode: (escape: string) => string;
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  colon: ':',
  commat: '@',
  equals: '=',
  gt: '>',
  lt: '<',
  quot: '"',
  sol: '/',
};

const notations: readonly Notation[] = [
  {
    encoding: 'URL encoding',
    mark: '%',
    pattern: /%[0-9A-Fa-f]{2}/y,
    decode: (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  },
  {
    encoding: 'escapes',
    mark: '\\',
    pattern: /\\(?:u[0-9A-Fa-f]{4}|u\{0{0,4}[0-9A-Fa-f]{1,4}\}|U0000[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[01][0-7]{2}|\/)/y,
    decode(escape) {
      if (escape === '\\/') return '/';
      const digits = escape.replace(/^\\[uUx]?\{?|\}$/g, '');
      return String.fromCharCode(Number.parseInt(digits, /^\\\d/.test(escape) ? 8 : 16));
    },
  },
  {
    encoding: 'character references',
    mark: '&',
    pattern: new RegExp(`&(?:#\\d{1,5}|#[xX][0-9A-Fa-f]{1,4}|${Object.keys(entities).join('|')});`, 'y'),
    decode(escape) {
      const name = escape.slice(1, -1);
      if (!name.startsWith('#')) return entities[name]!;
      return String.fromCharCode(/^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1)));
    },
  },
];

/** An escape: where it stands, and the one character that it stands for. */
interface Escape {
  readonly start: number;
  readonly end: number;
  readonly character: string;
}

/** The stretches of a text around escapes, decoded, by notation; those of one notation do not overlap. */
export function* unescapedTexts(text: string): Generator<DecodedText> {
  for (const notation of notations) {
    let near: Escape[] = [];
    let floor = 0;
    for (const escape of escapesIn(text, notation)) {
      if (near.length > 0 && escape.start - near.at(-1)!.end > 2 * around) {
        yield decodeAround(text, near, floor, notation);
        floor = near.at(-1)!.end;
        near = [];
      }
      near.push(escape);
    }
    if (near.length > 0) yield decodeAround(text, near, floor, notation);
  }
}

function* escapesIn(text: string, { mark, pattern, decode }: Notation): Generator<Escape> {
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
    pattern.lastIndex = at;
    const escape = pattern.exec(text)?.[0];
    if (escape !== undefined) yield { start: at, end: at + escape.length, character: decode(escape) };
    at += escape?.length ?? 1;
  }
}

/** Decodes escapes and what stands around them; nothing before `floor`. */
function decodeAround(text: string, escapes: readonly Escape[], floor: number, { encoding }: Notation): DecodedText {
  const [first, last] = [escapes[0]!, escapes.at(-1)!];
  const begin = wholeWords(text, Math.max(floor, first.start - around), first.start);
  const stop = Math.min(text.length, last.end + around);
  let decoded = '';
  let from = begin;
  /** Where each escape's character stands in `decoded`. */
  const places = new Int32Array(escapes.length);
  for (const [number, { start, end, character }] of escapes.entries()) {
    decoded += text.slice(from, start);
    places[number] = decoded.length;
    decoded += character;
    from = end;
  }
  decoded += text.slice(from, stop);

  /** How many escapes stand before a decoded character. */
  const escapesBefore = (at: number): number => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (places[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  /** Where a decoded character begins. */
  const placeOf = (at: number): number => {
    const count = escapesBefore(at);
    return count === 0 ? begin + at : escapes[count - 1]!.end + (at - places[count - 1]! - 1);
  };
  return {
    text: decoded,
    encoding,
    depth: 1,
    isWhole: false,
    spanOf(start, end) {
      const before = escapesBefore(end);
      const endsEscaped = before > 0 && places[before - 1] === end - 1;
      return [placeOf(start), endsEscaped ? escapes[before - 1]!.end : placeOf(end - 1) + 1];
    },
    isChanged: (start, end) => escapesBefore(end) > escapesBefore(Math.max(0, start - nameReach)),
  };
}

/** The first offset from `at` on, and not beyond `limit`, where no word is cut; `at` where there is none. */
function wholeWords(text: string, at: number, limit: number): number {
  if (at === 0) return 0;
  for (let next = at; next < limit; next++) if (/[\s"'`]/.test(text[next]!)) return next;
  return at;
}

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

/** Escapes in reading order: where each begins and ends, and the one character that it stands for. */
interface Escapes {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly characters: readonly string[];
}

/** The stretches of a text around escapes, decoded, by notation; those of one notation do not overlap. */
export function* unescapedTexts(text: string): Generator<DecodedText> {
  for (const notation of notations) {
    const escapes = escapesIn(text, notation);
    const { starts, ends } = escapes;
    for (let first = 0; first < starts.length;) {
      let next = first + 1;
      while (next < starts.length && starts[next]! - ends[next - 1]! <= 2 * around) next++;
      yield decodeAround(text, escapes, first, next, notation.encoding);
      first = next;
    }
  }
}

function escapesIn(text: string, { mark, pattern, decode }: Notation): Escapes {
  const starts: number[] = [];
  const ends: number[] = [];
  const characters: string[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
    pattern.lastIndex = at;
    const escape = pattern.exec(text)?.[0];
    if (escape === undefined) at++;
    else {
      starts.push(at);
      at += escape.length;
      ends.push(at);
      characters.push(decode(escape));
    }
  }
  return { starts, ends, characters };
}

/** Decodes the escapes from `first` to before `next`, and what stands around them. */
function decodeAround(
  text: string,
  { starts, ends, characters }: Escapes,
  first: number,
  next: number,
  encoding: string,
): DecodedText {
  const begin = wholeWords(text, Math.max(0, starts[first]! - around), starts[first]!);
  const stop = Math.min(text.length, ends[next - 1]! + around);
  const pieces: string[] = [];
  /** Where each escape's character stands in what comes out. */
  const places = new Int32Array(next - first);
  let from = begin;
  let shift = begin;
  for (let number = first; number < next; number++) {
    const start = starts[number]!;
    pieces.push(text.slice(from, start), characters[number]!);
    from = ends[number]!;
    places[number - first] = start - shift;
    shift += from - start - 1;
  }
  pieces.push(text.slice(from, stop));

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
    return count === 0 ? begin + at : ends[first + count - 1]! + (at - places[count - 1]! - 1);
  };
  return {
    text: pieces.join(''),
    encoding,
    depth: 1,
    isWhole: false,
    spanOf(start, end) {
      const count = escapesBefore(end);
      const endsEscaped = count > 0 && places[count - 1] === end - 1;
      return [placeOf(start), endsEscaped ? ends[first + count - 1]! : placeOf(end - 1) + 1];
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

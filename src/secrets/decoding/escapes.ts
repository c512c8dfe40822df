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
  /** The escape at a mark: 65,536 times its length and the UTF-16 unit that it stands for; 0 where there is none. */
  readonly read: (text: string, at: number) => number;
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
const reference = new RegExp(`&(?:#(\\d{1,5})|#[xX]([0-9A-Fa-f]{1,4})|(${Object.keys(entities).join('|')}));`, 'y');
const rareEscape = /\\(?:u\{0{0,4}([0-9A-Fa-f]{1,4})\}|U0000([0-9A-Fa-f]{4})|([01][0-7]{2}))/y;

const notations: readonly Notation[] = [
  { encoding: 'URL encoding', mark: '%', read: (text, at) => hexAfter(text, at, 1, 2) },
  { encoding: 'escapes', mark: '\\', read: readEscape },
  { encoding: 'character references', mark: '&', read: readReference },
];

function readEscape(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 47) return 2 * 65_536 + 47; // `\/`, as PHP writes it in JSON
  if (next === 120) return hexAfter(text, at, 2, 2);
  const plain = next === 117 ? hexAfter(text, at, 2, 4) : 0;
  if (plain !== 0 || (next !== 117 && next !== 85 && next !== 48 && next !== 49)) return plain;
  rareEscape.lastIndex = at;
  const match = rareEscape.exec(text);
  if (match === null) return 0;
  const octal = match[3];
  const unit = octal === undefined ? Number.parseInt((match[1] ?? match[2])!, 16) : Number.parseInt(octal, 8);
  return match[0].length * 65_536 + unit;
}

function readReference(text: string, at: number): number {
  reference.lastIndex = at;
  const match = reference.exec(text);
  if (match === null) return 0;
  const [whole, decimal, hexadecimal, name] = match;
  const unit =
    name !== undefined
      ? entities[name]!.charCodeAt(0)
      : decimal !== undefined
        ? Number(decimal) & 0xffff
        : Number.parseInt(hexadecimal!, 16);
  return whole.length * 65_536 + unit;
}

/** The escape at an offset that ends in so many hexadecimal digits; 0 where there are fewer. */
function hexAfter(text: string, at: number, lead: number, digits: number): number {
  let unit = 0;
  for (let place = at + lead; place < at + lead + digits; place++) {
    const code = text.charCodeAt(place);
    const letter = code | 32; // in lower case
    const value = code >= 48 && code <= 57 ? code - 48 : letter >= 97 && letter <= 102 ? letter - 87 : -1;
    if (value < 0) return 0;
    unit = unit * 16 + value;
  }
  return (lead + digits) * 65_536 + unit;
}

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

function escapesIn(text: string, { mark, read }: Notation): Escapes {
  const starts: number[] = [];
  const ends: number[] = [];
  const characters: string[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at)) {
    const escape = read(text, at);
    if (escape === 0) at++;
    else {
      starts.push(at);
      at += escape >>> 16;
      ends.push(at);
      characters.push(String.fromCharCode(escape & 0xffff));
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

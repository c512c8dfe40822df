// GitHub's `primaryLocationLineHash`, by which code scanning recognises an alert on its next upload. The upload action
// computes it for results that have none and warns where one differs, so ours has to be equal to the last bit.
// Algorithm: github/codeql-action, src/fingerprints.ts (`hash`): a polynomial hash, base 37 modulo 2^64, over the 100
// characters from a line's start on, line ends as "\n", blanks and tabs left out, then a colon and how often that hash
// has come up in the file so far.

/** So many characters that count, from a line's start on, make its hash. */
export const windowLength = 100;
const base = 37;
const word = 2 ** 32;
const space = 0x20;
const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const endOfFile = 0xffff;

/**
 * The hash of each line of a file, the first line at index 0. A file that ends with a line break has one more, for the
 * empty rest.
 * @param text the file's bytes read as UTF-8, with its byte order mark if there is one: what the action reads
 */
export function lineHashes(text: string): string[] {
  const { units, starts } = significantUnits(text);
  const hashes = rollingHashes(units, starts);
  const seen = new Map<string, number>();
  return hashes.map((hash) => {
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return `${hash}:${times}`;
  });
}

/** The code units that count, and where among them lines start. */
function significantUnits(text: string): { readonly units: Uint16Array; readonly starts: readonly number[] } {
  const units = new Uint16Array(text.length + 1);
  const starts: number[] = [];
  let length = 0;
  let atLineStart = true;
  let afterReturn = false;
  const add = (unit: number): void => {
    if (atLineStart) starts.push(length);
    atLineStart = unit === lineFeed;
    units[length++] = unit;
  };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const skipped = unit === space || unit === tab || (afterReturn && unit === lineFeed);
    afterReturn = unit === carriageReturn;
    if (!skipped) add(afterReturn ? lineFeed : unit);
  }
  add(endOfFile);
  return { units: units.subarray(0, length), starts };
}

/**
 * The hash of the window that begins at each start; beyond the end it holds zeros. 64-bit arithmetic in two 32-bit
 * halves kept as numbers: every product stays below 2^53, and it is many times faster than BigInt.
 */
function rollingHashes(units: Uint16Array, starts: readonly number[]): string[] {
  const [leavingHigh, leavingLow] = power(base, windowLength);
  const hashes: string[] = [];
  let high = 0;
  let low = 0;
  let next = 0;
  for (let end = 0; next < starts.length; end++) {
    const begin = end - windowLength;
    if (begin === starts[next]) {
      hashes.push(hexadecimal(high, low));
      next += 1;
    }
    const entering = units[end] ?? 0;
    const leaving = begin < 0 ? 0 : units[begin]!;
    const lowSum = low * base + entering - leavingLow * leaving;
    const carry = Math.floor(lowSum / word);
    low = lowSum - carry * word;
    high = modulo(high * base + carry - leavingHigh * leaving);
  }
  return hashes;
}

function modulo(number: number): number {
  return number - Math.floor(number / word) * word;
}

/** base^exponent modulo 2^64, as its two halves. */
function power(radix: number, exponent: number): readonly [high: number, low: number] {
  const result = BigInt.asUintN(64, BigInt(radix) ** BigInt(exponent));
  return [Number(result >> 32n), Number(result & 0xffffffffn)];
}

function hexadecimal(high: number, low: number): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}

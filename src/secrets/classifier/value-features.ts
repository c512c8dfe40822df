// What a value's shape says: lengths, kinds of characters, how they follow each other, and the forms that tell a
// placeholder, a reference or a digest.
import { entropy } from '../entropy.ts';
import { isMask, isMetavariable, isTemplate, saysPlaceholder } from '../placeholder.ts';
import { type LetterTables, naturalness } from './letters.ts';

const kinds = { lower: 0, upper: 1, digit: 2, blank: 3, joiner: 4, symbol: 5, other: 6 } as const;

function kindOf(unit: number): number {
  if (unit >= 97 && unit <= 122) return kinds.lower;
  if (unit >= 65 && unit <= 90) return kinds.upper;
  if (unit >= 48 && unit <= 57) return kinds.digit;
  if (unit === 32 || unit === 9 || unit === 10) return kinds.blank;
  if (unit === 95 || unit === 45 || unit === 46) return kinds.joiner;
  return unit < 128 ? kinds.symbol : kinds.other;
}

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890', 'abcdefghijklmnopqrstuvwxyz', '0123456789'];
const neighbours = new Set(
  rows
    .flatMap((row) => Array.from({ length: row.length - 1 }, (_, at) => row.slice(at, at + 2)))
    .flatMap((pair) => [pair, pair[1]! + pair[0]!]),
);

/** The features in order, by name; a name reads as what the feature says of a value. */
export const valueFeatureNames = [
  'length',
  'lower-case share',
  'upper-case share',
  'digit share',
  'joiner share',
  'symbol share',
  'blanks',
  'characters beyond ASCII',
  'kinds of characters',
  'changes of kind',
  'entropy',
  'entropy beside its length',
  'different characters',
  'longest run of letters',
  'longest run of digits',
  'longest repetition',
  'sequence on the keyboard',
  'pairs of letters',
  'least likely pair',
  'known words',
  'hexadecimal',
  'base64',
  'base64 padding',
  'digits at the end only',
  'digits within',
  'capital first only',
  'an identifier',
  'words with joiners',
  'camel case',
  'constant case',
  'words in constant case',
  'dotted name',
  'a path',
  'an address',
  'an e-mail address',
  'a UUID',
  'a digest with its scheme',
  'a file name',
  'a template',
  'a mask',
  'a placeholder',
  'code',
  'escapes',
  'a number',
  'a list of bytes',
  'a date or version',
  'vowels',
  'begins with a letter',
  'ends with a symbol',
  'key material',
] as const;

const identifier = /^[A-Za-z_$][\w$]*$/;
const code = /^[\w.$]+\(.*\)?;?$|^\w+(?:\[[^\]]*\])+$|->|::|=>|[(){}[\]]|&&|\|\||^\w+ ?=|;$|\+ ?$|^[+,:]|\$[\w{(]/;
const digest =
  /^\$2[abxy]\$\d\d\$|^\$(?:1|5|6|argon2\w*|scrypt|pbkdf2\S*)\$|^\{(?:SSHA?|SHA|MD5|CRYPT)\w*\}|^(?:pbkdf2_\w+|md5|sha1|sha\d{3}|unsalted_\w+)[$:-]|^(?:sha\d+|md5):/i;
const file =
  /\.(?:pem|key|crt|cer|json|ya?ml|txt|py|js|ts|rb|go|java|php|html?|conf|cfg|ini|env|sh|xml|p12|jks|pfx|pub|md|png|svg|css)$/i;

/** Writes the features of a value from `at` on. */
export function valueFeatures(value: string, letters: LetterTables, into: Float64Array, at: number): void {
  const { length } = value;
  const counts = [0, 0, 0, 0, 0, 0, 0];
  let [changes, repetition, longestRepetition, walk] = [0, 1, 1, 0];
  let [letterRun, longestLetters, digitRun, longestDigits, vowels] = [0, 0, 0, 0, 0];
  let previousKind = -1;
  const lowered = value.toLowerCase();
  for (let place = 0; place < length; place++) {
    const unit = value.charCodeAt(place);
    const kind = kindOf(unit);
    counts[kind]!++;
    if (kind !== previousKind && previousKind >= 0) changes++;
    letterRun = kind <= kinds.upper ? letterRun + 1 : 0;
    digitRun = kind === kinds.digit ? digitRun + 1 : 0;
    if (letterRun > longestLetters) longestLetters = letterRun;
    if (digitRun > longestDigits) longestDigits = digitRun;
    if (place > 0) {
      repetition = unit === value.charCodeAt(place - 1) ? repetition + 1 : 1;
      if (repetition > longestRepetition) longestRepetition = repetition;
      if (place < 40 && kind <= kinds.digit && neighbours.has(lowered.slice(place - 1, place + 1))) walk++;
    }
    if ('aeiouy'.includes(lowered[place]!)) vowels++;
    previousKind = kind;
  }
  const share = (kind: number): number => (length === 0 ? 0 : counts[kind]! / length);
  const bits = entropy(value.slice(0, 200));
  const natural = naturalness(value, letters);
  const letterCount = counts[kinds.lower]! + counts[kinds.upper]!;
  const isIdentifier = identifier.test(value);
  const features = [
    Math.min(length, 500),
    share(kinds.lower),
    share(kinds.upper),
    share(kinds.digit),
    share(kinds.joiner),
    share(kinds.symbol),
    counts[kinds.blank]!,
    share(kinds.other),
    counts.filter((count) => count > 0).length,
    length === 0 ? 0 : changes / length,
    bits,
    length < 2 ? 0 : bits / Math.log2(Math.min(length, 200)),
    new Set(lowered.slice(0, 200)).size,
    longestLetters,
    longestDigits,
    longestRepetition,
    length < 2 ? 0 : walk / (Math.min(length, 40) - 1),
    natural.pairs,
    natural.worstPair,
    natural.covered,
    flag(/^(?:0x)?[0-9a-f]{6,}$/i.test(value)),
    flag(length >= 12 && length % 4 === 0 && /^[\w+/-]+={0,2}$/.test(value)),
    flag(/[\w+/]=+$/.test(value)),
    flag(/^[A-Za-z]+\d{1,6}$/.test(value)),
    flag(/[A-Za-z]\d+[A-Za-z]/.test(value)),
    flag(/^[A-Z][a-z]+\d*$/.test(value)),
    flag(isIdentifier),
    flag(/^[A-Za-z]+(?:[-_.:/][A-Za-z]+)+\d?$/.test(value)),
    flag(/^[a-z]+(?:[A-Z][a-z]+)+$/.test(value)),
    flag(/^[A-Z][A-Z_]*$/.test(value)),
    flag(isMetavariable(value)),
    flag(/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value)),
    flag(/^(?:\.{0,2}|~|[A-Za-z]:)[/\\]\w|^[\w-]+\/[\w./-]+$/.test(value)),
    flag(/^[a-z][a-z0-9+.-]*:\/\//i.test(value)),
    flag(/^[^\s@]+@[\w-]+\.[\w.-]+$/.test(value)),
    flag(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)),
    flag(digest.test(value)),
    flag(file.test(value)),
    flag(isTemplate(value)),
    flag(isMask(value)),
    flag(saysPlaceholder(value)),
    flag(code.test(value)),
    flag(/\\(?:[nrt"'\\]|x[0-9a-f]{2}|u[0-9a-f]{4})/i.test(value)),
    flag(/^[-+]?[\d.,_]+%?$/.test(value)),
    flag(/^(?:(?:0x)?[0-9a-f]{1,3}\s*,\s*){6}/i.test(value)),
    flag(/^v?\d+(?:[./-]\d+)+/.test(value)),
    letterCount === 0 ? 0 : vowels / letterCount,
    flag(/^[A-Za-z]/.test(value)),
    flag(/[^\w=]$/.test(value)),
    flag(/^(?:MI[IG]|AAAA[BCE]|LS0tLS1|-----BEGIN|ssh-)/.test(value)),
  ];
  into.set(features, at);
}

function flag(is: boolean): number {
  return is ? 1 : 0;
}

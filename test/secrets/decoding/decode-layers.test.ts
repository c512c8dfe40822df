import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodedTexts } from '../../../src/secrets/decoding/decode-layers.ts';
import { createSecretDetector } from '../../../src/secrets/detect.ts';
import { createRedactor } from '../../../src/secrets/redact.ts';
import { acmeRule } from '../../support/acme-rule.ts';

const detector = createSecretDetector([acmeRule], new Uint8Array(32));
const find = (text: string) => detector.detect({ path: 'a.yaml', text, language: 'text' });
const token = 'acme_k4m9x2p7q1z8w3';

interface Encoding {
  readonly name: string;
  readonly encode: (text: string) => string;
  readonly decode: (text: string) => string;
}
const everyCharacter = (write: (unit: number) => string) => (text: string) =>
  Array.from(text, (character) => write(character.charCodeAt(0))).join('');
const hexOf = (unit: number, digits: number): string => unit.toString(16).padStart(digits, '0');
const unescape = (pattern: RegExp, base: number) => (text: string) =>
  text.replaceAll(pattern, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, base)));

const encodings: readonly Encoding[] = [
  {
    name: 'base64',
    encode: (text) => Buffer.from(text).toString('base64'),
    decode: (text) => Buffer.from(text, 'base64').toString(),
  },
  {
    name: 'base64, wrapped',
    encode: (text) => Buffer.from(text).toString('base64').replaceAll(/.{64}/g, '$&\n    '),
    decode: (text) => Buffer.from(text, 'base64').toString(),
  },
  {
    name: 'base64 for URLs',
    encode: (text) => Buffer.from(text).toString('base64url'),
    decode: (text) => Buffer.from(text, 'base64url').toString(),
  },
  {
    name: 'hex',
    encode: (text) => Buffer.from(text).toString('hex'),
    decode: (text) => Buffer.from(text, 'hex').toString(),
  },
  {
    name: 'URL encoding, all of it',
    encode: everyCharacter((unit) => `%${hexOf(unit, 2)}`),
    decode: decodeURIComponent,
  },
  {
    name: 'escapes of JSON',
    encode: everyCharacter((unit) => `\\u${hexOf(unit, 4)}`),
    decode: unescape(/\\u(.{4})/g, 16),
  },
  { name: 'escapes of C', encode: everyCharacter((unit) => `\\x${hexOf(unit, 2)}`), decode: unescape(/\\x(..)/g, 16) },
  {
    name: 'octal escapes',
    encode: everyCharacter((unit) => `\\${unit.toString(8).padStart(3, '0')}`),
    decode: unescape(/\\(\d{3})/g, 8),
  },
  { name: 'character references', encode: everyCharacter((unit) => `&#${unit};`), decode: unescape(/&#(\d+);/g, 10) },
  {
    name: 'character references in hexadecimal',
    encode: everyCharacter((unit) => `&#x${hexOf(unit, 2)};`),
    decode: unescape(/&#x(..);/g, 16),
  },
];

/** Plain text around a secret: words, quotes, brackets, line breaks. */
const prose = fc
  .array(
    fc.constantFrom('the', 'url', 'is', '"', ': ', '= ', '{', '}', '\n', 'größe', '1', '/a/b', '-', '%', '\\', '&'),
    {
      maxLength: 40,
    },
  )
  .map((words) => words.join(' '));
const asciiProse = prose.map((text) => text.replaceAll(/[^ -~]/g, ' '));

describe('a secret that is encoded', () => {
  const twice = encodings.flatMap((outer) =>
    encodings.map((inner): [string, Encoding, Encoding] => [`${inner.name} in ${outer.name}`, inner, outer]),
  );

  it.each(encodings.map((one): [string, Encoding] => [one.name, one]))(
    '%s: is found where it stands',
    (_, { encode, decode }) => {
      fc.assert(
        fc.property(prose, asciiProse, asciiProse, prose, (before, left, right, after) => {
          const encoded = encode(`${left} padding "${token}" ${right}`);
          const text = `${before} ${encoded} ${after}`;
          const found = find(text);
          expect(found).toMatchObject([{ confidence: 'high', note: expect.stringMatching(/^in /) }]);
          // Base64 ends in the middle of a character: what is cut out of it begins at a group's beginning.
          const { start, end } = found[0]!;
          expect(start).toBeGreaterThanOrEqual(before.length + 1);
          expect(end).toBeLessThanOrEqual(before.length + 1 + encoded.length);
          const head = decode(encoded.slice(0, end - before.length - 1));
          expect(head.replace(/[^a-z0-9]{0,1}$/i, '').endsWith(token)).toBe(true);
          const tail = decode(encoded.slice(0, start - before.length - 1));
          expect(tail.length).toBeGreaterThanOrEqual(left.length + 9);
          expect(tail.length).toBeLessThanOrEqual(left.length + 10);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(twice)('%s: is found in its outer encoding', (_, inner, outer) => {
    const written = outer.encode(`{"value": "${inner.encode(`x: "${token}", and more of it`)}", "z": 1}`);
    const text = `before "${written}" after`;
    const found = find(text);
    expect(found).toMatchObject([{ confidence: 'high', note: expect.stringMatching(/^in .*(?: in |, twice)/) }]);
    const { start, end } = found[0]!;
    const decoded = outer.decode(text.slice(8, end));
    expect(inner.decode(/"value": "([^"]*)/.exec(decoded)![1]!)).toContain(token.slice(0, -1));
    expect(outer.decode(text.slice(8, start))).not.toContain(inner.encode(`x: "${token}`).slice(0, -4));
  });

  it('is found whole where only a part of it is escaped', () => {
    const text = `{"url": "https:\\/\\/acme.dev\\/?key=\\u0061${token.slice(1, 8)}%41${token.slice(8, -1)}\\x33&x"}`;
    const [found] = find(text.replace('%41', '\\x41'));
    expect(found).toMatchObject({ note: 'in escapes', facts: { length: token.length + 1 } });
    expect(text.replace('%41', '\\x41').slice(found!.start, found!.end)).toMatch(/^\\u0061cme_.*\\x33$/);
  });

  it('is one finding where it can be read plainly as well', () => {
    const plain = find(`a%20b "${token}" &amp; \\u0041`);
    expect(plain).toMatchObject([{ note: null }]);
    expect(plain).toHaveLength(1);
  });

  it('is the same secret as where it stands plainly', () => {
    const hashes = encodings.map(({ encode }) => find(` ${encode(`"${token}" and more text`)} `)[0]!.facts.hmac);
    expect(new Set(hashes)).toEqual(new Set([find(token)[0]!.facts.hmac]));
  });

  it('is shown in no encoding', () => {
    const redact = createRedactor(detector);
    const shown = encodings.map(({ encode }) => redact(`before ${encode(`the "${token}" and more text`)} after`));
    for (const text of shown) expect(text).toMatch(/^before .*\[secret: acme, length \d+\].* after$/s);
    expect(encodings.flatMap(({ decode }, at) => (decode(shown[at]!).includes(token) ? [at] : []))).toEqual([]);
  });

  it('is missed in UTF-16 below base64, and where a run goes on from a word', () => {
    // PowerShell's -EncodedCommand: every other byte is NUL, which no text has here.
    expect(find(Buffer.from(`$a = "${token}"`, 'utf16le').toString('base64'))).toEqual([]);
    // Nothing marks where a word ends and base64 begins; only its first characters are decoded as a test.
    expect(find(`prefix${Buffer.from(`the "${token}" is here`).toString('base64')}`)).toEqual([]);
  });

  it('is not looked for in a third encoding', () => {
    const [base64] = encodings;
    const thrice = [1, 2, 3].reduce((text) => base64!.encode(text), `the secret is "${token}"`);
    expect(find(thrice)).toEqual([]);
  });
});

describe('decodedTexts', () => {
  const decodings = (text: string): string[] => Array.from(decodedTexts(text), (decoded) => decoded.text);

  it('takes words, paths, hashes, numbers and images for what they are', () => {
    const image = Buffer.from(Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919 + (at >> 3)) & 0xff)).toString(
      'base64',
    );
    const texts = [
      'thisIsAnIdentifierInCamelCaseThatIsLong and_one_in_snake_case_that_is_long',
      '/usr/local/lib/python3/dist-packages/nova/virt/libvirt/driver',
      'da39a3ee5e6b4b0d3255bfef95601890afd80709 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '31415926535897932384626433832795028841971693993751',
      `data:image/png;base64,${image}`,
    ];
    expect(texts.flatMap(decodings)).toEqual([]);
  });

  it('decodes no more than a few times the length of the text', () => {
    const bomb = '%25%32%35\\u0025'.repeat(40_000);
    const total = decodings(bomb).reduce((sum, { length }) => sum + length, 0);
    expect(total).toBeLessThanOrEqual(4 * bomb.length);
  });

  it('reads a long text of many escapes once', () => {
    const text = `${'a%20'.repeat(1000)}${'x'.repeat(3000)}%41`;
    const decoded = decodings(text);
    expect(decoded).toHaveLength(2);
    expect(decoded[0]!.length + decoded[1]!.length).toBeLessThan(4000);
  });
});

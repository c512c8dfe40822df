import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absoluteBytes, absoluteText, pathFromBytes, pathToBytes } from '../../src/workspace/path-bytes.ts';

describe('pathFromBytes', () => {
  it.each<[string, Buffer, string]>([
    ['ASCII', Buffer.from('a/b.py'), 'a/b.py'],
    ['UTF-8', Buffer.from('grün/日本.py'), 'grün/日本.py'],
    ['control characters', Buffer.from('a\nb\u001b[0m'), 'a\nb\u001b[0m'],
    ['a byte order mark', Buffer.from('\uFEFFa'), '\uFEFFa'],
    ['Latin-1', Buffer.from('grün.py', 'latin1'), 'gr\\xfcn.py'],
    ['half a character', Buffer.from([0x61, 0xe2, 0x82]), 'a\\xe2\\x82'],
    ['a surrogate', Buffer.from([0xed, 0xa0, 0x80]), '\\xed\\xa0\\x80'],
    ['both', Buffer.concat([Buffer.from('ü'), Buffer.from([0xfc])]), 'ü\\xfc'],
    ['what looks like an escape', Buffer.from('a\\xfc'), 'a\\x5cxfc'],
    ['a backslash', Buffer.from('a\\b\\xyz'), 'a\\b\\xyz'],
    ['nothing', Buffer.from(''), ''],
  ])('shows %s', (_, bytes, path) => {
    expect(pathFromBytes(bytes)).toBe(path);
    expect(pathToBytes(path)).toEqual(bytes);
  });

  it('loses nothing, whatever the bytes are', () => {
    const awkward = fc.constantFrom(0x5c, 0x78, 0x61, 0x66, 0x35, 0x63, 0xfc, 0xc3, 0xbc, 0xe2, 0x82, 0xac, 0x2f, 0x0a);
    const name = fc.array(fc.oneof(awkward, fc.nat(255)), { maxLength: 12 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(name, (bytes) => {
        expect(pathToBytes(pathFromBytes(bytes))).toEqual(bytes);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('absoluteBytes', () => {
  it('takes the root as it is', () => {
    expect(absoluteBytes('/a\\xfc', 'b\\xfc')).toEqual(Buffer.concat([Buffer.from('/a\\xfc/b'), Buffer.from([0xfc])]));
    expect(absoluteBytes('/', 'b').toString()).toBe('/b');
    expect(absoluteBytes('/a', '').toString()).toBe('/a');
  });

  it('is text only where it is UTF-8', () => {
    expect(absoluteText('/a', 'b\\x5cxfc')).toBe('/a/b\\xfc');
    expect(absoluteText('/a', 'b\\xfc')).toBeNull();
  });
});

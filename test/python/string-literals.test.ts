import { describe, expect, it } from 'vitest';
import { decodeLiteral, parsePrefix } from '../../src/python/string-literals.ts';

describe('parsePrefix', () => {
  it.each([
    ['"', ''],
    ["Rb'''", 'raw bytes'],
    ['u"', ''],
    ['fR"""', 'raw formatted'],
    ["T'", 'formatted template'],
  ])('reads %s', (start, said) => {
    const { isRaw, isBytes, isFormatted, isTemplate } = parsePrefix(start);
    const flags = [isRaw && 'raw', isBytes && 'bytes', isFormatted && 'formatted', isTemplate && 'template'];
    expect(flags.filter((flag) => flag !== false).join(' ')).toBe(said);
  });
});

describe('decodeLiteral', () => {
  const text = (body: string): string => decodeLiteral(body, parsePrefix('"'));
  const bytes = (body: string): string => decodeLiteral(body, parsePrefix('b"'));

  it.each([
    [String.raw`a\nb\t\\\'\"\a\b\f\v\r`, 'a\nb\t\\\'"\x07\b\f\v\r'],
    [String.raw`\0\12\1234\777`, '\0\nS4\u01ff'],
    [String.raw`\x41\u00e9\U0001F600`, 'Aé😀'],
    [String.raw`\xg\d\8`, String.raw`\xg\d\8`],
    [String.raw`\U00110000`, String.raw`\U00110000`],
    [String.raw`\ud83d`, '\ud83d'],
    ['a\\\nb', 'ab'],
    ['a\\\r\nb', 'ab'],
    ['a\r\nb\rc', 'a\nb\nc'],
  ])('decodes %j', (body, value) => {
    expect(text(body)).toBe(value);
  });

  it('stands one character in for a named one', () => {
    expect(text(String.raw`a\N{BULLET}b`)).toBe('a\ufffdb');
  });

  it('leaves raw strings as they are', () => {
    expect(decodeLiteral(String.raw`\n\'`, parsePrefix('r"'))).toBe(String.raw`\n\'`);
  });

  it('makes bytes of code units below 256', () => {
    expect(bytes(String.raw`\xff\u0041\377\400`)).toBe('\xff\\u0041\xff\0');
    expect(bytes('é')).toBe('\xc3\xa9');
    expect(bytes(String.raw`\xe9é`)).toBe('\xe9\xc3\xa9');
  });
});

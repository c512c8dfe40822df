import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, isBinary } from '../../src/text/decode.ts';

const sample = 'naïve = "Größe — 密码"\n# end\n';
const utf16 = (text: string, bigEndian: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const textOf = (bytes: Uint8Array, python = false): string | null => {
  const decoded = decode(bytes, { python });
  return decoded.kind === 'text' ? decoded.text : null;
};
const latin = (first: string): Buffer => Buffer.from(`${first}\nname = "caf\xe9"\n`, 'latin1');

describe('decode', () => {
  it('reads UTF-8, and drops its byte order mark', () => {
    expect(decode(Buffer.from(sample))).toEqual({ kind: 'text', text: sample, encoding: 'utf-8', lossy: false });
    expect(textOf(Buffer.from(`\ufeff${sample}`))).toBe(sample);
    expect(textOf(new Uint8Array())).toBe('');
  });

  it('reads UTF-16 in both orders by its mark', () => {
    expect(textOf(utf16(`\ufeff${sample}`, false))).toBe(sample);
    expect(textOf(utf16(`\ufeff${sample}`, true))).toBe(sample);
  });

  it('reads UTF-16 in both orders without a mark', () => {
    const mostlyAscii = 'password = "é"\r\n'.repeat(3);
    expect(decode(utf16(mostlyAscii, false))).toMatchObject({ text: mostlyAscii, encoding: 'utf-16le' });
    expect(decode(utf16(mostlyAscii, true))).toMatchObject({ text: mostlyAscii, encoding: 'utf-16be' });
  });

  it('honours the coding line of a Python file, in its first two lines only', () => {
    expect(textOf(latin('# -*- coding: latin-1 -*-'), true)).toContain('café');
    expect(textOf(latin('#!/usr/bin/python\n# vim: set fileencoding=iso8859_1 :'), true)).toContain('café');
    expect(textOf(Buffer.from('# coding: cp1251\nx = "\xcf\xe0\xf0\xee\xeb\xfc"\n', 'latin1'), true)).toContain(
      'Пароль',
    );
    expect(textOf(Buffer.from('# coding: cp1251\nx = "\xcf\xe0\xf0\xee\xeb\xfc"\n', 'latin1'))).not.toContain('Пароль');
    expect(textOf(Buffer.from('x = 1\n# coding: cp1251\ny = "\xcf\xe0"\n', 'latin1'), true)).toContain('Ïà');
  });

  it('falls through an encoding that nobody knows', () => {
    expect(textOf(Buffer.from('# coding: klingon\nx = "é"\n'), true)).toContain('é');
  });

  it('keeps the lines of UTF-8 with a few broken bytes', () => {
    const bytes = Buffer.concat([Buffer.from('größe\n日本語\n'), Buffer.from([0xff, 0x0a]), Buffer.from('end')]);
    expect(decode(bytes)).toEqual({ kind: 'text', text: 'größe\n日本語\n\ufffd\nend', encoding: 'utf-8', lossy: true });
  });

  it('reads other single-byte text as Latin-1, byte for unit', () => {
    expect(decode(Buffer.from('pass = "gr\xf6\xdfe"', 'latin1'))).toMatchObject({
      text: 'pass = "gr\xf6\xdfe"',
      encoding: 'latin-1',
    });
  });

  it('calls bytes with NULs, controls or no text binary', () => {
    const noise = Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 167 + (at >> 3) * 31) & 0xff));
    for (const bytes of [Buffer.from('ELF\0\0\0\x01text'), noise, Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])]) {
      expect(decode(bytes)).toEqual({ kind: 'binary' });
    }
    expect(isBinary(Buffer.from('ELF\0\0\0\x01text'))).toBe(true);
    expect(isBinary(Buffer.from(sample))).toBe(false);
    expect(isBinary(utf16(`\ufeff${sample}`, true))).toBe(false);
  });

  it('is not blinded by a NUL far down', () => {
    expect(textOf(Buffer.from(`${'x = 1\n'.repeat(2000)}\0`))).toContain('x = 1');
  });

  it('takes any bytes without throwing, and gives back what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, python) => {
        expect(['text', 'binary']).toContain(decode(bytes, { python }).kind);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const written = `a plain first line, so that what follows counts as text\n${text}`;
        expect(textOf(Buffer.from(written))).toBe(written);
      }),
    );
  });
});

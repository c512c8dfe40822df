import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, jsonWithList } from '../../../src/report/json/json-text.ts';

describe('jsonText', () => {
  it('escapes what a terminal obeys and JSON.stringify lets through', () => {
    expect(jsonText('\u009b\u202e\u007f\u2028\u{e0041}')).toBe(String.raw`"\u009b\u202e\u007f\u2028\udb40\udc41"`);
  });

  it('replaces lone surrogates, also behind backslashes, and keeps text that looks like one', () => {
    expect(JSON.parse(jsonText('\ud800'))).toBe('\ufffd');
    expect(JSON.parse(jsonText('\\\udc00'))).toBe('\\\ufffd');
    expect(JSON.parse(jsonText(String.raw`\udc00`))).toBe(String.raw`\udc00`);
    expect(JSON.parse(jsonText('😀'))).toBe('😀');
  });

  it('means the same value otherwise', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('jsonWithList', () => {
  it('is one document, an entry a line', () => {
    const text = [...jsonWithList({ a: 1 }, 'list', [{ b: 1 }, { b: 2 }])].join('');
    expect(text).toBe('{"a":1,"list":[\n{"b":1},\n{"b":2}\n]}\n');
    expect(JSON.parse([...jsonWithList({ a: 1 }, 'list', [])].join(''))).toEqual({ a: 1, list: [] });
  });
});

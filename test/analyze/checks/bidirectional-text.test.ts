import { describe, expect, it } from 'vitest';
import { bidirectionalText } from '../../../src/analyze/checks/bidirectional-text.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const hits = (text: string) => bidirectionalText(analyzeModule('a.py', text), text).map(({ region }) => region);

describe('bidirectionalText', () => {
  it.each([
    ['an override', 'x = 1  # \u202E\n'],
    ['an isolate', 'x = 1  # \u2066 a\n'],
    ['one of two', 'x = "\u2067\u2068\u2069"\n'],
    ['one that is closed as another kind', 'x = "\u202B\u2069"\n'],
    ['one that is closed on the next line', 'x = """\u2067\n\u2069"""\n'],
  ])('reports %s', (_what, text) => {
    expect(hits(text).map(({ startLine }) => startLine)).toEqual([1]);
  });

  it.each([
    ['nested and closed', 'x = "\u2067\u202A\u202C\u2069"\n'],
    ['a lone closing one', 'x = "\u2069"\n'],
    ['none', 'x = 1\n'],
  ])('is silent about %s', (_what, text) => {
    expect(hits(text)).toEqual([]);
  });

  it('reports from the first that is left open to the end of the line', () => {
    expect(hits('a = 1\r\nb = "\u2067\u2069\u202E"\r\n')).toEqual([
      { startLine: 2, startColumn: 8, endLine: 2, endColumn: 10 },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { redosLiteral } from '../../../src/analyze/checks/redos-literal.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

function lines(text: string): number[] {
  return redosLiteral(analyzeModule('a.py', text), text).map(({ region }) => region.startLine);
}

describe('redosLiteral', () => {
  it('knows which patterns must match as a whole', () => {
    const made = 'import re\nword = re.compile("(?:a+)+")\n';
    expect(lines(`${made}word.match(given)\n`)).toEqual([]);
    expect(lines(`${made}word.fullmatch(given)\n`)).toEqual([2]);
    expect(lines(`${made}class A:\n  def look(self):\n    return self.word.fullmatch(given)\n`)).toEqual([2]);
  });

  it('reads a file with a very long word in time that grows as the word does', () => {
    const text = `data = "${'a'.repeat(1_000_000)}"\n`;
    expect(lines(text)).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../../src/analyze/claims/prose.ts';

describe('itemsOf', () => {
  it('takes lists, paragraphs and headings apart', () => {
    const prose = [
      ' It is fine.',
      '',
      'I have suggestions:',
      '',
      '1. **Naming**: It is bad. Very bad.',
      '2. Errors:',
      'They say',
      'nothing.',
      '- A dash.',
      '# Heading',
      'Below it.',
    ].join('\n');
    expect(itemsOf(prose)).toEqual([
      { title: null, sentences: ['It is fine.'] },
      { title: 'Naming', sentences: ['It is bad.', 'Very bad.'] },
      { title: 'Errors', sentences: ['They say nothing.'] },
      { title: null, sentences: ['A dash.'] },
      { title: null, sentences: ['Heading Below it.'] },
    ]);
  });

  it('makes typographic quotes plain', () => {
    expect(itemsOf('It doesn\u2019t say \u201Cno\u201D.')[0]?.sentences).toEqual(['It doesn\'t say "no".']);
  });

  it('keeps dots within names', () => {
    expect(itemsOf('It imports six.moves and os.path. It uses both.')[0]?.sentences).toHaveLength(2);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const { sentences } of itemsOf(text)) expect(sentences.every((one) => one !== '')).toBe(true);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { claimsMarkdown, claimsTerminal } from '../../../src/report/review/claims-text.ts';
import { markdown } from '../../../src/report/review/markdown.ts';
import { reviewMarkdown, reviewTerminal } from '../../../src/report/review/review-text.ts';
import { reviewOf } from '../../../src/report/review/review.ts';
import { terminal } from '../../../src/report/terminal.ts';
import { actingCharacters, hostileFinding, hostileText, rules, sampleFinding } from '../sample.ts';

const of = (findings = [sampleFinding()]) => reviewOf({ findings, rules, tallies: [], unanalyzed: [] });
const text = (pieces: Iterable<string>): string => [...pieces].join('');

describe('a review in Markdown', () => {
  it('has a verdict, numbered headings and places', () => {
    expect(text(reviewMarkdown(of(), { why: false, most: 20 }))).toBe(
      [
        '# Review\n',
        '**1 security finding: 1 high.**\n',
        '## 1. Password handling\n',
        '- `app/store.py:3` (high severity, medium confidence) The password from request.form\\["pw"] is stored unprotected by update().\n',
      ].join('\n'),
    );
  });

  it('tells the path, and the advice once a rule, where it is asked why', () => {
    const told = text(reviewMarkdown(of([sampleFinding(), sampleFinding()]), { why: true, most: 20 }));
    expect(told.match(/the password comes from request\.form/g)).toHaveLength(2);
    expect(told.match(/Why: Anyone who can read the store can read the password\./g)).toHaveLength(1);
    expect(told.match(/Advice: Store a salted hash\./g)).toHaveLength(1);
  });

  it('shows so many of a heading', () => {
    const many = of(Array.from({ length: 5 }, () => sampleFinding()));
    const told = text(reviewMarkdown(many, { why: false, most: 3 }));
    expect(told.match(/^- `/gm)).toHaveLength(3);
    expect(told).toContain('- … and 2 more (--all shows them).');
  });

  it('escapes what would be markup', () => {
    expect(markdown('a_b __init__ *x* <b> [y](z) `code_*`')).toBe(
      String.raw`a_b \_\_init\_\_ \*x\* \<b> \[y](z) ${'`code_*`'}`,
    );
  });

  it('takes for code only what Markdown does', () => {
    // Markdown ends the code at the second pair, and takes what follows for HTML.
    expect(markdown('`` a ` `` <b> `')).toBe('\\`\\` a \\` \\`\\` \\<b> \\`');
    expect(markdown('`a` <b> ``c`` `d')).toBe('`a` \\<b> \\`\\`c\\`\\` \\`d');
  });
});

describe('a review on a terminal', () => {
  it('keeps to the width', () => {
    const told = text(reviewTerminal(of(), { why: true, most: 20 }, terminal(50, false)));
    expect(Math.max(...told.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
    expect(told).toContain('1. Password handling\n');
  });

  it('prints hostile text inert', () => {
    const review = reviewOf({ findings: [hostileFinding()], rules, tallies: [], unanalyzed: [] });
    const claims = [{ sentence: hostileText, claim: null, verdict: 'opinion', because: hostileText }] as const;
    for (const pieces of [
      reviewTerminal(review, { why: true, most: 9 }, terminal(80, false)),
      reviewMarkdown(review, { why: true, most: 9 }),
      claimsTerminal(claims, terminal(80, false)),
      claimsMarkdown(claims),
    ]) {
      expect(text(pieces).replaceAll('\n', '')).not.toMatch(actingCharacters);
    }
  });
});

describe('claims', () => {
  const claims = [
    { sentence: 'A | B.', claim: 'unused-import', verdict: 'false', because: 'Both are used.' },
    { sentence: 'It is nice.', claim: null, verdict: 'opinion', because: '' },
  ] as const;

  it('are a table in Markdown', () => {
    expect(text(claimsMarkdown(claims)).split('\n').slice(2)).toEqual([
      String.raw`| A \| B. | false | Both are used. |`,
      '| It is nice. | opinion, not checked |  |',
      '',
      '0 true, 0 half, 1 false, 1 opinion, not checked.',
      '',
    ]);
  });

  it('are a list on a terminal', () => {
    expect(text(claimsTerminal(claims, terminal(80, false)))).toContain('false\n  A | B.\n  Both are used.\n');
    expect(text(claimsTerminal([], terminal(80, false)))).toBe('No sentence was found in it.\n');
  });
});

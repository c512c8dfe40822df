import { describe, expect, it } from 'vitest';
import type { Tally } from '../../../src/model/analysis.ts';
import { reviewOf } from '../../../src/report/review/review.ts';
import { placeAt, rules, sampleFinding } from '../sample.ts';

const tally: Tally = {
  lines: 90,
  imports: 8,
  functions: 3,
  publicFunctions: 3,
  hintedFunctions: 0,
  snakeCase: 5,
  camelCase: 0,
  errors: 4,
  errorsWithDetail: 3,
  secretNames: 2,
  longestFunction: 31,
  complexity: 14,
};
const advice = (rule: string, line: number) =>
  sampleFinding({
    ruleId: `python/review/${rule}`,
    category: 'review',
    severity: 'note',
    location: placeAt('app/store.py', line),
  });
const review = (findings = [sampleFinding()], more = {}) =>
  reviewOf({ findings, rules, tallies: [tally], unanalyzed: [], ...more });

describe('reviewOf', () => {
  it('counts defects in its verdict, and neither advice nor notes', () => {
    const note = sampleFinding({ severity: 'note' });
    expect(review([advice('unused-import', 1), note]).verdict).toBe('No security defects were found.');
    const medium = sampleFinding({ severity: 'medium', category: 'input-validation' });
    expect(review([sampleFinding(), medium, medium, advice('unused-import', 1)]).verdict).toBe(
      '3 security findings: 1 high, 2 medium.',
    );
    // Whoever makes a rule of category review severe in the configuration still asks for advice.
    expect(review([{ ...advice('unused-import', 1), severity: 'critical' }]).verdict).toMatch(/^No security defects/);
  });

  it('says of a change that it is one, and nothing of what is fine', () => {
    const { verdict, fine } = review([], { change: 'main' });
    expect({ verdict, fine }).toEqual({
      verdict: 'No security defects were found in what changed since main.',
      fine: [],
    });
  });

  it('puts findings under headings in one order, by place', () => {
    const rulesInAnyOrder = [
      'several-http-methods',
      'unused-import',
      'naming-style',
      'unused-parameter',
      'missing-type-hints',
    ];
    const { sections } = review([
      ...rulesInAnyOrder.map((rule, index) => advice(rule, 9 - index)),
      advice('of-somebody-else', 1),
      advice('empty-password-accepted', 2),
      sampleFinding({ category: 'secrets' }),
      sampleFinding({ ruleId: 'python/validation/fail-open-except', category: 'input-validation' }),
      sampleFinding(),
    ]);
    expect(
      sections.map(({ heading, findings }) => [heading, ...findings.map(({ location }) => location.region.startLine)]),
    ).toEqual([
      ['Password handling', 3],
      ['Input validation', 2],
      ['Error handling', 3],
      ['Secrets', 3],
      ['Type hints', 5],
      ['Naming and style', 6, 7],
      ['Imports', 8],
      ['Organisation', 1, 9],
    ]);
  });

  it('says what was looked at and is fine', () => {
    expect(review([]).fine.map(({ heading, sentence }) => `${heading}: ${sentence}`)).toEqual([
      'Password handling: 2 names hold passwords or secrets; nothing bad was seen to be done with them.',
      'Input validation: no outside data was seen to arrive unchecked where it does harm.',
      'Error handling: 3 of 4 errors that are raised say what was wrong.',
      'Secrets: none in 90 lines.',
      'Naming and style: one style: all 5 names of two words or more are in snake_case.',
      'Imports: all 8 are used.',
      'Organisation: 3 functions, the longest of 31 lines; the highest cognitive complexity is 14.',
    ]);
  });

  it('calls nothing fine that is not, or was not looked at', () => {
    const headings = review([
      sampleFinding(),
      sampleFinding({ category: 'input-validation' }),
      sampleFinding({ category: 'secrets' }),
      advice('naming-style', 1),
      advice('too-complex', 1),
      advice('unused-import', 1),
    ]).fine.map(({ heading, sentence }) => `${heading}: ${sentence}`);
    expect(headings).toEqual([
      'Error handling: 3 of 4 errors that are raised say what was wrong.',
      'Imports: the other 7 are used.',
    ]);
    expect(reviewOf({ findings: [], rules, tallies: [], unanalyzed: [] }).fine).toEqual([]);
  });

  it('calls nothing fine of which most is not', () => {
    const bad = { ...tally, errorsWithDetail: 2, hintedFunctions: 1, complexity: 26, camelCase: 1 };
    const { fine } = reviewOf({ findings: [], rules, tallies: [bad], unanalyzed: [] });
    expect(fine.map(({ heading }) => heading)).toEqual(['Password handling', 'Input validation', 'Secrets', 'Imports']);
  });

  it('tells what it did not see', () => {
    const unanalyzed = [{ repository: '/srv/nova', path: 'a.py', outcome: 'partial', detail: 'line 3' }] as const;
    expect(review([], { unanalyzed }).notSeen).toEqual(['a.py was understood in part: line 3.']);
  });
});

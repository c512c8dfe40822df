import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contradictions, coveragePage } from '../../scripts/coverage-page.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { knownCwes } from '../support/cwe.ts';
import { unservedWeaknesses, weaknessNames } from '../../scripts/weaknesses.ts';

const options = { enable: [], disable: [], severity: [], preview: true, checks: checkNames, engineVersion: 'test' };
const { all } = await loadRules([builtInRules], options);

describe('docs/coverage.md', () => {
  it('is up to date (npm run docs makes it anew)', () => {
    const path = fileURLToPath(new URL('../../docs/coverage.md', import.meta.url));
    expect(readFileSync(path, 'utf8')).toBe(coveragePage(all));
  });

  it('says of each requirement and weakness which rules serve it, or why none does', () => {
    expect(contradictions(all)).toEqual([]);
  });

  it('refuses to be made where a rule is gone, or names what is not described', () => {
    const without = all.filter(({ id }) => !id.endsWith('/csv-injection'));
    expect(contradictions(without)).toEqual(['ASVS 1.2.10 is not served, and has no reason', 'no rule names CWE-1236']);
    const [rule] = all;
    const strange = { ...rule!, cwe: [...rule!.cwe, 'CWE-5', 'CWE-307'], asvs: [...rule!.asvs, '6.6.6', '1.3.8'] };
    expect(contradictions([...all, strange])).toEqual([
      'ASVS 6.6.6 is named by a rule and not described',
      'ASVS 1.3.8 is served, and has a reason why not',
      'CWE-5 is named by a rule and has no name',
      'CWE-307 is named by a rule, and has a reason why not',
    ]);
    expect(() => coveragePage(without)).toThrow('1.2.10');
  });

  it('names weaknesses that exist, each once', () => {
    const numbers = [...weaknessNames.keys(), ...unservedWeaknesses.keys()];
    expect(new Set(numbers).size).toBe(numbers.length);
    expect([...weaknessNames.keys()].filter((number) => !knownCwes.has(number))).toEqual([]);
  });
});

// What is claimed of the fixture, and whether it holds. The fixture has the shape of a real handler; its review the shape
// of those that language models write.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeClaims, judgeNames, namesIn, recognise } from '../../../src/analyze/claims/judge-claims.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { longestSentence } from '../../../src/analyze/claims/prose.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';
import { loadClaims } from '../../../src/rules/load-claims.ts';
import { builtInRules } from '../../../src/rules/rule-files.ts';
import { sampleFinding } from '../../report/sample.ts';

const { kinds, problems } = await loadClaims([builtInRules], judgeNames);
const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/review/${name}`, import.meta.url), 'utf8');

const verdicts = (prose: string, code: string, findings: readonly Finding[] = []): string[] =>
  judgeClaims(prose, kinds, { modules: [analyzeModule('a.py', code)], findings }).map(
    ({ verdict, because }) => `${verdict}: ${because}`,
  );

describe('the built-in claims', () => {
  it('can be read', () => {
    expect(problems).toEqual([]);
    expect(kinds.map(({ judge }) => judge).toSorted()).toEqual([...judgeNames].toSorted());
  });

  it.each(kinds.map((kind) => [kind.id, kind] as const))('%s: is recognised by its phrasings alone', (_id, kind) => {
    expect(kind.examples.said.length).toBeGreaterThan(0);
    expect(kind.examples.said.filter((sentence) => recognise(sentence, kinds) !== kind)).toEqual([]);
    expect(kind.examples.other.filter((sentence) => kind.phrasings.some((one) => one.test(sentence)))).toEqual([]);
  });

  it('are quick on sentences that nearly say it, over and over', () => {
    const started = performance.now();
    for (const { phrasings } of kinds) {
      for (const phrasing of phrasings) {
        const near = phrasing.source
          .match(/[a-z]{2,}/g)!
          .slice(0, -1)
          .join(' ');
        phrasing.test(`${near} `.repeat(500).slice(0, longestSentence));
      }
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe('judgeClaims', () => {
  const code = fixture('guest_key.py');

  it('says of each sentence of a review whether it holds', () => {
    const way = [31, 48].map((line) => ({
      location: { path: 'a.py', region: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 } },
      role: 'source' as const,
      note: "the request's body comes in",
    }));
    const stored = sampleFinding({ message: 'The password is stored.', location: way[1]!.location, trace: way });
    expect(verdicts(fixture('claims.txt'), code, [stored])).toEqual([
      'false: 1 security finding. The password is stored (line 48, by way of 31 → 48).',
      'false: All 5 names of two words or more that the code gives are in snake_case; names of libraries do not count.',
      'true: 2 parameters and 1 return have none (line 31).',
      'false: It checks `req.method` (lines 33 and 35), `guest_data.passphrase` (line 36), `req.content_length` (line 38).',
      expect.stringMatching(/^half: The password is stored \(line 48, by way of 31 → 48\)\. Nothing protects it/),
      'half: `HTTPConflict` is raised without detail (line 37). `HTTPBadRequest` is raised with detail (lines 39, 47 and 51).',
      'false: `zip` of six.moves is used (line 28). `exc` of webob is used (lines 37, 39, 47 and 51).',
      'opinion: ',
      'opinion: ',
    ]);
  });

  it.each([
    ['`os` and `sys` are imported but not used.', 'import os, sys\nos.getcwd()\n', 'half'],
    ['The import `sys` is unused.', 'import os, sys\nos.getcwd()\n', 'true'],
    ['There are unused imports.', 'import os\nos.getcwd()\n', 'false'],
    ['The import `re` is unused.', 'import os\nos.getcwd()\n', 'opinion'],
    ['The functions have no type hints.', 'def f(a):\n    return a\ndef g(a: int) -> int:\n    return a\n', 'half'],
    ['Type hints are missing.', 'def g(a: int) -> int:\n    return a\n', 'false'],
    ['`f` does not validate its input.', 'def f(a):\n    return a\n', 'true'],
    ['`h` does not validate its input.', 'def f(a):\n    return a\n', 'opinion'],
    ['It mixes snake_case and camelCase.', 'def a_b(oneTwo):\n    return oneTwo\n', 'true'],
    ['The password is stored in plain text.', 'x = 1\n', 'false'],
    ['No vulnerabilities were found.', 'x = 1\n', 'true'],
    ['`KeyError` is raised without a message.', 'raise KeyError\n', 'true'],
  ])('%s', (prose, text, verdict) => {
    expect(verdicts(prose, text).map((one) => one.split(':')[0])).toEqual([verdict]);
  });

  it('takes a password whose own name says it for proven', () => {
    const prose = 'Passwords are saved unencrypted.';
    const named = sampleFinding({
      confidence: 'high',
      trace: [{ ...sampleFinding().trace[0]!, note: 'password `x` comes in' }],
    });
    expect(verdicts(prose, 'x = 1\n', [named])[0]).toMatch(/^true: /);
  });

  it('judges advice by nothing', () => {
    expect(verdicts("It's better to remove unused imports.", 'import os\n')).toEqual(['opinion: ']);
  });

  it('says a claim once an item', () => {
    expect(verdicts('- Unused imports. There are unused imports.\n- Unused imports.', 'import os\n')).toHaveLength(2);
  });
});

describe('namesIn', () => {
  it.each([
    ['The code imports `six.moves` and "webob".', ['six.moves', 'webob']],
    ['handle_password and HTTPConflict fail; snake_case does not.', ['handle_password', 'HTTPConflict']],
    ['Nothing is named, e.g. here.', []],
  ])('%s', (sentence, names) => {
    expect(namesIn(sentence)).toEqual(names);
  });
});

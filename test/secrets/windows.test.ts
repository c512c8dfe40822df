import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SecretRule } from '../../src/model/secret-rule.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import { matchesWithin, windowsAround } from '../../src/secrets/windows.ts';
import { acmeRule } from '../support/acme-rule.ts';

const rules: readonly SecretRule[] = [
  acmeRule,
  { ...acmeRule, id: 'secrets/late', kind: 'late', token: '[a-z0-9]{10}\\.late[A-Za-z]{4}', keywords: ['.late'] },
  { ...acmeRule, id: 'secrets/open', kind: 'open', token: 'opn[A-Za-z0-9]{20,}', keywords: ['opn'] },
  { ...acmeRule, id: 'secrets/by', kind: 'by', token: '[a-f0-9]{32}', keywords: ['bycorp'], keywordWithin: 30 },
];
const secrets = {
  'secrets/acme': 'acme_k4m9x2p7q1z8w3',
  'secrets/late': 'k4m9x2p7q1.lateQwEr',
  'secrets/open': 'opnk4m9x2p7q1z8w3k4m9x2p7q1z8w3',
  'secrets/by': 'bycorp_key: 0a91bc82de73fa64051827394bcdae6f',
};
const detector = createSecretDetector(rules, new Uint8Array(32));
const found = (text: string): string[] =>
  detector
    .detect({ path: 'a.yaml', text, language: 'text' })
    .map(({ ruleId, start, end }) => `${ruleId} ${text.slice(start, end)} ${start}`);

describe('windowsAround', () => {
  it('reaches as far as the longest token, and joins what overlaps', () => {
    const hits = [100, 120, 500].map((start) => ({ start, end: start + 5 }));
    expect(windowsAround(hits, 510, 40, null)).toEqual([
      { from: 65, to: 160 },
      { from: 465, to: 510 },
    ]);
    expect(windowsAround(hits, 600, 10, 20)).toEqual([
      { from: 70, to: 155 },
      { from: 470, to: 535 },
    ]);
  });
});

describe('matchesWithin', () => {
  it('gives matches that begin in the window; what stands before it counts', () => {
    const text = `xab ab ${' '.repeat(200)}ab`;
    expect([...matchesWithin(/(?<!x)ab/g, text, { from: 1, to: 8 })]).toEqual([{ start: 4, value: 'ab' }]);
  });

  it('leaves out what it can not see the end of', () => {
    const text = `a${'b'.repeat(500)}`;
    expect([...matchesWithin(/ab+/g, text, { from: 0, to: 10 })]).toEqual([]);
    expect([...matchesWithin(/ab+/g, text.slice(0, 100), { from: 0, to: 10 })]).toHaveLength(1);
  });
});

describe('where a secret stands in a long text', () => {
  const filler = fc
    .array(fc.constantFrom('acme', 'by', 'late', 'opn ', '_', ' ', '\n', 'lorem', '0a91bc82', '"', 'größe', '日本'), {
      maxLength: 30,
    })
    .map((words) => words.join(' '));

  it('makes no difference', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.entries(secrets)),
        filler,
        fc.nat({ max: 3 * 32_768 }),
        fc.nat({ max: 40_000 }),
        ([id, secret], words, before, after) => {
          const lead = (words.length === 0 ? 'x ' : `${words} `).repeat(60_000).slice(0, before);
          const text = `${lead}\n${secret}\n${'y '.repeat(after)}`;
          const value = secret.split(' ').at(-1)!;
          expect(found(text)).toEqual([`${id} ${value} ${before + 1 + secret.length - value.length}`]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same for every offset around the edge of a piece', () => {
    const [id, secret] = ['secrets/acme', secrets['secrets/acme']];
    const missed = Array.from({ length: 80 }, (_, at) => 32_768 - 60 + at).filter(
      (offset) => found(`${' '.repeat(offset)}${secret}${' '.repeat(100)}`).join() !== `${id} ${secret} ${offset}`,
    );
    expect(missed).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { SecretRule } from '../../src/model/secret-rule.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import { acmeRule } from '../support/acme-rule.ts';

const base: SecretRule = { ...acmeRule, token: 'acme_[a-z0-9]{12}', previewLength: 5 };
const find = (rule: SecretRule, text: string): string[] =>
  createSecretDetector([rule], new Uint8Array(32))
    .detect({ path: 'a.js', text, language: 'text' })
    .map(({ start, end, confidence }) => `${text.slice(start, end)} ${confidence}`);
const token = 'acme_k4m9x2p7q1z8';

describe('tokenFinder', () => {
  it('adds boundaries to the expression', () => {
    const inside = [`x${token}`, `${token}x`, `_${token}`, `${token}_`];
    expect(inside.flatMap((text) => find(base, text))).toEqual([]);
    const alone = [token, `"${token}"`, `(${token})`, `a=${token}&b`, `x-${token}.`, `\\n${token}`, `%3D${token}`];
    expect(alone.flatMap((text) => find(base, text))).toEqual(alone.map(() => `${token} high`));
  });

  it('counts what the token is made of as a boundary', () => {
    const rule = { ...base, token: 'acme_[a-z0-9/+]{12}' };
    expect([`/${token}`, `${token}/`, `${token}=`].flatMap((text) => find(rule, text))).toEqual([]);
  });

  it('asks for a keyword close by', () => {
    const rule = { ...base, keywords: ['acme'], token: '[a-z0-9]{12}', keywordWithin: 20 };
    const value = 'k4m9x2p7q1z8';
    expect(find(rule, `acme_key = ${value}`)).toEqual([`${value} high`]);
    expect(find(rule, `${value} # acme`)).toEqual([`${value} high`]);
    expect(find(rule, `acme ${'-'.repeat(30)} ${value}`)).toEqual([]);
  });

  it('asks of tier B for the keyword as a word and for a name that promises a secret', () => {
    const value = 'k4m9x2p7q1z8';
    const rule: SecretRule = {
      ...base,
      keywords: ['acme'],
      token: '[a-z0-9]{12}',
      keywordWithin: 40,
      tier: 'B',
      confidence: 'medium',
    };
    const found = [
      `ACME_API_KEY = "${value}"`,
      `acmeToken: "${value}"`,
      `acmesecret = '${value}'`,
      `acme: { token: "${value}" }`,
      `curl -H "Authorization: Bearer ${value}" https://acme.dev`,
    ];
    expect(found.flatMap((text) => find(rule, text))).toEqual(found.map(() => `${value} medium`));
    const silent = [
      `acme_id = "${value}"`,
      `acme_commit = "${value}"`,
      `acmeville_token = "${value}"`,
      `pacme_token = "${value}"`,
      `token = "${value}"`,
      `acme ${value}`,
      `acme_token = read("x"); version = "${value}"`,
      `acme = 1; other_api_key = "${value}"`,
      `API_KEY=${value}\nACME_REGION=eu`,
    ];
    expect(silent.flatMap((text) => find(rule, text))).toEqual([]);
  });

  it('takes what stands directly before as a boundary, not as a part', () => {
    const rule = { ...base, keywords: ['key='], token: '[a-z0-9]{12}', precededBy: 'Acme(?:Key|Pwd)=' };
    expect(find(rule, 'x;AcmeKey=k4m9x2p7q1z8;y')).toEqual(['k4m9x2p7q1z8 high']);
    expect(find(rule, 'x;OtherKey=k4m9x2p7q1z8;y')).toEqual([]);
  });

  it('asks for entropy, and takes no placeholder', () => {
    expect(find({ ...base, minEntropy: 4 }, 'acme_abababababab')).toEqual([]);
    expect(find({ ...base, placeholders: ['acme_k4.*'] }, token)).toEqual([]);
    expect(['acme_xxxxxxxxxxxx', 'acme_000000000000', 'acme_123456789012'].flatMap((text) => find(base, text))).toEqual(
      [],
    );
  });

  it('asks for a partner, which belongs to the finding', () => {
    const near = { token: 'id_[0-9]{4}', within: 30 };
    expect(find({ ...base, near }, `id_1234 ${token}`)).toEqual([`${token} high`]);
    expect(find({ ...base, near }, `id_1234 ${' '.repeat(40)} ${token}`)).toEqual([]);
    expect(find({ ...base, near }, token)).toEqual([]);
  });

  it('finds a token wherever it stands in a long text', () => {
    for (const at of [0, 255, 256, 4095, 4096, 4352, 9000]) {
      const text = `${'.'.repeat(at)} ${token} ${'.'.repeat(5000)} ${token}`;
      expect(find(base, text)).toHaveLength(2);
    }
  });
});

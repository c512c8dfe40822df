import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { createRedactor, createSourceRedactor, redactSpans } from '../../src/secrets/redact.ts';
import { detectorOf } from '../support/secret-rules.ts';
import { secretSample, seededRandom } from '../support/secret-samples.ts';

const { detector, rules } = await detectorOf();
const redact = createRedactor(detector);
const redactSource = createSourceRedactor(detector);
const random = seededRandom(7);
const sampleOf = (id: string): string => secretSample(rules.find((rule) => rule.id === id)!.secret, random).sample;

describe('createRedactor', () => {
  it('takes secrets out of messages and log lines', () => {
    const token = sampleOf('secrets/github-token');
    expect(redact(`push to https://x:${token}@github.com failed`)).toBe(
      `push to https://x:[secret: github-token, length ${token.length}]@github.com failed`,
    );
    const password = sampleOf('secrets/generic-secret');
    for (const text of [`password=${password}`, `{"password":"${password}"}`, `db_password: ${password}, retrying`]) {
      expect(redact(text)).not.toContain(password);
    }
  });

  it('leaves other text alone', () => {
    const text = 'Tokens are read from the file `token.txt`; 3 passwords changed at 12:30.';
    expect(redact(text)).toBe(text);
  });

  it('leaves no sample of any rule in any place', () => {
    for (const { secret } of rules.filter(({ secret: { token } }) => token !== null)) {
      const { sample, near, before } = secretSample(secret, random);
      const name = secret.keywordWithin === null ? '' : `${secret.keywords[0]}_token=`;
      expect(redact(`before ${name}${before}${sample} after ${near}\n`)).not.toContain(sample);
    }
  });
});

describe('createSourceRedactor', () => {
  it('keeps lines, and moves the region along', () => {
    const password = sampleOf('secrets/generic-secret');
    const text = `a = 1\nconnect(password="${password}", port=5432)\nb = 2\n`;
    const column = text.split('\n')[1]!.indexOf('port') + 1;
    const region = { startLine: 2, startColumn: column, endLine: 2, endColumn: column + 4 };
    const redacted = redactSource({ path: 'a.py', text, language: 'python', literals: [] }, region);
    const line = redacted.text.split('\n')[1]!;
    expect(line).toMatch(/^connect\(password="\[secret: generic-secret, length \d+\]", port=5432\)$/);
    expect(line.slice(redacted.region.startColumn - 1, redacted.region.endColumn - 1)).toBe('port');
    expect(redacted.text.split('\n')).toHaveLength(4);
  });

  it('replaces every line of a key', () => {
    const key = sampleOf('secrets/private-key');
    const text = `x\n${key}y\n`;
    const region = { startLine: 2, startColumn: 1, endLine: 2, endColumn: 5 };
    const redacted = redactSource({ path: 'k.pem', text, language: 'text' }, region).text.split('\n');
    expect(redacted).toHaveLength(text.split('\n').length);
    expect(redacted[1]).toMatch(/^\[secret: private-key, length \d+\]$/);
    expect(redacted.slice(2, -2).every((line) => line === '[secret]')).toBe(true);
  });
});

describe('redactSpans', () => {
  it('keeps what lies outside, drops what lies inside, and maps offsets', () => {
    const spans = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 10 })), { maxLength: 5 });
    fc.assert(
      fc.property(spans, (list) => {
        const text = Array.from({ length: 40 }, (_, at) => String.fromCharCode(0x4e00 + at)).join('');
        const given = list.map(([start, length]) => ({ start, end: start + length, kind: 'k' }));
        const redacted = redactSpans(text, given);
        const inside = Array.from(text, (_, at) => given.some(({ start, end }) => at >= start && at < end));
        const kept = inside.flatMap((hidden, at) => (hidden ? [] : [at]));
        expect(redacted.text.replaceAll(/\[secret: k, length \d+\]/g, '')).toBe(kept.map((at) => text[at]).join(''));
        expect(kept.map((at) => redacted.text[redacted.offsetOf(at)])).toEqual(kept.map((at) => text[at]));
      }),
    );
  });
});

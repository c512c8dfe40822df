import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacUnder } from '../../src/secrets/facts.ts';

describe('hmacUnder', () => {
  it('gives what node:crypto gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.string({ unit: 'grapheme', maxLength: 200 }), (key, text) => {
        expect(hmacUnder(key)(text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      }),
    );
  });
});

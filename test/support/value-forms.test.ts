import { describe, expect, it } from 'vitest';
import { valuesIn } from './value-forms.ts';

const value = 'Kq7 +w/x9?"Zr4';

describe('valuesIn', () => {
  it.each([
    ['as it is', `a ${value} b`],
    ['hexadecimal', `x${Buffer.from(value).toString('hex').toUpperCase()}`],
    ['percent-encoded', `?p=${encodeURIComponent(value)}`],
    ['in JSON', JSON.stringify({ value })],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64 within a text', Buffer.from(`u:${value}\n`).toString('base64')],
    ['base64 of a URL within a text', Buffer.from(`user:${value} and more`).toString('base64url')],
  ])('sees it %s', (_, text) => {
    expect(valuesIn(text, ['something else', value])).toEqual([value]);
  });

  it('sees nothing where it is not', () => {
    expect(valuesIn(`a ${value.slice(1)} ${Buffer.from(value.slice(2)).toString('base64')}`, [value])).toEqual([]);
  });
});

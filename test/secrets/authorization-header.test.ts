import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/authorization-header');
const find = (text: string): string[] =>
  detector.detect({ path: 'a.log', text, language: 'text' }).map(({ start, end }) => text.slice(start, end));
const random = 'q7Zt2Lr9Xw4Bn6Vd8Yk3';
const basic = (credentials: string): string => Buffer.from(credentials).toString('base64');

describe('Authorization headers', () => {
  it('finds their credentials', () => {
    expect(find(`Authorization: Bearer ${random}`)).toEqual([random]);
    expect(find(`curl -H 'authorization: token ${random}'`)).toEqual([random]);
    expect(find(`"Authorization", "Basic ${basic('joe:q7Zt2Lr9')}"`)).toEqual([basic('joe:q7Zt2Lr9')]);
  });

  it('is silent on words, templates and documentation', () => {
    const texts = [
      'Authorization: Bearer <token>',
      'Authorization: Bearer ${TOKEN}',
      'Authorization: Bearer your-access-token-goes-here',
      `Authorization: Basic ${basic('username:password')}`,
      'Basic authentication is not a bearer certificate-of-authority',
      'the token bucket algorithm',
    ];
    expect(texts.flatMap(find)).toEqual([]);
  });
});

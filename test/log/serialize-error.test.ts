import { describe, expect, it } from 'vitest';
import { serializeError } from '../../src/log/serialize-error.ts';

describe('serializeError', () => {
  it('tells named facts and nothing that hangs on the error', () => {
    const error = Object.assign(new TypeError('bad'), { code: 'EBAD', errno: -2, request: { body: 'x' } });
    expect(serializeError(error)).toEqual({ type: 'TypeError', message: 'bad', stack: error.stack, code: 'EBAD' });
  });

  it('takes what is no error', () => {
    expect(serializeError('thrown text')).toEqual({ type: 'string', message: 'thrown text' });
  });

  it('ends at a chain of causes without end', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(serializeError(error)).match(/"type"/g)).toHaveLength(6);
  });
});

import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/names/remember.ts';

function counting(): { readonly ask: (name: string) => { readonly length: number }; readonly asked: string[] } {
  const asked: string[] = [];
  const ask = remembering((name) => {
    asked.push(name);
    return { length: name.length };
  });
  return { ask, asked };
}

describe('remembering', () => {
  it('computes an answer once', () => {
    const { ask, asked } = counting();
    const first = ask('user_password');
    expect(ask('user_password')).toBe(first);
    expect(first).toEqual({ length: 13 });
    expect(asked).toEqual(['user_password']);
  });

  it('answers names that every object has', () => {
    const { ask } = counting();
    expect(['__proto__', 'constructor', ''].map((name) => ask(name).length)).toEqual([9, 11, 0]);
  });

  it('keeps names that come again, and forgets the others', () => {
    const { ask, asked } = counting();
    ask('rare');
    for (let at = 0; at < 20_000; at++) {
      ask(`name_${at}`);
      ask('common');
    }
    ask('rare');
    expect(asked.filter((name) => name === 'common')).toHaveLength(1);
    expect(asked.filter((name) => name === 'rare')).toHaveLength(2);
  });

  it('does not keep long texts', () => {
    const { ask, asked } = counting();
    const text = 'x'.repeat(1000);
    ask(text);
    ask(text);
    expect(asked).toHaveLength(2);
  });
});

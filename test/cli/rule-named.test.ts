import { describe, expect, it } from 'vitest';
import { rulesFitting, rulesNamed, unknownRule } from '../../src/cli/rule-named.ts';

const hash = { id: 'python/passwords/weak-hash', aliases: ['PW016'] };
const path = { id: 'python/validation/path', aliases: ['IV001', 'PATH'] };
const mine = { id: 'mine/weak-hash', aliases: [] };
const rules = [hash, path, mine];

describe('rulesNamed', () => {
  it('knows a rule by id, last part and alias, in any case', () => {
    for (const name of ['python/passwords/weak-hash', 'Python/Passwords/Weak-Hash', 'PW016', 'pw016']) {
      expect(rulesNamed(name, rules)).toEqual([hash]);
    }
    expect(rulesNamed('weak-hash', rules)).toEqual([hash, mine]);
    expect(rulesNamed('path', rules)).toEqual([path]);
  });

  it('knows no other', () => {
    for (const name of ['', 'hash', 'passwords/weak-hash', 'PW01', '*']) expect(rulesNamed(name, rules)).toEqual([]);
  });
});

describe('unknownRule', () => {
  it('suggests what is near', () => {
    expect(unknownRule('weak-hsh', rules)).toMatchObject({
      message: 'No rule is called "weak-hsh".',
      hint: 'Did you mean weak-hash? `tocsin rules` lists them all.',
    });
    expect(unknownRule('xyzzy', rules).hint).toBe('`tocsin rules` lists them all.');
  });
});

describe('rulesFitting', () => {
  it('knows names and globs', () => {
    expect(rulesFitting(['weak-hash'], rules)).toEqual([hash.id, mine.id]);
    expect(rulesFitting(['python/**', 'mine/*'], rules)).toEqual([hash.id, path.id, mine.id]);
    expect(rulesFitting(['python'], rules)).toEqual([hash.id, path.id]);
  });

  it.each(['nope*', '[', '{a', '!(x', '*'])('refuses %s, which fits none', (pattern) => {
    expect(() => rulesFitting(['weak-hash', pattern], rules)).toThrow(`is called "${pattern}" or fits that.`);
  });

  it('leaves what nobody can judge', () => {
    expect(rulesFitting(['nope*'], [])).toEqual(['nope*']);
  });
});

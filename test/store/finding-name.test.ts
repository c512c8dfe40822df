import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseName, namePrefix, readName } from '../../src/store/finding-name.ts';
import { ruleInfo } from './scenario.ts';

describe('chooseName', () => {
  it('is short, stable, and made of letters that cannot be misread', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (identity) => {
        const name = chooseName('PW', identity, () => false);
        expect(name).toMatch(/^PW-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(chooseName('PW', identity, () => false)).toBe(name);
        expect(readName(name)).toBe(name);
      }),
    );
  });

  it('gets longer where it is taken, and never gives up', () => {
    const taken = new Set<string>();
    for (let count = 0; count < 30; count++) taken.add(chooseName('PW', ['same'], (name) => taken.has(name)));
    expect(taken.size).toBe(30);
    expect([...taken].slice(0, 9).map((name) => name.length)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15]);
  });

  it('spreads over all it could be', () => {
    const names = new Set(Array.from({ length: 2000 }, (_, index) => chooseName('PW', [`${index}`], () => false)));
    expect(names.size).toBeGreaterThan(1980);
  });
});

describe('namePrefix', () => {
  it('comes from the alias, or says the category', () => {
    expect(namePrefix('password-handling', ruleInfo('r', { aliases: ['pwx012', 'Z1'] }))).toBe('PWX');
    expect(namePrefix('input-validation', ruleInfo('r', { aliases: [] }))).toBe('IV');
    expect(namePrefix('review', undefined)).toBe('RV');
    expect(namePrefix('secrets', ruleInfo('s', { aliases: ['GH001'] }))).toBe('SE');
  });
});

describe('readName', () => {
  it('forgives what is easily mistyped', () => {
    expect(readName(' pw-7o3k ')).toBe('PW-703K');
    expect(readName('IV-il0')).toBe('IV-110');
    for (const nonsense of ['', 'PW', 'PW-', '-7F3K', 'PW-7F%', "PW-'; DROP TABLE finding"]) {
      expect(readName(nonsense)).toBeNull();
    }
  });
});

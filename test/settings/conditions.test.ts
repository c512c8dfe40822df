import { describe, expect, it } from 'vitest';
import type { SettingCondition } from '../../src/rules/setting.ts';
import { compileCondition } from '../../src/settings/conditions.ts';
import { constantValue, type SettingValue, unknownValue } from '../../src/settings/setting.ts';

const given = { key: 'DB_PASSWORD', path: 'app.ini' };
const holds = (condition: SettingCondition, value: SettingValue): boolean => compileCondition(condition)(value, given);
const list = (isOpen: boolean, ...items: SettingValue[]): SettingValue => ({ kind: 'list', items, isOpen });
const [a, b] = [constantValue('a'), constantValue('b')];

describe('compileCondition', () => {
  it.each<[SettingCondition, SettingValue, boolean]>([
    [true, constantValue(true), true],
    [true, constantValue(1), false],
    [7, constantValue('7'), true],
    [null, constantValue(null), true],
    [['x', 'a'], a, true],
    [{ matches: '^A$', ignoreCase: true }, a, true],
    [{ matches: '^A$' }, a, false],
    [{ above: 3 }, constantValue(4), true],
    [{ above: 3 }, constantValue('4'), true],
    [{ above: 3, below: 4 }, constantValue(4), false],
    [{ below: 4 }, constantValue(''), false],
    [{ truthy: true }, constantValue('Yes'), true],
    [{ truthy: false }, constantValue('0'), true],
    [{ truthy: true }, constantValue('maybe'), false],
    [{ truthy: false }, list(true), false],
    [{ empty: true }, constantValue(''), true],
    [{ empty: true }, list(false), true],
    [{ empty: true }, list(true), false],
    [{ empty: false }, list(true, a), true],
    [{ text: true }, a, true],
    [{ first: 'a' }, list(true, a, b), true],
    [{ first: 'b' }, list(true, a, b), false],
    [{ element: 'b' }, list(true, a, b), true],
    [{ lacks: 'c' }, list(false, a, b), true],
    [{ lacks: 'b' }, list(false, a, b), false],
    [{ entries: { k: 'a' } }, { kind: 'map', entries: new Map([['k', a]]), isOpen: false }, true],
    [{ entries: { l: 'a' } }, { kind: 'map', entries: new Map([['k', a]]), isOpen: false }, false],
    [{ not: 'b' }, a, true],
  ])('%j of %j: %s', (condition, value, expected) => expect(holds(condition, value)).toBe(expected));

  it('says nothing of what is not known, nor its opposite', () => {
    for (const condition of [true, { truthy: true }, { truthy: false }, { not: true }, { lacks: 'a' }]) {
      expect(holds(condition, unknownValue)).toBe(false);
    }
    expect(holds({ lacks: 'c' }, list(true, a))).toBe(false);
    expect(holds({ lacks: 'c' }, list(false, a, unknownValue))).toBe(false);
  });

  it('tells passwords from what holds their place, and those that are tried first', () => {
    expect(holds({ credential: 'likely' }, constantValue('Autumn!leaves7'))).toBe(true);
    expect(holds({ credential: 'likely' }, constantValue('autumn'))).toBe(false);
    expect(holds({ credential: 'possible' }, constantValue('autumn'))).toBe(true);
    for (const place of ['${DB_PASSWORD}', '<your password>', 'changeme', '', 'DB_PASSWORD', '********']) {
      expect(holds({ credential: 'possible' }, constantValue(place)), place).toBe(false);
    }
    expect(
      ['postgres', 'ChangeMe', '12345', '123'].map((text) => holds({ wellKnown: true }, constantValue(text))),
    ).toEqual([true, true, true, true]);
    expect(holds({ wellKnown: true }, constantValue('12354'))).toBe(false);
    expect(holds({ wellKnown: true }, constantValue('12'))).toBe(false);
  });
});

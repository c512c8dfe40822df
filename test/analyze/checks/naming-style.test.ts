import { describe, expect, it } from 'vitest';
import { namingStyle, styledNames, styleOf } from '../../../src/analyze/checks/naming-style.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const snake = 'def one_name(first_part, second_part):\n    return first_part\n';
const off = (text: string, path = 'module.py'): (string | undefined)[] =>
  namingStyle(analyzeModule(path, text), '').map(({ captures }) => captures['name']);

describe('namingStyle', () => {
  it.each([
    ['one_two', 'snake_case'],
    ['_one_two_', 'snake_case'],
    ['oneTwo', 'camelCase'],
    ['getHTML', null],
    ['one', null],
    ['One', null],
    ['ONE_TWO', null],
    ['xRay', null],
    ['visit_FunctionDef', null],
  ])('takes %s for %s', (name, style) => {
    expect(styleOf(name)).toBe(style);
  });

  it('says the majority', () => {
    expect(namingStyle(analyzeModule('a.py', `${snake}def twoNames():\n    return 1\n`), '')[0]?.captures).toEqual({
      name: 'twoNames',
      style: 'camelCase',
      majority: '3 of 4',
      usual: 'snake_case',
    });
  });

  it.each([
    ['imports and classes', `${snake}from a import someThing\nclass someOther: pass\n`],
    ['what a decorator may dictate', `${snake}@route\ndef getUser(userId):\n    return userId\n`],
    ['what it is taken from', `${snake}def f(row):\n    userName = row.userName\n    return userName\n`],
    ['a key of that name', `${snake}def f(row):\n    userName = row["userName"]\n    return userName\n`],
    ['what it is given on as', `${snake}def f(userName):\n    return g(userName=userName)\n`],
  ])('is silent about %s', (_what, text) => {
    expect(off(text)).toEqual([]);
  });

  it('leaves tests alone', () => {
    const text = `${snake}def assertThat():\n    return 1\n`;
    expect(off(text)).toEqual(['assertThat']);
    expect(off(text, 'tests/test_a.py')).toEqual([]);
  });

  it('counts a name once', () => {
    const names = styledNames(
      analyzeModule('a.py', 'def f(a_b):\n    return a_b\ndef g(a_b):\n    c_d = a_b\n    return c_d\n'),
    );
    expect(names.map(({ name }) => name)).toEqual(['a_b', 'c_d']);
  });
});

import { describe, expect, it } from 'vitest';
import { inconsistentReturn } from '../../../src/analyze/checks/inconsistent-return.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const said = (text: string): string[] =>
  inconsistentReturn(analyzeModule('a.py', text), '').map(
    ({ captures }) => `${captures['function']} ${captures['line']} ${captures['nothing']}`,
  );

describe('inconsistentReturn', () => {
  it('says which of the two it is', () => {
    expect(said('def f(x):\n    if x:\n        return 1\n')).toEqual(['f 3 falls off its end on another path']);
    expect(said('def f(x):\n    if x:\n        return\n    return 1\n')).toEqual(['f 4 returns nothing in line 3']);
  });

  it.each([
    [
      'a method of the class that raises',
      'class A:\n    def f(self):\n        try:\n            return 1\n        except KeyError:\n            self.refuse()\n    def refuse(self):\n        raise ValueError\n',
    ],
    [
      'an inherited method that is called so',
      'class A(B):\n    def f(self):\n        try:\n            return 1\n        except KeyError:\n            self._raise_conflict()\n',
    ],
    ['an abort of a framework', 'from flask import abort\ndef f(x):\n    if x:\n        return 1\n    abort(404)\n'],
    ['only None', 'def f(x):\n    if x:\n        return None\n'],
    ['a coroutine that yields', 'async def f(x):\n    yield 1\n    return\n'],
  ])('is silent about %s', (_what, text) => {
    expect(said(text)).toEqual([]);
  });

  it('hears of a method that another class of the module lets come back', () => {
    const other =
      'class A:\n    def stop(self):\n        raise ValueError\nclass B:\n    def stop(self):\n        return 1\n';
    expect(
      said(`${other}    def f(self):\n        if self:\n            return 1\n        self.stop()\n`),
    ).toHaveLength(1);
  });
});

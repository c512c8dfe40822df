import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { canComplete, returnsOf } from '../../src/python/completion.ts';

const bodyOf = (code: string) => {
  const [def] = analyzeModule('a.py', `def f(x):\n${code.replace(/^/gm, '    ')}\n`).body;
  if (def?.kind !== 'FunctionDef') throw new Error('no function');
  return def.body;
};
const completes = (code: string): boolean =>
  canComplete(bodyOf(code), (expr) => expr.kind === 'Call' && expr.func.kind === 'Name' && expr.func.name === 'leave');

describe('canComplete', () => {
  it.each([
    ['an if without else', 'if x:\n    return 1'],
    ['a loop that may not run', 'for y in x:\n    return y'],
    ['a loop that is broken off', 'while True:\n    if x:\n        break'],
    ['an except that goes on', 'try:\n    return 1\nexcept KeyError:\n    pass'],
    ['a suppressed error', 'with suppress(KeyError):\n    return x[0]'],
    ['a match without a last case', 'match x:\n    case 1:\n        return 1'],
    ['a guarded last case', 'match x:\n    case _ if x:\n        return 1'],
    ['a return of an inner function', 'def g():\n    return 1'],
    ['a break of an inner loop', 'while True:\n    while x:\n        break\n    else:\n        break'],
  ])('says yes of %s', (_what, code) => {
    expect(completes(code)).toBe(true);
  });

  it.each([
    ['both branches', 'if x:\n    return 1\nelse:\n    raise KeyError'],
    ['an endless loop', 'while 1:\n    if x:\n        return 1\n    for y in x:\n        break'],
    ['finally', 'try:\n    x()\nfinally:\n    return 1'],
    ['every handler', 'try:\n    return 1\nexcept KeyError:\n    raise'],
    ['else of try', 'try:\n    x()\nexcept KeyError:\n    raise\nelse:\n    return 1'],
    ['with', 'with x as y:\n    return y'],
    ['a match with a last case', 'match x:\n    case 1:\n        return 1\n    case _:\n        return 2'],
    ['a call that does not come back', 'leave(x)'],
    ['assert False', 'assert False, x'],
    ['else of a loop without break', 'for y in x:\n    print(y)\nelse:\n    return 1'],
  ])('says no of %s', (_what, code) => {
    expect(completes(code)).toBe(false);
  });

  it('finds the returns of a function itself', () => {
    const returns = returnsOf(bodyOf('def g():\n    return 1\nif x:\n    return 2\nfor y in x:\n    return 3'));
    expect(returns).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { cognitiveComplexity } from '../../../src/analyze/checks/complexity.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const complexity = (body: string): number => {
  const [def] = analyzeModule('a.py', `def f(x, y):\n${body.replace(/^/gm, '    ')}\n`).body;
  if (def?.kind !== 'FunctionDef') throw new Error('no function');
  return cognitiveComplexity(def);
};

describe('cognitiveComplexity', () => {
  it.each([
    ['straight code', 'a = x\nreturn a', 0],
    ['an if', 'if x:\n    return 1', 1],
    ['if, elif, else', 'if x:\n    return 1\nelif y:\n    return 2\nelse:\n    return 3', 3],
    ['an if in an else', 'if x:\n    return 1\nelse:\n    a = 1\n    if y:\n        return 2', 4],
    ['nesting', 'for a in x:\n    if a:\n        while y:\n            pass', 6],
    ['a row of one operator', 'return x and y and 1', 1],
    ['operators that change', 'return x and y or 1', 2],
    ['handlers', 'try:\n    x()\nexcept KeyError:\n    pass\nexcept OSError:\n    pass', 2],
    ['a conditional expression', 'return 1 if x else 2', 1],
  ])('%s', (_what, body, expected) => {
    expect(complexity(body)).toBe(expected);
  });
});

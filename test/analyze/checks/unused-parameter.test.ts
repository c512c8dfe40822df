import { describe, expect, it } from 'vitest';
import { unusedParameter } from '../../../src/analyze/checks/unused-parameter.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const unused = (text: string, path = 'module.py'): string[] =>
  unusedParameter(analyzeModule(path, text), '').map(({ captures }) => `${captures['function']}.${captures['name']}`);

describe('unusedParameter', () => {
  it('reports what is never read, also where the module has an import of that name', () => {
    const text =
      'from nova import context\ndef convert(context, password):\n    x = password\n    return x\nconvert(context, 1)\n';
    expect(unused(text)).toEqual(['convert.context']);
  });

  it.each([
    ['read in an inner function', 'def f(a):\n    def g():\n        return a\n    return g\n'],
    ['read in a default', 'def f(a):\n    return lambda b=a: b\n'],
    ['assigned anew', 'def f(a):\n    a = 1\n    return a\n'],
    ['a method of a subclass', 'class A(B):\n    def f(self, a):\n        x = 1\n        return x\n'],
    ['passed as a value', 'def f(a):\n    x = 1\n    return x\nrun(f)\n'],
    ['a receiver that takes anything', 'def f(sender, **kwargs):\n    x = kwargs\n    return x\n'],
    ['said to be so', 'def f(a):  # pylint: disable=unused-argument\n    x = 1\n    return x\n'],
    ['said to be so on its line', 'def f(\n    a,  # noqa: ARG001\n    b,\n):\n    return b\n'],
    ['siblings of one signature', 'def f(a, b):\n    return a\ndef g(a, b):\n    return b\n'],
  ])('is silent about a parameter: %s', (_what, text) => {
    expect(unused(text)).toEqual([]);
  });

  it('is silent in tests, whose parameters ask for fixtures, and hears a noqa that is for something else', () => {
    const text = 'def f(client):  # noqa: E501\n    x = 1\n    return x\n';
    expect(unused(text)).toEqual(['f.client']);
    expect(unused(text, 'shop/tests/test_cart.py')).toEqual([]);
  });
});

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

  it.each([
    [
      'an interface of plugins',
      'def report(manager, lines):\n    x = manager\n    return x\n',
      'shop/formatters/csv.py',
    ],
    ['hooks that settings may replace', 'def limit(user):\n    x = 1\n    return x\n', 'shop/dynamic_settings.py'],
    ['a proxy', 'class OldProxy:\n    def run(self, user):\n        x = 1\n        return x\n', 'shop/core.py'],
    ['a base', 'class BaseFilter:\n    def run(self, user):\n        x = 1\n        return x\n', 'shop/core.py'],
    ['a callback by its name', 'def save_callback(user):\n    x = 1\n    return x\n', 'shop/core.py'],
    ['a handler of requests', 'def page(request, slug):\n    x = slug\n    return x\n', 'shop/core.py'],
    [
      'what a subclass does otherwise',
      'class A:\n    def f(self, a):\n        x = 1\n        return x\nclass B(A):\n    def f(self, a):\n        return a\n',
      'shop/core.py',
    ],
    [
      'a method that is there to be replaced',
      'class A:\n    def f(self, a, b):\n        LOG.info("no")\n        return a\n',
      'shop/core.py',
    ],
    [
      'the context that every method takes',
      'class A:\n    def f(self, context, a):\n        x = a\n        return x\n',
      'shop/core.py',
    ],
  ])('is silent about what others dictate: %s', (_what, text, path) => {
    expect(unused(text, path)).toEqual([]);
  });

  it('reports it in private functions there, and contexts elsewhere', () => {
    expect(unused('def _limit(user):\n    x = 1\n    return x\n', 'shop/settings.py')).toEqual(['_limit.user']);
    expect(unused('class A:\n    def f(self, a, context):\n        x = a\n        return x\n')).toEqual(['f.context']);
  });

  it('is silent in tests, whose parameters ask for fixtures, and hears a noqa that is for something else', () => {
    const text = 'def f(client):  # noqa: E501\n    x = 1\n    return x\n';
    expect(unused(text)).toEqual(['f.client']);
    expect(unused(text, 'shop/tests/test_cart.py')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { missingTypeHints } from '../../../src/analyze/checks/missing-type-hints.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const missing = (text: string, path = 'module.py'): string[] =>
  missingTypeHints(analyzeModule(path, text), '').map(
    ({ captures }) => `${captures['function']}: ${captures['missing']}`,
  );

describe('missingTypeHints', () => {
  it('tells what is missing', () => {
    const text = 'import hmac\ndef f(a, b: int, *rest, c=1, **more):\n    x = a\n    return x\n';
    expect(missing(text)).toEqual(['f: a, c and its result']);
    expect(missing('import hmac\ndef f(a, b, c, d) -> int:\n    x = a\n    return x\n')).toEqual(['f: a, b, c and d']);
    expect(missing('import hmac\ndef f(a, b, c, d, e):\n    x = a\n    return x\n')).toEqual([
      'f: 5 parameters and its result',
    ]);
  });

  it.each([
    ['a name', 'def f(a):\n    password = a\n    return password\n', 'module.py'],
    ['the path', 'def f(a):\n    b = a\n    return b\n', 'shop/auth/views.py'],
    ['an import', 'from django.http import HttpRequest\ndef f(a):\n    b = a\n    return b\n', 'views.py'],
  ])('takes a module for relevant by %s', (_what, text, path) => {
    expect(missing(text, path)).toHaveLength(1);
  });

  it.each([
    ['authors are no auth', 'def f(a):\n    b = a\n    return b\n', 'shop/authors.py'],
    ['Python 2 has none', 'import hmac\ndef f(a):\n    print a\n    return a\n', 'a.py'],
  ])('is silent: %s', (_what, text, path) => {
    expect(missing(text, path)).toEqual([]);
  });

  it('leaves out self where a method has one', () => {
    const text =
      'import hmac\nclass A:\n    @staticmethod\n    def f(a):\n        b = a\n        return b\n    def g(self) -> int:\n        b = 1\n        return b\n';
    expect(missing(text)).toEqual(['f: a and its result']);
  });
});

import { describe, expect, it } from 'vitest';
import { shadowedName } from '../../../src/analyze/checks/shadowed-name.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const said = (text: string, path = 'module.py'): string[] =>
  shadowedName(analyzeModule(path, text), '').map(
    ({ region, captures }) => `${region.startLine} ${captures['what']}: ${captures['hides']}`,
  );

describe('shadowedName', () => {
  it('tells a name once a scope, and what it hides', () => {
    expect(said('import os\nx = os\ndef f(os):\n    os = 1\n    return os\n')).toEqual([
      '3 Parameter os of f: the import of that name',
    ]);
    expect(said('def str(x):\n    return x\n')).toEqual(['1 Function str: the builtin of that name']);
    expect(said('from requests import ConnectionError\n')).toEqual([
      '1 Import ConnectionError: the builtin of that name',
    ]);
  });

  it.each([
    [
      'an import that is one of two',
      'try:\n    import os\nexcept ImportError:\n    os = None\nx = os\ndef f(os):\n    return os\n',
    ],
    ['a comprehension', 'import os\nx = [os for os in os.environ]\n'],
    ['an attribute of a class', 'class A:\n    str = 1\n    def open(self):\n        return 1\n'],
    ['a builtin of the prompt', 'from sys import exit\nexit(1)\n'],
    ['a builtin that went', 'def f(file):\n    unicode = file\n    return unicode\n'],
  ])('is silent about %s', (_what, text) => {
    expect(said(text)).toEqual([]);
  });

  it('leaves tests their fixtures', () => {
    const text = 'from app import client\nx = client\ndef test_it(client):\n    return client\n';
    expect(said(text)).toHaveLength(1);
    expect(said(text, 'tests/test_app.py')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { unusedImport } from '../../../src/analyze/checks/unused-import.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const unused = (text: string, path = 'module.py'): string[] =>
  unusedImport(analyzeModule(path, text), '').map(({ captures, region }) => `${region.startLine} ${captures['name']}`);

describe('unusedImport', () => {
  it('reports what nothing reads', () => {
    expect(unused('import os\nfrom a import b as c, d\nprint(d)\n')).toEqual(['1 os', '2 c']);
  });

  it.each([
    ['a package that re-exports', 'from .core import run\n', 'pkg/__init__.py'],
    ['a stub', 'from typing import Any\n', 'a.pyi'],
    ['a module that answers by __getattr__', 'import os\ndef __getattr__(name):\n    return name\n', 'a.py'],
    ['a type comment', 'from typing import List\nx = []  # type: List[int]\n', 'a.py'],
    ['a fallback', 'try:\n    import ujson\nexcept ImportError:\n    ujson = None\n', 'a.py'],
    ['a string annotation', 'from decimal import Decimal\nx: "Decimal"\n', 'a.py'],
    ['__all__', 'from m import x\n__all__ = ("x",)\n', 'a.py'],
    ['noqa on the statement', 'from m import (  # noqa: F401\n    x,\n)\n', 'a.py'],
    [
      'a class that reads the outer name before its own',
      'from m import fields\nclass A:\n    fields = {"id": fields.X()}\n',
      'a.py',
    ],
    [
      'a method whose default reads the outer name',
      'from m import f\nclass A:\n    def f(self, x=f):\n        return x\n',
      'a.py',
    ],
    ['a string in a type alias', 'from m import X\nA: TypeAlias = Callable[["X"], int]\n', 'a.py'],
    ['one of two branches', 'if old:\n    from m import x\nelse:\n    from n import x\n', 'a.py'],
    ['what only checkers import', 'if TYPE_CHECKING:\n    import x\nelse:\n    x = None\n', 'a.py'],
    ['a submodule of what has another name', 'import a as b\nimport a.c\nb.c.d()\n', 'a.py'],
    ['a part of its own package', 'def f():\n    from shop.parts import one\n', 'shop/__init__.py'],
    ['a use in an inner scope', 'import os\ndef f():\n    return lambda: os.name\n', 'a.py'],
  ])('is silent about %s', (_what, text, path) => {
    expect(unused(text, path)).toEqual([]);
  });

  it('knows that a class which has bound the name reads its own', () => {
    expect(unused('from m import x\nclass A:\n    x = 1\n    y = x\n')).toEqual(['1 x']);
  });

  it('knows what an __init__ with code of its own takes for itself', () => {
    const text = 'import os\nfrom .core import run\ndef f():\n    import re\n';
    expect(unused(text, 'shop/__init__.py')).toEqual(['1 os', '4 re']);
  });

  it('hears a noqa that is for something else', () => {
    expect(unused('import os  # noqa: E402\n')).toEqual(['1 os']);
  });
});

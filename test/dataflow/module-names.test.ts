// Which file an import means.
import { describe, expect, it } from 'vitest';
import { moduleNames } from '../../src/dataflow/module-names.ts';

const flat = moduleNames([
  'app.py',
  'helpers.py',
  'shop/__init__.py',
  'shop/views.py',
  'shop/data/__init__.py',
  'shop/data/rows.py',
  'shop/data/views.py',
  'loose/one.py',
  'loose/deep/two.py',
]);
const src = moduleNames([
  'src/shop/__init__.py',
  'src/shop/views.py',
  'src/shop/rows.py',
  'tests/test_views.py',
  'tests/helpers.py',
  'tools/run.py',
  'stubs/shop.pyi',
]);

describe('what is resolved', () => {
  it.each([
    ['a module beside it', flat, 'app.py', 'helpers', 0, 'helpers.py'],
    ['a package', flat, 'app.py', 'shop', 0, 'shop/__init__.py'],
    ['a module of a package', flat, 'app.py', 'shop.data.rows', 0, 'shop/data/rows.py'],
    ['from inside the package, by its whole name', flat, 'shop/data/rows.py', 'shop.views', 0, 'shop/views.py'],
    ['no module of the own package by a short name', flat, 'shop/views.py', 'data', 0, null],
    ['one dot and a name', flat, 'shop/data/rows.py', 'views', 1, 'shop/data/views.py'],
    ['two dots and a name', flat, 'shop/data/rows.py', 'views', 2, 'shop/views.py'],
    ['one dot', flat, 'shop/data/rows.py', '', 1, 'shop/data/__init__.py'],
    ['two dots', flat, 'shop/data/rows.py', '', 2, 'shop/__init__.py'],
    ['one dot in a package itself', flat, 'shop/__init__.py', 'views', 1, 'shop/views.py'],
    ['three dots and a top module', flat, 'shop/data/rows.py', 'helpers', 3, 'helpers.py'],
    ['more dots than folders', flat, 'shop/data/rows.py', 'views', 9, null],
    ['a folder without __init__ is none', flat, 'app.py', 'loose', 0, null],
    ['a module in a folder without __init__', flat, 'app.py', 'loose.deep.two', 0, 'loose/deep/two.py'],
    ['what is not there', flat, 'app.py', 'requests', 0, null],
    ['src layout, from inside', src, 'src/shop/views.py', 'shop.rows', 0, 'src/shop/rows.py'],
    ['src layout, from the tests', src, 'tests/test_views.py', 'shop.views', 0, 'src/shop/views.py'],
    ['a helper beside a test', src, 'tests/test_views.py', 'helpers', 0, 'tests/helpers.py'],
    ['src layout, from a script', src, 'tools/run.py', 'shop', 0, 'src/shop/__init__.py'],
  ] as const)('%s', (_name, names, from, module, level, expected) => {
    expect(names.resolve(from, module, level)).toBe(expected);
  });

  it('prefers a package to a module, and a module to a stub', () => {
    const names = moduleNames(['a.py', 'a/__init__.py', 'b.py', 'b.pyi', 'c.pyi']);
    expect(names.resolve('x.py', 'a', 0)).toBe('a/__init__.py');
    expect(names.resolve('x.py', 'b', 0)).toBe('b.py');
    expect(names.resolve('x.py', 'c', 0)).toBe('c.pyi');
  });

  it('takes the nearest of two', () => {
    const names = moduleNames(['one/run.py', 'one/shop.py', 'two/run.py', 'two/shop.py']);
    expect(names.resolve('one/run.py', 'shop', 0)).toBe('one/shop.py');
    expect(names.resolve('two/run.py', 'shop', 0)).toBe('two/shop.py');
  });
});

describe('what is a package', () => {
  it.each([
    ['with __init__', 'shop', 0, true],
    ['without', 'loose', 0, true],
    ['a module', 'helpers', 0, false],
    ['nothing', 'requests', 0, false],
  ] as const)('%s', (_name, module, level, expected) => {
    expect(flat.isPackage('app.py', module, level)).toBe(expected);
  });
});

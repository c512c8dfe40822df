import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';

function importsIn(source: string) {
  const facts = analyzeModule('a.py', source);
  return facts.imports.map(({ local, module, imported, binding, typeCheckingOnly, conditional }) => ({
    text: imported === null ? `${module} as ${local}` : `${module} ${imported} as ${local}`,
    flags: [typeCheckingOnly && 'typing', conditional && 'conditional'].filter((flag) => flag !== false).join(' '),
    bound: binding === null ? null : facts.bindings[binding]!.name,
  }));
}

describe('imports', () => {
  it('tells local name, module and what was taken from it', () => {
    const source =
      'import a.b, c.d as e\nfrom f.g import h as i, j\nfrom ..k import l\nfrom . import m\nfrom n import *\n';
    expect(importsIn(source).map(({ text, bound }) => [text, bound])).toEqual([
      ['a.b as a', 'a'],
      ['c.d as e', 'e'],
      ['f.g h as i', 'i'],
      ['f.g j as j', 'j'],
      ['..k l as l', 'l'],
      ['. m as m', 'm'],
      ['n * as *', null],
    ]);
  });

  it.each([
    ['if TYPE_CHECKING:\n  import a\nelse:\n  import b', ['typing', '']],
    ['if typing.TYPE_CHECKING:\n  import a', ['typing']],
    ['try:\n  import a\nexcept ImportError:\n  import b\nfinally:\n  import c', ['conditional', 'conditional', '']],
    [
      'try:\n  import a\nexcept (KeyError, ModuleNotFoundError):\n  pass\nelse:\n  import b',
      ['conditional', 'conditional'],
    ],
    ['try:\n  import a\nexcept:\n  pass', ['conditional']],
    ['try:\n  import a\nexcept Exception:\n  pass', ['conditional']],
    ['try:\n  import a\nexcept ValueError:\n  pass', ['']],
    ['def f():\n  import a', ['']],
  ])('tells the surroundings of %j', (source, flags) => {
    expect(importsIn(source).map((fact) => fact.flags)).toEqual(flags);
  });
});

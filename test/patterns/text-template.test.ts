import { describe, expect, it } from 'vitest';
import { ModuleTree } from '../../src/patterns/module-tree.ts';
import { spell } from '../../src/patterns/spelling.ts';
import { textTemplate, unknownParts } from '../../src/patterns/text-template.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';

/** The value of the module's last statement, `result = …`. */
function resultOf(code: string) {
  const tree = new ModuleTree(analyzeModule('a.py', code));
  const last = tree.facts.body.at(-1);
  if (last?.kind !== 'Assign') throw new Error('The code does not end in an assignment');
  return { value: last.value, tree };
}

const templateOf = (code: string) => {
  const { value, tree } = resultOf(code);
  const template = textTemplate(value, tree);
  return template && { text: template.text, holes: template.holes.map((hole) => spell(hole)) };
};

describe('textTemplate', () => {
  it.each([
    ['result = f"a{b}c"', 'a{}c', ['b']],
    ['result = f"a{b:d}{c:>8}"', 'a{}{}', ['c']],
    ['result = "a" + b + "c"', 'a{}c', ['b']],
    ['result = "%s %d %% %r" % (a, b, c)', '{} {} % {}', ['a', 'c']],
    ['result = "%(x)s" % {"x": a, "y": b}', '{}', ['a']],
    ['result = "%s %s" % pair', '{} {}', ['pair', 'pair']],
    ['result = "{} {{}} {1} {x}".format(a, b, x=c)', '{} {} {} {}', ['a', 'b', 'c']],
    ['result = "{:d}{}".format(a, b)', '{}{}', ['b']],
    ['result = "{}{}".format(*pair)', '{}{}', ['*pair', '*pair']],
    ['result = "{a}{b}".format(**c)', '{}{}', ['c', 'c']],
    ['result = "{a}{b}".format(c)', '{}{}', []],
    ['result = ", ".join([a, "b"])', '{}, b', ['a']],
    ['result = ", ".join(a)', '{}', ['a']],
    ['result = "x" + ", ".join("?" for _ in a)', 'x{}', []],
    ['row = "b" + c\nresult = "a" + row', 'ab{}', ['c']],
    ['row = "b"\nrow = c\nresult = "a" + row', 'a{}', ['row']],
  ])('%s', (code, text, holes) => expect(templateOf(code)).toEqual({ text, holes }));

  it('is null for what is no text', () => {
    for (const code of ['result = a', 'result = a + b', 'result = a % 2', 'result = a.format(b)']) {
      expect(templateOf(code)).toBeNull();
    }
  });

  it('does not multiply chains of variables', () => {
    const chain = Array.from({ length: 60 }, (_, index) => `v${index + 1} = "a" + v${index} + v${index}`);
    expect(templateOf([...chain, 'result = "b" + v60'].join('\n'))).toEqual({ text: 'ba{}{}', holes: ['v59', 'v59'] });
  });
});

describe('unknownParts', () => {
  it.each([
    ['result = a', ['a']],
    ['result = "x" + a if b else c', ['a', 'c']],
    ['result = "x"', []],
    ['result = "%d" % a', []],
  ])('%s', (code, parts) => {
    const { value, tree } = resultOf(code);
    expect(unknownParts(value, tree).map((part) => spell(part))).toEqual(parts);
  });
});

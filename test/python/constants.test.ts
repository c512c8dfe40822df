import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import type { ConstantValue } from '../../src/python/ir.ts';
import { constantOf } from '../../src/python/lookups.ts';

/** The value of what the last statement assigns or says. */
function valueIn(source: string): ConstantValue | undefined {
  const facts = analyzeModule('a.py', source);
  expect(facts.syntaxErrors).toBe(0);
  const last = facts.body.at(-1)!;
  if (last.kind !== 'Assign' && last.kind !== 'ExprStmt') throw new Error(`unexpected ${last.kind}`);
  return constantOf(facts, last.value);
}

function plain(source: string): unknown {
  const value = valueIn(source);
  return value === undefined ? 'unknown' : 'value' in value ? value.value : value.type;
}

describe('constant folding', () => {
  it.each([
    ['"a" + "b" * 3', 'abbb'],
    ['1 + 2 * 3 - 4 // 3', 6],
    ['not "" and 5 or 6', 5],
    ['1 < 2 <= 2 != 3', true],
    ['1 if "" else 2', 2],
    ['f"{1 + 1}-{\'x\'!r:>5}"', "2-  'x'"],
    ['"%s=%05d" % ("a", 42)', 'a=00042'],
    ['"%(k)s" % {"k": 1}', '1'],
    ['"{}{x}".format(1, x="y")', '1y'],
    ['",".join(["a", "b"]).upper()', 'A,B'],
    ['"abc".encode().decode("ascii")', 'abc'],
    ['"abcdef"[1:-1]', 'bcde'],
    ['"abc"[-1]', 'c'],
    ['(x := "a") + "b"', 'ab'],
    ['-(2 ** 10)', -1024],
    ['b"a" + b"b"', 'ab'],
  ])('folds %s', (source, value) => {
    expect(plain(source)).toBe(value);
  });

  it.each([
    ['K = "a"\nK + "b"', 'ab'],
    ['A = "a"\nB = A * 2\nB + A', 'aaa'],
    ['class C:\n  K = "k"\n\nC.K + "!"', 'k!'],
    ['K: str = "a"\nK + ""', 'a'],
  ])('follows what is bound once: %j', (source, value) => {
    expect(plain(source)).toBe(value);
  });

  it.each([
    ['K = "a"\nK = "b"\nK + ""'],
    ['K = "a"\nK += "b"\nK + ""'],
    ['for K in "a": pass\nK + ""'],
    ['if a:\n  K = 1\nelse:\n  K = 2\nK + 0'],
    ['def f():\n  global K\n  K = 2\n\nK = 1\nK + 0'],
    ['class C:\n  K = "k"\n\nC.K = "other"\nC.K + "!"'],
    ['K = K + "a"\nK + ""'],
    ['a, b = "xy"\na + ""'],
    ['f"{a}"'],
    ['1 / 0'],
    ['"a" + 1'],
    ['"%s %s" % ("a",)'],
    ['("a", "b")'],
    ['t"{1}"'],
  ])('does not guess: %j', (source) => {
    expect(plain(source)).toBe('unknown');
  });

  it('folds attributes of self that are set once', () => {
    const source =
      'class C:\n  def __init__(self):\n    self.a = "a"\n    self.b = 1\n    self.b = 2\n  def f(self):\n    return (self.a + "x", self.b + 1)\n';
    const facts = analyzeModule('a.py', source);
    const texts = [...facts.constants.values()].flatMap((value) => (value.type === 'string' ? [value.value] : []));
    expect(texts.toSorted()).toEqual(['a', 'ax']);
  });

  it('stays small whatever is asked', () => {
    for (const source of [
      '"a" * 10 ** 9',
      '1 << 10 ** 9',
      '9 ** 9 ** 9',
      '10 ** 300 * 10 ** 3000',
      '"%9999999d" % 1',
    ]) {
      expect(plain(source), source).toBe('unknown');
    }
    const doubling = `a0 = "xxxxxxxx"\n${Array.from({ length: 60 }, (_, at) => `a${at + 1} = a${at} + a${at}\n`).join('')}`;
    const { constants } = analyzeModule('a.py', doubling);
    const longest = Math.max(
      ...[...constants.values()].map((value) => (value.type === 'string' ? value.value.length : 0)),
    );
    expect(longest).toBe(65_536);
  });

  it('says when it made too much text', () => {
    const source = `K = "${'k'.repeat(60_000)}"\n${'print(K)\n'.repeat(100)}`;
    const facts = analyzeModule('a.py', source);
    expect(facts.notes).toEqual(['cut short: too much text made by constant folding']);
  });
});

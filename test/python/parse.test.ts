import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { fieldName, isNamed, parse, typeName } from '../../src/python/parse.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { textOf } from '../../src/python/syntax.ts';
import { createStopFlag, obey, whenStoppable } from '../../src/threads/stop-flag.ts';

function nativeModules(): string[] {
  return Object.keys(createRequire(import.meta.url).cache).filter(
    (path) => path.includes('tree-sitter') && path.endsWith('.node'),
  );
}

describe('parse, in a thread that was told to stop', () => {
  it('does not even load the parser, because meanwhile the thread could not be ended', () => {
    const flag = createStopFlag();
    obey(flag);
    void whenStoppable(flag);
    try {
      expect(() => parse('x = 1\n')).toThrow('stopped');
    } finally {
      obey(null);
    }
    expect(nativeModules()).toEqual([]);
    parse('x = 1\n');
    expect(nativeModules()).toHaveLength(2);
  });
});

describe('parse', () => {
  it('copies the tree in reading order', () => {
    const tree = parse('f(a)\n');
    const nodes = Array.from({ length: tree.count }, (_, at) => [
      typeName(tree, at),
      textOf(tree, at),
      isNamed(tree, at),
    ]);
    expect(nodes).toEqual([
      ['module', 'f(a)\n', true],
      ['expression_statement', 'f(a)', true],
      ['call', 'f(a)', true],
      ['identifier', 'f', true],
      ['argument_list', '(a)', true],
      ['(', '(', false],
      ['identifier', 'a', true],
      [')', ')', false],
    ]);
    expect([...tree.after.slice(0, tree.count)]).toEqual([8, 8, 8, 4, 8, 6, 7, 8]);
    expect(fieldName(tree, 4)).toBe('arguments');
  });

  it('keeps comments apart and ends blocks before them', () => {
    const tree = parse('if a: # one\n  b # two\n  # three\n');
    const comments = [];
    for (let at = 0; at < tree.comments.length; at += 2) {
      comments.push(tree.text.slice(tree.comments[at], tree.comments[at + 1]));
    }
    expect(comments).toEqual(['# one', '# two', '# three']);
    expect(textOf(tree, 1)).toBe('if a: # one\n  b');
  });

  it('counts errors and what had to be invented', () => {
    expect(parse('a = 1\n').errors).toEqual([]);
    expect(parse('a = (1\n').errors.length).toBeGreaterThan(0);
  });

  it('takes texts longer than the parser takes at once', () => {
    const name = 'é😀'.repeat(20_000);
    const tree = parse(`x = "${name}"\ny = 1\n`);
    expect(tree.errors).toEqual([]);
    expect(tree.text).toContain(name);
  });

  it('takes lone carriage returns for line ends', () => {
    const tree = parse('a\rb\r\nc');
    expect(tree.text).toBe('a\nb\r\nc');
    expect(tree.errors).toEqual([]);
  });
});

describe('parse, given more levels of indentation than the grammar can hold', () => {
  it.each([510, 600, 1000])('goes on with %d, and with what stands behind them', (levels) => {
    const deep = Array.from({ length: levels }, (_, at) => `${' '.repeat(at + 1)}if a('k${at}'):\n`).join('');
    const text = `def f():\n${deep}${' '.repeat(levels + 1)}pass\ndef g():\n  pass\n`;
    const { body } = analyzeModule('a.py', text);
    expect(body.some((stmt) => stmt.kind === 'FunctionDef' && stmt.name === 'f')).toBe(true);
  });
});

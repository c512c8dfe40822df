import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { maxExpressionDepth, maxStatementDepth } from '../../src/python/lower.ts';
import { childExpressions, childStatements, statementExpressions } from '../../src/python/walk.ts';
import type { Expr, Stmt } from '../../src/python/ir.ts';
import { dumpIr } from './dump-ir.ts';

function lowered(source: string): string {
  const facts = analyzeModule('a.py', source);
  expect(facts.syntaxErrors).toBe(0);
  return facts.body.map(dumpIr).join('; ');
}

describe('lowering', () => {
  it.each([
    ['a = b = 1', 'Assign(targets: [a, b], value: 1)'],
    ['a += 1', 'AugAssign(target: a, op: "+", value: 1)'],
    ['a: int = 1', 'AnnAssign(target: a, annotation: int, value: 1)'],
    ['a: int', 'AnnAssign(target: a, annotation: int)'],
    ['(a) = 1', 'Assign(targets: [a], value: 1)'],
    ['a, *b = c', 'Assign(targets: [Tuple(elements: [a, Starred(value: b)])], value: c)'],
    ['[a, (b, c)] = d', 'Assign(targets: [List(elements: [a, Tuple(elements: [b, c])])], value: d)'],
    ['del a, b', 'Delete(targets: [a, b])'],
  ])('lowers assignments: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    ['assert a, b', 'Assert(test: a, message: b)'],
    ['raise A from b', 'Raise(exception: A, cause: b)'],
    ['global a, b', 'Global(names: ["a", "b"])'],
    ['import a.b, c as d', 'Import(names: [(name: "a.b"), (name: "c", asName: "d")])'],
    ['from ..a import b as c, d', 'ImportFrom(module: "a", level: 2, names: [(name: "b", asName: "c"), (name: "d")])'],
    ['from . import *', 'ImportFrom(level: 1, names: [(name: "*")])'],
    [
      'from __future__ import annotations',
      'ImportFrom(module: "__future__", level: 0, names: [(name: "annotations")])',
    ],
    ['return a, b', 'Return(value: Tuple(elements: [a, b]))'],
    ['type(a).b = c', 'Assign(targets: [Attribute(value: Call(func: type, args: [a]), attr: "b")], value: c)'],
    ['type A[B: c] = d', 'TypeAlias(name: A, typeParams: [(name: "B", bound: c)], value: d)'],
  ])('lowers simple statements: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    [
      'if a: b\nelif c: d\nelse: e',
      'If(test: a, body: [ExprStmt(value: b)], orelse: [If(test: c, body: [ExprStmt(value: d)], orelse: [ExprStmt(value: e)])])',
    ],
    ['while a: b\nelse: c', 'While(test: a, body: [ExprStmt(value: b)], orelse: [ExprStmt(value: c)])'],
    ['async for a in b: c', 'For(target: a, iter: b, body: [ExprStmt(value: c)], isAsync: true)'],
    ['with a as b, c: d', 'With(items: [(context: a, target: b), (context: c)], body: [ExprStmt(value: d)])'],
    [
      'with (a as b, c as (d, e)): f',
      'With(items: [(context: a, target: b), (context: c, target: Tuple(elements: [d, e]))], body: [ExprStmt(value: f)])',
    ],
    [
      'try: a\nexcept* B as c: d\nelse: e\nfinally: f',
      'Try(body: [ExprStmt(value: a)], handlers: [(type: B, name: "c", body: [ExprStmt(value: d)])], orelse: [ExprStmt(value: e)], finalBody: [ExprStmt(value: f)], isStar: true)',
    ],
    [
      'try: a\nexcept (A, B): c\nexcept: d',
      'Try(body: [ExprStmt(value: a)], handlers: [(type: Tuple(elements: [A, B]), body: [ExprStmt(value: c)]), (body: [ExprStmt(value: d)])])',
    ],
    [
      '@a\n@b.c(1)\nasync def f[T: d](x, /, y: e = 1, *z, k=2, **w) -> g: h',
      'FunctionDef(name: "f", typeParams: [(name: "T", bound: d)], params: [positional-only(name: "x"), positional(name: "y", annotation: e, default: 1), var-positional(name: "z"), keyword-only(name: "k", default: 2), var-keyword(name: "w")], decorators: [a, Call(func: Attribute(value: b, attr: "c"), args: [1])], returns: g, body: [ExprStmt(value: h)], isAsync: true)',
    ],
    ['def f(*, a): pass', 'FunctionDef(name: "f", params: [keyword-only(name: "a")], body: [Pass()])'],
    [
      'class A[T](B, metaclass=C): d',
      'ClassDef(name: "A", typeParams: [(name: "T")], bases: [B], keywords: [(name: "metaclass", value: C)], body: [ExprStmt(value: d)])',
    ],
  ])('lowers compound statements: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    [
      'match a, b:\n case [1, *_, c]: d',
      'Match(subject: Tuple(elements: [a, b]), cases: [(pattern: MatchSequence(patterns: [MatchValue(value: 1), MatchStar(), MatchAs(name: "c")]), body: [ExprStmt(value: d)])])',
    ],
    [
      "match a:\n case {'k': -1, **r} if b: c",
      'Match(subject: a, cases: [(pattern: MatchMapping(entries: [(key: "k", pattern: MatchValue(value: UnaryOp(op: "-", operand: 1)))], rest: "r"), guard: b, body: [ExprStmt(value: c)])])',
    ],
    [
      'match a:\n case A.B | C(1, x=_) as d: e',
      'Match(subject: a, cases: [(pattern: MatchAs(pattern: MatchOr(patterns: [MatchValue(value: Attribute(value: A, attr: "B")), MatchClass(cls: C, patterns: [MatchValue(value: 1)], keywords: [(name: "x", pattern: MatchAs())])]), name: "d"), body: [ExprStmt(value: e)])])',
    ],
    [
      'match a:\n case (b): c\n case -1-2j: d\n case *e, f: g',
      'Match(subject: a, cases: [(pattern: MatchAs(name: "b"), body: [ExprStmt(value: c)]), (pattern: MatchValue(value: BinOp(op: "-", left: UnaryOp(op: "-", operand: 1), right: complex "2j")), body: [ExprStmt(value: d)]), (pattern: MatchSequence(patterns: [MatchStar(name: "e"), MatchAs(name: "f")]), body: [ExprStmt(value: g)])])',
    ],
  ])('lowers match: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    [
      'a.b(c, *d, e=f, **g)[1:2, ::h]',
      'ExprStmt(value: Subscript(value: Call(func: Attribute(value: a, attr: "b"), args: [c, Starred(value: d)], keywords: [(name: "e", value: f), (value: g)]), index: Tuple(elements: [Slice(lower: 1, upper: 2), Slice(step: h)])))',
    ],
    ['x[*a]', 'ExprStmt(value: Subscript(value: x, index: Tuple(elements: [Starred(value: a)])))'],
    [
      'not -a ** b',
      'ExprStmt(value: UnaryOp(op: "not", operand: UnaryOp(op: "-", operand: BinOp(op: "**", left: a, right: b))))',
    ],
    ['a and b and c or d', 'ExprStmt(value: BoolOp(op: "or", values: [BoolOp(op: "and", values: [a, b, c]), d]))'],
    [
      'a < b is not c not in d <> e',
      'ExprStmt(value: Compare(left: a, ops: ["<", "is not", "not in", "!="], comparators: [b, c, d, e]))',
    ],
    ['a if b else c', 'ExprStmt(value: IfExp(body: a, test: b, orelse: c))'],
    [
      'lambda a, *b, c=1: d',
      'ExprStmt(value: Lambda(params: [positional(name: "a"), var-positional(name: "b"), keyword-only(name: "c", default: 1)], body: d))',
    ],
    ['(a := b)', 'ExprStmt(value: NamedExpr(target: a, value: b))'],
    ['[*a, await b]', 'ExprStmt(value: List(elements: [Starred(value: a), Await(value: b)]))'],
    ['{**a, 1: 2}', 'ExprStmt(value: Dict(entries: [(value: a), (key: 1, value: 2)]))'],
    ['{1, 2}', 'ExprStmt(value: Set(elements: [1, 2]))'],
    ['(yield)', 'ExprStmt(value: Yield())'],
    ['x = yield from a', 'Assign(targets: [x], value: YieldFrom(value: a))'],
    [
      '[a async for a in b if c if d for e in f]',
      'ExprStmt(value: ListComp(element: a, generators: [(target: a, iter: b, conditions: [c, d], isAsync: true), (target: e, iter: f)]))',
    ],
    ['{a: b for a in c}', 'ExprStmt(value: DictComp(element: a, value: b, generators: [(target: a, iter: c)]))'],
    [
      'f(a for a in b)',
      'ExprStmt(value: Call(func: f, args: [GeneratorExp(element: a, generators: [(target: a, iter: b)])]))',
    ],
    ['a ^ b & c', 'ExprStmt(value: BinOp(op: "^", left: a, right: BinOp(op: "&", left: b, right: c)))'],
    [
      'a & b ^ c & d',
      'ExprStmt(value: BinOp(op: "^", left: BinOp(op: "&", left: a, right: b), right: BinOp(op: "&", left: c, right: d)))',
    ],
    ['(*a.b(),)', 'ExprStmt(value: Tuple(elements: [Starred(value: Call(func: Attribute(value: a, attr: "b")))]))'],
    ['...', 'ExprStmt(value: ellipsis)'],
    [
      'x: a[b] | c | None',
      'AnnAssign(target: x, annotation: BinOp(op: "|", left: BinOp(op: "|", left: Subscript(value: a, index: b), right: c), right: none))',
    ],
    ['x: *a', 'AnnAssign(target: x, annotation: Starred(value: a))'],
    ['(a, )', 'ExprStmt(value: Tuple(elements: [a]))'],
    ['()', 'ExprStmt(value: Tuple())'],
    [
      "f'a{b!r:>{c}}{{d}}' 'e'",
      'ExprStmt(value: JoinedStr(values: ["a", FormattedValue(value: b, conversion: "r", format: JoinedStr(values: [">", FormattedValue(value: c)])), "{d}e"]))',
    ],
  ])('lowers expressions: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    ["f'{a=}'", 'ExprStmt(value: JoinedStr(values: ["a=", FormattedValue(value: a, conversion: "r")]))'],
    [
      "f'{a = !s:x}'",
      'ExprStmt(value: JoinedStr(values: ["a = ", FormattedValue(value: a, conversion: "s", format: JoinedStr(values: ["x"]))]))',
    ],
    [
      'f"{f\'{a}\'}"',
      'ExprStmt(value: JoinedStr(values: [FormattedValue(value: JoinedStr(values: [FormattedValue(value: a)]))]))',
    ],
    ["t'{a}'", 'ExprStmt(value: JoinedStr(values: [FormattedValue(value: a)], template: true))'],
    ["b'a' b'b'", 'ExprStmt(value: bytes "ab")'],
    ["rf'\\n{a}'", 'ExprStmt(value: JoinedStr(values: ["\\\\n", FormattedValue(value: a)]))'],
    ['print >>a, b, c', 'ExprStmt(value: Call(func: print, args: [b, c], keywords: [(name: "file", value: a)]))'],
  ])('lowers formatted strings: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it.each([
    ["print 'a' % b,", 'ExprStmt(value: Call(func: print, args: [BinOp(op: "%", left: "a", right: b)]))'],
    ['print', 'ExprStmt(value: Call(func: print))'],
    ['exec a in b, c', 'ExprStmt(value: Call(func: exec, args: [a, b, c]))'],
    ["raise A, 'b', c", 'Raise(exception: Call(func: A, args: ["b"]))'],
    ['raise A, None, c', 'Raise(exception: A)'],
    [
      'try: a\nexcept B, c: d',
      'Try(body: [ExprStmt(value: a)], handlers: [(type: B, name: "c", body: [ExprStmt(value: d)])])',
    ],
    [
      'try: a\nexcept B, C: d',
      'Try(body: [ExprStmt(value: a)], handlers: [(type: Tuple(elements: [B, C]), body: [ExprStmt(value: d)])])',
    ],
    ['`a, b`', 'ExprStmt(value: Call(func: repr, args: [Tuple(elements: [a, b])]))'],
    [
      'def f(a, (b, c)): d',
      'FunctionDef(name: "f", params: [positional(name: "a"), positional(name: ".1")], body: [Assign(targets: [Tuple(elements: [b, c])], value: .1), ExprStmt(value: d)])',
    ],
    [
      'lambda (a, b), c: d',
      'ExprStmt(value: Lambda(params: [positional(name: ".0"), positional(name: "c")], body: Subscript(value: ListComp(element: d, generators: [(target: Tuple(elements: [a, b]), iter: List(elements: [.0]))]), index: 0)))',
    ],
  ])('lowers Python 2: %j', (source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it('says when Python 2 was seen', () => {
    const seen = (source: string): boolean => analyzeModule('a.py', source).python2;
    for (const source of [
      'print a',
      'exec a in b',
      'raise A, b',
      '`a`',
      'try: a\nexcept B, c: d',
      'def f((a, b)): c',
    ]) {
      expect(seen(source), source).toBe(true);
    }
    expect(seen('print(a)\nraise A(b)\ntry: a\nexcept B as c: d\n')).toBe(false);
  });

  it('normalises identifiers as Python does', () => {
    expect(lowered('ﬁle = 1')).toBe('Assign(targets: [file], value: 1)');
  });

  it.each([
    ['parentheses', `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, 0],
    ['one operator', `x = ${'1 + '.repeat(10_000)}1`, 0],
    ['one boolean operator', `x = ${'a or '.repeat(10_000)}b`, 0],
    ['joined strings', `x = ${'"a" '.repeat(10_000)}`, 0],
    ['targets', `${'a = '.repeat(10_000)}b`, 0],
    ['mixed operators', `x = ${'1 + 2 - '.repeat(10_000)}1`, 1],
    ['& and ^', `x = ${'a & b ^ '.repeat(10_000)}c`, 1],
    ['calls', `x = a${'.b(1)'.repeat(10_000)}`, 1],
    ['lists', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 1],
    ['unary operators', `x = ${'not '.repeat(10_000)}a`, 1],
    ['conditionals', `x = ${'1 if a else '.repeat(10_000)}2`, 1],
    ['lambdas', `x = ${'lambda: '.repeat(10_000)}1`, 1],
    ['unions of types', `x: ${'a[b] | '.repeat(10_000)}c`, 1],
    ['elif', `if a: b\n${'elif c: d\n'.repeat(10_000)}`, 1],
    ['patterns', `match a:\n case ${'['.repeat(5000)}${']'.repeat(5000)}: b`, 1],
    [
      'blocks',
      Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}if a:\n`).join('') + ' '.repeat(300) + 'b',
      1,
    ],
  ])('bounds the depth of many %s', (_, source, notes) => {
    const facts = analyzeModule('a.py', source);
    expect(depthOfStatements(facts.body)).toBeLessThanOrEqual(maxStatementDepth * 2 + maxExpressionDepth + 10);
    expect(facts.notes).toHaveLength(notes);
  });

  it('keeps the arguments of a chain that is cut short', () => {
    const facts = analyzeModule('a.py', `x = a${'.b(name)'.repeat(1000)}`);
    expect(facts.bindings.find(({ name }) => name === 'x')).toBeDefined();
    expect(dumpIr(facts.body)).toMatch(/UnknownExpr\(children: \[a, name, name/);
  });

  it('keeps what stands around and in a syntax error', () => {
    const facts = analyzeModule('a.py', 'import os\ndef f(:\n  os.system(a)\nprint(b)\nx = = 1\nlast()\n');
    expect(facts.syntaxErrors).toBeGreaterThan(0);
    expect(facts.syntaxErrorLines).toContain(2);
    expect(facts.syntaxErrorLines).toContain(5);
    expect([...facts.apiNames.values()]).toContain('os.system');
    expect(dumpIr(facts.body)).toContain('ExprStmt(value: Call(func: last))');
  });

  it('tells no more than 20 lines of errors', () => {
    const facts = analyzeModule('a.py', 'x = = 1\n'.repeat(50));
    expect(facts.syntaxErrors).toBeGreaterThanOrEqual(50);
    expect(facts.syntaxErrorLines).toHaveLength(20);
  });
});

function depthOfStatements(block: readonly Stmt[]): number {
  return Math.max(
    0,
    ...block.map(
      (stmt) => 1 + Math.max(depthOfStatements(childStatements(stmt)), depthOfAll(statementExpressions(stmt))),
    ),
  );
}

function depthOfAll(exprs: readonly Expr[]): number {
  return exprs.reduce((deepest, expr) => Math.max(deepest, 1 + depthOfAll(childExpressions(expr))), 0);
}

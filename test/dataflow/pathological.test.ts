// Programs that nobody writes by hand: the analysis ends, and says what it cut short.
import { describe, expect, it } from 'vitest';
import type { ProgramAnalysis } from '../../src/analyze/analyze-program.ts';
import { analyzeFiles, findingsOf } from '../support/flow-cases.ts';

const before = `import os
import sqlite3
from flask import Flask, request
app = Flask(__name__)
db = sqlite3.connect("x")

`;
const view = `@app.get("/")
def view():
    given = request.args["a"]
`;
const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const analyze = (text: string): ProgramAnalysis => analyzeFiles({ 'app.py': before + text });
const told = (analysis: ProgramAnalysis): string[] => findingsOf(analysis).map(({ ruleId }) => ruleId);
const sql = 'python/validation/sql-injection';

describe('programs that nobody writes by hand', () => {
  it('a function of 5,000 branches is cut short, and that is told', () => {
    const branches = lines(
      5_000,
      (at) =>
        `    if request.args.get("k${at}") == "${at}":\n        given = given + str(${at})\n    else:\n        db.execute("SELECT ${at}" + given)`,
    );
    const analysis = analyze(`${view}    db.execute(given)\n${branches}\n    return {}\n`);
    expect(told(analysis)).toContain(sql);
    expect(analysis.notes).toEqual([
      ['app.py', ['data flow in view was cut short: it is too large or nests too deeply']],
    ]);
    expect(analysis.coverage.cutShort).toBe(1);
  });

  it('300 blocks in one another', () => {
    const nested = lines(300, (at) => `${' '.repeat(4 + at)}if request.args.get("k"):`);
    const analysis = analyze(`${view}${nested}\n${' '.repeat(304)}db.execute(given)\n    return {}\n`);
    expect(told(analysis).filter((id) => id !== sql)).toEqual([]);
    expect(analysis.coverage.functions).toBe(1);
  });

  it('300 brackets in one another', () => {
    const analysis = analyze(
      `${view}    box = ${'['.repeat(300)}given${']'.repeat(300)}\n    db.execute(given)\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('300 calls in one another', () => {
    const analysis = analyze(
      `def same(text):\n    return text\n\n${view}    db.execute(${'same('.repeat(300)}given${')'.repeat(300)})\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('formats that do not come to their end', () => {
    const [percent, brace] = [`%${'0'.repeat(300_000)}`, `{${'a'.repeat(300_000)}`];
    const analysis = analyze(
      `${view}    app.logger.info("${percent}", given)\n    db.execute("${percent}" % given)\n    db.execute("${brace}".format(given))\n    return {}\n`,
    );
    expect(told(analysis).filter((id) => id === sql)).toHaveLength(2);
  });

  it('a text of 3,000 parts', () => {
    const analysis = analyze(`${view}    db.execute(given + ${'"x" + '.repeat(3_000)}"y")\n    return {}\n`);
    expect(analysis.coverage.functions).toBe(1);
    expect(told(analysis).filter((id) => id !== sql)).toEqual([]);
  });

  it('50 functions that all call each other', () => {
    const calls = (at: number): string =>
      lines(49, (other) => `    if text == "${other}":\n        return f${(at + other + 1) % 50}(text + "x")`);
    const analysis = analyze(
      `${lines(50, (at) => `def f${at}(text):\n${calls(at)}\n    return text\n`)}\n${view}    db.execute(f0(given))\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('50 functions in one circle', () => {
    const analysis = analyze(
      `${lines(50, (at) => `def f${at}(text, n):\n    if n == ${at}:\n        return text\n    return f${(at + 1) % 50}(text, n + 1)\n`)}\n${view}    db.execute(f0(given, 3))\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('a generated module of 20,000 lines', () => {
    const body = lines(5_000, (at) => `def f${at}(text):\n    value${at} = text + "${at}"\n    return value${at}\n`);
    const analysis = analyze(`${body}\n${view}    db.execute(f4999(given))\n    return {}\n`);
    expect(told(analysis)).toEqual([sql]);
    expect(analysis.notes).toEqual([]);
  });

  it('20,000 statements of a module', () => {
    const analysis = analyze(
      `x0 = "a"\n${lines(20_000, (at) => `x${at + 1} = x${at} + "b"`)}\n${view}    db.execute(given)\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('a dict of 10,000 keys', () => {
    const dict = `box = {\n${lines(10_000, (at) => `    "k${at}": "v${at}",`)}\n}\n`;
    const analysis = analyze(
      `${dict}\n${view}    db.execute(box["k9999"])\n    db.execute(given)\n    db.execute(box[given])\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('a dict that is filled with 10,000 keys from outside', () => {
    const analysis = analyze(
      `${view}    box = {}\n${lines(10_000, (at) => `    box["k${at}"] = given`)}\n    db.execute(box["k3"])\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('a chain of 300 classes', () => {
    const analysis = analyze(
      `class C0:\n    def read(self, text):\n        return text\n\n${lines(300, (at) => `class C${at + 1}(C${at}):\n    pass\n`)}\n${view}    db.execute(C5().read(given))\n    C300().read(given)\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('a class that inherits from itself', () => {
    const analysis = analyze(
      `class A(B):\n    pass\n\nclass B(A):\n    def read(self, text):\n        return text\n\n${view}    A().read(given)\n    db.execute(given)\n    return {}\n`,
    );
    expect(told(analysis)).toEqual([sql]);
  });

  it('modules that import each other by star', () => {
    const analysis = analyzeFiles({
      'a.py': `${before}from b import *\n${view}    db.execute(same(given))\n    return {}\n`,
      'b.py': 'from c import *\ndef same(text):\n    return text\n',
      'c.py': 'from a import *\nfrom b import *\n',
    });
    expect(told(analysis)).toEqual([sql]);
  });
});

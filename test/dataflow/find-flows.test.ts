// Flows as findings: their traces, their confidence, one for each rule and sink, and what else is told.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { analyzeFiles, findingsOf, type Files } from '../support/flow-cases.ts';

const app = `from flask import Flask, request\napp = Flask(__name__)\n\n@app.get('/')\ndef view():\n`;

function only(files: Files): Finding {
  const found = findingsOf(analyzeFiles(files));
  expect(found).toHaveLength(1);
  return found[0]!;
}

function steps({ trace }: Finding): string[] {
  return trace.map(({ role, location: { path, region }, note }) => `${role} ${path}:${region.startLine} ${note}`);
}

describe('traces', () => {
  it('begin at the source, end at the sink, and tell the calls between them, across files', () => {
    const finding = only({
      'app.py': `from work import work\n${app}    name = request.args['a']\n    work(name)\n    return {}\n`,
      'work.py': 'from run import run\n\ndef work(text):\n    run("ls " + text)\n',
      'run.py': 'import os\n\ndef run(text):\n    os.system(text)\n',
    });
    expect(finding.location.path).toBe('run.py');
    expect(finding.trace.map(({ location }) => location.path)).toEqual(
      expect.arrayContaining(['app.py', 'work.py', 'run.py']),
    );
    const told = steps(finding);
    expect(told[0]).toBe('source app.py:7 the query string comes in');
    expect(told.at(-1)).toBe('sink run.py:4 arrives at os.system');
    expect(told.slice(1, -1).every((one) => one.startsWith('propagation '))).toBe(true);
    expect(told.some((one) => one.includes('app.py:8'))).toBe(true);
  });

  it('have at most 20 steps', () => {
    const chain = Array.from(
      { length: 40 },
      (_, at) => `def f${at}(text):\n    value = f${at + 1}(text + "${at}")\n    return value + "x"\n`,
    ).join('\n');
    const { trace } = only({
      'app.py': `import os\n${chain}\ndef f40(text):\n    return text\n\n${app}    os.system(f0(request.args['a']))\n    return {}\n`,
    });
    expect(trace.length).toBeLessThanOrEqual(20);
    expect(trace.length).toBeGreaterThanOrEqual(2);
    expect([trace[0]!.role, trace.at(-1)!.role]).toEqual(['source', 'sink']);
  });

  it('take the shortest way', () => {
    const { trace } = only({
      'app.py': `import os\ndef same(text):\n    return text\n\n${app}    text = request.args['a']\n    if request.method == 'GET':\n        text = same(same(request.args['a']))\n    os.system(text)\n    return {}\n`,
    });
    expect(trace).toHaveLength(2);
    expect(trace[0]!.location.region.startLine).toBe(10);
  });
});

describe('one sink', () => {
  it('is one finding however many ways lead to it', () => {
    const finding = only({
      'app.py': `import os\ndef run(text):\n    os.system(text)\n\n${app}    run(request.args['a'])\n    run(request.form['b'])\n    run(request.args['c'])\n    return {}\n`,
    });
    expect(finding.ruleId).toBe('python/validation/os-command-injection');
  });

  it('is one finding for each rule', () => {
    const rules = findingsOf(
      analyzeFiles({
        'app.py': `import requests\n${app}    requests.get(request.args['password'], timeout=5)\n    return {}\n`,
      }),
    ).map(({ ruleId }) => ruleId);
    expect(rules.toSorted()).toEqual(['python/passwords/password-in-url', 'python/validation/ssrf']);
  });
});

describe('confidence', () => {
  const of = (body: string, before = ''): string =>
    only({ 'app.py': `import os, sys\nimport somelib\n${before}\n${app}${body}    return {}\n` }).confidence;

  it('drops where a call of something unknown hands on', () => {
    const straight = of(`    os.system(request.args['a'])\n`);
    const around = of(`    os.system(somelib.change(request.args['a']))\n`);
    expect([straight, around]).toEqual(['high', 'medium']);
  });

  it('names the call of something unknown, also on the line of the source', () => {
    const { trace } = only({
      'app.py': `import os\nimport somelib\n${app}    os.system(somelib.change(request.args['a']))\n    return {}\n`,
    });
    expect(trace.map(({ note }) => note)).toEqual([
      'the query string comes in',
      'goes through somelib.change, which is not known',
      'arrives at os.system',
    ]);
  });

  it('drops in what is made up', () => {
    const text = `import os\n${app}    os.system(request.args['a'])\n    return {}\n`;
    expect(only({ 'shop/app.py': text }).confidence).toBe('high');
    expect(only({ 'tests/app.py': text }).confidence).toBe('medium');
  });

  it('is that of the strongest of two ways', () => {
    expect(
      of(
        `    text = somelib.change(request.args['a'])\n    if request.args.get('b'):\n        text = request.args['b']\n    os.system(text)\n`,
      ),
    ).toBe('high');
  });
});

describe('what is made up', () => {
  it('hands nothing on to the program', () => {
    const files = {
      'shop/run.py': 'import os\n\ndef run(text):\n    os.system(text)\n',
      'tests/test_run.py': `from flask import request\nfrom shop.run import run\n\ndef test_run():\n    run(request.args['a'])\n`,
    };
    expect(findingsOf(analyzeFiles(files))).toEqual([]);
    expect(
      findingsOf(analyzeFiles({ 'shop/run.py': files['shop/run.py'], 'shop/web.py': files['tests/test_run.py'] })),
    ).toHaveLength(1);
  });
});

describe('coverage', () => {
  it('names calls that nobody knows and packages without a model', () => {
    const { coverage } = analyzeFiles({
      'app.py': `import os\nimport somelib\n${app}    os.system(somelib.change(request.args['a']))\n    return {}\n`,
    });
    expect([...coverage.unresolved]).toEqual([['somelib.change', 1]]);
    expect([...coverage.unmodelled]).toEqual([['somelib', 1]]);
    expect(coverage.cutShort).toBe(0);
    expect(coverage.functions).toBe(1);
  });
});

describe('order', () => {
  const all = (one: Files): string[] =>
    findingsOf(analyzeFiles(one))
      .map((finding) => JSON.stringify(finding))
      .toSorted();
  const reversed = (files: Files): Files => Object.fromEntries(Object.entries(files).toReversed());

  it('is of no matter', () => {
    const files = {
      'a.py': `import os\nfrom b import same\n${app}    os.system(same(request.args['a']))\n    return {}\n`,
      'b.py': `from c import helper\n\ndef same(text):\n    return helper(text)\n`,
      'c.py': `import os\n\ndef helper(text):\n    os.system(text)\n    return text\n`,
    };
    expect(all(files)).toHaveLength(2);
    expect(all(reversed(files))).toEqual(all(files));
  });

  it('does not choose between two ways that are equally well proven', () => {
    const caller = `from run import run\n${app}    run(request.args['a'])\n    return {}\n`;
    const files = { 'run.py': 'import os\n\ndef run(text):\n    os.system(text)\n', 'a.py': caller, 'b.py': caller };
    expect(all(files)).toHaveLength(1);
    expect(all(reversed(files))).toEqual(all(files));
  });
});

// A program after edits: its findings are those of a fresh analysis, and what an edit can't reach isn't computed again.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMadeUp } from '../../src/analyze/confidence.ts';
import { findFlows } from '../../src/dataflow/find-flows.ts';
import { analyzeFiles, findingsOf, flowRules, newAnalyzer, newProgram, sourceFile } from '../support/flow-cases.ts';

/** What can be chosen of one function of the generated project. */
interface Chosen {
  readonly exists: boolean;
  /** The function of the next module that it calls. */
  readonly callee: number;
  readonly body: 'passes on' | 'checks' | 'checks too late' | 'cleans' | 'sinks' | 'keeps';
  readonly name: number;
}

interface Module {
  readonly exists: boolean;
  readonly isBroken: boolean;
  readonly importsBy: 'name' | 'star' | 'module';
  readonly functions: readonly Chosen[];
}

const chosen = fc.record<Chosen>({
  exists: fc.boolean(),
  callee: fc.nat(2),
  body: fc.constantFrom('passes on', 'checks', 'checks too late', 'cleans', 'sinks', 'keeps'),
  name: fc.nat(1),
});

const aModule = fc.record<Module>({
  exists: fc.oneof({ arbitrary: fc.constant(true), weight: 4 }, { arbitrary: fc.constant(false), weight: 1 }),
  isBroken: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.constant(true), weight: 1 }),
  importsBy: fc.constantFrom('name', 'star', 'module'),
  functions: fc.array(chosen, { minLength: 3, maxLength: 3 }),
});

const size = 6;
const pathOf = (at: number): string => `shop/part${at}.py`;

interface Shape {
  /** Of imports: the last module takes from the first, else from one that is nowhere. */
  readonly isCircle: boolean;
  /** Functions assign to globals. */
  readonly hasGlobals: boolean;
}

/** Module `at` calls the next one. */
function write(at: number, { isBroken, importsBy, functions }: Module, { isCircle, hasGlobals }: Shape): string {
  const next = `part${isCircle ? (at + 1) % size : at + 1}`;
  const lines = [
    'import sqlite3',
    'from flask import Flask, request',
    'app = Flask(__name__)',
    'db = sqlite3.connect("x")',
  ];
  if (importsBy === 'name') lines.push(`from .${next} import f0a, f1a, f2a, f0b, f1b, f2b`);
  if (importsBy === 'star') lines.push(`from .${next} import *`);
  if (importsBy === 'module') lines.push(`from . import ${next}`);
  lines.push('kept = []', '');
  for (const [index, { exists, callee, body, name }] of functions.entries()) {
    if (!exists) continue;
    const call = `${importsBy === 'module' ? `${next}.` : ''}f${callee}${name === 0 ? 'a' : 'b'}(text)`;
    lines.push(`def f${index}${name === 0 ? 'a' : 'b'}(text):`);
    if (hasGlobals) lines.push('    global kept');
    if (body === 'checks') lines.push('    if text not in ("a", "b"):', '        return ""');
    if (body === 'cleans') lines.push('    text = str(int(text))');
    if (body === 'sinks') lines.push('    db.execute("SELECT " + text)');
    if (body === 'keeps')
      lines.push(hasGlobals ? '    kept = [text]' : '    kept.append(text)', '    db.execute(kept[0])');
    lines.push(`    text = ${call}`);
    if (body === 'checks too late')
      lines.push('    db.execute(text)', '    if text not in ("a", "b"):', '        return ""');
    lines.push('    return text', '');
  }
  if (at % 3 === 0)
    lines.push(
      ...['a', 'b'].flatMap((end) => [
        `@app.get("/${end}")`,
        `def view_${end}():`,
        `    db.execute(f0${end}(request.args["x"]))`,
        `    return f1${end}(kept[-1])`,
        '',
      ]),
    );
  if (isBroken) lines.splice(lines.length - 2, 0, 'def broken(:', '    return ((');
  return lines.join('\n');
}

describe('edits', () => {
  const edit = fc.tuple(fc.nat(size - 1), aModule);
  const modules = fc.array(aModule, { minLength: size, maxLength: size });

  /** How many findings were compared. */
  const compareWithFresh = (shape: Shape, seed: number): number => {
    let told = 0;
    fc.assert(
      fc.property(modules, fc.array(edit, { minLength: 8, maxLength: 8 }), (first, edits) => {
        const analyzer = newAnalyzer();
        let files: Record<string, string> = { 'shop/__init__.py': '' };
        for (const [at, module] of first.entries())
          if (module.exists) files = { ...files, [pathOf(at)]: write(at, module, shape) };
        analyzer.update(
          Object.entries(files).map(([path, text]) => sourceFile(path, text)),
          [],
        );
        const compare = (): void => {
          const after = findingsOf(analyzer.analyze());
          const inOrder = (list: typeof after): string[] => list.map((one) => JSON.stringify(one)).toSorted();
          expect(inOrder(after)).toEqual(inOrder(findingsOf(analyzeFiles(files))));
          told += after.length;
        };
        compare();
        for (const [at, module] of edits) {
          const path = pathOf(at);
          const { [path]: before, ...others } = files;
          if (module.exists) {
            files = { ...others, [path]: write(at, module, shape) };
            analyzer.update([sourceFile(path, files[path]!)], []);
          } else {
            files = others;
            analyzer.update([], before === undefined ? [] : [path]);
          }
          compare();
        }
      }),
      { numRuns: 30, seed, endOnFailure: true },
    );
    return told;
  };

  it('leave the findings that a fresh analysis has, byte for byte', () => {
    expect(compareWithFresh({ isCircle: false, hasGlobals: false }, 20_240_229)).toBeGreaterThan(100);
  }, 120_000);

  // Where it is entered decides what a name means that is still being looked for.
  it('known miss: leave others in a circle of imports', () => {
    expect(() => compareWithFresh({ isCircle: true, hasGlobals: false }, 1)).toThrow('Property failed');
  }, 120_000);

  // What a global is asks what functions do that assign to one, and these ask what it is.
  it('known miss: leave others where functions assign to globals', () => {
    expect(() => compareWithFresh({ isCircle: false, hasGlobals: true }, 1)).toThrow('Property failed');
  }, 120_000);
});

describe('an edit that changes what another file imports', () => {
  const files = {
    'shop/page.py':
      'import os\nfrom flask import Flask, request\nfrom shop.between import same\napp = Flask(__name__)\n@app.get("/")\ndef view():\n    os.system(same(request.args["a"]))\n    return {}\n',
    'shop/between.py': 'from shop.base import same, other\n',
    'shop/base.py': 'def same(text):\n    return "x"\ndef other(text):\n    return text\n',
  };
  const edited = (path: keyof typeof files, text: string): { incremental: number; fresh: number } => {
    const analyzer = newAnalyzer();
    analyzer.update(
      Object.entries(files).map(([one, before]) => sourceFile(one, before)),
      [],
    );
    expect(findingsOf(analyzer.analyze())).toEqual([]);
    analyzer.update([sourceFile(path, text)], []);
    return {
      incremental: findingsOf(analyzer.analyze()).length,
      fresh: findingsOf(analyzeFiles({ ...files, [path]: text })).length,
    };
  };

  it.each([
    ['the body of what it imports', 'shop/base.py', 'def same(text):\n    return text\n'],
    ['a definition instead of an import', 'shop/between.py', 'def same(text):\n    return text\n'],
    ['another name of the same module', 'shop/between.py', 'from shop.base import other as same\n'],
    ['nothing of that name', 'shop/between.py', 'from shop.base import other\n'],
    ['nothing of that name, further away', 'shop/base.py', 'def other(text):\n    return text\n'],
  ] as const)('%s', (_name, path, text) => {
    expect(edited(path, text)).toEqual({ incremental: 1, fresh: 1 });
  });
});

describe('what is computed again', () => {
  const helpers = 40;
  const files: Record<string, string> = {
    'shop/base.py': 'def same(text):\n    return text\n',
    ...Object.fromEntries(
      Array.from({ length: helpers }, (_, at) => [
        `shop/page${at}.py`,
        `import sqlite3\nfrom flask import Flask, request\nfrom shop.base import same\napp = Flask(__name__)\n@app.get("/")\ndef view${at}():\n    sqlite3.connect("x").execute(same(request.args["a"]))\n    return {}\n`,
      ]),
    ),
  };
  const started = (): { program: ReturnType<typeof newProgram>; cost: () => number; flows: () => number } => {
    const program = newProgram(files);
    const flows = (): number => [...findFlows(program, flowRules, isMadeUp).flows.values()].flat().length;
    const cost = (): number => {
      const before = program.computed;
      flows();
      return program.computed - before;
    };
    return { program, cost, flows };
  };

  it('is nothing where nothing changed', () => {
    const { program, cost } = started();
    expect(cost()).toBeGreaterThan(2 * helpers);
    program.update([], []);
    expect(cost()).toBe(0);
  });

  it('is little where an edit leaves a summary as it was, however many look it up', () => {
    const { program, cost, flows } = started();
    cost();
    for (const text of [
      '# Text.\ndef same(text):\n    return (text)\n',
      'def same(text):\n    return text\n\n\ndef other():\n    pass\n',
    ]) {
      program.update([sourceFile('shop/base.py', text)], []);
      expect(cost()).toBeLessThan(10);
      expect(flows()).toBe(helpers);
    }
  });

  it('is little where a statement is added', () => {
    const { program, cost, flows } = started();
    cost();
    program.update([sourceFile('shop/base.py', 'def same(text):\n    other = 1\n    return text\n')], []);
    expect(cost()).toBeLessThan(10);
    expect(flows()).toBe(helpers);
  });

  it('is what looked it up where a summary changed', () => {
    const { program, cost, flows } = started();
    cost();
    program.update([sourceFile('shop/base.py', 'def same(text):\n    return "x"\n')], []);
    expect(cost()).toBeGreaterThanOrEqual(helpers);
    expect(flows()).toBe(0);
  });

  it('is one view where one view changed', () => {
    const { program, cost, flows } = started();
    cost();
    program.update(
      [sourceFile('shop/page3.py', files['shop/page3.py']!.replace('same(request.args["a"])', '"x"'))],
      [],
    );
    expect(cost()).toBeLessThan(10);
    expect(flows()).toBe(helpers - 1);
  });
});

// What small generated programs really do, against what the engine says of them: see bench/differential/.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparisons, type Compared } from '../../bench/differential/compare.ts';
import { withRecorders } from '../../bench/differential/engine.ts';
import { generateProgram } from '../../bench/differential/generate.ts';
import { Python } from '../../bench/differential/python.ts';
import { shrink } from '../../bench/differential/shrink.ts';
import { flowModel } from '../support/flow-cases.ts';

const flow = withRecorders(flowModel);
let python: Python;
beforeAll(() => void (python = new Python()));
afterAll(() => python.end());

it('misses nothing of three hundred programs, and tells few falsely', async () => {
  const all: Compared[] = [];
  for await (const compared of comparisons(python, flow, 1, 300)) all.push(compared);
  expect(all.length).toBeGreaterThan(280);
  expect(all.filter(({ missed }) => missed.length > 0).map(({ program, missed }) => [program.seed, missed])).toEqual(
    [],
  );
  const real = all.reduce((sum, one) => sum + one.real, 0);
  const wrong = all.reduce((sum, one) => sum + one.false.length, 0);
  expect(real).toBeGreaterThan(200);
  // Most of them take one item of a container for another where their order is not followed.
  expect(wrong / (real + wrong)).toBeLessThan(0.3);
});

it('generates the same program for the same seed', () => {
  expect(generateProgram(7)).toEqual(generateProgram(7));
  expect(generateProgram(7).files).not.toEqual(generateProgram(8).files);
});

it('sees in Python what reaches a sink, and on which of several ways', async () => {
  const code = [
    'from lab import flag, sink_1, sink_2, source_1, source_2',
    'a = source_1()',
    "if flag(): a = 'k'",
    'sink_1(a)',
    "b = {'x': [source_2()[1:]]} if not a.isalnum() else 'k'",
    'if a in ("k", "x"): sink_2(a)',
    'sink_2(b)',
  ];
  const { pairs, called, failure } = await python.run({ files: { 'main.py': `${code.join('\n')}\n` } }, 24);
  expect([...pairs].toSorted()).toEqual(['1 1', '2 2']);
  expect([...called].toSorted()).toEqual(['1', '2']);
  expect(failure).toBeNull();
});

it('says why a program does not run', async () => {
  const run = async (code: string): Promise<string | null> =>
    (await python.run({ files: { 'main.py': code } }, 2)).failure;
  expect(await run('x = (')).toContain('SyntaxError');
  expect(await run('nothing_of_the_kind')).toContain('NameError');
  expect(await run('from lab import flag\nwhile True: flag()\n')).toBe('EndlessProgram');
});

it('makes a program smaller while something holds of it', async () => {
  const code = 'import os\ndef f():\n    a = 1\n    if a:\n        b = 2\n        print(b)\n    return a\nf()\n';
  const small = await shrink({ files: { 'main.py': code } }, ({ files }) =>
    Promise.resolve(files['main.py']!.includes('print(b)')),
  );
  expect(small.files['main.py']).toBe('print(b)\n');
});

import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished, describe, expect, it } from 'vitest';
import { createAnalysisPool } from '../../src/analyze/analysis-pool.ts';
import { unpackFacts } from '../../src/analyze/packed-facts.ts';
import type { SourceFile } from '../../src/model/source-file.ts';
import type { Packed } from '../../src/packing/packed.ts';

function file(path: string, text: string): SourceFile {
  return { path, text, contentHash: 'aa', language: 'python' };
}

function pool(fileTimeout: number) {
  const data = { rules: [], key: new Uint8Array(32) };
  const created = createAnalysisPool({ workers: 1, fileTimeout, workerMemory: 512, data });
  onTestFinished(() => created.close());
  return created;
}

describe('createAnalysisPool', () => {
  it('analyses files, more than it has workers', async () => {
    const analysis = pool(20_000);
    const outcomes = await Promise.all(['a.py', 'b.py', 'c.py'].map((path) => analysis.analyze(file(path, 'x = 1\n'))));
    expect(outcomes.map(({ path, outcome }) => `${path} ${outcome}`)).toEqual([
      'a.py analyzed',
      'b.py analyzed',
      'c.py analyzed',
    ]);
  });

  it('hands over what following data needs, where it is asked for', async () => {
    const analysis = pool(20_000);
    const taken: string[] = [];
    const outcome = await analysis.analyze(file('a.py', 'x = 1\n'), (facts) => taken.push(unpackFacts(facts).path));
    expect(outcome.outcome).toBe('analyzed');
    expect(taken).toEqual(['a.py']);
    const facts = await analysis.factsOf(file('b.py', 'import os\n'));
    expect(unpackFacts(facts!).imports).toMatchObject([{ module: 'os' }]);
  });

  it('hands over nothing of a file that takes too long', async () => {
    const analysis = pool(1);
    const slow = file('slow.py', 'x = 1\n'.repeat(10_000));
    expect(await analysis.factsOf(slow)).toBeNull();
    const taken: Packed[] = [];
    await analysis.analyze(slow, (facts) => taken.push(facts));
    expect(taken).toEqual([]);
  });

  it('fails a file that takes too long, and that file only', async () => {
    // No worker starts, loads the parser and answers within one millisecond.
    const slow = await pool(1).analyze(file('slow.py', 'x = 1\n'.repeat(10_000)));
    expect(slow).toMatchObject({ outcome: 'failed', path: 'slow.py', error: expect.stringContaining('timeout') });
    const outcome = await pool(20_000).analyze(file('next.py', 'x = 1\n'));
    expect(outcome.outcome).toBe('analyzed');
  });

  it('may be closed at any moment', async () => {
    const big = file('big.py', 'x = [1]\n'.repeat(20_000));
    const begun = performance.now();
    await pool(60_000).analyze(big);
    const usual = performance.now() - begun;
    for (const part of [0.3, 0.5, 0.65, 0.8, 0.9, 0.95]) {
      const closed = pool(60_000);
      const outcome = closed.analyze(big);
      await delay(usual * part); // The moment is what is tried: an end at a wrong one takes the process with it.
      await closed.close();
      expect((await outcome).path).toBe('big.py');
    }
  });

  it('frees the memory of the parser while files come one after the other', async () => {
    const analysis = pool(60_000);
    const text = 'def f(a, b=1):\n    return g(a.b["c"], d=e + 1)\n'.repeat(1500);
    await analysis.analyze(file('first.py', text));
    const before = process.memoryUsage.rss();
    await Promise.all(Array.from({ length: 50 }, (_, at) => analysis.analyze(file(`${at}.py`, text))));
    // Kept, they would take more than 300 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(150e6);
  });

  it('lives on when the limit strikes inside the parser', async () => {
    // Without care the end of the thread ends the process, this one included.
    const analysis = pool(300);
    await analysis.analyze(file('first.py', 'x = 1\n')); // the worker has started
    const text = `x = [${'f(1), '.repeat(100_000)}]\n`;
    for (let times = 0; times < 3; times++) {
      expect(await analysis.analyze(file('large.py', text))).toMatchObject({ outcome: 'failed' });
    }
  });
});

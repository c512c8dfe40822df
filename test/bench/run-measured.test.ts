import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runMeasured } from '../../bench/run-measured.ts';

const scratch = mkdtempSync(join(tmpdir(), 'tocsin-bench-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const node = (script: string) =>
  runMeasured({ command: [process.execPath, '-e', script], cwd: scratch, scratch, success: [0, 1] });

describe('runMeasured', () => {
  it('sees memory that was given back before the end', async () => {
    const small = await node('');
    const large = await node('Buffer.alloc(300 * 1024 ** 2, 1)');
    const added = (large.peakBytes - small.peakBytes) / 1024 ** 2;
    expect(added).toBeGreaterThan(250);
    expect(added).toBeLessThan(400);
  });

  it('counts the time of the whole process', async () => {
    const { seconds } = await node('setTimeout(() => {}, 700)');
    expect(seconds).toBeGreaterThan(0.7);
  });

  it('takes every exit code that means success, and tells the others with what was said', async () => {
    await expect(node('process.exitCode = 1')).resolves.toHaveProperty('seconds');
    await expect(node('console.error("no such rule"); process.exitCode = 3')).rejects.toThrow(
      /ended with 3: no such rule/,
    );
  });

  it('says so where there is no such program', async () => {
    const run = runMeasured({ command: ['no-such-program-here'], cwd: scratch, scratch, success: [0] });
    await expect(run).rejects.toThrow(/no-such-program-here could not be run/);
  });
});

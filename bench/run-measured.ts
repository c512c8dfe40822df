import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const measured = fileURLToPath(new URL('measured.py', import.meta.url));

/** What one run of a whole process took. */
export interface Cost {
  readonly seconds: number;
  /** Of the largest process, as the kernel counted it. */
  readonly peakBytes: number;
}

export interface Run {
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  /** A folder for what the wrapper writes. */
  readonly scratch: string;
  /** Exit codes that mean that the work was done. */
  readonly success: readonly number[];
}

/**
 * Runs a command to its end and measures it.
 * @throws Error where it ends otherwise than with success, with what it said
 */
export async function runMeasured({ command, cwd, scratch, success }: Run): Promise<Cost> {
  const result = join(scratch, 'cost.json');
  const child = spawn('python3', [measured, result, ...command], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000);
  });
  const wrapperCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (wrapperCode !== 0) throw new Error(`${command[0]} could not be run: ${complaint}`);
  const { exitCode, ...cost } = JSON.parse(readFileSync(result, 'utf8')) as Cost & { readonly exitCode: number };
  if (!success.includes(exitCode)) throw new Error(`${command[0]} ended with ${exitCode}: ${complaint}`);
  return cost;
}

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ByConfidence } from './measure-tocsin.ts';
import { runMeasured, type Cost } from './run-measured.ts';

export interface BanditResult {
  readonly cost: Cost;
  readonly findings: ByConfidence;
  /** Files that it could not read, with the reason. */
  readonly troubles: readonly string[];
}

interface BanditDocument {
  readonly metrics: { readonly _totals: Readonly<Record<`CONFIDENCE.${'HIGH' | 'MEDIUM' | 'LOW'}`, number>> };
  readonly errors: readonly { readonly filename: string; readonly reason: string }[];
}

/** Has Bandit look at these files, named one by one; `command` is what a shell starts it with. */
export async function measureBandit(
  command: string,
  folder: string,
  paths: readonly string[],
  scratch: string,
): Promise<BanditResult> {
  const output = join(scratch, 'bandit.json');
  const cost = await runMeasured({
    command: [
      'sh',
      ...['-c', `exec ${command} "$@"`, 'bandit', '--quiet', '--format', 'json', '--output', output, '--'],
      // The command line has a limit, so short names.
      ...paths.map((path) => relative(folder, path)),
    ],
    cwd: folder,
    scratch,
    success: [0, 1], // 1: it found something
  });
  const {
    metrics: { _totals: totals },
    errors,
  } = JSON.parse(readFileSync(output, 'utf8')) as BanditDocument;
  return {
    cost,
    findings: [totals['CONFIDENCE.HIGH'], totals['CONFIDENCE.MEDIUM'], totals['CONFIDENCE.LOW']],
    troubles: errors.map(({ filename, reason }) => `${filename}: ${reason}`),
  };
}

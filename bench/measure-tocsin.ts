import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runMeasured, type Cost } from './run-measured.ts';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Numbers of findings: high, medium, low. */
export type ByConfidence = readonly [high: number, medium: number, low: number];

export interface TocsinResult {
  /** With a new database. */
  readonly first: Cost;
  /** The same command again. */
  readonly second: Cost;
  readonly listed: number;
  readonly analyzed: number;
  /** Without category review. */
  readonly findings: ByConfidence;
  readonly reviews: number;
  /** Files that failed or were only partly understood, with the reason. */
  readonly troubles: readonly string[];
}

interface ScanDocument {
  readonly scans: readonly { readonly files: { readonly listed: number; readonly analyzed: number } | null }[];
  readonly unanalyzed: readonly { readonly path: string; readonly outcome: string; readonly detail: string }[];
  readonly findings: readonly { readonly category: string; readonly confidence: string }[];
}

/** Scans the folder twice with the built program; `scratch` is an empty folder for the database. */
export async function measureTocsin(folder: string, scratch: string): Promise<TocsinResult> {
  const scan = (output: string): Promise<Cost> =>
    runMeasured({
      command: [
        process.execPath,
        program,
        ...['scan', folder, '--all', '--quiet', '--database', join(scratch, 'tocsin.db')],
        ...['--format', 'json', '--output', join(scratch, output)],
      ],
      cwd: scratch, // no ./config.yaml there
      scratch,
      success: [0],
    });
  const first = await scan('first.json');
  const second = await scan('second.json');

  const document = JSON.parse(readFileSync(join(scratch, 'first.json'), 'utf8')) as ScanDocument;
  const findings = document.findings.filter(({ category }) => category !== 'review');
  const count = (wanted: string): number => findings.filter(({ confidence }) => confidence === wanted).length;
  return {
    first,
    second,
    listed: sum(document.scans.map(({ files }) => files?.listed ?? 0)),
    analyzed: sum(document.scans.map(({ files }) => files?.analyzed ?? 0)),
    findings: [count('high'), count('medium'), count('low')],
    reviews: document.findings.length - findings.length,
    troubles: document.unanalyzed
      .filter(({ outcome }) => outcome !== 'skipped')
      .map(({ path, outcome, detail }) => `${path}: ${outcome}, ${detail}`),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

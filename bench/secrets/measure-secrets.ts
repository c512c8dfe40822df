// How fast secrets are found: `npm run bench:secrets -- [--gitleaks PROGRAM] FOLDER`. First the detector alone, on one core,
// with everything in memory; then the built program from its start to its end, with no rules but those of secrets and a
// new database, in turns with gitleaks.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import { decode } from '../../src/text/decode.ts';
import { runMeasured, type Cost } from '../run-measured.ts';

const rounds = 3;
const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

interface Speed {
  readonly bytes: number;
  readonly rules: number;
  /** A round is: decode all files, look for secrets in all texts. */
  readonly seconds: readonly number[];
  /** Of the processor, the garbage collector's threads included. */
  readonly processorSeconds: readonly number[];
}

/** The detector with the built-in rules on all files of a folder but git's own. */
async function measureDetector(folder: string): Promise<Speed> {
  const { all } = await loadRules([builtInRules], {
    enable: [],
    disable: [],
    severity: [],
    preview: true,
    checks: checkNames,
    engineVersion: 'bench',
  });
  const rules = all.flatMap(({ match }) => (match.kind === 'secret' ? [match.secret] : []));
  const detector = createSecretDetector(rules, new Uint8Array(32));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !file.split(sep).includes('.git'))
    .map((file) => ({ path: relative(folder, file), bytes: readFileSync(file) }));
  const seconds: number[] = [];
  const processorSeconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [started, before] = [performance.now(), process.cpuUsage()];
    for (const { path, bytes } of files) {
      const decoded = decode(bytes);
      if (decoded.kind === 'text') detector.detect({ path, text: decoded.text, language: 'text' });
    }
    seconds.push((performance.now() - started) / 1000);
    const { user, system } = process.cpuUsage(before);
    processorSeconds.push((user + system) / 1_000_000);
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  return { bytes, rules: rules.length, seconds, processorSeconds };
}

interface Pair {
  readonly tocsin: Cost;
  readonly gitleaks: Cost;
}

async function measurePairs(folder: string, gitleaks: string): Promise<Pair[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    const config = join(scratch, 'secrets.yaml');
    writeFileSync(config, 'rules:\n  enable: ["secrets/**"]\n');
    const pairs: Pair[] = [];
    for (let round = 0; round < rounds; round++) {
      const database = join(scratch, `${round}.db`);
      pairs.push({
        tocsin: await runMeasured({
          command: [
            process.execPath,
            program,
            ...['scan', folder, '--all', '--quiet', '--config', config, '--database', database],
          ],
          cwd: scratch,
          scratch,
          success: [0],
        }),
        gitleaks: await runMeasured({
          command: [gitleaks, 'dir', folder, '--no-banner'],
          cwd: scratch,
          scratch,
          success: [0, 1],
        }),
      });
    }
    return pairs;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}

const { values, positionals } = parseArgs({ options: { gitleaks: { type: 'string' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) throw new Error('which folder?');

const { bytes, rules, seconds, processorSeconds } = await measureDetector(folder);
const rate = (some: number): string => `${(bytes / 1e6 / some).toFixed(0)} MB/s`;
console.log(`${(bytes / 1e6).toFixed(1)} MB, ${rules} rules`);
console.log(`first round: ${rate(seconds[0]!)}, of the processor's time ${rate(processorSeconds[0]!)}`);
console.log(
  `best round: ${rate(Math.min(...seconds))}, of the processor's time ${rate(Math.min(...processorSeconds))}`,
);

if (values.gitleaks !== undefined) {
  const pairs = await measurePairs(folder, values.gitleaks);
  const ratios = pairs.map(({ tocsin, gitleaks }) => gitleaks.seconds / tocsin.seconds);
  for (const name of ['tocsin', 'gitleaks'] as const) {
    const costs = pairs.map((pair) => pair[name]);
    const peak = Math.max(...costs.map(({ peakBytes }) => peakBytes)) / 2 ** 20;
    console.log(`${name}: median ${median(costs.map((cost) => cost.seconds)).toFixed(1)} s, ${peak.toFixed(0)} MiB`);
  }
  console.log(
    `gitleaks takes ${median(ratios).toFixed(2)} times as long (${ratios.map((each) => each.toFixed(2)).join(', ')})`,
  );
}

// `npm run bench -- [--bandit COMMAND] FOLDER…`: the built program as a whole process on real repositories, with Bandit
// on the same Python files in the same run. One thing at a time, so that they do not slow each other down.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureBandit } from './measure-bandit.ts';
import { measureTocsin } from './measure-tocsin.ts';
import { pythonFiles } from './python-files.ts';
import { table, troubles, type Measurement } from './table.ts';

const { values, positionals } = parseArgs({ options: { bandit: { type: 'string' } }, allowPositionals: true });
if (positionals.length === 0) {
  console.error("usage: npm run bench -- [--bandit 'COMMAND'] FOLDER…");
  process.exitCode = 2;
}

const measurements: Measurement[] = [];
for (const given of positionals) {
  const folder = realpathSync(given);
  console.error(`${basename(folder)} …`);
  measurements.push(await measure(folder));
}
if (measurements.length > 0) {
  console.log(table(measurements));
  for (const trouble of troubles(measurements)) console.log(`\n${trouble}`);
}

async function measure(folder: string): Promise<Measurement> {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    // Read first, so that whoever is measured first does not pay for the disk.
    const { paths, lines } = await pythonFiles(folder);
    const tocsin = await measureTocsin(folder, scratch);
    const bandit = values.bandit === undefined ? null : await measureBandit(values.bandit, folder, paths, scratch);
    return { name: basename(folder), pythonFiles: paths.length, pythonLines: lines, tocsin, bandit };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

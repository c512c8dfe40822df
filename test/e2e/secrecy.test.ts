// Plants secrets of every kind, has every command say in every format what it knows, kills and starves the program on the
// way, and then looks for the values in everything that was written to screen or disk.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { ownMigrations } from '../../src/store/migrate.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { detectorOf } from '../support/secret-rules.ts';
import { fillSamples, seededRandom } from '../support/secret-samples.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, startTocsin, tocsin } from '../support/tocsin.ts';
import { valuesIn } from '../support/value-forms.ts';

const leastValues = 200;
/** Findings that are shown one by one: each takes a process. */
const shownFindings = 6;

interface Planted {
  readonly files: Record<string, string>;
  readonly values: string[];
}

/** Texts with secrets of every rule, as its own examples write them, and the values in them. */
async function plant(): Promise<Planted> {
  const { detector, rules } = await detectorOf();
  const files: Record<string, string> = {};
  const values: string[] = [];
  for (let round = 0; values.length < leastValues; round++) {
    for (const [at, rule] of rules.entries()) {
      const { path, code } = rule.examples.bad[round % rule.examples.bad.length]!;
      const text = fillSamples(code, rule.secret, seededRandom(1000 * round + at));
      const place = `part${at}/round${round}/${path}`;
      files[place] = text;
      const found = detector.detect({ path: place, text, language: 'text' });
      values.push(...found.flatMap(({ start, end }) => linesOf(text.slice(start, end))));
    }
  }
  return { files, values };
}

/** A key over several lines may come out line by line. */
function linesOf(value: string): string[] {
  return value.split('\n').filter((line) => line.length >= 6 && !line.startsWith('-----'));
}

/** The same values as somebody encoded them. */
function encoded(values: readonly string[]): Record<string, string> {
  const assigned = (to: BufferEncoding): string =>
    values.map((value, at) => `secret_key_${at}: ${Buffer.from(value).toString(to)}\n`).join('\n\n\n\n');
  return { 'base64.yml': assigned('base64'), 'hex.yml': assigned('hex') };
}

async function inTurns<T>(work: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const done: T[] = [];
  const waiting = [...work.entries()];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) done[next[0]] = await next[1]();
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}

describe('secrets that were found', () => {
  it('stand in nothing that the program wrote', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    const { files, values } = await plant();
    gitRepository(shop, { ...files, ...encoded(values.slice(0, 40)) });
    // Half of them are gone from the files, but not from the history.
    const paths = Object.keys(files);
    git(shop, 'rm', '-q', ...paths.slice(0, paths.length / 2));
    git(shop, 'commit', '-q', '-m', 'Remove');
    const home = installation(folder, shop);
    const written: string[] = [];
    const state = join(folder, 'state');
    const readState = (): void => {
      const found = globSync('**', { cwd: state, absolute: true, dot: true });
      expect(found.length).toBeGreaterThan(0);
      for (const file of found) written.push(readFileSync(file, 'latin1'));
    };
    const run = async (...args: readonly string[]): Promise<string> => {
      const { out, error } = await tocsin(home, ...args);
      written.push(out, error);
      return out + error;
    };

    // A worker that is ended in the middle of its work, again and again.
    const starved = join(folder, 'starved.yaml');
    writeFileSync(starved, 'limits: {fileTimeout: 1ms}\n');
    expect(await run('scan', '--config', starved, '--verbose')).toMatch(/failed/);
    const killed = startTocsin(home, 'secrets', 'scan', '--verbose');
    await killed.waitFor(/^analyzed /m);
    readState();
    await killed.end('SIGKILL');
    written.push(killed.printed());
    readState();

    const config = join(folder, 'config.yaml');
    const told = join(folder, 'told.json');
    const keep = `require('node:fs').appendFileSync(${JSON.stringify(told)}, require('node:fs').readFileSync(0))`;
    writeFileSync(
      config,
      JSON.stringify({
        workspaces: [{ path: shop }],
        log: { level: 'trace', format: 'json', file: join(state, 'log') },
        notify: { command: [process.execPath, '-e', keep], minimumSeverity: 'note', minimumConfidence: 'low' },
      }),
    );
    const watch = startTocsin(home, 'watch', '--verbose', '--config', config);
    await watch.waitFor(/analysed in .*\n/);
    writeFiles(shop, { 'moved.yml': `\n\npassword: ${values.at(-1)}\n` });
    await watch.waitFor(/1 file analysed in .*\n/);
    readState();
    await watch.end('SIGTERM');
    written.push(watch.printed(), readFileSync(told, 'utf8'));

    const listed = await run('secrets', 'scan', '--all', '--verbose', '--unreachable');
    const names = [...new Set(listed.match(/\bS\d+\b/g))];
    expect(names.length).toBeGreaterThan(leastValues / 2);
    expect(listed).toMatch(/gone from the files/);
    // A value in a reason does not get far.
    await run('secrets', 'ignore', names[0]!, '--reason', `password: "${values[0]}"`);
    const ids = [...new Set((await run('findings', '--all')).match(/\b(?:PW|SE)-[0-9A-Z]{4,}\b/g))];
    expect(ids.length).toBeGreaterThan(leastValues / 4);
    const every = Math.floor(ids.length / shownFindings);
    const asked = [
      ...['json', 'sarif', 'csv'].flatMap((format) => [
        ['findings', '--all', '--format', format],
        ['secrets', '--all', '--format', format],
      ]),
      ['scan', '--all', '--format', 'json', '--explain-coverage'],
      ['review', '--all', '--why', '--format', 'markdown'],
      ['secrets', 'show', names[1]!],
      ['secrets', 'show', names[2]!, '--format', 'json'],
      ['history', '--format', 'json'],
      ['status'],
      ['doctor'],
      ['config', 'show'],
      ...ids.filter((_, at) => at % every === 0).map((id) => ['show', id]),
    ];
    await inTurns(
      asked.map((args) => () => run(...args)),
      3,
    );

    const later = join(folder, 'migrations');
    mkdirSync(later);
    const migrations = readdirSync(ownMigrations);
    for (const name of migrations) copyFileSync(join(ownMigrations, name), join(later, name));
    writeFileSync(
      join(later, `${String(migrations.length + 1).padStart(4, '0')}_later.sql`),
      'CREATE TABLE later (x TEXT) STRICT;',
    );
    openStore({ file: home.database, clock: () => new Date(), migrationsFolder: later }).close();
    readState();
    expect(globSync('**/*.backup', { cwd: state, dot: true })).toHaveLength(1);

    const everything = written.join('\n');
    expect(everything.length).toBeGreaterThan(100_000);
    expect(valuesIn(everything, values)).toEqual([]);
  });
});

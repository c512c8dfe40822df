import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Config } from '../../src/config/config.ts';
import { startSession, type Session } from '../../src/daemon/session.ts';
import { createLogger } from '../../src/log/logger.ts';
import { environment } from '../config/environment.ts';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Nothing is submitted by the watcher while a test runs: it asks for its scans itself. */
async function configFor(root: string): Promise<Config> {
  const text = `workspaces:\n  - path: ${root}\nwatch: { quiet: 5m, upperBound: 10m, sweepInterval: 1h }\n`;
  const loaded = await loadConfig(join(root, 'config.yaml'), text, environment);
  if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
  return { ...loaded.config, database: ':memory:' };
}

/** A session whose first scan is over. */
async function sessionOn(root: string): Promise<Session> {
  const log = await createLogger({
    level: 'silent',
    format: 'json',
    colours: false,
    destination: 2,
    redact: (line) => line,
  });
  onTestFinished(() => log.close());
  const config = await configFor(root);
  let tellFinished = (): void => undefined;
  const firstScan = new Promise<void>((resolve) => (tellFinished = resolve));
  const session = await startSession({
    config,
    environment: process.env,
    clock: () => new Date(),
    logger: log.logger,
    print: ({ type }) => {
      if (type === 'scan.finished') tellFinished();
    },
  });
  onTestFinished(() => session.close());
  await firstScan;
  return session;
}

it('scans a repository as a whole after a scan of it failed, for nobody knows what that one was asked for', async () => {
  const root = join(temporaryFolder(), 'shop');
  gitRepository(root, { 'a.py': 'a = 1\n', 'b.py': 'b = 1\n' });
  const session = await sessionOn(root);
  const only = (path: string) => session.scan({ repository: root, trigger: 'watch', paths: [path] });
  expect(await only('a.py')).toMatchObject({ type: 'done', result: { files: { listed: 1 } } });

  renameSync(join(root, '.git'), join(root, '.away'));
  expect(await only('b.py')).toMatchObject({ type: 'failed' });
  expect(session.state().errors[0]!.message).toContain('no git repository any more');
  renameSync(join(root, '.away'), join(root, '.git'));
  expect(await only('a.py')).toMatchObject({ type: 'done', result: { files: { listed: 2 } } });
  expect(await only('a.py')).toMatchObject({ type: 'done', result: { files: { listed: 1 } } });
});

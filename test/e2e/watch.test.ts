// The main job as a person sees it, on the built program: a real repository, real file events, real signals.
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, startTocsin, tocsin, type Installation } from '../support/tocsin.ts';

const weak = 'import hashlib\n\n\ndef digest(data: bytes) -> str:\n    return hashlib.md5(data).hexdigest()\n';
const sound = 'import hashlib\n\n\ndef digest(data: bytes) -> str:\n    return hashlib.sha256(data).hexdigest()\n';

interface ListedFinding {
  readonly id: string;
  readonly ruleId: string;
  readonly status: string;
  readonly location: { readonly path: string; readonly startLine: number };
}

async function findingsOf(home: Installation, ...args: readonly string[]): Promise<ListedFinding[]> {
  const { out, error, code } = await tocsin(home, 'findings', '--format', 'json', ...args);
  expect(error).toBe('');
  expect(code).toBe(0);
  return (JSON.parse(out) as { findings: ListedFinding[] }).findings;
}

async function placesOf(home: Installation): Promise<string[]> {
  const findings = await findingsOf(home, '--status', 'all');
  return findings.map(({ location, ruleId }) => `${location.path} ${ruleId}`).toSorted();
}

describe('tocsin watch', () => {
  it('finds a weakness as it is saved, and sees it fixed, reverted and renamed as one finding', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'shop/crypt.py': sound, 'README.md': '# Shop\n' });
    const home = installation(folder, shop);
    const watch = startTocsin(home, 'watch', '--verbose');
    await watch.waitFor(/analysed in .*\n/);

    // Saved: found, printed, and stored, with the daemon running.
    const savedAt = performance.now();
    writeFileSync(join(shop, 'shop/crypt.py'), weak);
    const opened = await watch.waitFor(/opened .*\n/);
    expect(performance.now() - savedAt).toBeLessThan(2000);
    expect(opened).toContain('shop/crypt.py:5:');
    const [finding, ...others] = await findingsOf(home);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ ruleId: 'python/passwords/weak-hash', status: 'open' });
    git(shop, 'commit', '-qam', 'Hash');

    // Fixed.
    let printed = watch.printed().length;
    writeFileSync(join(shop, 'shop/crypt.py'), sound);
    expect(await watch.waitFor(/fixed .*\n/, printed)).toContain(finding!.id);
    git(shop, 'commit', '-qam', 'Hash well');

    // Reverted: the same finding is back.
    printed = watch.printed().length;
    git(shop, 'revert', '--no-edit', 'HEAD');
    expect(await watch.waitFor(/reopened .*\n/, printed)).toContain(finding!.id);

    // Renamed with a change above it: still the same, and nothing is said of it (but with --verbose, that it was looked at).
    printed = watch.printed().length;
    renameSync(join(shop, 'shop/crypt.py'), join(shop, 'shop/digests.py'));
    await watch.waitFor(/as before.*\n/, printed);
    writeFileSync(join(shop, 'shop/digests.py'), `"""Digests."""\n\n${weak}`);
    printed = watch.printed().length;
    await watch.waitFor(/1 as before.*\n/, printed);
    expect(await findingsOf(home, '--status', 'all')).toEqual([
      expect.objectContaining({
        id: finding!.id,
        status: 'open',
        location: expect.objectContaining({ path: 'shop/digests.py', startLine: 7 }),
      }),
    ]);

    const history = await tocsin(home, 'history', finding!.id, '--format', 'json');
    const { events } = JSON.parse(history.out) as { events: { type: string; commit: string | null }[] };
    expect(events.map(({ type }) => type)).toEqual(['reopened', 'fixed', 'opened']);

    const status = await tocsin(home, 'status', '--format', 'json');
    expect(JSON.parse(status.out)).toMatchObject({
      daemon: { pid: watch.process.pid },
      repositories: [{ root: shop, watched: true }],
    });
    expect(await watch.end('SIGTERM')).toBe(0);
    expect(JSON.parse((await tocsin(home, 'status', '--format', 'json')).out)).toMatchObject({ daemon: null });
  });

  it('refuses a second daemon of the same database and names the first', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': sound });
    const home = installation(folder, shop);
    const first = startTocsin(home, 'watch');
    await first.waitFor(/analysed in .*\n/);
    expect(first.printed()).toMatch(/^tocsin \S+ watches /);
    const second = await tocsin(home, 'watch');
    expect(second.code).toBe(2);
    expect(second.out).toBe('');
    expect(second.error).toContain(String(first.process.pid));
    expect(await first.end('SIGINT')).toBe(0);
  });

  it('ends in order from its first word on, though it is still starting', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': sound });
    const home = installation(folder, shop);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const watch = startTocsin(home, 'watch');
      await watch.waitFor(/watches /);
      expect(await watch.end(signal)).toBe(0);
    }
  });

  it('that is stuck is told from one that does not run', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': sound });
    const home = installation(folder, shop);
    const watch = startTocsin(home, 'watch');
    await watch.waitFor(/analysed in .*\n/);
    watch.process.kill('SIGSTOP');
    const { code, out, error } = await tocsin(home, 'status', '--format', 'json');
    const message = `the daemon (pid ${watch.process.pid}) did not answer`;
    expect(JSON.parse(out)).toMatchObject({ daemon: null, daemonError: message });
    expect(error).toContain(`tocsin: ${message}\n`);
    expect(code).toBe(2);
    watch.process.kill('SIGCONT');
    expect(await watch.end('SIGTERM')).toBe(0);
  });

  it('refuses a folder that was typed and is none', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.py'), weak);
    const home = installation(folder, folder);
    for (const path of ['nothing', 'a.py']) {
      const { code, error } = await tocsin(home, 'watch', '.', path);
      expect(error).toBe(`tocsin: ${join(folder, path)} is not a folder.\nName folders to watch.\n`);
      expect(code).toBe(2);
    }
  });

  it('reads its configuration again at SIGHUP, and keeps the old one when the new one is broken', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': weak });
    const config = join(folder, 'config.yaml');
    writeFileSync(config, `workspaces:\n  - path: ${shop}\n`);
    const home = installation(folder, folder);
    const watch = startTocsin(home, 'watch', '--config', config);
    await watch.waitFor(/opened .*\n/);

    writeFileSync(config, `workspaces:\n  - path: ${shop}\nruls:\n  disable: [PW016]\n`);
    watch.process.kill('SIGHUP');
    expect(await watch.waitFor(/old configuration stays in use.*\n/)).toContain('ruls');

    writeFileSync(config, `workspaces:\n  - path: ${shop}\nrules:\n  disable: [PW016]\n`);
    watch.process.kill('SIGHUP');
    await watch.waitFor(/closed .*\n/);
    expect(await findingsOf(home, '--status', 'closed')).toMatchObject([{ closeReason: 'rule-off' }]);
    expect(await watch.end('SIGTERM')).toBe(0);
  });

  it('goes on under the old configuration when it can not start under the new one', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': sound });
    const home = installation(folder, shop);
    const watch = startTocsin(home, 'watch');
    await watch.waitFor(/analysed in .*\n/);

    const state = dirname(home.database);
    renameSync(state, `${state}.away`);
    writeFileSync(state, 'in the way');
    watch.process.kill('SIGHUP');
    await watch.waitFor(/old configuration stays in use.*\n/);
    rmSync(state);
    renameSync(`${state}.away`, state);

    writeFileSync(join(shop, 'a.py'), weak);
    expect(await watch.waitFor(/opened .*\n/)).toContain('a.py:5:');
    expect(await watch.end('SIGTERM')).toBe(0);
  });

  it('with a database in memory writes nothing anywhere', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    gitRepository(shop, { 'a.py': weak });
    const watch = startTocsin(installation(folder, shop), 'watch', '--database', ':memory:');
    await watch.waitFor(/opened .*\n/);
    expect(readdirSync(shop).toSorted()).toEqual(['.git', 'a.py']);
    expect(readdirSync(join(folder, 'state'))).toEqual([]);
    expect(await watch.end('SIGTERM')).toBe(0);
  });

  it('keeps findings when a workspace vanishes, and goes on when it is back', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'code', 'shop');
    gitRepository(shop, { 'a.py': weak });
    const config = join(folder, 'config.yaml');
    writeFileSync(config, `workspaces:\n  - path: ${join(folder, 'code')}\nwatch:\n  sweepInterval: 1s\n`);
    const home = installation(folder, folder);
    const watch = startTocsin(home, 'watch', '--config', config);
    await watch.waitFor(/opened .*\n/);

    renameSync(join(folder, 'code'), join(folder, 'elsewhere'));
    await watch.waitFor(/no longer there/);
    expect(await findingsOf(home)).toHaveLength(1);

    let printed = watch.printed().length;
    renameSync(join(folder, 'elsewhere'), join(folder, 'code'));
    await watch.waitFor(/as before/, printed);
    printed = watch.printed().length;
    rmSync(join(shop, 'a.py'));
    await watch.waitFor(/fixed .*\n/, printed);
    expect(await watch.end('SIGTERM')).toBe(0);
  });
});

// Five scans of 500 files: half a minute on a machine that has other work.
describe('kill -9', { timeout: 90_000 }, () => {
  it('in the middle of a scan loses and doubles nothing', async () => {
    const folder = temporaryFolder();
    const big = join(folder, 'big');
    gitRepository(big, {});
    const files = Array.from({ length: 500 }, (_, index) => [`pkg/module_${index}.py`, `# ${index}\n${weak}`] as const);
    writeFiles(big, Object.fromEntries(files));
    const undisturbed = installation(join(folder, 'one'), big);
    const killed = installation(join(folder, 'two'), big);
    await tocsin(undisturbed, 'scan', '--quiet');

    for (const after of [50, 150, 300]) {
      const scan = startTocsin(killed, 'scan', '--verbose');
      await scan.waitForLines(/^analyzed /gm, after);
      await scan.end('SIGKILL');
    }
    const last = await tocsin(killed, 'scan', '--quiet');
    expect(last.code).toBe(0);
    expect(await placesOf(killed)).toEqual(await placesOf(undisturbed));
    expect(await placesOf(killed)).toHaveLength(500);
    const history = await tocsin(killed, 'history', '--limit', '5000', '--format', 'json');
    expect((JSON.parse(history.out) as { events: unknown[] }).events).toHaveLength(500);
  });
});

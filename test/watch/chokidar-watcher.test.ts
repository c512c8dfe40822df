import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createChokidarWatcher } from '../../src/watch/chokidar-watcher.ts';
import type { WatchEvent } from '../../src/watch/file-watcher.ts';
import { defaultPruneRules } from '../../src/watch/prune.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watchLog, type WatchLog } from '../support/watch-log.ts';

/** A watched folder with some files, without git. */
async function watched(files: Readonly<Record<string, string>>): Promise<{ root: string; log: WatchLog }> {
  const root = temporaryFolder();
  writeFiles(root, files);
  const log = watchLog(createChokidarWatcher);
  await log.watcher.add(root, defaultPruneRules);
  log.clear();
  return { root, log };
}

/** Tells what a watcher that sees nothing more would have said by now: an event that surely comes after all others. */
async function settle(root: string, log: WatchLog): Promise<void> {
  writeFileSync(join(root, 'the-end'), '');
  await log.untilTold(root, ['the-end']);
}

const toldPaths = (log: WatchLog): readonly string[] => [
  ...new Set(log.events.flatMap((event) => (event.type === 'dirty' ? event.paths : [`(${event.type})`]))),
];

describe('files', () => {
  it('tells a new file, a save, an atomic save, a rename and a deletion', async () => {
    const { root, log } = await watched({ 'pkg/app.py': 'a = 1\n', 'pkg/old.py': '' });
    writeFileSync(join(root, 'pkg/new.py'), '');
    await log.untilTold(root, ['pkg/new.py']);
    log.clear();
    writeFileSync(join(root, 'pkg/app.py'), 'a = 2\n');
    await log.untilTold(root, ['pkg/app.py']);
    log.clear();
    writeFileSync(join(root, 'pkg/.app.py.tmp'), 'a = 3\n');
    renameSync(join(root, 'pkg/.app.py.tmp'), join(root, 'pkg/app.py'));
    await log.untilTold(root, ['pkg/app.py', 'pkg/.app.py.tmp']);
    log.clear();
    renameSync(join(root, 'pkg/old.py'), join(root, 'pkg/renamed.py'));
    await log.untilTold(root, ['pkg/old.py', 'pkg/renamed.py']);
    log.clear();
    unlinkSync(join(root, 'pkg/app.py'));
    await expect(log.untilTold(root, ['pkg/app.py'])).resolves.toBeUndefined();
  });

  it('tells editors’ backup files, which chokidar hides by default', async () => {
    const { root, log } = await watched({});
    writeFiles(root, { 'config.py~': '', '.config.py.swp': '' });
    await expect(log.untilTold(root, ['config.py~', '.config.py.swp'])).resolves.toBeUndefined();
  });

  it('tells a file that was replaced many times each time', async () => {
    const { root, log } = await watched({ 'a.py': '' });
    for (let round = 0; round < 20; round += 1) {
      log.clear();
      writeFileSync(join(root, 'tmp'), String(round));
      renameSync(join(root, 'tmp'), join(root, 'a.py'));
      await expect(log.untilTold(root, ['a.py'])).resolves.toBeUndefined();
    }
  });
});

describe('folders', () => {
  it('tells a file that came together with its folders, and later changes of it', async () => {
    const { root, log } = await watched({});
    writeFiles(root, { 'a/b/c/d.py': '1' });
    await log.untilTold(root, ['a/b/c/d.py']);
    // Its folders' watches are set when they were told a second time; from then on the file itself is told.
    const timesTold = (path: string): number =>
      log.events.filter((event) => event.type === 'dirty' && event.paths.includes(path)).length;
    await log.until(() => timesTold('a/b/c') >= 2, 'a/b/c twice');
    log.clear();
    writeFileSync(join(root, 'a/b/c/d.py'), '22');
    await log.untilTold(root, ['a/b/c/d.py']);
    expect(toldPaths(log)).toContain('a/b/c/d.py');
  });

  it('follows a renamed folder', async () => {
    const { root, log } = await watched({ 'old/deep/a.py': '' });
    renameSync(join(root, 'old'), join(root, 'new'));
    await log.untilTold(root, ['old', 'new/deep/a.py']);
    await log.until((events) => events.some((e) => e.type === 'dirty' && e.paths.includes('new/deep')), 'new/deep');
    log.clear();
    writeFileSync(join(root, 'new/deep/a.py'), '2');
    await expect(log.untilTold(root, ['new/deep/a.py'])).resolves.toBeUndefined();
  });

  it('is not blind to a folder that was deleted and made again', async () => {
    const { root, log } = await watched({ 'pkg/sub/a.py': '' });
    for (let round = 0; round < 3; round += 1) {
      log.clear();
      rmSync(join(root, 'pkg'), { recursive: true });
      writeFiles(root, { 'pkg/sub/a.py': `${round}` });
      const secondTelling = (path: string): boolean =>
        log.events.filter((event) => event.type === 'dirty' && event.paths.includes(path)).length >= 2;
      await log.until(() => secondTelling('pkg/sub'), 'pkg/sub twice');
      log.clear();
      writeFileSync(join(root, 'pkg/sub/a.py'), `${round} again`);
      await expect(
        log.until((events) => events.some((e) => e.type === 'dirty' && e.paths.includes('pkg/sub/a.py')), 'a.py'),
      ).resolves.toBeUndefined();
    }
  });

  it('tells a deleted folder', async () => {
    const { root, log } = await watched({ 'pkg/sub/a.py': '', 'pkg/b.py': '' });
    rmSync(join(root, 'pkg'), { recursive: true });
    await expect(log.untilTold(root, ['pkg', 'pkg/b.py', 'pkg/sub/a.py'])).resolves.toBeUndefined();
  });

  it('says nothing of pruned folders, and does not follow symlinks', async () => {
    const outside = temporaryFolder();
    writeFiles(outside, { 'x.py': '' });
    const { root, log } = await watched({ 'node_modules/a/index.js': '', 'venv/pyvenv.cfg': '' });
    symlinkSync(outside, join(root, 'link'));
    await log.untilTold(root, ['link']);
    log.clear();
    writeFiles(root, { 'node_modules/a/index.js': '2', 'venv/lib/x.py': '2' });
    writeFileSync(join(outside, 'x.py'), '2');
    await settle(root, log);
    expect(toldPaths(log).filter((path) => !path.startsWith('the-end'))).toEqual([]);
  });

  it('goes on beside a folder that may not be read', async () => {
    const { root, log } = await watched({ 'a.py': '' });
    mkdirSync(join(root, 'secret'));
    chmodSync(join(root, 'secret'), 0o000);
    await log.untilTold(root, ['secret']);
    log.clear();
    writeFileSync(join(root, 'a.py'), '2');
    await expect(log.untilTold(root, ['a.py'])).resolves.toBeUndefined();
    chmodSync(join(root, 'secret'), 0o700);
  });
});

describe('roots', () => {
  it('attaches a root again that was deleted and made again', async () => {
    const { root, log } = await watched({ 'a.py': '' });
    rmSync(root, { recursive: true });
    await log.until((events) => events.some((event) => event.type === 'whole'), 'the loss of the root');
    log.clear();
    mkdirSync(root);
    await log.until((events) => events.some((event) => event.type === 'whole'), 'the root’s return');
    log.clear();
    writeFiles(root, { 'sub/b.py': '' });
    await log.untilTold(root, ['sub/b.py']);
    expect(toldPaths(log)).not.toContain('(whole)');
  });

  it('waits for a root that is not there yet', async () => {
    const root = join(temporaryFolder(), 'later');
    const log = watchLog(createChokidarWatcher);
    await log.watcher.add(root, defaultPruneRules);
    mkdirSync(root);
    await expect(
      log.until((events) => events.some((event) => event.type === 'whole'), 'the new root'),
    ).resolves.toBeUndefined();
  });

  it('says nothing more of a removed root, and keeps the others', async () => {
    const { root, log } = await watched({ 'a.py': '' });
    const other = temporaryFolder();
    await log.watcher.add(other, defaultPruneRules);
    await log.watcher.remove(root);
    log.clear();
    writeFileSync(join(root, 'a.py'), '2');
    writeFileSync(join(other, 'b.py'), '');
    await log.untilTold(other, ['b.py']);
    expect(log.events.filter((event) => event.root === root)).toEqual([]);
  });
});

const isGitEvent = (event: { type: string }): boolean => 'reason' in event && event.reason === 'git';

describe('git', () => {
  it('tells a commit, a branch switch and a commit in a worktree as the whole repository', async () => {
    const folder = temporaryFolder();
    const [main, tree] = [join(folder, 'main'), join(folder, 'tree')];
    gitRepository(main, { 'a.py': '' });
    git(main, 'worktree', 'add', '-q', tree);
    const log = watchLog(createChokidarWatcher);
    await log.watcher.add(main, defaultPruneRules);
    await log.watcher.add(tree, defaultPruneRules);
    log.clear();
    git(main, 'commit', '-q', '--allow-empty', '-m', 'Empty');
    await log.until((events) => events.some((event) => event.root === main && isGitEvent(event)), 'the commit');
    log.clear();
    git(main, 'checkout', '-q', '-b', 'feature/x');
    await log.until((events) => events.some((event) => event.root === main && isGitEvent(event)), 'the switch');
    log.clear();
    git(tree, 'commit', '-q', '--allow-empty', '-m', 'Empty too');
    await expect(
      log.until((events) => events.some((event) => event.root === tree && isGitEvent(event)), 'the worktree'),
    ).resolves.toBeUndefined();
  });

  it('misses nothing of a checkout of a branch with hundreds of files, nor of what is edited right after', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'base.py': '' });
    git(root, 'checkout', '-q', '-b', 'large');
    const names = Array.from({ length: 600 }, (_, i) => `pkg${i % 30}/sub${i % 60}/file${i}.py`);
    writeFiles(root, Object.fromEntries(names.map((name) => [name, `x = "${name}"\n`])));
    git(root, 'add', '-A');
    git(root, 'commit', '-q', '-m', 'Many');
    git(root, 'checkout', '-q', 'main');
    const log = watchLog(createChokidarWatcher);
    await log.watcher.add(root, defaultPruneRules);
    for (const branch of ['large', 'main', 'large']) {
      log.clear();
      git(root, 'checkout', '-q', branch);
      await log.until((events) => events.some(isGitEvent), `the switch to ${branch}`);
    }
    // No folder stays blind: sooner or later each file's own change is told by its own name. A file may be written
    // before its folder's watch is set (the second telling of the folder covers it then), hence the rounds.
    let blind: readonly string[] = names;
    for (let round = 0; round < 5 && blind.length > 0; round += 1) {
      for (const name of blind) writeFileSync(join(root, name), `x = ${round}\n`);
      await log
        .until((events) => blind.every((name) => isNamed(events, name)), 'all names', 2_000)
        .catch(() => undefined);
      blind = blind.filter((name) => !isNamed(log.events, name));
    }
    expect(blind).toEqual([]);
  });
});

const isNamed = (events: readonly WatchEvent[], path: string): boolean =>
  events.some((event) => event.type === 'dirty' && event.paths.includes(path));

import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitWith, type GitOutcome, type GitSubcommand } from '../../src/workspace/git.ts';
import { git, gitRepository, writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = gitWith(process.env);

function text(outcome: GitOutcome): string {
  return outcome.kind === 'output' ? outcome.bytes.toString('utf8') : `${outcome.reason}: ${outcome.detail}`;
}

function reason(outcome: GitOutcome): string {
  return outcome.kind === 'output' ? 'output' : outcome.reason;
}

/** A repository in whose configuration every program leaves a file of its name in `canaries`. */
function hostileRepository(filter: 'process' | 'clean'): { readonly root: string; readonly canaries: string } {
  const folder = temporaryFolder();
  const [root, canaries] = [join(folder, 'repository'), join(folder, 'canaries')];
  mkdirSync(canaries);
  gitRepository(root, { 'a.txt': 'one\n', 'b.bin': 'x\n' });
  git(root, 'commit', '-q', '--allow-empty', '-m', 'Second');
  writeFiles(root, { 'a.txt': 'two\n' });
  git(root, 'commit', '-q', '-a', '-m', 'Third');
  const plant = (name: string): string => {
    const script = join(folder, `${name}.sh`);
    writeFileSync(script, `#!/bin/sh\necho ran > '${join(canaries, name)}'\nexec cat "$@"\n`);
    chmodSync(script, 0o755);
    return script;
  };
  for (const hook of ['post-index-change', 'post-checkout', 'pre-commit', 'reference-transaction']) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\necho ran > '${join(canaries, hook)}'\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  const settings: Readonly<Record<string, string>> = {
    'core.fsmonitor': plant('fsmonitor'),
    'core.pager': plant('pager'),
    'core.editor': plant('editor'),
    'core.sshCommand': plant('ssh'),
    'core.askPass': plant('askpass'),
    'diff.external': plant('external'),
    'diff.planted.textconv': plant('textconv'),
    'diff.planted.command': plant('diff-command'),
    ...(filter === 'process'
      ? { 'filter.planted.process': plant('process') }
      : { 'filter.planted.clean': plant('clean'), 'filter.planted.smudge': plant('smudge') }),
    'gpg.program': plant('gpg'),
    'log.showSignature': 'true',
    'alias.ls-files': `!${plant('alias')}`,
    'alias.log': `!${plant('alias-log')}`,
    'credential.helper': plant('credential'),
    // A partial clone fetches what is missing, by a transport that its configuration allows and names.
    'extensions.partialClone': 'origin',
    'remote.origin.promisor': 'true',
    'remote.origin.url': `ext::${plant('ext')} %S`,
    'remote.origin.uploadpack': plant('uploadpack'),
    'protocol.ext.allow': 'always',
    'protocol.file.allow': 'always',
    'protocol.allow': 'always',
  };
  writeFiles(root, { '.gitattributes': '* diff=planted filter=planted\n' });
  // Written after the last commit, so that making the repository runs none of them.
  for (const [name, value] of Object.entries(settings)) git(root, 'config', name, value);
  git(root, 'config', 'core.repositoryFormatVersion', '1');
  return { root, canaries };
}

describe('gitWith', () => {
  it('gives what git prints, as bytes', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a b.txt': 'x' });
    expect(text(await run(root, 'ls-files', ['-z']))).toBe('a b.txt\0');
  });

  it('passes input on', async () => {
    const root = temporaryFolder();
    gitRepository(root, { a: 'content' });
    expect(text(await run(root, 'cat-file', ['--batch'], Buffer.from('HEAD:a\n')))).toMatch(
      /^[0-9a-f]{40} blob 7\ncontent\n$/,
    );
  });

  it.each(['process', 'clean'] as const)('runs nothing that the repository names (filter: %s)', async (filter) => {
    const { root, canaries } = hostileRepository(filter);
    const commit = git(root, 'rev-parse', 'HEAD').trim();
    const gone = git(root, 'rev-parse', 'HEAD:b.bin').trim();
    rmSync(join(root, '.git/objects', gone.slice(0, 2), gone.slice(2)));
    const commands: readonly (readonly [GitSubcommand, readonly string[], string?])[] = [
      ['ls-files', ['-z', '--cached', '--stage']],
      ['ls-files', ['-z', '--others', '--exclude-standard']],
      ['ls-files', ['-z', '--deleted']],
      ['rev-parse', ['--verify', 'HEAD^{commit}']],
      ['rev-list', ['--max-parents=0', 'HEAD']],
      ['rev-list', ['--objects', 'HEAD']],
      ['cat-file', ['--batch'], `${gone}\nHEAD:a.txt\nHEAD:b.bin\n`],
      ['rev-list', ['--topo-order', '--parents', '--stdin'], `${commit}\n`],
      ['for-each-ref', ['--format=%(objectname)']],
      ['cat-file', ['--batch-check'], `${gone}\n${commit}\n`],
      ['diff-tree', ['--stdin', '-r', '-c', '--root', '-z', '--raw'], `${commit}\n`],
      ['diff-tree', ['-p', '-r', 'HEAD~1', 'HEAD']],
      ['log', ['-p', '-S', 'two']],
      ['blame', [commit, '--', 'a.txt']],
    ];
    // git reads the work tree in place of an object where the two are equal, so both states count.
    for (const state of ['clean', 'changed']) {
      if (state === 'changed') writeFiles(root, { 'a.txt': 'three\n', 'new.txt': 'four\n' });
      for (const [subcommand, args, input] of commands) {
        // One after another: two at once could hide which one it was.
        // oxlint-disable-next-line no-await-in-loop
        await run(root, subcommand, args, input === undefined ? undefined : Buffer.from(input));
        expect([state, subcommand, args, readdirSync(canaries)]).toEqual([state, subcommand, args, []]);
      }
    }
    expect(text(await run(root, 'ls-files', []))).toBe('a.txt\nb.bin\n');
    expect(text(await run(root, 'log', ['-1', '-p', '--format=%s']))).toContain('+two');
    expect(text(await run(root, 'blame', [commit, '--', 'a.txt']))).toContain('two');
  });

  it('would have run them without its care: the canaries can sing', () => {
    const { root, canaries } = hostileRepository('clean');
    // Git looks into a file, through the clean filter, only where its times are not those of the index: else that would
    // hang on whether file and index were written in one second.
    utimesSync(join(root, 'a.txt'), 1, 1);
    for (const args of [['ls-files', '--others'], ['log', '-p'], ['log', '--ext-diff', '-p'], ['status']]) {
      // Without a look at the outcome: a planted program may well make git fail.
      spawnSync('git', args, { cwd: root, stdio: 'ignore' });
    }
    const sung = readdirSync(canaries);
    expect(sung).toContain('fsmonitor');
    expect(sung).toContain('textconv');
    expect(sung).toContain('clean');
    expect(sung.some((name) => name === 'external' || name === 'diff-command')).toBe(true);
    const fetching = hostileRepository('clean');
    const gone = git(fetching.root, 'rev-parse', 'HEAD:b.bin').trim();
    rmSync(join(fetching.root, '.git/objects', gone.slice(0, 2), gone.slice(2)));
    spawnSync('git', ['-c', 'protocol.allow=never', 'cat-file', '-p', gone], { cwd: fetching.root, stdio: 'ignore' });
    expect(readdirSync(fetching.canaries)).toContain('ext');
  });

  it('refuses options that would undo its care', () => {
    const root = temporaryFolder();
    for (const [subcommand, option] of [
      ['ls-files', '--modified'],
      ['ls-files', '-m'],
      ['log', '--textconv'],
      ['diff-tree', '--ext-diff'],
      ['log', '--show-signature'],
      ['cat-file', '--filters'],
      ['log', '--output=x'],
    ] as const) {
      expect(() => run(root, subcommand, [option])).toThrow(option);
    }
  });

  it('drops GIT_* of its surroundings', async () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()];
    gitRepository(root, { mine: '' });
    gitRepository(other, { others: '' });
    const surroundings = {
      ...process.env,
      GIT_DIR: join(other, '.git'),
      GIT_INDEX_FILE: join(other, '.git/index'),
      GIT_WORK_TREE: other,
      GIT_EXTERNAL_DIFF: '/bin/false',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.quotePath',
      GIT_CONFIG_VALUE_0: 'nonsense',
    };
    expect(text(await gitWith(surroundings)(root, 'ls-files', []))).toBe('mine\n');
  });

  it('writes nothing into the repository', async () => {
    const root = temporaryFolder();
    gitRepository(root, { a: 'x' });
    rmSync(join(root, 'a'));
    writeFileSync(join(root, '.git/index.lock'), '');
    expect(reason(await run(root, 'ls-files', ['--deleted']))).toBe('output');
    expect(existsSync(join(root, '.git/index.lock'))).toBe(true);
  });

  it('says that there is no repository, and asks none around it', async () => {
    const outer = temporaryFolder();
    gitRepository(outer, { a: 'x' });
    mkdirSync(join(outer, 'inner/.git'), { recursive: true });
    expect(reason(await run(join(outer, 'inner'), 'ls-files', []))).toBe('not-a-repository');
    expect(reason(await run(temporaryFolder(), 'ls-files', []))).toBe('not-a-repository');
  });

  it('does not take a folder that looks like a bare repository for one', async () => {
    const bare = temporaryFolder();
    git(bare, 'init', '-q', '--bare');
    expect(reason(await run(bare, 'rev-list', ['--all']))).toBe('not-a-repository');
  });

  it.runIf(process.getuid?.() === 0)(
    'tells of a repository that somebody else owns (needs root to make one)',
    async () => {
      const root = temporaryFolder();
      gitRepository(root, { a: 'x' });
      chownSync(root, 65_534, 65_534);
      const { SUDO_UID: _, ...environment } = process.env;
      const outcome = await gitWith({ ...environment, HOME: temporaryFolder() })(root, 'ls-files', []);
      expect(reason(outcome)).toBe('dubious-ownership');
    },
  );

  it('tells that git is missing, and of a folder that is', async () => {
    const root = temporaryFolder();
    expect(reason(await gitWith({ PATH: root })(root, 'ls-files', []))).toBe('git-missing');
    expect(reason(await run(join(root, 'gone'), 'ls-files', []))).toBe('failed');
  });

  it('stops git when it takes too long or says too much', async () => {
    const folder = temporaryFolder();
    const slow = join(folder, 'git');
    writeFileSync(slow, '#!/bin/sh\nexec sleep 60\n');
    chmodSync(slow, 0o755);
    const environment = { PATH: `${folder}:${process.env['PATH']}` };
    const limits = { timeoutMs: 50, maxOutputBytes: 1000 };
    expect(reason(await gitWith(environment, limits)(folder, 'ls-files', []))).toBe('timeout');
    writeFileSync(slow, '#!/bin/sh\nexec yes\n');
    expect(reason(await gitWith(environment, { ...limits, timeoutMs: 30_000 })(folder, 'ls-files', []))).toBe(
      'too-much-output',
    );
  });

  it('tells what git complained about', async () => {
    const root = temporaryFolder();
    gitRepository(root, {});
    expect(text(await run(root, 'rev-list', ['nowhere']))).toMatch(/^failed: .*nowhere/);
  });
});

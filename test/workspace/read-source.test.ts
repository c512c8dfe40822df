import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource, type FileAccess, type ReadOutcome } from '../../src/workspace/read-source.ts';
import { statFiles } from '../../src/workspace/stat-files.ts';
import { boundByPermissions } from '../support/bound-by-permissions.ts';
import { writeFiles } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const limits = { maxFileBytes: 1024 ** 2 };

function short(outcome: ReadOutcome): string {
  return outcome.kind === 'source'
    ? `source ${JSON.stringify(outcome.file.text)}`
    : `${outcome.reason}: ${outcome.detail}`;
}

/** Opens files really, after or before doing something to them. */
function meddling(before: () => void, after: () => void = () => undefined): FileAccess {
  return {
    open: (path, flags) => {
      before();
      const file = openSync(path, flags);
      after();
      return file;
    },
  };
}

describe('readSource, a file', () => {
  it('gives text, hash, language and facts', async () => {
    const root = temporaryFolder();
    const text = '# -*- coding: cp1252 -*-\nname = "gr';
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xfc]), Buffer.from('n"\n')]);
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a/b.py'), bytes);
    expect(await readSource(root, 'a/b.py', limits)).toEqual({
      kind: 'source',
      file: {
        path: 'a/b.py',
        text: `${text}ün"\n`,
        contentHash: createHash('sha256').update(bytes).digest('hex'),
        language: 'python',
      },
      facts: (await statFiles(root, ['a/b.py'])).get('a/b.py'),
    });
  });

  it('knows a Python program without an ending', async () => {
    const root = temporaryFolder();
    writeFiles(root, { tool: '#!/usr/bin/env python3\n', other: 'x' });
    expect(await readSource(root, 'tool', limits)).toMatchObject({ file: { language: 'python' } });
    expect(await readSource(root, 'other', limits)).toMatchObject({ file: { language: 'text' } });
  });

  it('reads an empty file, and one of exactly the limit', async () => {
    const root = temporaryFolder();
    writeFiles(root, { empty: '', full: 'x'.repeat(100), over: 'x'.repeat(101) });
    expect(short(await readSource(root, 'empty', limits))).toBe('source ""');
    expect((await readSource(root, 'full', { maxFileBytes: 100 })).kind).toBe('source');
    expect(short(await readSource(root, 'over', { maxFileBytes: 100 }))).toBe('too-large: 101 bytes; the limit is 100');
  });

  it('opens names that are not UTF-8', async () => {
    const root = temporaryFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${root}/a`), Buffer.from([0xff])]), 'here');
    expect(await readSource(root, 'a\\xff', limits)).toMatchObject({ file: { path: 'a\\xff', text: 'here' } });
  });

  it('reads a file of 50 MB when it may, and passes over one of 10 GB at once', async () => {
    const root = temporaryFolder();
    const line = 'password = input()  # fifty-one characters of Python\n';
    writeFileSync(join(root, 'large.py'), line.repeat(Math.ceil((50 * 1024 ** 2) / line.length)));
    writeFileSync(join(root, 'sparse'), '');
    truncateSync(join(root, 'sparse'), 10 * 1024 ** 3);
    expect(short(await readSource(root, 'large.py', limits))).toMatch(
      /^too-large: 524\d+ bytes; the limit is 1048576$/,
    );
    expect((await readSource(root, 'large.py', { maxFileBytes: 64 * 1024 ** 2 })).kind).toBe('source');
    expect(short(await readSource(root, 'sparse', limits))).toBe('too-large: 10737418240 bytes; the limit is 1048576');
  });
});

describe('readSource, what is no text', () => {
  it('says so', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 1, 2]));
    const outcome = await readSource(root, 'a.png', limits);
    expect(short(outcome)).toBe('binary: its content is not text');
    expect(outcome.facts?.size).toBe(10);
  });

  it('opens no pipe, socket, device or folder', async () => {
    const root = temporaryFolder();
    makeNamedPipe(join(root, 'pipe.py'));
    mkdirSync(join(root, 'folder.py'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, 'socket.py'), resolve));
    const opened = meddling(() => expect.unreachable('nothing may be opened'));
    expect(short(await readSource(root, 'pipe.py', limits, opened))).toBe('special-file: a named pipe');
    expect(short(await readSource(root, 'socket.py', limits, opened))).toBe('special-file: a socket');
    expect(short(await readSource(root, 'folder.py', limits, opened))).toBe('special-file: a folder');
    expect(short(await readSource('/dev', 'null', limits, opened))).toBe('special-file: a device');
    await new Promise((resolve) => server.close(resolve));
  });

  it('does not wait for a file that becomes a pipe', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'a.py': 'x' });
    const swap = meddling(() => {
      rmSync(join(root, 'a.py'));
      makeNamedPipe(join(root, 'a.py'));
    });
    expect(short(await readSource(root, 'a.py', limits, swap))).toBe('special-file: a named pipe');
  });
});

describe('readSource, symlinks', () => {
  it('are not followed', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outside, { 'private.py': 'private' });
    writeFiles(root, { 'a.py': '' });
    symlinkSync('a.py', join(root, 'inside'));
    symlinkSync(join(outside, 'private.py'), join(root, 'outside'));
    symlinkSync('nowhere', join(root, 'dangling'));
    symlinkSync('loop', join(root, 'loop'));
    const opened = meddling(() => expect.unreachable('nothing may be opened'));
    expect(short(await readSource(root, 'inside', limits, opened))).toMatch(/^special-file: .* under its own name$/);
    expect(short(await readSource(root, 'outside', limits, opened))).toBe(
      'symlink-outside: a symbolic link out of the repository',
    );
    expect(short(await readSource(root, 'dangling', limits, opened))).toBe(
      'symlink-outside: a symbolic link to nothing',
    );
    expect(short(await readSource(root, 'loop', limits, opened))).toBe('symlink-outside: a symbolic link to nothing');
  });

  it('lead nowhere as folders of the path either', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outside, { 'private.py': 'private' });
    symlinkSync(outside, join(root, 'out'));
    expect((await readSource(root, 'out/private.py', limits)).kind).toBe('skipped');
    expect(short(await readSource(root, 'out/private.py', limits))).toMatch(/^symlink-outside/);
    expect(short(await readSource(root, `../${outside.split('/').pop()}/private.py`, limits))).toMatch(
      /^symlink-outside/,
    );
  });

  it('are not followed by a file that becomes one', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    writeFiles(outside, { 'private.py': 'private' });
    writeFiles(root, { 'a.py': 'x' });
    const swap = meddling(() => {
      rmSync(join(root, 'a.py'));
      symlinkSync(join(outside, 'private.py'), join(root, 'a.py'));
    });
    expect(short(await readSource(root, 'a.py', limits, swap))).toBe('unreadable: ELOOP');
  });
});

describe('readSource, a file in motion', () => {
  it('reads again what was replaced or written meanwhile', async () => {
    const root = temporaryFolder();
    writeFiles(root, { a: 'one', b: 'one', c: 'one' });
    let times = 0;
    const once = (change: () => void) => (): void => {
      if (times++ === 0) change();
    };
    const replace = once(() => {
      writeFiles(root, { new: 'two' });
      renameSync(join(root, 'new'), join(root, 'a'));
    });
    expect(short(await readSource(root, 'a', limits, meddling(replace)))).toBe('source "two"');
    times = 0;
    const append = once(() => appendFileSync(join(root, 'b'), ' more'));
    expect(
      short(
        await readSource(
          root,
          'b',
          limits,
          meddling(() => undefined, append),
        ),
      ),
    ).toBe('source "one more"');
    times = 0;
    const cut = once(() => truncateSync(join(root, 'c'), 1));
    expect(
      short(
        await readSource(
          root,
          'c',
          limits,
          meddling(() => undefined, cut),
        ),
      ),
    ).toBe('source "o"');
  });

  it('gives up on one that never rests', async () => {
    const root = temporaryFolder();
    writeFiles(root, { log: '' });
    const growing = meddling(() => appendFileSync(join(root, 'log'), 'line\n'));
    expect(short(await readSource(root, 'log', limits, growing))).toBe(
      'unreadable: it kept changing while it was read',
    );
  });

  it('says what vanished, before or meanwhile', async () => {
    const root = temporaryFolder();
    writeFiles(root, { a: '', file: '' });
    expect(short(await readSource(root, 'gone', limits))).toBe('vanished: it is not there any more');
    expect(short(await readSource(root, 'file/below', limits))).toMatch(/^vanished/);
    expect(
      short(
        await readSource(
          root,
          'a',
          limits,
          meddling(() => rmSync(join(root, 'a'))),
        ),
      ),
    ).toMatch(/^vanished/);
  });
});

describe('readSource, what may not be read', () => {
  it('says so', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'a.py': '', 'shut/b.py': '' });
    chmodSync(join(root, 'a.py'), 0);
    chmodSync(join(root, 'shut'), 0);
    const outcomes = await boundByPermissions(root, async () => [
      short(await readSource(root, 'a.py', limits)),
      short(await readSource(root, 'shut/b.py', limits)),
    ]);
    chmodSync(join(root, 'shut'), 0o700);
    expect(outcomes).toEqual(['unreadable: EACCES', 'unreadable: EACCES']);
  });

  it('survives a disk that fails', async () => {
    const root = temporaryFolder();
    writeFiles(root, { a: 'x' });
    const failing: FileAccess = {
      open() {
        throw Object.assign(new Error('i/o error'), { code: 'EIO' });
      },
    };
    expect(short(await readSource(root, 'a', limits, failing))).toBe('unreadable: EIO');
  });
});

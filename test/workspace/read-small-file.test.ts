import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallFile } from '../../src/workspace/read-small-file.ts';
import { writeFiles } from '../support/git-repository.ts';
import { makeNamedPipe } from '../support/named-pipe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('readSmallFile', () => {
  it('reads what is small enough', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { a: 'ten bytes\n', empty: '' });
    expect(await readSmallFile(join(folder, 'a'), 10)).toBe('ten bytes\n');
    expect(await readSmallFile(join(folder, 'a'), 9)).toBeNull();
    expect(await readSmallFile(join(folder, 'empty'), 10)).toBe('');
  });

  it('neither waits for a pipe nor reads a folder or nothing', async () => {
    const folder = temporaryFolder();
    makeNamedPipe(join(folder, 'pipe'));
    expect(await readSmallFile(join(folder, 'pipe'), 10)).toBeNull();
    expect(await readSmallFile(folder, 10_000)).toBeNull();
    expect(await readSmallFile(join(folder, 'gone'), 10)).toBeNull();
  });
});

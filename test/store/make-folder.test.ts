import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/store/make-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('makeFolder', () => {
  it('makes all that is missing, for its owner only, and leaves alone what is there', () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect([folder, join(folder, '..')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
  });

  it.runIf(process.platform === 'linux')('fails at once where nothing can be made', () => {
    expect(() => makeFolder('/proc/tocsin/state')).toThrow(/ENOENT/);
  });
});

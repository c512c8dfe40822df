import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { UserError } from '../../src/model/errors.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('readConfigFile', () => {
  it('gives the text, or null where there is no file', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'config.yaml': 'log: {}\n' });
    expect(await readConfigFile(join(folder, 'config.yaml'))).toBe('log: {}\n');
    expect(await readConfigFile(join(folder, 'other.yaml'))).toBeNull();
  });

  it('says what is wrong with one that can not be read', async () => {
    await expect(readConfigFile(temporaryFolder())).rejects.toThrow(UserError);
    await expect(readConfigFile(temporaryFolder())).rejects.toThrow(/can't be read: EISDIR/);
  });
});

import { describe, expect, it } from 'vitest';
import { createBlobPool } from '../../../src/scan/git-history/blob-pool.ts';
import { git, gitRepository } from '../../support/git-repository.ts';
import { valueOf } from '../../support/history-of-secrets.ts';
import { secretRules } from '../../support/secret-rules.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const rules = await secretRules();
const key = new TextEncoder().encode('a key for tests');

describe('createBlobPool', () => {
  it('reads contents, says which are missing, and reads nothing once it is closed', async () => {
    const root = temporaryFolder();
    gitRepository(root, { 'a.yml': `password: ${valueOf(1)}\n`, 'b.yml': 'title: x\n' });
    const pool = createBlobPool({
      workers: 1,
      fileTimeout: 60_000,
      workerMemory: 512,
      data: { rules, key, environment: process.env },
    });
    const wanted = ['a.yml', 'b.yml'].map((path) => ({ path, blob: git(root, 'rev-parse', `HEAD:${path}`).trim() }));
    const missing = { path: 'c.yml', blob: '1'.repeat(40) };
    const [first, second, third] = await pool.read(root, [...wanted, missing]);
    expect(first).toMatchObject([{ ruleId: 'secrets/generic-secret', line: 1, suppressed: false }]);
    expect(second).toEqual([]);
    expect(third).toBeNull();
    await pool.close();
    expect(await pool.read(root, wanted)).toEqual([null, null]);
  });
});

import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deriveLineHashKey, keyId, loadInstallationKey } from '../../src/store/installation-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('loadInstallationKey', () => {
  it('is made once, beside the database, for this user only', () => {
    const folder = temporaryFolder();
    const key = loadInstallationKey(join(folder, 'tocsin.db'), randomBytes);
    expect(key).toHaveLength(32);
    expect(readFileSync(join(folder, 'tocsin.db.key'))).toEqual(key);
    expect(statSync(join(folder, 'tocsin.db.key')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(['tocsin.db.key']);
    expect(loadInstallationKey(join(folder, 'tocsin.db'), randomBytes)).toEqual(key);
  });

  it('takes the key of a process that was faster', () => {
    const folder = temporaryFolder();
    const theirs = Buffer.alloc(32, 7);
    const key = loadInstallationKey(join(folder, 'tocsin.db'), (size) => {
      writeFileSync(join(folder, 'tocsin.db.key'), theirs);
      return Buffer.alloc(size, 1);
    });
    expect(key).toEqual(theirs);
    expect(readdirSync(folder)).toEqual(['tocsin.db.key']);
  });

  it('does not go on with half a key', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tocsin.db.key'), 'short');
    expect(() => loadInstallationKey(join(folder, 'tocsin.db'), randomBytes)).toThrow(/holds 5/);
  });

  it('is a random one in memory', () => {
    expect(loadInstallationKey(':memory:', (size) => Buffer.alloc(size, 3))).toEqual(Buffer.alloc(32, 3));
  });
});

describe('keys that are made from it', () => {
  it('differ with it and do not show it', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    expect(keyId(one)).toMatch(/^[0-9a-f]{16}$/);
    expect(keyId(one)).not.toBe(keyId(other));
    expect(deriveLineHashKey(one)).toHaveLength(16);
    expect(deriveLineHashKey(one)).not.toEqual(deriveLineHashKey(other));
    expect(one.includes(deriveLineHashKey(one))).toBe(false);
  });
});

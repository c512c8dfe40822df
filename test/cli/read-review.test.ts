import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readReview } from '../../src/cli/read-review.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

describe('readReview', () => {
  it('reads a file, and what comes through a pipe', () => {
    const folder = temporaryFolder();
    const [file, pipe] = [join(folder, 'review.txt'), join(folder, 'pipe')];
    writeFileSync(file, 'Passwörter are kept.\n');
    execFileSync('mkfifo', [pipe]);
    const writer = spawn('cp', [file, pipe], { stdio: 'ignore' });
    expect(readReview(file)).toBe('Passwörter are kept.\n');
    expect(readReview(pipe)).toBe('Passwörter are kept.\n');
    writer.unref();
  });

  it('reads a long one whole, and none that is longer, nor one without an end', () => {
    const file = join(temporaryFolder(), 'review.txt');
    writeFileSync(file, 'x'.repeat(1024 * 1024));
    expect(readReview(file)).toHaveLength(1024 * 1024);
    writeFileSync(file, 'x'.repeat(1024 * 1024 + 1));
    expect(() => readReview(file)).toThrow('larger than a review can be');
    expect(() => readReview('/dev/zero')).toThrow('larger than a review can be');
  });

  it('tells why it can not', () => {
    const folder = temporaryFolder();
    expect(() => readReview(folder)).toThrow("can't be read: EISDIR");
    expect(() => readReview(join(folder, 'none'))).toThrow("can't be read: ENOENT");
  });
});

import { describe, expect, it } from 'vitest';
import { base62Checksum, checksums, withNkeyChecksum } from '../../src/secrets/checksums.ts';

describe('checksums', () => {
  // The random part and checksum that GitHub's article on its token format shows.
  const random = ['zQWBuTSOoRi4A9spH', 'cVY5ncnsDkxkJ'].join('');

  it('computes what GitHub published, with a leading zero', () => {
    expect(base62Checksum(random)).toBe('0mLq17');
  });

  it('takes right tokens and refuses wrong ones', () => {
    for (const [name, prefix] of [
      ['github', 'ghp_'],
      ['npm', 'npm_'],
    ] as const) {
      const body = random.replace('z', 'y');
      expect(checksums[name]!(prefix + body + base62Checksum(body))).toBe(true);
      expect(checksums[name]!(prefix + body + base62Checksum(random))).toBe(false);
    }
  });

  it('knows the checksum of an NKEY', () => {
    // The seed that the documentation of NATS shows.
    const seed = ['SUACSSL3UAHUDXKFSNVUZRF5UHPMW', 'Z6BFDTJ7M6USDXIEDNPPQYYYCU3VY'].join('');
    expect(checksums['nkey']!(seed)).toBe(true);
    expect(checksums['nkey']!(seed.replace('L3', 'L4'))).toBe(false);
    expect(withNkeyChecksum(`${seed.slice(0, -3)}AAA`)).toBe(seed);
  });

  it('leaves fine-grained tokens to their shape', () => {
    expect(checksums['github']!(`github_pat_${'a'.repeat(82)}`)).toBe(true);
  });
});

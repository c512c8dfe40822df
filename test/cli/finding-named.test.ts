import { describe, expect, it } from 'vitest';
import { findingNamed } from '../../src/cli/finding-named.ts';
import type { Store } from '../../src/store/store.ts';
import { sampleFinding } from '../report/sample.ts';

/** A store that knows one answer. */
function storeSaying(answer: ReturnType<Store['findFinding']>): Store {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else of it is asked
  return { findFinding: () => answer } as unknown as Store;
}

describe('findingNamed', () => {
  it('gives the finding', () => {
    const finding = sampleFinding();
    expect(findingNamed('pw-7f', storeSaying({ kind: 'found', finding }))).toBe(finding);
  });

  it('refuses what no finding is called, and what several begin with', () => {
    expect(() => findingNamed('PW-0', storeSaying({ kind: 'unknown' }))).toThrow('No finding is called "PW-0".');
    const ids = ['PW-7F3K', 'PW-7F4A'];
    expect(() => findingNamed('PW-7F', storeSaying({ kind: 'ambiguous', ids }))).toThrow(
      expect.objectContaining({
        message: '"PW-7F" is the beginning of several ids.',
        hint: 'Type one of them: PW-7F3K, PW-7F4A',
      }),
    );
  });

  it('says that there may be more than it names', () => {
    const ids = Array.from({ length: 10 }, (_, index) => `PW-7F3${index}`);
    expect(() => findingNamed('PW-7', storeSaying({ kind: 'ambiguous', ids }))).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/^Type one of them, or more of it: PW-7F30, .*PW-7F39, …$/),
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { loadClaims } from '../../src/rules/load-claims.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const claim = 'about: It is slow.\njudge: speed\nphrasings: ["\\\\bslow\\\\b"]\n';

describe('loadClaims', () => {
  it('reads the files of every folder that has some', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    writeFiles(one, { 'claims/slow.yaml': claim });
    const { kinds, problems } = await loadClaims([one, other], ['speed']);
    expect(problems).toEqual([]);
    expect(kinds).toMatchObject([{ id: 'slow', about: 'It is slow.', judge: 'speed' }]);
    expect(kinds[0]?.phrasings[0]?.test('It is SLOW.')).toBe(true);
  });

  it.each([
    ['an unknown judge', claim.replace('speed', 'sped'), /^No judge is called "sped": speed$/],
    ['a bad expression', claim.replace('slow\\\\b', '('), /a regular expression/],
    ['another key', `${claim}more: 1\n`, /more/],
    ['no YAML', 'about: [', /./],
  ])('tells %s and goes on', async (_what, text, message) => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'claims/bad.yaml': text, 'claims/good.yaml': claim });
    const { kinds, problems } = await loadClaims([folder], ['speed']);
    expect(kinds.map(({ id }) => id)).toEqual(['good']);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.file).toMatch(/bad\.yaml$/);
  });

  it('tells what it can not read and goes on', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'claims/bad.yaml/file': '', 'claims/good.yaml': claim });
    const { kinds, problems } = await loadClaims([folder], ['speed']);
    expect(kinds.map(({ id }) => id)).toEqual(['good']);
    expect(problems).toMatchObject([{ message: expect.stringContaining("can't be read: EISDIR") }]);
  });
});

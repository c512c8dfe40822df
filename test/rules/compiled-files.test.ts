import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, type CompiledFiles } from '../../src/rules/compiled-files.ts';
import { loadRules, type LoadRulesOptions } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { writeFiles } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const options: LoadRulesOptions = {
  enable: [],
  disable: [],
  severity: [],
  preview: true,
  checks: checkNames,
  engineVersion: '1',
};

/** What the build of this program kept. */
function built(): CompiledFiles {
  const file = new URL('../../dist/rules/compiled-files.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as CompiledFiles;
}

describe('compiled rule files', () => {
  it('say what the files themselves say', async () => {
    const compiled = built();
    expect(Object.keys(compiled).length).toBeGreaterThan(150);
    const fromFiles = await loadRules([builtInRules], options, {});
    const fromCompiled = await loadRules([builtInRules], options, compiled);
    expect(fromCompiled).toEqual(fromFiles);
    expect(fromCompiled.ruleSet.version).toBe(fromFiles.ruleSet.version);
  });

  it('are not used for a file that says something else', async () => {
    const folder = temporaryFolder();
    const file = join(builtInRules, 'python/passwords/weak-password-reset.yaml');
    const text = readFileSync(file, 'utf8');
    const path = 'python/passwords/weak-password-reset.yaml';
    writeFiles(folder, { [path]: text.replace(/^title: .*$/m, 'title: Another title') });
    const { all } = await loadRules([folder], options, built());
    expect(all).toMatchObject([{ title: 'Another title' }]);
  });

  it('still tell where a mistake of meaning stands', async () => {
    const folder = temporaryFolder();
    const text = readFileSync(join(builtInRules, 'secrets/jwt.yaml'), 'utf8');
    writeFiles(folder, { 'other/place.yaml': text });
    const compiled = built();
    expect(compiled[hashOf('rule', text)]).toBeDefined();
    const { problems } = await loadRules([folder], options, compiled);
    expect(problems).toEqual((await loadRules([folder], options, {})).problems);
    expect(problems).toMatchObject([{ file: join(folder, 'other/place.yaml'), line: 1 }]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rulePages } from '../../scripts/rule-pages.ts';
import { ruleSchemaFile } from '../../scripts/rule-schema.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';

const options = { enable: [], disable: [], severity: [], preview: true, checks: checkNames, engineVersion: 'test' };
const folder = fileURLToPath(new URL('../../docs/rules/', import.meta.url));

describe('docs/rules/ (npm run docs makes it anew)', async () => {
  const pages = rulePages((await loadRules([builtInRules], options)).all);

  it('has a page for each rule and no other', () => {
    const present = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => name.split(sep).join('/'));
    expect(present.toSorted()).toEqual([...pages.keys()].toSorted());
  });

  it.each([...pages])('%s is up to date', (path, text) => {
    expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });
});

describe('rules/schema.json', () => {
  it('is what the schema says (npm run docs makes it anew)', () => {
    expect(readFileSync(join(builtInRules, 'schema.json'), 'utf8')).toBe(ruleSchemaFile());
  });
});

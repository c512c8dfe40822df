// Writes what is generated: docs/cli.md, docs/configuration.md, docs/coverage.md, docs/guards.md, docs/rules/, rules/schema.json.
// Tests say when one is stale.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNames } from '../src/analyze/checks/index.ts';
import { loadRules } from '../src/rules/load-rules.ts';
import { builtInRules } from '../src/rules/rule-files.ts';
import { cliPage } from './cli-page.ts';
import { readGuardTable } from '../test/support/guard-table.ts';
import { coveragePage } from './coverage-page.ts';
import { configurationPage } from './configuration-page.ts';
import { guardPage } from './guard-page.ts';
import { rulePages } from './rule-pages.ts';
import { ruleSchemaFile } from './rule-schema.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { all, problems } = await loadRules([builtInRules], {
  enable: [],
  disable: [],
  severity: [],
  preview: true,
  checks: checkNames,
  engineVersion: '',
});
for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column} ${message}`);

const pages = new Map([
  ['docs/cli.md', await cliPage()],
  ['docs/configuration.md', configurationPage()],
  ['docs/coverage.md', coveragePage(all)],
  ['docs/guards.md', guardPage(readGuardTable())],
  ['rules/schema.json', ruleSchemaFile()],
  ...[...rulePages(all)].map(([path, text]) => [`docs/rules/${path}`, text] as const),
]);
// A rule that is gone leaves no page behind.
rmSync(join(root, 'docs/rules'), { recursive: true, force: true });
for (const [path, text] of pages) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
console.log(`${pages.size} files written`);

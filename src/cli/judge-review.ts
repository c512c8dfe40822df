// `tocsin review --against FILE`: reads the files that the review is about. Loaded only when it is asked for, as it parses
// Python.
import { judgeClaims, judgeNames } from '../analyze/claims/judge-claims.ts';
import type { Engine } from '../daemon/open-engine.ts';
import type { JudgedClaim } from '../model/claim.ts';
import type { StoredFinding } from '../model/finding.ts';
import { analyzeModule } from '../python/analyze-module.ts';
import type { ModuleFacts } from '../python/module-facts.ts';
import { inertLines } from '../report/terminal.ts';
import { loadClaims } from '../rules/load-claims.ts';
import { builtInRules } from '../rules/rule-files.ts';
import { isPythonPath } from '../workspace/language.ts';
import { readSource } from '../workspace/read-source.ts';
import type { CommandIo } from './io.ts';
import { isBelow, type Scanned } from './scan-paths.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

/** What holds of a review in prose. */
export async function judgeReview(
  prose: string,
  scanned: readonly Scanned[],
  findings: readonly StoredFinding[],
  { store }: Engine,
  options: SettingsOptions,
  io: CommandIo,
): Promise<JudgedClaim[]> {
  const { config } = await readSettings(options, io);
  const { kinds, problems } = await loadClaims([builtInRules, ...config.rules.folders], judgeNames);
  for (const problem of problems) {
    io.error(inertLines(`${problem.file}:${problem.line}:${problem.column} ${problem.message}\n`));
  }
  const modules: ModuleFacts[] = [];
  for (const { target } of scanned) {
    const { root } = target.repository;
    const row = store.repositories().find((repository) => repository.root === root);
    const states = row === undefined ? [] : [...store.fileStates(row.id).keys()];
    for (const path of states.filter((one) => isPythonPath(one) && isBelow(one, target.paths))) {
      const read = await readSource(root, path, { maxFileBytes: config.limits.maxFileBytes });
      if (read.kind === 'source') modules.push(analyzeModule(path, read.file.text));
    }
  }
  return judgeClaims(prose, kinds, { modules, findings });
}

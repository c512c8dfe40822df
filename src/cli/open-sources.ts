import type { Config } from '../config/config.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { Store } from '../store/store.ts';
import type { SourceAccess } from './finding-report.ts';
import { readSources, redactionBy } from './source-reader.ts';

/** The source of `findings` and the redaction for it. Imported dynamically: it loads the rules. */
export async function openSources(
  config: Config,
  findings: readonly StoredFinding[],
  store: Store,
): Promise<SourceAccess> {
  const { all } = await loadConfiguredRules(config);
  return { sources: await readSources(findings, store), redaction: redactionBy(all, store.installationKey()) };
}

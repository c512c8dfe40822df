import type { Config } from '../config/config.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { Store } from '../store/store.ts';
import type { SourceAccess } from './finding-report.ts';
import { readSources, redactionBy, type Redaction } from './source-reader.ts';

/** The source of `findings` and the redaction for it. Imported dynamically: it loads the rules. */
export async function openSources(
  config: Config,
  findings: readonly StoredFinding[],
  store: Store,
): Promise<SourceAccess> {
  return { sources: await readSources(findings, store), redaction: await redactionFor(config, store) };
}

/** The redaction by all rules. */
export async function redactionFor(config: Config, store: Store): Promise<Redaction> {
  const { all } = await loadConfiguredRules(config);
  return redactionBy(all, store.installationKey());
}

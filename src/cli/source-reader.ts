// The source behind findings, read again to be shown. A file that has changed since its finding was seen is not shown:
// another line would stand under the caret. Whatever is shown goes through redaction, detected anew.
import type { StoredFinding } from '../model/finding.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import type { Rule } from '../rules/rule.ts';
import { createSecretDetector } from '../secrets/detect.ts';
import { createRedactor, createSourceRedactor } from '../secrets/redact.ts';
import { secretValuesIn } from '../settings/read-config-file.ts';
import type { Store } from '../store/store.ts';
import { readSource } from '../workspace/read-source.ts';

/** Larger files than this are not read again, whatever the configuration allows to be scanned. */
const maxFileBytes = 64 * 1024 * 1024;

/** By repository and path. */
export type Sources = (repository: string, path: string) => string | null;

/** Reads the files of `findings`; those that are gone or have changed since are left out. */
export async function readSources(findings: readonly StoredFinding[], store: Store): Promise<Sources> {
  const texts = new Map<string, Map<string, string>>();
  const hashes = new Map(store.repositories().map(({ id, root }) => [root, store.fileStates(id)]));
  for (const { repository, location } of findings) {
    const files = texts.get(repository) ?? new Map<string, string>();
    texts.set(repository, files);
    if (files.has(location.path)) continue;
    const read = await readSource(repository, location.path, { maxFileBytes });
    const known = hashes.get(repository)?.get(location.path)?.contentHash;
    if (read.kind === 'source' && read.file.contentHash === known) files.set(location.path, read.file.text);
  }
  return (repository, path) => texts.get(repository)?.get(path) ?? null;
}

/** Replaces every secret: in any text, and in a file's text with a region that is to be shown. */
export interface Redaction {
  readonly text: (text: string) => string;
  readonly source: ReturnType<typeof createSourceRedactor>;
}

/** The redaction that the given rules make possible; all rules, also those that are off, should be given. */
export function redactionBy(rules: readonly Rule[], key: Uint8Array): Redaction {
  const detector = createSecretDetector(secretRulesOf(rules), key);
  return { text: createRedactor(detector), source: createSourceRedactor(detector, secretValuesIn) };
}

function secretRulesOf(rules: readonly Rule[]): SecretRule[] {
  return rules.flatMap(({ match }) => (match.kind === 'secret' ? [match.secret] : []));
}

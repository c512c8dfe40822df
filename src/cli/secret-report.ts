// Secrets in the format that was asked for: what `tocsin secrets` and `tocsin secrets scan` print.
import type { Severity } from '../model/rule.ts';
import { atLeastAsSevere } from '../model/rule.ts';
import type { KnownSecret } from '../model/secret-history.ts';
import { defaultConfidences } from '../report/default-view.ts';
import { secretsDocument } from '../report/json/secrets-document.ts';
import { sarif } from '../report/sarif/sarif-log.ts';
import { secretCsv } from '../report/secret-csv.ts';
import { secretFinding } from '../report/secret-findings.ts';
import { secretList } from '../report/secret-list.ts';
import type { Store } from '../store/store.ts';
import { rulesById } from './finding-report.ts';
import { exitCodes, type CommandIo } from './io.ts';
import type { FindingFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { tool } from './tool.ts';

export interface SecretReportOptions extends OutputOptions {
  readonly all?: boolean;
  readonly gone?: boolean;
  readonly failOn?: Severity;
  readonly format: FindingFormat;
}

/** Prints the secrets of these repositories (all where absent). Returns the exit code. */
export function reportSecrets(
  store: Store,
  repositories: readonly string[] | undefined,
  options: SecretReportOptions,
  io: CommandIo,
): number {
  const wanted = (secret: KnownSecret): boolean => options.gone !== true || secret.places.length === 0;
  const all = store.secrets(repositories === undefined ? {} : { repositories }).filter(wanted);
  const usual = all.filter(
    ({ confidence, suppression }) => defaultConfidences.includes(confidence) && suppression === null,
  );
  const shown = options.all === true ? all : usual;
  print(piecesOf(shown, all.length - shown.length, store, options, io), options, io);
  const { failOn } = options;
  const isFailing = failOn !== undefined && usual.some(({ severity }) => atLeastAsSevere(severity, failOn));
  return isFailing ? exitCodes.findings : exitCodes.done;
}

function piecesOf(
  secrets: readonly KnownSecret[],
  omitted: number,
  store: Store,
  { format, ...output }: SecretReportOptions,
  io: CommandIo,
): Iterable<string> {
  switch (format) {
    case 'terminal':
      return [secretList(secrets, terminalFor(output, io), omitted)];
    case 'json':
      return secretsDocument(secrets, omitted, tool);
    case 'csv':
      return secretCsv(secrets);
    case 'sarif':
      return sarif({
        findings: secrets.map(secretFinding),
        rules: rulesById(store),
        unanalyzed: [],
        tool,
        fileText: () => null,
        redact: (text) => text,
      });
  }
}

import { Command, Option } from 'commander';
import type { Engine } from '../daemon/open-engine.ts';
import type { StoredFinding } from '../model/finding.ts';
import { atLeastAsSevere, severities, type Severity } from '../model/rule.ts';
import { scanDocument } from '../report/json/documents.ts';
import { scanSummary } from '../report/scan-summary.ts';
import { terminal } from '../report/terminal.ts';
import { isShown } from '../report/default-view.ts';
import type { UnanalyzedFile } from '../store/records.ts';
import { findingReport, rulesById } from './finding-report.ts';
import { viewOf, type ViewOptions } from './findings.ts';
import { exitCodes, wantsColor, type CommandIo } from './io.ts';
import {
  addFindingFilter,
  addLoudness,
  addOutput,
  addSettings,
  findingFormats,
  type FindingFormat,
} from './options.ts';
import { openSources } from './open-sources.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { isBelow, scanPaths, type Scanned, type ScanOptions } from './scan-paths.ts';
import { readSettings } from './settings.ts';
import { tool } from './tool.ts';

interface Options extends ScanOptions, OutputOptions, ViewOptions {
  readonly failOn?: Severity;
  readonly strict?: boolean;
  readonly format: FindingFormat;
}

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('scan')
    .description('scan once: repositories, folders or files; report what is open there')
    .argument('[path...]', 'what to scan (default: the current folder)')
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit 1 where the list holds something at least as severe; what the default view leaves out does not count',
      ).choices(severities),
    )
    .option('--strict', 'exit 3 where a file could not be analysed, or data not be followed')
    .option('--explain-coverage', 'read every file again, and tell how far data was followed, on standard error');
  addFindingFilter(command);
  addOutput(command, findingFormats);
  addSettings(command, 'scan');
  addLoudness(command);
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin scan . --fail-on high\n  tocsin scan ~/src/shop --database :memory: --format sarif --output shop.sarif',
    )
    .action(async (paths: string[], options: Options) => {
      done(await scan(paths.length === 0 ? ['.'] : paths, options, io));
    });
}

async function scan(paths: readonly string[], options: Options, io: CommandIo): Promise<number> {
  return scanPaths(paths, options, io, (scanned, engine) => report(scanned, engine, options, io));
}

async function report(scanned: readonly Scanned[], engine: Engine, options: Options, io: CommandIo): Promise<number> {
  const { store } = engine;
  const { shown, wider } = viewOf(options);
  const places = scanned.map(({ target: { repository, paths } }) => ({
    repository: repository.root,
    ...(paths === undefined ? {} : { paths }),
    statuses: ['open' as const],
  }));
  const findings = places.flatMap((place) => store.findings({ ...place, ...shown }));
  const counted = places.reduce((sum, place) => sum + store.countFindings({ ...place, ...wider }), 0);
  const omitted = { byView: counted - findings.length, byLimit: 0 };
  const unanalyzed = places.flatMap(({ repository, paths }) =>
    store.unanalyzedFiles({ repository }).filter(({ path }) => isBelow(path, paths)),
  );
  const rules = rulesById(store);
  const pieces =
    options.format === 'json'
      ? scanDocument(
          scanned.flatMap(({ result }) => store.scans({ limit: 1000 }).filter(({ id }) => id === result.scan)),
          unanalyzed,
          findings,
          rules,
          tool,
        )
      : await findingReport(
          { findings, omitted, unanalyzed, rules },
          options.format,
          terminalFor(options, io),
          async () => openSources((await readSettings(options, io)).config, findings, store),
        );
  print(pieces, options, io);
  if (options.quiet !== true) tellSummaries(scanned, unanalyzed, io, options);
  const isComplete = !unanalyzed.some(isFailure) && !scanned.some(({ result }) => result.isUnfollowed);
  return exitCode(findings, isComplete, options);
}

/** The summaries go to standard error: they are no part of the report. */
function tellSummaries(
  scanned: readonly Scanned[],
  unanalyzed: readonly UnanalyzedFile[],
  io: CommandIo,
  options: Options,
): void {
  const view = terminal(io.errorWidth ?? 100, options.color !== false && io.errorWidth !== null && wantsColor(io));
  for (const { target, result } of scanned) {
    const { root } = target.repository;
    const { summary, files, milliseconds } = result;
    const notAnalyzed = unanalyzed.filter(({ repository }) => repository === root);
    io.error(scanSummary({ repository: root, summary, files, milliseconds, unanalyzed: notAnalyzed }, view));
  }
}

/** `--fail-on` counts what is listed and what the default view shows, whatever else was asked to be listed. */
function exitCode(findings: readonly StoredFinding[], isComplete: boolean, { failOn, strict }: Options): number {
  const failing = findings.some(
    (finding) => failOn !== undefined && isShown(finding) && atLeastAsSevere(finding.severity, failOn),
  );
  if (failing) return exitCodes.findings;
  return strict === true && !isComplete ? exitCodes.incomplete : exitCodes.done;
}

/** Nobody skips on purpose what can't be read. */
function isFailure({ outcome, detail }: UnanalyzedFile): boolean {
  return outcome === 'failed' || (outcome === 'skipped' && detail.startsWith('unreadable:'));
}

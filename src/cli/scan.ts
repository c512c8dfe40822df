import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { openEngine, type Engine } from '../daemon/open-engine.ts';
import type { StoredFinding } from '../model/finding.ts';
import { atLeastAsSevere, severities, type Severity } from '../model/rule.ts';
import { scanDocument } from '../report/json/documents.ts';
import { coverageReport } from '../report/coverage.ts';
import { Progress } from '../report/progress.ts';
import { scanSummary } from '../report/scan-summary.ts';
import { inertLines, terminal } from '../report/terminal.ts';
import { isShown } from '../report/default-view.ts';
import type { ScanResult } from '../scan/run-scan.ts';
import { ScanAborted } from '../scan/scan-aborted.ts';
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
import { checkOutput, print, terminalFor, type OutputOptions } from './print.ts';
import { scanTargets, type PathTarget } from './scan-targets.ts';
import { readSettings, type SettingsOptions } from './settings.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions, OutputOptions, ViewOptions {
  readonly failOn?: Severity;
  readonly strict?: boolean;
  readonly explainCoverage?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly format: FindingFormat;
}

interface Scanned {
  readonly target: PathTarget;
  readonly result: ScanResult;
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
  const { config } = await readSettings(options, io);
  const say = (message: string): void => {
    if (options.quiet !== true) io.error(inertLines(`${message}\n`));
  };
  checkOutput(options, io);
  const targets = await scanTargets(paths, config, io.cwd, say);
  const progress = progressFor(options, io);
  const engine = await openEngine({
    config,
    environment: io.environment,
    clock: io.now,
    emit(event) {
      if (event.type === 'scan.started') progress?.start(event.files);
      if (event.type !== 'scan.file') return;
      progress?.advance();
      if (options.verbose === true) io.error(inertLines(`${event.file.outcome} ${JSON.stringify(event.file.path)}\n`));
    },
    note: say,
  });
  const stop = stopOnSignal();
  try {
    for (const { file, line, column, message } of engine.ruleProblems) say(`${file}:${line}:${column} ${message}`);
    const scanned: Scanned[] = [];
    for (const target of targets) {
      const { repository, paths: parts } = target;
      const request = {
        repository: repository.root,
        trigger: 'manual' as const,
        ...(parts && { paths: parts }),
        ...(options.explainCoverage === true && { reread: true as const }),
      };
      const result = await engine.scan(target, request, stop.signal);
      scanned.push({ target, result });
      if (parts !== undefined && result.files.listed === 0) say(nothingThere(repository.root, parts));
    }
    progress?.finish();
    if (options.explainCoverage === true) {
      for (const { target, result } of scanned) io.error(coverageReport(target.repository.root, result.coverage));
    }
    // Who reads a pipe that the report goes to may never come, and nothing is left that must be ended in order.
    await stop.hearTheLast();
    return await report(scanned, engine, options, io);
  } catch (error) {
    progress?.finish();
    if (!(error instanceof ScanAborted)) throw error;
    io.error(`${error.message} What was analysed is kept for the next scan.\n`);
    return stop.signal.reason === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
  } finally {
    stop.forget();
    await engine.close();
  }
}

/** "No findings" in a file that nobody looked at would be taken for good news. */
function nothingThere(root: string, paths: readonly string[]): string {
  const named = paths.map((path) => join(root, path)).join(', ');
  return `No file was scanned: git or the configuration ignores ${named}, or no regular file is there.`;
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

function isBelow(path: string, folders: readonly string[] | undefined): boolean {
  return folders === undefined || folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

function progressFor({ quiet, verbose }: Options, io: CommandIo): Progress | null {
  if (quiet === true || verbose === true || io.errorWidth === null) return null;
  return new Progress({ write: io.error, clock: () => performance.now(), width: io.errorWidth });
}

interface Stop {
  readonly signal: AbortSignal;
  /** From here on signals end the process as usual. */
  readonly forget: () => void;
  /** Forgets once what came so far was heard. @throws ScanAborted where that was a signal */
  readonly hearTheLast: () => Promise<void>;
}

/** The first Ctrl-C ends the scan in order; the second one ends the process, as usual. */
function stopOnSignal(): Stop {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => controller.abort(signal);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const forget = (): void => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
  return {
    signal: controller.signal,
    forget,
    async hearTheLast() {
      // A signal that came during synchronous work is heard when the event loop polls: between one turn and the next.
      await setImmediate();
      await setImmediate();
      forget();
      if (controller.signal.aborted) throw new ScanAborted('The scan was stopped.');
    },
  };
}

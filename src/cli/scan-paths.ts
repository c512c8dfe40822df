// `PATH…` scanned, for the commands that do so and then report: targets, engine, progress, signals.
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openEngine, type Engine } from '../daemon/open-engine.ts';
import { coverageReport } from '../report/coverage.ts';
import { historySummary } from '../report/history-summary.ts';
import { Progress } from '../report/progress.ts';
import { inertLines } from '../report/terminal.ts';
import type { HistoryOptions } from '../scan/git-history/read-history.ts';
import type { ScanResult } from '../scan/run-scan.ts';
import { ScanAborted } from '../scan/scan-aborted.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { checkOutput, type OutputOptions } from './print.ts';
import { scanTargets, type PathTarget } from './scan-targets.ts';
import { readSettings, type SettingsOptions } from './settings.ts';

export interface ScanOptions extends SettingsOptions, OutputOptions {
  readonly explainCoverage?: boolean;
  /** Git's history is to be read for secrets, too. */
  readonly history?: HistoryOptions;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export interface Scanned {
  readonly target: PathTarget;
  readonly result: ScanResult;
}

/**
 * Scans what the paths mean, then calls `report` with the store still open. Returns its exit code, or that of a signal.
 * @throws UserError for what a person can put right
 */
export async function scanPaths(
  paths: readonly string[],
  options: ScanOptions,
  io: CommandIo,
  report: (scanned: readonly Scanned[], engine: Engine) => Promise<number>,
): Promise<number> {
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
  const readHistories = async (scanned: readonly Scanned[], history: HistoryOptions): Promise<void> => {
    for (const { target } of scanned) {
      const { root, kind } = target.repository;
      if (kind === 'folder') {
        say(`${root} is no git repository: it has no history to read.`);
        continue;
      }
      let done = 0;
      // oxlint-disable-next-line no-await-in-loop -- each takes all workers
      const result = await engine.readHistory(target, history, {
        progress(commits, total) {
          if (commits === 0) progress?.start(total, 'commit');
          else progress?.advance(commits - done);
          done = commits;
        },
        signal: stop.signal,
      });
      progress?.finish();
      if (options.quiet !== true) io.error(historySummary(root, result));
    }
  };
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
    if (options.history !== undefined) await readHistories(scanned, options.history);
    progress?.finish();
    if (options.explainCoverage === true) {
      for (const { target, result } of scanned) io.error(coverageReport(target.repository.root, result.coverage));
    }
    // Who reads a pipe that the report goes to may never come, and nothing is left that must be ended in order.
    await stop.hearTheLast();
    return await report(scanned, engine);
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

function progressFor({ quiet, verbose }: ScanOptions, io: CommandIo): Progress | null {
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

/** Whether a path is one of these, or in a folder of them; all are where none are named. */
export function isBelow(path: string, folders: readonly string[] | undefined): boolean {
  return folders === undefined || folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
}

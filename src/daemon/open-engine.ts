// Puts the parts together that every scan needs, whoever asks for it: rules, store, workers, git. What is opened here is
// closed here.
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { createAnalysisPool } from '../analyze/analysis-pool.ts';
import { createProgramPool } from '../analyze/program-pool.ts';
import { checkNames } from '../analyze/checks/index.ts';
import type { Config } from '../config/config.ts';
import type { ScanEvent, ScanRequest } from '../model/scan.ts';
import { loadRules } from '../rules/load-rules.ts';
import { builtInRules } from '../rules/rule-files.ts';
import { judgesPrograms, type Rule, type RuleProblem, type RuleSet } from '../rules/rule.ts';
import { createBlobPool } from '../scan/git-history/blob-pool.ts';
import type { HistoryServices } from '../scan/git-history/contents.ts';
import { readHistory, type HistoryOptions, type HistoryResult } from '../scan/git-history/read-history.ts';
import { runScan, type ScanResult, type ScanTarget } from '../scan/run-scan.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { gitWith, type Git } from '../workspace/git.ts';
import { engineVersion } from './engine-version.ts';
import { withoutOwnFiles } from './own-files.ts';

/** Heap of one analysis worker, MiB: the largest file allowed by default needs under a tenth of it. */
const workerMemory = 1024;
/** Heap of the thread that follows data, MiB: 600,000 lines of Python need 2,000. */
const flowMemory = 4096;
/** How long data is followed through one repository, milliseconds. */
const flowTimeout = 10 * 60_000;

export interface EngineOptions {
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  readonly emit: (event: ScanEvent) => void;
  readonly note: (message: string) => void;
}

export interface Engine {
  readonly store: Store;
  readonly git: Git;
  readonly ruleSet: RuleSet;
  /** What is wrong in rule files; the rules of the other files are in use. */
  readonly ruleProblems: readonly RuleProblem[];
  scan(target: ScanTarget, request: ScanRequest, signal?: AbortSignal): Promise<ScanResult>;
  /** Reads all of a repository's git history for secrets that was not read yet. */
  readHistory(
    target: ScanTarget,
    options: HistoryOptions,
    more: { readonly progress: HistoryServices['progress']; readonly signal?: AbortSignal },
  ): Promise<HistoryResult>;
  close(): Promise<void>;
}

/** @throws UserError where the database can't be opened */
export async function openEngine({ config, environment, clock, emit, note }: EngineOptions): Promise<Engine> {
  const { ruleSet, problems } = await loadConfiguredRules(config);
  const store = openStore({ file: config.database, clock });
  const git = gitWith(environment);
  const pool = createAnalysisPool({
    workers: config.limits.workers,
    fileTimeout: config.limits.fileTimeoutMs,
    workerMemory,
    data: { rules: ruleSet.rules, key: store.installationKey() },
  });
  const flowRules = ruleSet.rules.filter(judgesPrograms).map(({ id }) => id);
  const programs = createProgramPool({
    timeout: flowTimeout,
    memory: flowMemory,
    data: { rules: ruleSet.rules, flow: ruleSet.flow, key: store.installationKey() },
  });
  const secretRules = ruleSet.rules.filter(({ match }) => match.kind === 'secret');
  const blobs = createBlobPool({
    workers: Math.max(2, config.limits.workers),
    fileTimeout: config.limits.fileTimeoutMs,
    workerMemory,
    data: { rules: secretRules, key: store.installationKey(), environment },
  });
  const unfollowed = new Set<string>();
  store.abortDeadScans();
  return {
    store,
    git,
    ruleSet,
    ruleProblems: problems,
    scan: (target, request, signal) =>
      runScan(
        { ...target, filter: withoutOwnFiles(target.filter, config, target.repository.root) },
        request,
        {
          store,
          git,
          ruleSet,
          analyze: (file, takeFacts) => pool.analyze(file, takeFacts),
          flows:
            flowRules.length === 0
              ? null
              : {
                  rules: flowRules,
                  offer: (root, file) => programs.offer(root, file),
                  factsOf: (file) => pool.factsOf(file),
                  follow: (root, files, stop) => programs.analyze(root, files, stop),
                },
          unfollowed,
          maxFileBytes: config.limits.maxFileBytes,
          // One file more than there are workers, so that none waits for the disk.
          parallel: config.limits.workers + 1,
          holder: { pid: process.pid, host: hostname() },
          emit,
          note,
          clock: () => performance.now(),
        },
        signal,
      ),
    readHistory: (target, options, { progress, signal }) =>
      readHistory(
        { ...target, filter: withoutOwnFiles(target.filter, config, target.repository.root) },
        options,
        {
          store,
          git,
          pool: blobs,
          rules: historyVersion(secretRules, config),
          maxFileBytes: config.limits.maxFileBytes,
          holder: { pid: process.pid, host: hostname() },
          note,
          progress,
          clock: () => performance.now(),
        },
        signal,
      ),
    async close() {
      await blobs.close();
      await pool.close();
      await programs.close();
      store.close();
    },
  };
}

/** Hash of everything that decides what is found in a content of git's history. */
function historyVersion(rules: readonly Rule[], { limits, workspaces }: Config): string {
  const globs = workspaces.map(({ path, include, exclude }) => ({ path, include, exclude }));
  const parts = [
    engineVersion,
    limits.maxFileBytes,
    globs,
    rules.map(({ match, severity, confidence }) => ({ match, severity, confidence })),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The built-in rules and those of the configuration's folders, switched as it says. */
export function loadConfiguredRules(config: Config): ReturnType<typeof loadRules> {
  return loadRules([builtInRules, ...config.rules.folders], { ...config.rules, checks: checkNames, engineVersion });
}

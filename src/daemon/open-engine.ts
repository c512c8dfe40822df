// Puts the parts together that every scan needs, whoever asks for it: rules, store, workers, git. What is opened here is
// closed here.
import { hostname } from 'node:os';
import { createAnalysisPool } from '../analyze/analysis-pool.ts';
import { createProgramPool } from '../analyze/program-pool.ts';
import { checkNames } from '../analyze/checks/index.ts';
import type { Config } from '../config/config.ts';
import type { ScanEvent, ScanRequest } from '../model/scan.ts';
import { loadRules } from '../rules/load-rules.ts';
import { builtInRules } from '../rules/rule-files.ts';
import { judgesPrograms, type RuleProblem, type RuleSet } from '../rules/rule.ts';
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
    async close() {
      await pool.close();
      await programs.close();
      store.close();
    },
  };
}

/** The built-in rules and those of the configuration's folders, switched as it says. */
export function loadConfiguredRules(config: Config): ReturnType<typeof loadRules> {
  return loadRules([builtInRules, ...config.rules.folders], { ...config.rules, checks: checkNames, engineVersion });
}

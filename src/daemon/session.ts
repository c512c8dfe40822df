// What a daemon does under one configuration: it finds the repositories, watches them, scans what changed, audits by the
// clock and tells what is new. A new configuration means a new session; the daemon's lock and socket outlive it.
import { isAbsolute, relative } from 'node:path';
import type { Config } from '../config/config.ts';
import type { StoredFinding } from '../model/finding.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import type { ScanEvent, ScanRequest } from '../model/scan.ts';
import type { Logger } from '../log/logger.ts';
import { makeDigest } from '../notify/digest.ts';
import { notifyCommand } from '../notify/notify-command.ts';
import type { ScanResult } from '../scan/run-scan.ts';
import { ScanAborted } from '../scan/scan-aborted.ts';
import { startAudits, type NextAudit } from '../schedule/audits.ts';
import { createScanQueue, mergeRequests, type QueueState, type ScanOutcome } from '../schedule/scan-queue.ts';
import { defaultPruneRules, type PruneRules } from '../watch/prune.ts';
import { watchRepositories, type WatchedRepository } from '../watch/watch-repositories.ts';
import { createWorkerWatcher } from '../watch/worker-watcher.ts';
import { findTargets, type FoundTarget } from './find-targets.ts';
import { openEngine, type Engine } from './open-engine.ts';
import { ownFiles } from './own-files.ts';

export interface SessionOptions {
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Gets every event of every scan: what the foreground prints. */
  readonly print: (event: ScanEvent) => void;
  /** Is closed as soon as nothing can keep this session from taking its place. */
  readonly predecessor?: Session;
}

export interface SessionState {
  readonly watched: readonly WatchedRepository[];
  readonly queue: QueueState;
  readonly nextAudits: readonly NextAudit[];
  /** Newest first, the last few. */
  readonly errors: readonly { readonly at: string; readonly message: string }[];
}

export interface Session {
  state(): SessionState;
  /** Scans a repository that is watched; null where it is none of this session's. */
  scan(request: ScanRequest): Promise<ScanOutcome<ScanResult>> | null;
  /** Stops the clocks and the watcher, and what is being scanned at its next file. */
  close(): Promise<void>;
}

const keptErrors = 20;

/** @throws UserError where the database can't be opened; a predecessor then goes on */
export async function startSession(options: SessionOptions): Promise<Session> {
  const { config, logger, clock } = options;
  const targets = new Map<string, FoundTarget>();
  const errors: { at: string; message: string }[] = [];
  const stop = new AbortController();
  const tell = teller(options);

  const report = (what: string, error: unknown): void => {
    errors.unshift({ at: clock().toISOString(), message: `${what}: ${errorMessage(error)}` });
    errors.splice(keptErrors);
    // What a person can put right needs a hint, not a stack.
    if (error instanceof UserError) logger.error({ hint: error.hint }, `${what}: ${error.message}`);
    else logger.error({ err: error }, what);
  };

  const engine = await openEngine({
    config,
    environment: options.environment,
    clock,
    emit: tell.event,
    note: (message) => logger.info(message),
  });
  for (const { file, line, column, message } of engine.ruleProblems) {
    const hint = 'The other rules are in use. `tocsin rules check` tells more.';
    report('a rule file is not used', new UserError(`${file}:${line}:${column} ${message}`, hint));
  }
  await options.predecessor?.close();

  /** Repositories of which a scan failed: the paths that it was asked for are known to nobody any more. */
  const inDoubt = new Set<string>();
  const queue = createScanQueue<ScanResult>({
    async run(request) {
      const { repository, trigger } = request;
      const asked = inDoubt.has(repository) ? mergeRequests(request, { repository, trigger }) : request;
      const result = await scanTarget(engine, targets, asked, stop.signal);
      inDoubt.delete(repository);
      return result;
    },
    onError(error, { repository }) {
      inDoubt.add(repository);
      if (!(error instanceof ScanAborted)) report(`the scan of ${repository} failed`, error);
    },
  });
  const watch = watchRepositories({
    createWatcher: (listener) =>
      createWorkerWatcher({ listener, onCrash: (error) => report('the file watcher is started again', error) }),
    submit(request) {
      const isOwn = ownFiles(config, request.repository);
      const paths = request.paths?.filter((path) => !isOwn(path));
      if (paths?.length !== 0) void queue.enqueue({ ...request, ...(paths && { paths }) });
    },
    onDegraded: ({ root, message, hint }) => logger.warn({ root, hint }, message),
    times: config.watch,
  });

  /** Finds repositories that came, and lets go of those that went. */
  async function discover(): Promise<void> {
    const found = await findTargets(config.workspaces);
    for (const note of found.notes) logger.warn(note);
    const roots = new Set(found.targets.map(({ repository }) => repository.root));
    for (const root of targets.keys()) {
      if (roots.has(root)) continue;
      logger.warn({ root }, 'a repository is no longer there; its findings stay as they are');
      targets.delete(root);
      await watch.remove(root);
    }
    for (const target of found.targets) {
      const { root } = target.repository;
      const isNew = !targets.has(root);
      targets.set(root, target);
      // One after another: all at once costs three times the memory.
      if (isNew && !stop.signal.aborted) await watch.add(root, pruneRulesOf(root, roots));
    }
  }
  let discovering = discover();
  const rediscovery = setInterval(() => {
    discovering = discovering
      .then(discover)
      .catch((error: unknown) => report('looking for repositories failed', error));
  }, config.watch.sweepIntervalMs);
  discovering.catch((error: unknown) => report('looking for repositories failed', error));

  const audits = startAudits({
    audits: config.workspaces.flatMap(({ name, schedule }) =>
      schedule.audit === null ? [] : [{ name, cron: schedule.audit, timeZone: schedule.timeZone }],
    ),
    run: async ({ name }) => {
      const roots = [...targets.values()].filter(({ workspace }) => workspace === name);
      await Promise.all(
        roots.map(({ repository }) =>
          queue.enqueue({ repository: repository.root, trigger: 'schedule', reread: true }),
        ),
      );
    },
    onError: (error, { name }) => report(`the audit of ${name} failed`, error),
    onNotice: (message) => logger.warn(message),
  });

  return {
    state: () => ({ watched: watch.repositories(), queue: queue.state(), nextAudits: audits.next(), errors }),
    scan: (request) => (targets.has(request.repository) ? queue.enqueue(request) : null),
    async close() {
      stop.abort();
      clearInterval(rediscovery);
      await audits.stop();
      await watch.close();
      await discovering.catch(() => undefined);
      await queue.close();
      await tell.done();
      await engine.close();
    },
  };
}

function scanTarget(
  engine: Engine,
  targets: ReadonlyMap<string, FoundTarget>,
  request: ScanRequest,
  signal: AbortSignal,
): Promise<ScanResult> {
  const target = targets.get(request.repository);
  // Between the request and its turn the repository may have gone.
  if (target === undefined) return Promise.reject(new ScanAborted('The repository is no longer watched.'));
  return engine.scan(target, request, signal);
}

/** A repository inside another one is watched for itself. */
function pruneRulesOf(root: string, roots: ReadonlySet<string>): PruneRules {
  const nested = [...roots].filter((other) => {
    const path = relative(root, other);
    return other !== root && !path.startsWith('..') && !isAbsolute(path);
  });
  return { ...defaultPruneRules, paths: [...defaultPruneRules.paths, ...nested] };
}

/** Passes events on, and tells the notify command once a scan what is new. */
function teller({ config, logger, print }: SessionOptions): {
  readonly event: (event: ScanEvent) => void;
  readonly done: () => Promise<void>;
} {
  const { command } = config.notify;
  const news = new Map<number, { opened: StoredFinding[]; reopened: StoredFinding[] }>();
  const running = new Set<Promise<void>>();

  function remember(event: ScanEvent): void {
    if (event.type === 'scan.started') news.set(event.scan, { opened: [], reopened: [] });
    else if (event.type === 'finding.opened') news.get(event.scan)?.opened.push(event.finding);
    else if (event.type === 'finding.reopened') news.get(event.scan)?.reopened.push(event.finding);
  }

  return {
    event(event) {
      print(event);
      if (command === null) return;
      remember(event);
      if (event.type !== 'scan.finished') return;
      const { opened, reopened } = news.get(event.scan) ?? { opened: [], reopened: [] };
      news.delete(event.scan);
      const source = { repository: event.request.repository, scan: event.scan, opened, reopened };
      const digest = makeDigest(source, config.notify);
      if (digest === null) return;
      const told = notifyCommand(command, digest).then((problem) => {
        running.delete(told);
        if (problem !== null) logger.warn(problem);
      });
      running.add(told);
    },
    done: async () => void (await Promise.all(running)),
  };
}

// The one way to a scan. At most one scan runs a repository; requests for a repository that waits or is being scanned
// are merged into one, so what waits is bounded by the number of repositories. Which repository is next: the most
// urgent trigger, then who waits longest; and whoever was passed over a few times goes first, so nobody starves.
import type { ScanRequest, Trigger } from '../model/scan.ts';

/** What became of a request. Never an exception: a request may be nobody's to await. */
export type ScanOutcome<Result> =
  | { readonly type: 'done'; readonly result: Result }
  | { readonly type: 'failed'; readonly error: unknown }
  /** The queue was closed before its turn came. */
  | { readonly type: 'dropped' };

export interface QueueState {
  readonly running: readonly ScanRequest[];
  /** In order of arrival. */
  readonly waiting: readonly ScanRequest[];
}

export interface ScanQueueOptions<Result> {
  readonly run: (request: ScanRequest) => Promise<Result>;
  /** A run threw. The queue goes on. */
  readonly onError: (error: unknown, request: ScanRequest) => void;
  /** How many repositories are scanned at the same time. */
  readonly parallel?: number;
}

export interface ScanQueue<Result> {
  /** Asks for a scan; resolves when a scan that began after this call and covers the request has ended. */
  enqueue(request: ScanRequest): Promise<ScanOutcome<Result>>;
  state(): QueueState;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Drops what waits, refuses what comes, and resolves when what runs has ended. */
  close(): Promise<void>;
}

/** More paths than this in one request are scanned as the whole repository. */
export const pathLimit = 512;
const patience = 4;
const urgency: Readonly<Record<Trigger, number>> = { manual: 2, watch: 1, schedule: 0, startup: 0 };

interface Waiting<Result> {
  request: ScanRequest;
  passedOver: number;
  readonly settle: ((outcome: ScanOutcome<Result>) => void)[];
}

export function createScanQueue<Result>({ run, onError, parallel = 1 }: ScanQueueOptions<Result>): ScanQueue<Result> {
  const waiting = new Map<string, Waiting<Result>>();
  const running = new Map<string, ScanRequest>();
  const idlers: (() => void)[] = [];
  let closed = false;

  function next(): Waiting<Result> | undefined {
    const ready = [...waiting.values()].filter(({ request }) => !running.has(request.repository));
    const overdue = ready.find(({ passedOver }) => passedOver >= patience);
    const chosen = overdue ?? ready.toSorted((a, b) => urgency[b.request.trigger] - urgency[a.request.trigger])[0];
    for (const entry of ready) if (entry !== chosen) entry.passedOver += 1;
    return chosen;
  }

  function startWhatCan(): void {
    while (running.size < parallel) {
      const entry = next();
      if (entry === undefined) break;
      void runOne(entry);
    }
    if (running.size === 0 && waiting.size === 0) for (const resolve of idlers.splice(0)) resolve();
  }

  async function runOne({ request, settle }: Waiting<Result>): Promise<void> {
    waiting.delete(request.repository);
    running.set(request.repository, request);
    let outcome: ScanOutcome<Result>;
    try {
      outcome = { type: 'done', result: await run(request) };
    } catch (error) {
      outcome = { type: 'failed', error };
      onError(error, request);
    }
    running.delete(request.repository);
    for (const resolve of settle) resolve(outcome);
    startWhatCan();
  }

  function idle(): Promise<void> {
    return new Promise((resolve) => {
      idlers.push(resolve);
      if (running.size === 0 && waiting.size === 0) for (const done of idlers.splice(0)) done();
    });
  }

  return {
    enqueue(request) {
      if (closed) return Promise.resolve({ type: 'dropped' });
      return new Promise((resolve) => {
        const entry = waiting.get(request.repository);
        if (entry === undefined) {
          waiting.set(request.repository, { request: bounded(request), passedOver: 0, settle: [resolve] });
        } else {
          entry.request = mergeRequests(entry.request, request);
          entry.settle.push(resolve);
        }
        startWhatCan();
      });
    },
    state: () => ({
      running: [...running.values()],
      waiting: [...waiting.values()].map(({ request }) => request),
    }),
    idle,
    close() {
      closed = true;
      for (const { settle } of waiting.values()) for (const resolve of settle) resolve({ type: 'dropped' });
      waiting.clear();
      return idle();
    },
  };
}

/** One request that covers both: the paths of both, or the whole repository; the more urgent trigger; reread if one asks. */
export function mergeRequests(a: ScanRequest, b: ScanRequest): ScanRequest {
  const trigger = urgency[b.trigger] > urgency[a.trigger] ? b.trigger : a.trigger;
  const { repository } = a;
  const reread = a.reread || b.reread ? { reread: true as const } : {};
  if (a.paths === undefined || b.paths === undefined) return { repository, trigger, ...reread };
  return bounded({ repository, trigger, paths: [...new Set([...a.paths, ...b.paths])], ...reread });
}

function bounded(request: ScanRequest): ScanRequest {
  const { paths, ...whole } = request;
  return paths !== undefined && paths.length > pathLimit ? whole : request;
}

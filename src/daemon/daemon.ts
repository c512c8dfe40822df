// The daemon: one a database. Takes the lock, starts a session under the configuration, answers on the control socket,
// and ends in order when it is asked to. SIGHUP replaces the session; a broken configuration keeps the old one.
import type { Config } from '../config/config.ts';
import { errorMessage, UserError } from '../model/errors.ts';
import type { ScanEvent } from '../model/scan.ts';
import type { Log } from '../log/logger.ts';
import { openControlSocket, type ControlHandlers, type ControlSocket } from './control-socket.ts';
import { acquireDaemonLock } from './lock.ts';
import { startSession, type Session, type SessionState } from './session.ts';
import { handleLifecycle } from './shutdown.ts';

export interface DaemonOptions {
  /** Reads the configuration anew; throws UserError where it is wrong. */
  readonly loadConfig: () => Promise<Config>;
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  readonly log: Log;
  readonly print: (event: ScanEvent) => void;
  readonly version: string;
}

/** What the control socket answers to `status`. */
export interface DaemonReport extends SessionState {
  readonly pid: number;
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/**
 * Starts the daemon; resolves when it watches. It ends by a signal.
 * @throws UserError where another daemon has the database, or it can't be opened
 */
export async function startDaemon(options: DaemonOptions): Promise<void> {
  const { clock, log, environment, print, version } = options;
  const { logger } = log;
  const { database } = options.config;
  const startedAt = clock();
  // A database in memory is nobody else's: it needs no lock, and nobody could ask for its daemon.
  const inMemory = database === ':memory:';
  const lock = inMemory ? null : acquireDaemonLock(database, { pid: process.pid, now: startedAt });
  const sessionOptions = { environment, clock, logger, print };
  let session: Session;
  let socket: ControlSocket | null = null;
  const reload = (): Promise<void> => {
    reloading = reloading.then(async () => {
      const config = await options.loadConfig();
      if (config.database !== database) {
        throw new UserError('The configuration names another database.', 'Restart the daemon to use it.');
      }
      session = await startSession({ ...sessionOptions, config, predecessor: session });
      logger.info('the configuration was read again');
    });
    const outcome = reloading;
    reloading = outcome.catch(() => undefined);
    return outcome;
  };

  const handlers: ControlHandlers = {
    status: (): DaemonReport => ({
      pid: process.pid,
      version,
      startedAt: startedAt.toISOString(),
      ...session.state(),
    }),
    scan: ({ repository, paths }) => scanNow(session, repository, paths),
    reload,
  };
  const start = async (): Promise<void> => {
    session = await startSession({ ...sessionOptions, config: options.config });
    if (inMemory) return;
    socket = await openControlSocket(database, handlers).catch(async (error: unknown) => {
      await session.close();
      throw error;
    });
    lock?.announceSocket(socket.path);
  };

  const started = start();
  let reloading = started;
  // Before the start is over, because the first scan prints meanwhile, and Ctrl-C is an orderly end from then on.
  const stopListening = handleLifecycle({
    process,
    stop: async () => {
      await started;
      await reloading;
      await socket?.close();
      await session.close();
      lock?.release();
      logger.info('stopped');
      log.close();
    },
    reload: () => {
      log.reopen();
      reload().catch((error: unknown) => {
        const hint = error instanceof UserError ? error.hint : undefined;
        logger.error({ hint }, `the old configuration stays in use: ${errorMessage(error)}`);
      });
    },
    onStopping: (reason) => logger.info({ reason }, 'stopping'),
    onStopFailed: (error) => logger.error({ err: error }, 'stopping failed'),
    onFatal: (error) => logger.fatal({ err: error }, 'internal error'),
  });
  await started.catch((error: unknown) => {
    stopListening();
    lock?.release();
    throw error;
  });
}

async function scanNow(session: Session, repository: string, paths: readonly string[] | undefined): Promise<unknown> {
  const queued = session.scan({ repository, trigger: 'manual', ...(paths === undefined ? {} : { paths }) });
  if (queued === null) throw new UserError(`${repository} is not watched by this daemon.`, 'See `tocsin status`.');
  const outcome = await queued;
  if (outcome.type === 'done') return outcome.result;
  if (outcome.type === 'failed') throw outcome.error;
  throw new UserError('The daemon is stopping.', 'Ask again when it has been started again.');
}

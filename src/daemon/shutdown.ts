// How a daemon ends: once in order when it is asked to, at once when it is asked again, and with a word in the log when
// something broke that nobody caught.
import type { EventEmitter } from 'node:events';

/** How long an orderly end may take, in milliseconds. */
const stopWithin = 5_000;
/** EX_SOFTWARE of sysexits(3): an internal fault. */
const internalFault = 70;
const signalNumbers = { SIGINT: 2, SIGTERM: 15 } as const;

/** What is needed of `process`; a parameter for tests. */
export interface ProcessEvents extends EventEmitter {
  readonly stdout: EventEmitter;
  readonly stderr: EventEmitter;
  exit(code: number): void;
}

export interface LifecycleOptions {
  readonly process: ProcessEvents;
  /** Ends everything in order. Called once. */
  readonly stop: () => Promise<void>;
  /** SIGHUP: the configuration is to be read again. */
  readonly reload: () => void;
  readonly onStopping: (reason: string) => void;
  /** The orderly end failed or took too long. */
  readonly onStopFailed: (error: Error) => void;
  /** An error that nobody caught: the process ends after this call. */
  readonly onFatal: (error: unknown) => void;
}

/** Listens to signals, broken output and uncaught errors; returns what ends the listening. */
export function handleLifecycle(options: LifecycleOptions): () => void {
  const { process } = options;
  let stopping = false;

  function end(reason: string): void {
    if (stopping) return;
    stopping = true;
    options.onStopping(reason);
    void stopInTime(options.stop).then((error) => {
      if (error !== null) options.onStopFailed(error);
      process.exit(error === null ? 0 : 1);
    });
  }

  const onSignal = (signal: keyof typeof signalNumbers): void => {
    if (stopping) process.exit(128 + signalNumbers[signal]);
    else end(signal);
  };
  const onFatal = (error: unknown): void => {
    options.onFatal(error);
    process.exit(internalFault);
  };
  // Who read the output has gone; without a listener the next write would end the process as a crash.
  const onOutputError = (error: unknown): void => {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EPIPE') end('the output was closed');
    else if (code !== 'EIO') onFatal(error); // EIO: the terminal was closed; the daemon lives on.
  };
  const undo: (() => void)[] = [];
  function on(emitter: EventEmitter, event: string, listener: (value: unknown) => void): void {
    emitter.on(event, listener);
    undo.push(() => emitter.off(event, listener));
  }
  on(process, 'SIGINT', () => onSignal('SIGINT'));
  on(process, 'SIGTERM', () => onSignal('SIGTERM'));
  on(process, 'SIGHUP', () => options.reload());
  on(process, 'uncaughtException', onFatal);
  on(process, 'unhandledRejection', onFatal);
  on(process.stdout, 'error', onOutputError);
  on(process.stderr, 'error', onOutputError);
  return () => {
    for (const off of undo) off();
  };
}

/** Null where `stop` ended well and in time. */
async function stopInTime(stop: () => Promise<void>): Promise<Error | null> {
  let timeout: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Error>((resolve) => {
    timeout = setTimeout(() => resolve(new Error(`stopping took longer than ${stopWithin / 1000} s`)), stopWithin);
  });
  const stopped = stop().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );
  const result = await Promise.race([stopped, tooLong]);
  clearTimeout(timeout);
  return result;
}

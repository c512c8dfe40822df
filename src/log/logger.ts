// The daemon's log: JSON lines for machines, coloured lines for a person at a terminal. Secrets are kept out three times:
// errors tell named facts only, members with telling names are censored, and every finished line is redacted as a whole.
// May not: read the environment, decide where the log goes.
import { pino, type Logger } from 'pino';
import { redactLine, type Redact } from './redact-line.ts';
import { serializeError } from './serialize-error.ts';

export type { Logger } from 'pino';

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogOptions {
  readonly level: LogLevel;
  /** pretty: for a terminal only. */
  readonly format: 'json' | 'pretty';
  /** With `pretty`: use colours. */
  readonly colours?: boolean;
  /** A file's path (its folder is made, the file is readable by its owner only) or a file descriptor. */
  readonly destination: string | number;
  /** Gives text back with the secrets in it replaced. */
  readonly redact: Redact;
}

/** A log and its lifetime. A part of the program logs through `logger.child({ component: 'watch' })`. */
export interface Log {
  readonly logger: Logger;
  /** Opens the file anew after it was rotated away. Does nothing for a file descriptor. */
  readonly reopen: () => void;
  /** Writes what is pending. Nothing may be logged after it. */
  readonly close: () => void;
}

/** Opens the log. Lines are written before the call that logs them returns, so that a crash loses none. */
export async function createLogger({ level, format, colours = false, destination, redact }: LogOptions): Promise<Log> {
  const file = pino.destination({ dest: destination, sync: true, append: true, mkdir: true, mode: 0o600 });
  // A full disk must not end the program, and there is nowhere left to say it.
  file.on('error', () => {});
  const pretty = format === 'pretty' ? await prettyPrinter(colours) : null;
  const stream = pretty === null ? file : { write: (line: string) => file.write(pretty(line)) };
  const logger = pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: withErrorFacts },
      // Takes the place of pino's own, which takes our facts for an error and unfolds them again.
      serializers: { err: (facts: unknown) => facts },
      // Not pino's own `redact`: its wildcards copy what is logged and throw at a URL, and they reach a fixed depth only.
      hooks: { streamWrite: (line) => redactLine(line, redact) },
    },
    stream,
  );
  return {
    logger,
    reopen: () => {
      if (typeof destination === 'string') file.reopen();
    },
    close: () => {
      file.flushSync();
      file.end();
    },
  };
}

/** An error under whatever name: pino's serializers know errors by the member's name only. */
function withErrorFacts(logged: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(logged).map(([name, value]) => [name, value instanceof Error ? serializeError(value) : value]),
  );
}

/** A line of JSON in, lines for people out. Loaded only where it is used: most runs of the program never need it. */
async function prettyPrinter(colorize: boolean): Promise<(line: string) => string> {
  const { prettyFactory } = await import('pino-pretty');
  return prettyFactory({ colorize, ignore: 'pid', translateTime: 'SYS:HH:MM:ss.l' });
}

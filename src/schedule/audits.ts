// Audits at fixed times, from cron texts. The clock is node-cron's; an audit that still runs when its next time comes is
// not started twice. Times that pass while the daemon is down are not made up for.
import { createTask, validateDetailed, type ScheduledTask } from 'node-cron';

export interface Audit {
  /** What it is called in the configuration, the log and `status`. */
  readonly name: string;
  /** Five fields (minute hour day-of-month month day-of-week), or six with seconds first. */
  readonly cron: string;
  /** IANA name such as `Europe/Berlin`; null: the machine's. */
  readonly timeZone: string | null;
}

export interface NextAudit {
  readonly name: string;
  /** null: it never comes. */
  readonly at: Date | null;
}

export interface Audits {
  /** When each audit runs next. */
  next(): readonly NextAudit[];
  /** Starts no more audits. What runs is not stopped. */
  stop(): Promise<void>;
}

/** Says what is wrong with a cron expression, or null where nothing is. */
export function cronProblem(expression: string): string | null {
  const [error] = validateDetailed(expression).errors;
  if (error === undefined) return null;
  if (error.field === 'expression') return error.message;
  // `dayOfMonth` → `day of month`
  const field = error.field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `"${error.value ?? ''}" is not possible as ${field}`;
}

const silent = { info: ignore, warn: ignore, error: ignore, debug: ignore };
function ignore(): void {}

export interface AuditOptions {
  readonly audits: readonly Audit[];
  readonly run: (audit: Audit) => Promise<void>;
  /** A run threw; the audit's next times stay. */
  readonly onError: (error: unknown, audit: Audit) => void;
  /** Something to know, such as a time that was missed because the process was busy. */
  readonly onNotice: (message: string) => void;
}

/** Starts the clock for audits whose times have been checked (`cronProblem`, and the zone by the configuration). */
export function startAudits({ audits, run, onError, onNotice }: AuditOptions): Audits {
  const tasks = audits.map((audit): { audit: Audit; task: ScheduledTask } => {
    const once = async (): Promise<void> => {
      try {
        await run(audit);
      } catch (error) {
        onError(error, audit);
      }
    };
    const task = createTask(audit.cron, once, {
      name: audit.name,
      noOverlap: true,
      suppressMissedWarning: true,
      logger: silent, // What it would print comes as events.
      ...(audit.timeZone === null ? {} : { timezone: audit.timeZone }),
    });
    task.on('execution:missed', ({ date }) => onNotice(`audit ${audit.name} missed its time ${date.toISOString()}`));
    task.on('execution:overlap', () => onNotice(`audit ${audit.name} is still running: its next start is left out`));
    void task.start();
    return { audit, task };
  });
  return {
    next: () => tasks.map(({ audit, task }) => ({ name: audit.name, at: task.getNextRun() })),
    async stop() {
      for (const { task } of tasks) await task.destroy();
    },
  };
}

import { z } from 'zod';
import { confidences, severities } from '../model/rule.ts';
import { logFormats, logLevels } from './config.ts';
import { durationPattern, parseDuration, parseSize, sizePattern } from './units.ts';

// How the configuration file is written: its keys, their values, their defaults and what they are for. Loading, the
// JSON Schema for editors and docs/configuration.md are made from it. Imported dynamically only: zod takes 50 ms.

// Timers count in 31 bits of milliseconds: a longer delay would fire at once.
const longestDuration = parseDuration('24d')!;
// A text of this size still fits well into one JavaScript string, whatever its encoding.
const largestFile = parseSize('256MiB')!;

const durationWords = 'a duration such as "100ms", "30s" or "5m"';
const sizeWords = 'a size such as "512KiB" or "1MiB"';

const duration = z
  .string({ error: durationWords })
  .regex(durationPattern, { error: durationWords })
  .transform((text) => parseDuration(text) ?? 0)
  .refine((milliseconds) => milliseconds <= longestDuration, { error: 'a duration of at most 24d' });

const positiveDuration = duration.refine((milliseconds) => milliseconds > 0, { error: 'a duration longer than 0' });

const size = z
  .string({ error: sizeWords })
  .regex(sizePattern, { error: sizeWords })
  .transform((text) => parseSize(text) ?? 0)
  .refine((bytes) => bytes > 0 && bytes <= largestFile, { error: 'a size from 1B to 256MiB' });

const path = z.string({ error: 'a path' }).min(1, { error: 'a path' });
const glob = z
  .string({ error: 'a glob such as "tests/**"' })
  .min(1, { error: 'a glob such as "tests/**"' })
  .refine((text) => !text.startsWith('!'), {
    error: 'a glob without "!": what is to be left out belongs to the other list',
  });
const globs = z.array(glob).default([]);

const cron = z
  .string({ error: 'a cron expression such as "0 3 * * 1-5"' })
  .refine((text) => [5, 6].includes(text.trim().split(/\s+/).length), {
    error: 'a cron expression of five fields such as "0 3 * * 1-5" (a sixth in front counts seconds)',
  });
const timeZone = z
  .string({ error: 'a time zone such as "Europe/Vienna"' })
  .refine(isTimeZone, { error: 'a time zone such as "Europe/Vienna"' });

const workspaceSchedule = z.strictObject({
  audit: cron.optional().describe('Cron expression of this workspace alone. Default: that of `schedule.audit`.'),
  timeZone: timeZone.optional().describe('Default: that of `schedule.timeZone`.'),
});

const workspace = z.strictObject({
  path: path.describe("The folder to watch. `~` is the home folder; relative paths start at this file's folder."),
  name: z
    .string({ error: 'a name' })
    .min(1, { error: 'a name' })
    .optional()
    .describe("What reports call it. Default: the folder's name."),
  include: globs.describe('Only files that one of these globs matches. Empty: all.'),
  exclude: globs.describe('Leave out what one of these globs matches.'),
  schedule: workspaceSchedule.optional().describe('Audit times of this workspace alone.'),
});

const rules = z.strictObject({
  folders: z.array(path).default([]).describe('Folders with rules and models of your own.'),
  enable: z.array(glob).default(['**']).describe('Rules that are on, as globs over their ids and aliases. Empty: all.'),
  disable: globs.describe('Rules that are off, though `enable` names them.'),
  severity: z
    .record(z.string(), z.enum(severities))
    .default({})
    .describe('Another severity for rules: glob → severity. The last glob that matches counts.'),
  preview: z.boolean().default(false).describe('Also use rules that are still being tried out.'),
});

const limits = z.strictObject({
  maxFileSize: size.prefault('1MiB').describe('Larger files are not read; the scan says which.'),
  fileTimeout: positiveDuration.prefault('10s').describe('How long one file may take to analyse.'),
  workers: z
    .int({ error: 'a whole number from 1 to 64' })
    .min(1, { error: 'a whole number from 1 to 64' })
    .max(64, { error: 'a whole number from 1 to 64' })
    .optional()
    .describe('How many threads parse files. Default: one fewer than the machine has, at least 1.'),
});

const watch = z.strictObject({
  quiet: duration.prefault('100ms').describe('A file is read when it has not changed for this long.'),
  upperBound: positiveDuration.prefault('2s').describe('… or, if it keeps changing, after this long.'),
  sweepInterval: positiveDuration
    .prefault('5m')
    .describe('How often the whole tree is compared with what is known, in case an event was lost.'),
});

const schedule = z.strictObject({
  audit: cron.optional().describe('When everything is read again, as a cron expression. Default: never.'),
  timeZone: timeZone.optional().describe("The expression's time zone. Default: the system's."),
});

const log = z.strictObject({
  level: z.enum(logLevels).default('info').describe('The least important entries that are still written.'),
  format: z.enum(logFormats).default('auto').describe('`auto` is `pretty` on a terminal and `json` elsewhere.'),
  file: path.optional().describe('Where the log goes. Default: standard error.'),
});

const notify = z.strictObject({
  command: z
    .array(z.string({ error: 'text' }), { error: 'a list: the program, then its arguments' })
    .default([])
    .describe(
      'A program and its arguments, run for new findings without a shell; it gets them as JSON on standard input. Empty: none.',
    ),
  minimumSeverity: z.enum(severities).default('high').describe('Findings below this severity are not told.'),
  minimumConfidence: z.enum(confidences).default('medium').describe('Findings below this confidence are not told.'),
});

export const configSchema = z.strictObject({
  workspaces: z
    .array(workspace)
    .default([])
    .describe('The folders to watch. Empty: the folder in which Tocsin is started.'),
  rules: rules.prefault({}).describe('What is looked for.'),
  limits: limits.prefault({}).describe('What one file may cost.'),
  watch: watch.prefault({}).describe('How changes on disk are gathered.'),
  schedule: schedule.prefault({}).describe('Full audits by the clock.'),
  database: path
    .optional()
    .describe('The SQLite file. Default: `$XDG_STATE_HOME/tocsin/tocsin.db`, else `~/.local/state/tocsin/tocsin.db`.'),
  log: log.prefault({}).describe('What Tocsin writes about itself.'),
  notify: notify.prefault({}).describe('Who is told of new findings.'),
});

export type ConfigFile = z.output<typeof configSchema>;

/** The schema for editors, of the file as it is written (draft 2020-12). */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input' });
}

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

import type { Confidence, Severity } from '../model/rule.ts';

// The settings as the rest of the program sees them: every default filled in, every path absolute, every duration in
// milliseconds and every size in bytes. `schema.ts` says how they are written in the file.

/** What the loader must know of the machine and the person; it reads nothing itself. */
export interface ConfigEnvironment {
  /** The home folder: what `~` stands for. */
  readonly home: string;
  /** `$XDG_STATE_HOME`, or null where it is not set. */
  readonly stateHome: string | null;
  /** The folder that is watched when the configuration names none. */
  readonly cwd: string;
  /** How many threads the machine runs at once (`os.availableParallelism()`). */
  readonly cores: number;
  /** Says what is wrong with a cron expression, or null. Absent: only the number of its fields is checked. */
  readonly cronProblem?: (expression: string) => string | null;
}

export interface ScheduleConfig {
  /** Cron expression of the full audit, or null: none. */
  readonly audit: string | null;
  /** IANA name, or null: the system's time zone. */
  readonly timeZone: string | null;
}

export interface WorkspaceConfig {
  /** Absolute, as configured: symlinks are not resolved. */
  readonly path: string;
  readonly name: string;
  /** Globs relative to `path`; empty: everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** The top-level schedule with this workspace's own values over it. */
  readonly schedule: ScheduleConfig;
}

export interface RulesConfig {
  /** Absolute paths of folders with rules and models of one's own. */
  readonly folders: readonly string[];
  /** Globs over rule ids and aliases. A rule is on where `enable` matches and `disable` does not. */
  readonly enable: readonly string[];
  readonly disable: readonly string[];
  /** In the order of the file; the last glob that matches a rule counts. */
  readonly severity: readonly { readonly glob: string; readonly severity: Severity }[];
  readonly preview: boolean;
}

export interface LimitsConfig {
  readonly maxFileBytes: number;
  readonly fileTimeoutMs: number;
  /** At least 1. */
  readonly workers: number;
}

export interface WatchConfig {
  readonly quietMs: number;
  readonly upperBoundMs: number;
  readonly sweepIntervalMs: number;
}

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export const logFormats = ['auto', 'json', 'pretty'] as const;
export type LogFormat = (typeof logFormats)[number];

export interface LogConfig {
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Absolute path, or null: standard error. */
  readonly file: string | null;
}

export interface NotifyConfig {
  /** Program and arguments, run without a shell; null: nobody is told. */
  readonly command: readonly string[] | null;
  readonly minimumSeverity: Severity;
  readonly minimumConfidence: Confidence;
}

export interface Config {
  /** At least one. */
  readonly workspaces: readonly WorkspaceConfig[];
  readonly rules: RulesConfig;
  readonly limits: LimitsConfig;
  readonly watch: WatchConfig;
  readonly schedule: ScheduleConfig;
  /** Absolute path of the SQLite file. */
  readonly database: string;
  readonly log: LogConfig;
  readonly notify: NotifyConfig;
}

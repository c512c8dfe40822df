import { basename, dirname, resolve } from 'node:path';
import type { Config, ConfigEnvironment, ScheduleConfig, WorkspaceConfig } from './config.ts';
import { contradictionsOf } from './contradictions.ts';
import { defaultDatabase, resolvePath } from './paths.ts';
import type { ConfigProblem } from './problem.ts';
import type { SchemaNode } from './schema-shape.ts';
import type { ConfigFile } from './schema.ts';
import { dotted, type ValuePath } from './value-path.ts';

// The configuration file's text → Config, or everything that is wrong with it at once. Pure but for loading its own
// libraries (zod and yaml, 80 ms together), which is why it is asynchronous. It may not read files or the environment.

export interface LoadedConfig {
  readonly config: Config;
  /** The keys that the file itself gives (`limits.workers`, `workspaces[0].path`), with their lines. */
  readonly given: ReadonlyMap<string, number>;
}

export type ConfigOutcome = LoadedConfig | { readonly problems: readonly ConfigProblem[] };

/**
 * Reads the configuration. `file` is its path: named in problems, and relative paths start at its folder. An empty text
 * gives the defaults, which watch the environment's `cwd`.
 */
export async function loadConfig(file: string, text: string, environment: ConfigEnvironment): Promise<ConfigOutcome> {
  const [{ parseYaml }, { configJsonSchema, configSchema }, { dropEmptyKeys }, { expectation, explainIssue }] =
    await Promise.all([
      import('./yaml-source.ts'),
      import('./schema.ts'),
      import('./schema-shape.ts'),
      import('./explain-issue.ts'),
    ]);

  const source = parseYaml(file, text);
  if (source.problems.length > 0) return { problems: inOrder(source.problems) };

  const schema = configJsonSchema() as SchemaNode;
  const parsed = configSchema.safeParse(dropEmptyKeys(source.value ?? {}, schema), { error: expectation });
  if (!parsed.success) {
    return { problems: inOrder(parsed.error.issues.flatMap((issue) => explainIssue(file, issue, source, schema))) };
  }

  const config = resolveConfig(parsed.data, file, environment);
  const contradictions = contradictionsOf(parsed.data, config, environment).map(({ path, message }): ConfigProblem => ({
    file,
    ...source.positionOf(path),
    message,
  }));
  if (contradictions.length > 0) return { problems: inOrder(contradictions) };

  const given = pathsIn(source.value).map((path) => [dotted(path), source.positionOfKey(path).line] as const);
  return { config, given: new Map(given) };
}

function resolveConfig(raw: ConfigFile, file: string, environment: ConfigEnvironment): Config {
  const folder = resolve(environment.cwd, dirname(file));
  const absolute = (path: string): string => resolvePath(path, folder, environment.home);
  const schedule = { audit: raw.schedule.audit ?? null, timeZone: raw.schedule.timeZone ?? null };
  const workspaces = raw.workspaces.map((workspace): WorkspaceConfig => {
    const path = absolute(workspace.path);
    return {
      path,
      name: workspace.name ?? basename(path),
      include: workspace.include,
      exclude: workspace.exclude,
      schedule: {
        audit: workspace.schedule?.audit ?? schedule.audit,
        timeZone: workspace.schedule?.timeZone ?? schedule.timeZone,
      },
    };
  });

  return {
    workspaces: workspaces.length > 0 ? workspaces : [workspaceHere(environment.cwd, schedule)],
    rules: {
      folders: raw.rules.folders.map(absolute),
      enable: raw.rules.enable,
      disable: raw.rules.disable,
      severity: Object.entries(raw.rules.severity).map(([glob, severity]) => ({ glob, severity })),
      preview: raw.rules.preview,
    },
    limits: {
      maxFileBytes: raw.limits.maxFileSize,
      fileTimeoutMs: raw.limits.fileTimeout,
      workers: raw.limits.workers ?? Math.max(1, environment.cores - 1),
    },
    watch: {
      quietMs: raw.watch.quiet,
      upperBoundMs: raw.watch.upperBound,
      sweepIntervalMs: raw.watch.sweepInterval,
    },
    schedule,
    database: raw.database === undefined ? defaultDatabase(environment) : absolute(raw.database),
    log: {
      level: raw.log.level,
      format: raw.log.format,
      file: raw.log.file === undefined ? null : absolute(raw.log.file),
    },
    notify: {
      command: raw.notify.command.length > 0 ? raw.notify.command : null,
      minimumSeverity: raw.notify.minimumSeverity,
      minimumConfidence: raw.notify.minimumConfidence,
    },
  };
}

function workspaceHere(cwd: string, schedule: ScheduleConfig): WorkspaceConfig {
  return { path: cwd, name: basename(cwd), include: [], exclude: [], schedule };
}

/** The way to each value that is there. */
function pathsIn(value: unknown, path: ValuePath = []): ValuePath[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const inner = entries.flatMap(([key, entry]: [PropertyKey, unknown]) => pathsIn(entry, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

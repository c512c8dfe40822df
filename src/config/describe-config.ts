import type { Config } from './config.ts';
import type { LoadedConfig } from './load-config.ts';
import { formatDuration, formatSize } from './units.ts';
import { dotted, type ValuePath } from './value-path.ts';

/**
 * The configuration in force as YAML that could be a configuration file itself: every key, and behind each value where
 * it comes from (`# default` or `# config.yaml:12`).
 */
export async function describeConfig(file: string, { config, given }: LoadedConfig): Promise<string> {
  const { stringify } = await import('yaml');
  return `${describe(asWritten(config), []).join('\n')}\n`;

  function describe(value: object, path: ValuePath): string[] {
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]): string[] => {
      const here = [...path, key];
      const label = stringify(key).trimEnd();
      if (Array.isArray(inner) && inner.every((entry) => typeof entry === 'object')) {
        const entries = inner.flatMap((entry: object, index) =>
          describe(entry, [...here, index]).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`),
        );
        if (entries.length > 0) return [`${label}:`, ...indented(entries)];
      } else if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
        const lines = describe(inner, here);
        if (lines.length > 0) return [`${label}:`, ...indented(lines)];
      }
      const written = stringify(inner, {
        collectionStyle: 'flow',
        flowCollectionPadding: false,
        lineWidth: 0,
      }).trimEnd();
      const line = given.get(dotted(here));
      return [`${label}: ${written} # ${line === undefined ? 'default' : `${file}:${line}`}`];
    });
  }
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** `resolveConfig` backwards: the words of the file for the values in force. */
function asWritten({ workspaces, rules, limits, watch, schedule, database, log, notify }: Config): object {
  return {
    workspaces,
    rules: {
      ...rules,
      severity: Object.fromEntries(rules.severity.map(({ glob, severity }) => [glob, severity])),
    },
    limits: {
      maxFileSize: formatSize(limits.maxFileBytes),
      fileTimeout: formatDuration(limits.fileTimeoutMs),
      workers: limits.workers,
    },
    watch: {
      quiet: formatDuration(watch.quietMs),
      upperBound: formatDuration(watch.upperBoundMs),
      sweepInterval: formatDuration(watch.sweepIntervalMs),
    },
    schedule,
    database,
    log,
    notify: { ...notify, command: notify.command ?? [] },
  };
}

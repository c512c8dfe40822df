import type { Config, ConfigEnvironment } from './config.ts';
import type { ConfigFile } from './schema.ts';
import { dotted, type ValuePath } from './value-path.ts';

export interface Contradiction {
  readonly path: ValuePath;
  readonly message: string;
}

/** Mistakes that no single key shows: values that don't go together, and cron expressions, which others judge. */
export function contradictionsOf(raw: ConfigFile, config: Config, environment: ConfigEnvironment): Contradiction[] {
  return [
    // Without any in the file, the one that stands in is no mistake.
    ...(raw.workspaces.length > 0 ? doubledWorkspaces(raw, config) : []),
    ...(config.watch.quietMs > config.watch.upperBoundMs
      ? [{ path: ['watch', 'quiet'], message: 'watch.quiet is longer than watch.upperBound' }]
      : []),
    ...badAudits(raw, environment),
  ];
}

function doubledWorkspaces(raw: ConfigFile, { workspaces }: Config): Contradiction[] {
  return workspaces.flatMap(({ path, name }, index): Contradiction[] => {
    const samePath = workspaces.findIndex((other) => other.path === path);
    if (samePath < index) {
      const message = `workspaces[${index}].path: the same folder as workspaces[${samePath}]`;
      return [{ path: ['workspaces', index, 'path'], message }];
    }
    const sameName = workspaces.findIndex((other) => other.name === name);
    if (sameName === index) return [];
    const key = raw.workspaces[index]?.name === undefined ? 'path' : 'name';
    const message = `"${name}" is also the name of workspaces[${sameName}]: give one of them another "name"`;
    return [{ path: ['workspaces', index, key], message }];
  });
}

function badAudits({ schedule, workspaces }: ConfigFile, { cronProblem }: ConfigEnvironment): Contradiction[] {
  const audits = [
    { path: ['schedule', 'audit'], audit: schedule.audit },
    ...workspaces.map((workspace, index) => ({
      path: ['workspaces', index, 'schedule', 'audit'],
      audit: workspace.schedule?.audit,
    })),
  ];
  return audits.flatMap(({ path, audit }) => {
    const problem = audit === undefined ? null : (cronProblem?.(audit) ?? null);
    return problem === null ? [] : [{ path, message: `${dotted(path)}: ${problem}` }];
  });
}

// How far data was followed, for people: what was looked at, what was cut short, and what nobody knows.
import { escapeControl } from '../text/display.ts';

/** As the engine counted it. */
export interface FlowCoverage {
  readonly functions: number;
  readonly cutShort: number;
  readonly unresolved: ReadonlyMap<string, number>;
  readonly unmodelled: ReadonlyMap<string, number>;
}

const mostListed = 15;

/** Lines for standard error. `coverage` null: nothing was followed in this scan. */
export function coverageReport(repository: string, coverage: FlowCoverage | null): string {
  if (coverage === null) return `${escapeControl(repository)}: data was not followed.\n`;
  const { functions, cutShort, unresolved, unmodelled } = coverage;
  return [
    `${escapeControl(repository)}: how far data was followed`,
    `  functions in which flows can begin: ${functions}, cut short: ${cutShort}`,
    ...list('calls of something unknown, which may or may not hand on what they are given', unresolved),
    ...list('packages without a model, by the modules that import them', unmodelled),
    '',
  ].join('\n');
}

function list(title: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return [];
  const most = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, mostListed);
  const more = counts.size > most.length ? [`    and ${counts.size - most.length} more`] : [];
  return [`  ${title}:`, ...most.map(([name, count]) => `    ${count} × ${escapeControl(name)}`), ...more];
}

// A filter as conditions of a query. What people type goes into parameters, never into SQL.
import picomatch from 'picomatch';
import { confidences, severities } from '../model/rule.ts';
import type { Connection } from './connection.ts';
import type { FindingFilter } from './records.ts';
import { readRuleInfo } from './rule-sets.ts';
import { decisionOn } from './secret-decisions.ts';

const readPatterns = (json: string): string[] => JSON.parse(json);

export interface Conditions {
  /** SQL after WHERE, over finding `f` and repository `r`. */
  readonly where: string;
  readonly values: readonly (string | number)[];
}

export function toConditions(connection: Connection, filter: FindingFilter): Conditions {
  const parts: string[] = [];
  const values: (string | number)[] = [];
  const add = (part: string, ...more: readonly (string | number)[]): void => {
    parts.push(part);
    values.push(...more);
  };
  const oneOf = (column: string, wanted: readonly (string | number)[] | undefined): void => {
    if (wanted !== undefined) add(`${column} IN (${wanted.map(() => '?').join(', ')})`, ...wanted);
  };
  if (filter.repository !== undefined) {
    add('f.repository = (SELECT id FROM repository WHERE root = ?)', filter.repository);
  }
  oneOf('f.status', filter.statuses);
  oneOf(
    'f.severity',
    filter.severities?.map((severity) => severities.indexOf(severity)),
  );
  oneOf(
    'f.confidence',
    filter.confidences?.map((confidence) => confidences.indexOf(confidence)),
  );
  oneOf('f.category', filter.categories);
  if (filter.rules !== undefined) {
    add('f.rule_id IN (SELECT value FROM json_each(?))', JSON.stringify(fittingRules(connection, filter.rules)));
  }
  if (filter.paths !== undefined) add('path_fits(f.path, ?) = 1', JSON.stringify(filter.paths));
  if (filter.since !== undefined) add('f.opened_at >= ?', filter.since);
  if (filter.suppressed !== undefined) {
    add(`coalesce(f.suppression, ${decisionOn('f.secret')}) IS ${filter.suppressed ? 'NOT NULL' : 'NULL'}`);
  }
  return { where: parts.length > 0 ? parts.join(' AND ') : 'TRUE', values };
}

/** Gives the database the function that `paths` needs. */
export function addPathFunction(connection: Connection): void {
  const matchers = new Map<string, (path: string) => boolean>();
  connection.database.function('path_fits', { deterministic: true, directOnly: true }, (path, patterns) => {
    const name = String(patterns);
    const matcher = matchers.get(name) ?? pathMatcher(readPatterns(name));
    matchers.set(name, matcher);
    return matcher(String(path)) ? 1 : 0;
  });
}

/** True for a path that is one of `patterns`, lies below one, or fits one as a glob (`*` stays within a folder). */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const plain = patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/+$/, ''));
  const globs = plain.map((pattern) => picomatch(pattern, { dot: true, nonegate: true }));
  return (path) =>
    plain.some((pattern, index) => path === pattern || path.startsWith(`${pattern}/`) || globs[index]!(path));
}

/** Ids of all rules that findings may name and whose id or alias one of `patterns` names. */
function fittingRules(connection: Connection, patterns: readonly string[]): string[] {
  const fits = pathMatcher(patterns);
  const aliases = new Set(patterns.map((pattern) => pattern.toUpperCase()));
  const rules = connection.sql<{ name: string; info: string }>('SELECT name, info FROM rule').all();
  return rules.flatMap(({ name, info }) => {
    const byAlias = readRuleInfo(info).aliases.some((alias) => aliases.has(alias.toUpperCase()));
    return byAlias || fits(name) ? [name] : [];
  });
}

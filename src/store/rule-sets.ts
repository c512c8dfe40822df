// The tables `rule`, `rule_set` and `rule_set_rule`: rules as they were when they found something.
import type { RuleInfo } from '../model/rule.ts';
import type { Connection } from './connection.ts';
import type { RuleSetFacts } from './records.ts';

/** Rules as they were kept. */
export const readRuleInfo = (json: string): RuleInfo => JSON.parse(json);

/** The rule set's row, which is made where it is new. Within a write transaction. */
export function ruleSetId(connection: Connection, { version, rules }: RuleSetFacts): number {
  const found = findRuleSet(connection, version);
  if (found !== null) return found;
  const id = Number(connection.sql('INSERT INTO rule_set (version) VALUES (?)').run(version).lastInsertRowid);
  for (const rule of rules) {
    const info = JSON.stringify(rule);
    connection.sql('INSERT OR IGNORE INTO rule (name, info) VALUES (?, ?)').run(rule.id, info);
    connection
      .sql('INSERT INTO rule_set_rule (rule_set, rule) SELECT ?, id FROM rule WHERE name = ? AND info = ?')
      .run(id, rule.id, info);
  }
  return id;
}

export function findRuleSet(connection: Connection, version: string): number | null {
  return connection.sql<{ id: number }>('SELECT id FROM rule_set WHERE version = ?').get(version)?.id ?? null;
}

/** All rules by id, each as it was at the last scan that had it. */
export function listRules(connection: Connection): RuleInfo[] {
  return connection
    .sql<{ info: string; lastUsed: number }>(
      `WITH used AS (SELECT id, (SELECT max(scan.id) FROM scan WHERE scan.rule_set = rule_set.id) AS scan FROM rule_set)
       SELECT rule.info, max(used.scan) AS lastUsed
       FROM used JOIN rule_set_rule ON rule_set_rule.rule_set = used.id JOIN rule ON rule.id = rule_set_rule.rule
       GROUP BY rule.name ORDER BY rule.name`,
    )
    .all()
    .map(({ info }) => readRuleInfo(info));
}

/** The rules of one set, by rule id. */
export function rulesOf(connection: Connection, ruleSet: number): Map<string, RuleInfo> {
  const rows = connection
    .sql<{ name: string; info: string }>(
      'SELECT rule.name, rule.info FROM rule_set_rule JOIN rule ON rule.id = rule WHERE rule_set = ?',
    )
    .all(ruleSet);
  return new Map(rows.map(({ name, info }) => [name, readRuleInfo(info)]));
}

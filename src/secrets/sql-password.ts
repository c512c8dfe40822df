// Passwords of database users in SQL: `IDENTIFIED BY '…'` (MySQL, MariaDB, Oracle, ClickHouse), `CREATE ROLE … PASSWORD
// '…'` (PostgreSQL), `CREATE LOGIN … WITH PASSWORD = N'…'` (SQL Server), `SET PASSWORD FOR … = '…'`.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, type Hit, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { judgeWrittenPassword } from './written-password.ts';

/** How much of a statement may stand before the keyword. */
const longest = 400;
const literal = String.raw`N?(?:\\?'([^'\\\r\n]{1,128})\\?'|\\?"([^"\\\r\n]{1,128})\\?")`;
const identified = new RegExp(
  String.raw`identified\s{1,20}(?:with\s{1,20}["'\x60]?(\w{1,40})["'\x60]?\s{1,20})?(?:by|as)\s{1,20}(?:password\s{1,20})?(?:${literal}|([\w#$!.-]{1,60})(?=\s{0,20};))`,
  'diy',
);
const passwordIs = new RegExp(String.raw`password\s{0,20}(?:=\s{0,20})?(?:password\s{0,4}\(\s{0,4})?${literal}`, 'diy');
const assigned = new RegExp(
  String.raw`password\s{1,20}(?:for\s{1,20}\S{1,100}\s{0,20})?(?:=|to)\s{0,20}(?:password\s{0,4}\(\s{0,4})?${literal}`,
  'diy',
);
/** How a statement begins that makes or changes a user. */
const account = /\b(?:(?:create|alter|replace)\s{1,20}(?:user|role|login|group)|grant)\s/gi;
const set = /\bset\s{1,20}$/i;
const hash = /^(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$.*|\*[0-9A-F]{40}|0x[0-9A-F]+|\$\w+\$.*|[0-9A-F]{40,64})$/i;

/** The finder of the rule with `structure: sql-password`; its keywords are `identified` and `password`. */
export function sqlPasswordFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap((hit): Candidate[] => {
      const span = passwordAfter(text, hit);
      if (!span) return [];
      const [start, end] = span;
      const value = text.slice(start, end);
      const isHash = hash.test(value);
      const confidence = isHash || /[\s{}]/.test(value) ? null : judgeWrittenPassword(value);
      // A hash is no password by its name either.
      return confidence || isHash
        ? [candidateAt(place, { rule, rank: ranks.place, start, end, value, confidence })]
        : [];
    });
}

function passwordAfter(text: string, { start }: Hit): readonly [number, number] | null {
  const given = matchAt(identified, text, start);
  const statement = text.slice(Math.max(0, start - longest), start);
  if (given) {
    const hashed = /sha|hash|native|md5/i.test(given[1] ?? '') && /\bas\s/i.test(given[0]);
    return hashed || !isOfAccount(statement) ? null : spanOf(given, [2, 3, 4]);
  }
  const assignment = set.test(statement) ? matchAt(assigned, text, start) : null;
  if (assignment) return spanOf(assignment, [1, 2]);
  const option = matchAt(passwordIs, text, start);
  return option && isOfAccount(statement) ? spanOf(option, [1, 2]) : null;
}

/** Does the text up to the keyword belong to a statement that makes or changes a user? */
function isOfAccount(before: string): boolean {
  const last = [...before.matchAll(account)].at(-1);
  if (!last) return false;
  const rest = before.slice(last.index + last[0].length);
  return !/[;(){}]/.test(rest) && (/^grant/i.test(last[0]) ? /\sto\s/i.test(rest) : rest.length > 1);
}

function spanOf(match: RegExpExecArray, groups: readonly number[]): readonly [number, number] | null {
  return groups.map((group) => match.indices?.[group]).find((span) => span !== undefined) ?? null;
}

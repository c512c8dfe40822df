// Passwords in connection strings: lists of `Key=value;` (ADO.NET, ODBC, OLE DB), of `key=value` words (libpq), of
// `key=value,` after a host (StackExchange.Redis), JDBC addresses, Go's `joe:…@tcp(host)`. A password's key alone is
// none: the keys of a server or a user must stand beside it.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, type Hit, ranks } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { judgeWrittenPassword } from './written-password.ts';

const longest = 400;
const passwordKey = /(?:password|passwd|pwd)\s{0,2}=\s{0,2}/iy;
const value = /\\?'([^'\\\r\n]{1,128})\\?'|\{([^}\r\n]{1,128})\}|([^\s;"'<>\\`]{1,128})/dy;
/** Keys that tell where a list connects to, and as whom (ADO.NET, ODBC, OLE DB, Npgsql, libpq). */
const server =
  /(?:^|[;\s"'>`(?&])(?:server|data source|datasource|host|hostname|hostaddr|addr|address|network address|dsn|driver|provider)\s{0,2}=/i;
const user = /(?:^|[;\s"'>`(?&])(?:user ?id|uid|user|user ?name|database|dbname|initial catalog|port)\s{0,2}=/i;
const redisList = /[\w.-]{2,100}:\d{2,5}(?:,[\w.:-]{1,60}(?:=[\w.-]{1,60})?){0,10},$/;
const jdbcParameters = /^jdbc:[a-z0-9]{2,20}:[^\s"'<>]{0,400}[?&;:]$/i;
const oracle = /jdbc:oracle:(?:thin|oci8?):([^/@\s"':]{1,40})\/([^/@\s"']{1,80})@/diy;
const goAuthority = /([\w.-]{1,40}):([^@\s"'`/]{1,80})@$/d;

/** The finder of the rule with `structure: connection-string`. */
export function connectionStringFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) =>
    hits.flatMap((hit): Candidate[] => {
      const found = passwordAt(text, hit);
      if (!found) return [];
      const { start, end } = found;
      const password = text.slice(start, end);
      const confidence = judge(password, found.user);
      return confidence
        ? [candidateAt(place, { rule, rank: ranks.place, start, end, value: password, confidence })]
        : [];
    });
}

interface Found {
  readonly start: number;
  readonly end: number;
  readonly user: string | null;
}

function passwordAt(text: string, hit: Hit): Found | null {
  const keyword = text.slice(hit.start, hit.end).toLowerCase();
  if (keyword === 'jdbc:oracle:') {
    const match = matchAt(oracle, text, hit.start);
    return match && placed(match.indices![2]!, 0, match[1]!);
  }
  if (keyword.startsWith('@')) {
    const from = Math.max(0, hit.start + 1 - 130);
    const match = goAuthority.exec(text.slice(from, hit.start + 1));
    return match && placed(match.indices![2]!, from, match[1]!);
  }
  if (!matchAt(passwordKey, text, hit.start) || !isInList(text, hit.start, passwordKey.lastIndex)) return null;
  const match = matchAt(value, text, passwordKey.lastIndex);
  const span = match && [1, 2, 3].map((group) => match.indices![group]).find((one) => one !== undefined);
  if (!span) return null;
  const [start, end] = span;
  const cut = text.slice(start, end).search(/[&,]/); // an address's next parameter, a list's next entry
  return placed([start, cut < 0 || match[3] === undefined ? end : start + cut], 0, null);
}

function placed([start, end]: readonly [number, number], offset: number, name: string | null): Found {
  return { start: start + offset, end: end + offset, user: name };
}

/** Is the key at `at`, whose value begins at `valueAt`, one of a list that connects to something? */
function isInList(text: string, at: number, valueAt: number): boolean {
  const line = text.slice(Math.max(0, at - longest), at);
  const left = line.slice(line.lastIndexOf('\n') + 1);
  const address = left.lastIndexOf('jdbc:');
  if (address >= 0 && jdbcParameters.test(left.slice(address))) return true;
  if (left.endsWith(',')) return redisList.test(left);
  if (!/(?:^|[;\s"'>`(])$/.test(left)) return false;
  const rest = text.slice(valueAt, valueAt + longest);
  const list = `${left}${rest.slice(0, rest.search(/[\r\n]|$/))}`;
  const separated = /;\s{0,2}$/.test(left) || /^[^;\s]{1,128};/.test(rest) || /=\S{1,100} {1,2}$/.test(left);
  return separated && server.test(list) && user.test(list);
}

function judge(password: string, name: string | null): Candidate['confidence'] {
  if (/^[.…]+$|\$\{|^\(/.test(password)) return null;
  const confidence = judgeWrittenPassword(password);
  return confidence && password === name ? 'low' : confidence;
}

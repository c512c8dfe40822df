// Backwards from a value to the name that it is given to. The words that stand before it are read as what assigns them
// (assignments.ts), nearest first: a type, a scheme or an attribute may stand between name and value. What is no assignment
// to that (Clojure's maps, code in JSON) still has its name directly before it.
import { words } from '../names/words.ts';
import { assignmentsAt, type ReadText } from './assignments.ts';
import { secretNameKind } from './secret-name.ts';

/** How far before a value its name may begin, and how many words there may be names. */
const reach = 120;
const tries = 5;

const word = /[A-Za-z_$][\w.$-]*/g;
const directly =
  /([A-Za-z_$][\w.$-]{0,80})\\{0,3}["'`\])]{0,3}[ \t]{0,8}(?:(?:=>|:=|<-|[=:,(])[ \t]{0,8}\\{0,3}["'`]?|[ \t]\\{0,3}["'`])$/;
const headerScheme = /\b(bearer|token|apikey|key)[ :=]{1,2}["'`]?$/i;

/**
 * The name, of those that the value between the offsets is given to, that promises a secret; the scheme, in an Authorization
 * header; null where there is none.
 */
export function secretNameOf(input: ReadText, start: number, end: number): string | null {
  const from = Math.max(0, start - reach);
  const before = input.text.slice(from, start);
  for (const { 0: name, index } of [...before.matchAll(word)].slice(-tries).toReversed()) {
    const at = from + index;
    const { assignments } = assignmentsAt(input, { start: at, end: at + name.length });
    const holding = assignments.find((one) => one.binding !== 'sentence' && one.start <= start && end <= one.end);
    if (holding !== undefined && secretNameKind(holding.name) !== null) return holding.name;
  }
  const direct = directly.exec(before)?.[1];
  if (direct !== undefined && secretNameKind(direct) !== null) return direct;
  return headerScheme.exec(before)?.[1] ?? null;
}

const plainWords = new Set(
  'access account admin api app auth authentication authorization basic bearer client cloud credential credentials deploy key master my organization pass password pat personal private project repo secret service token user value x'.split(
    ' ',
  ),
);

/** It promises a secret and says nothing of whose: `api_key`, `X-Auth-Token`, `Bearer`. */
export function isPlainName(name: string): boolean {
  return words(name).every((one) => plainWords.has(one));
}

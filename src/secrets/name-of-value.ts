// Backwards from a value to the name that it is given to. The names that stand before it are read as what assigns them
// (assignments.ts), nearest first, until one is given a text that holds the value; what is no assignment to that (Clojure's
// maps, code in JSON) still has its name directly before it.
import { assignmentAt } from './assignments.ts';
import type { Format } from './path-facts.ts';

/** How far before a value its name may begin, and how many words there may be names. */
const reach = 120;
const tries = 5;

const word = /[A-Za-z_$][\w.$-]*/g;
const directly =
  /([A-Za-z_$][\w.$-]{0,80})\\{0,3}["'`\])]{0,3}[ \t]{0,8}(?:(?:=>|:=|<-|[=:,(])[ \t]{0,8}\\{0,3}["'`]?|[ \t]\\{0,3}["'`])$/;
const headerScheme = /\b(?:bearer|token|apikey|key)[ :=]{1,2}["'`]?$/i;

/** The name that the value between the offsets is given to; the scheme, for an Authorization header's; null where it has none. */
export function nameOfValue(text: string, start: number, end: number, format: Format): string | null {
  const from = Math.max(0, start - reach);
  const before = text.slice(from, start);
  const scheme = headerScheme.exec(before);
  const candidates = [...before.matchAll(word)].slice(-tries).toReversed();
  for (const { 0: name, index } of candidates) {
    const at = from + index;
    const { assignment } = assignmentAt(text, { start: at, end: at + name.length }, format);
    if (assignment && assignment.start <= start && end <= assignment.end) return assignment.name;
  }
  const direct = directly.exec(before)?.[1];
  if (direct !== undefined) return direct;
  return scheme ? scheme[0].replace(/[^a-z].*$/i, '') : null;
}

// Values without a shape of their own: passwords, tokens and keys that only the name tells. Takes them from the syntax
// tree's literals where there are some, otherwise from the text's assignments.
import type { SecretRule } from '../model/secret-rule.ts';
import { assignmentAt } from './assignments.ts';
import { type Candidate, type DetectorInput, type Finder, type Hit, ranks } from './candidate.ts';
import { judgeGenericValue, type GenericValue } from './judge-generic-value.ts';
import type { AssignedLiteral } from './secret-match.ts';

/** The finder of the rule with `structure: generic`. */
export function genericFinder(rule: SecretRule): Finder {
  return (input, hits) => {
    const candidate = (given: Omit<GenericValue, 'place'>, start: number, end: number): Candidate[] => {
      const judged = judgeGenericValue({ ...given, place: input.place });
      const { name, value } = given;
      return judged
        ? [{ rule, rank: ranks.generic, start, end, value, name, ...judged, severity: null, partner: null }]
        : [];
    };
    return input.literals
      ? input.literals.flatMap((literal) => candidate({ ...literal, quoted: true }, ...spanOf(input, literal)))
      : fromText(input, hits, candidate);
  };
}

type Judge = (given: Omit<GenericValue, 'place'>, start: number, end: number) => Candidate[];

function fromText({ text, place }: DetectorInput, hits: readonly Hit[], judge: Judge): Candidate[] {
  const candidates: Candidate[] = [];
  let covered = 0;
  let bareUntil = 0;
  for (const hit of hits) {
    if (hit.start < covered) continue;
    // Within a value without quotes another one begins only where it is marked: a query's parameter, a flag, a quote.
    const { nameEnd, assignment } = assignmentAt(text, hit, hit.start < bareUntil ? 'code' : place.format);
    covered = nameEnd;
    if (!assignment) continue;
    const { start, end, quoted } = assignment;
    if (!quoted) bareUntil = end;
    candidates.push(...judge(assignment, start, end));
  }
  return candidates;
}

/** Where the value stands within its literal; the whole literal where it is written with escapes or in parts. */
function spanOf({ text, lines }: DetectorInput, { region, value }: AssignedLiteral): [number, number] {
  const index = lines();
  const start = index.offsetAt(region.startLine, region.startColumn);
  const end = index.offsetAt(region.endLine, region.endColumn);
  const within = text.slice(start, end).indexOf(value);
  return within < 0 || value === '' ? [start, end] : [start + within, start + within + value.length];
}

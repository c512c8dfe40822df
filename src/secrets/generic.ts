// Values without a shape of their own: passwords, tokens and keys that only their surroundings tell. Everything that could
// be one is collected first (generic-candidates.ts), then the classifier judges each by itself.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, ranks } from './candidate.ts';
import { type Classifier, createClassifier } from './classifier/classifier.ts';
import { builtInModel } from './classifier/model.ts';
import { genericCandidates } from './generic-candidates.ts';
import { isNameOfPublic, isSurelyNone } from './surely-none.ts';

/** The finder of the rule with `structure: generic`. */
export function genericFinder(rule: SecretRule): Finder {
  return (input, hits) =>
    genericCandidates(input, hits, rule.keywords).flatMap((candidate): Candidate[] => {
      const { text, place } = input;
      if (isSurelyNone(candidate.plain, place) || isNameOfPublic(candidate.name) || goesOn(text, candidate.end))
        return [];
      const verdict = classifier().judge({ candidate, text, place });
      if (verdict === null) return [];
      const { confidence, reasons } = verdict;
      const { name, value, start, end } = candidate;
      const note = `told by ${fitting(reasons).join(', ')}`;
      return [{ rule, rank: ranks.generic, start, end, value, name, confidence, severity: null, note, partner: null }];
    });
}

/** A message is one line for people: its reasons take so many characters at most. */
const longestReasons = 76;

function fitting(reasons: readonly string[]): readonly string[] {
  const fit = reasons.findLastIndex((_, last) => reasons.slice(0, last + 1).join(', ').length <= longestReasons);
  return reasons.slice(0, Math.max(0, fit) + 1);
}

/** An ellipsis follows: documentation leaves the rest out. */
function goesOn(text: string, end: number): boolean {
  return text.startsWith('..', end) || text.startsWith('..', end - 1) || text[end] === '…';
}

let builtIn: Classifier | null = null;

/** Made when the first text has a candidate: most processes that only answer questions need none. */
function classifier(): Classifier {
  return (builtIn ??= createClassifier(builtInModel()));
}

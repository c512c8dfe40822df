// What the model knows of words: which of them count, and how letters follow each other in words that people write. Counted
// over the training rows; a word counts only where several repositories use it.
import { wordKeys } from '../../src/secrets/classifier/features.ts';
import type { LetterTables } from '../../src/secrets/classifier/letters.ts';
import type { LabelledRow } from './labelled-rows.ts';
import type { ReadRow } from './samples.ts';

const leastGroups = 4;
const mostKeys = 900;
const leastGroupsOfWord = 5;
const mostWords = 3000;

/** The keys of words that count: those that most repositories' candidates have. */
export function countedKeys(rows: readonly ReadRow[]): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { group, candidates } of rows) {
    for (const { candidacy, isSecret } of candidates) {
      for (const key of wordKeys(candidacy)) {
        // Of a secret's own words nothing is learnt: they are made up.
        if (isSecret === true && key.startsWith('v:')) continue;
        const own = groups.get(key);
        if (own) own.add(group);
        else groups.set(key, new Set([group]));
      }
    }
  }
  return [...groups]
    .filter(([, own]) => own.size >= leastGroups)
    .toSorted((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostKeys)
    .map(([key]) => key)
    .toSorted();
}

/** Pairs of letters and known words, from all lines but the secrets' own. */
export function letterTables(rows: readonly LabelledRow[]): LetterTables {
  const groups = new Map<string, Set<string>>();
  for (const { group, label, before, lines, after } of rows) {
    for (const line of [...before, ...(label === 'T' ? [] : lines), ...after]) {
      for (const word of line.slice(0, 400).match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []) {
        if (word.length < 3 || word.length > 14) continue;
        const lowered = word.toLowerCase();
        const own = groups.get(lowered);
        if (own) own.add(group);
        else groups.set(lowered, new Set([group]));
      }
    }
  }
  const known = [...groups].filter(([, own]) => own.size >= 3);
  const counts = Array.from({ length: 26 * 26 }, () => 0.5);
  for (const [word] of known) {
    for (let at = 0; at < word.length; at++) {
      if (at > 0) counts[(word.charCodeAt(at - 1) - 97) * 26 + word.charCodeAt(at) - 97]!++;
    }
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  // Beside an even distribution, so that rare letters tell as well.
  const pairs = counts.map((count) => Math.round(10 * Math.log2((count / all) * 676)));
  const words = known
    .filter(([word, own]) => word.length >= 4 && own.size >= leastGroupsOfWord)
    .toSorted((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word)
    .toSorted();
  return { pairs, words: new Set(words) };
}

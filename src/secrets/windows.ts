// Where a rule looks: at its keywords, where every token begins with one, and otherwise around them, no further than its
// longest token reaches. So what a rule costs depends on where its keywords stand and not on how long the text is.
import type { Hit } from './candidate.ts';

/** How far a token that may have any length begins before its keyword, and how far it reaches beyond. */
const unbounded = { before: 256, after: 4096 };
/** What is read around a window for the sake of boundaries. */
const context = 128;

/** A stretch in which tokens are looked for. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Stretches around the hits (by rising end), overlapping ones joined; by rising start.
 * @param longest the longest token
 * @param within how far from a keyword the token may stand; null: the keyword is a part of it
 */
export function windowsAround(hits: readonly Hit[], length: number, longest: number, within: number | null): Window[] {
  const before = longest > unbounded.after ? unbounded.before : longest;
  const after = Math.min(longest, unbounded.after);
  const joined: { from: number; to: number }[] = [];
  for (const { start, end } of hits) {
    const from = Math.max(0, within === null ? end - before : start - within - before);
    const to = Math.min(length, within === null ? start + after : end + within + after);
    const last = joined.at(-1);
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
      last.from = Math.min(last.from, from);
    } else joined.push({ from, to });
  }
  return joined;
}

/**
 * The matches of a global regular expression that lie in a window. What stands around the window counts for assertions;
 * a match that the window cuts is none, as it may be a part of a longer one.
 */
export function* matchesWithin(
  pattern: RegExp,
  text: string,
  { from, to }: Window,
): Generator<{ readonly start: number; readonly value: string }> {
  const begin = Math.max(0, from - context);
  const part = text.slice(begin, to + context);
  pattern.lastIndex = from - begin;
  for (let match = pattern.exec(part); match !== null; match = pattern.exec(part)) {
    const start = begin + match.index;
    if (start >= to) return;
    const isCut = pattern.lastIndex === part.length && begin + part.length < text.length;
    if (!isCut) yield { start, value: match[0] };
  }
}

/** The matches of a sticky regular expression that begin where hits (by rising end) do; within a match none is looked for. */
export function* matchesFrom(
  pattern: RegExp,
  text: string,
  hits: readonly Hit[],
): Generator<{ readonly start: number; readonly value: string }> {
  let last = { start: -1, end: -1 };
  for (const { start } of hits) {
    if (start >= last.start && start < last.end) continue;
    pattern.lastIndex = start;
    const value = pattern.exec(text)?.[0];
    last = { start, end: start + (value?.length ?? 1) };
    if (value !== undefined) yield { start, value };
  }
}

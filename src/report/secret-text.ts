// What is said of a secret in words: the same in every format.
import type { Exposure, KnownSecret, SecretAdvice, SecretCommit } from '../model/secret-history.ts';
import { count } from '../text/count.ts';
import { escapeControl } from '../text/display.ts';

/** Characters of a commit's id that people are shown. */
const shownId = 12;

const adviceWords: Readonly<Record<SecretAdvice, string>> = {
  move: 'Only this disk has it: move it out of the file before it is committed.',
  unstage: 'It is staged, not committed: unstage it and move it out of the file.',
  rewrite: 'It is committed, but no remote branch has it: rewrite the commits before you push, or rotate it.',
  rotate:
    'Rotate it: revoke it where it was issued, and put the new one elsewhere. Who fetched the history keeps the old one.',
  finish:
    'It was changed in one place, but the old value still stands in another: change it there too, then revoke it.',
  none: 'Another value took its place. If the old one is revoked, nothing is left to do.',
};

const exposureWords: Readonly<Record<Exposure, string>> = {
  disk: 'on disk only',
  staged: 'staged',
  committed: 'committed',
  pushed: 'pushed',
};

/** What is to be done, one or two sentences. */
export function adviceText({ advice }: KnownSecret): string {
  return adviceWords[advice];
}

/** How far it has come, in words. */
export function exposureText({ exposure }: KnownSecret): string {
  return exposure === null ? 'not known' : exposureWords[exposure];
}

/** It stands nowhere any more but in git's history. */
export function isGone({ places }: KnownSecret): boolean {
  return places.length === 0;
}

/** `config.py:12`, and how many places more; of one that is gone, where it stood. */
export function whereText({ places, past }: KnownSecret): string {
  const [first] = places;
  if (first === undefined) return past[0] === undefined ? '' : placeText(past[0].brought);
  const more = places.length - 1;
  return placeText(first) + (more === 0 ? '' : ` and ${count(more, 'place')} more`);
}

/** `config.py:12`. What has no path is a content that git holds under its id alone. */
export function placeText({ path, line }: Pick<SecretCommit, 'path' | 'line'>): string {
  return `${path === '' ? '(no path)' : path}:${line}`;
}

/** An id as people are shown it. */
export function shortId(id: string): string {
  return escapeControl(id.slice(0, shownId));
}

/** One sentence for lists that have room for no more. */
export function secretSentence(secret: KnownSecret): string {
  const { kind, past } = secret;
  const [first] = past;
  const parts = [
    `A secret (${kind}) is ${isGone(secret) ? "gone from the files, but still in git's history" : exposureText(secret)}.`,
    ...(first === undefined ? [] : [`Commit ${shortId(first.brought.id)} brought it.`]),
    ...(first?.removed ? [`Commit ${shortId(first.removed.id)} removed it.`] : []),
    adviceText(secret),
  ];
  return parts.join(' ');
}

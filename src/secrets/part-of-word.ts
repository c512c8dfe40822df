// Keywords are found anywhere; many stand at the beginning of words that have nothing to do with secrets.
import type { Hit } from './candidate.ts';
import { matchAt } from './match-at.ts';

/** How a keyword may go on within its word: `authorization`, but not `author`; `keys`, but not `keystone`. */
const continuations: Readonly<Record<string, RegExp>> = {
  key: /s?(?![a-z])/iy,
  token: /s?(?![a-z])/iy,
  auth: /(?:s|en\w*|ori[sz]\w*|token|key|pass|data|secret|code|string|salt)?(?![a-z])/iy,
  pass: /w|phrase|code|key|s?(?![a-z])/iy,
  cred: /(?:s|en\w*)?(?![a-z])/iy,
};

/** Whether a keyword's occurrence is but the beginning of another word. */
export function isPartOfWord(text: string, { start, end }: Hit): boolean {
  const [last, next] = [text.charCodeAt(end - 1), text.charCodeAt(end)];
  const goesOn = last >= 97 ? next >= 97 && next <= 122 : next >= 65 && next <= 90;
  if (!goesOn) return false;
  const continuation = continuations[text.slice(start, end).toLowerCase()];
  return continuation !== undefined && matchAt(continuation, text, end) === null;
}

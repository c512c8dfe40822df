// Keywords are found anywhere; many stand in words that have nothing to do with secrets, most at their beginning.
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

/** What makes another word of a keyword that ends it: `monkey`, `bypass`, `sacred`. Names are often written together (`apikey`). */
const beginnings: Readonly<Record<string, RegExp>> = {
  key: /(?:mon|tur|don|hoc|joc|whis|mic|lac)$/i,
  pass: /(?:com|by|tres|sur|encom|over|under)$/i,
  cred: /sa$/i,
};

/** Whether a keyword's occurrence is but a part of another word. */
export function isPartOfWord(text: string, { start, end }: Hit): boolean {
  const [last, next] = [text.charCodeAt(end - 1), text.charCodeAt(end)];
  const goesOn = last >= 97 ? next >= 97 && next <= 122 : next >= 65 && next <= 90;
  const keyword = text.slice(start, end).toLowerCase();
  if (!goesOn) return beginnings[keyword]?.test(text.slice(Math.max(0, start - 6), start)) ?? false;
  const continuation = continuations[keyword];
  return continuation !== undefined && matchAt(continuation, text, end) === null;
}

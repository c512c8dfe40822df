// Where a URL leads is said by its beginning: what comes behind the host does not change it.
import { kindBit, type Kinds } from './kinds.ts';

/** Stands for a part of a text that is not written out in the program; no text of a program holds it. */
export const notWritten = '\uFFFC';

const host = kindBit('redirect') | kindBit('url');

const longest = 200;

/** What is kept of how a text begins: nothing where it says nothing of a URL. */
export function beginningOfUrl(text: string): string | null {
  const isTelling = text !== '' && (!text.startsWith(notWritten) || /[:/?#]/.test(text));
  return isTelling ? text.slice(0, longest) : null;
}

/**
 * For which kinds of sink it no longer matters what follows.
 * @param before the text so far, with `notWritten` for its unknown parts
 * @param next how what follows begins, as far as that is known
 */
export function decidedBy(before: string, next: string): Kinds {
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(before)) return host;
  // `/page`, but not `//host` or `/\\host`, which browsers read alike.
  if (/^\/[^/\\]/.test(before)) return kindBit('redirect');
  // `base + "/page"`: whoever chose the beginning chose the host, unless it is only `scheme://`.
  if (!before.startsWith(notWritten)) return 0;
  const written = before + next;
  return /[/?#]/.test(written) && !/\/\/[^/?#]*$/.test(written) ? host : 0;
}

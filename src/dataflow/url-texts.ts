// Texts that are put together to a URL: which part stands where the host is. What characters a name has says nothing of
// where it leads, so there only a check of the host itself helps.
import { notWritten } from './url-beginnings.ts';

/** How a URL begins whose host is still to come, or comes to no end. */
const openHost = new RegExp(String.raw`^([a-z${notWritten}][a-z0-9+.${notWritten}-]*:)?//[^/?#:@\\]*$`, 'i');
/** A domain of the program's, below which any name is the program's too: `.example.org/`. */
const restOfDomain = /^(\.[a-z0-9-]+)*\.[a-z]+([/?#:]|$)/i;

/**
 * Whether what stands between these two texts can choose the host.
 * @param before as far as it is known, with `notWritten` for its unknown parts; null: nothing of it
 * @param after null: not known
 */
export function isAtHost(before: string | null, after: string | null): boolean {
  return before !== null && openHost.test(before) && (after === null || !restOfDomain.test(after));
}

/** What stands around the first place of a format (`%s`, `{}`, `{name}`), and its name. */
export interface FormatPlace {
  readonly before: string;
  readonly name: string;
  readonly after: string;
}

/** @param place of which the first group is the name */
export function firstPlace(format: string, place: RegExp): FormatPlace | null {
  const found = place.exec(format);
  if (found === null) return null;
  return {
    before: format.slice(0, found.index),
    name: found[1] ?? '',
    after: format.slice(found.index + found[0].length),
  };
}

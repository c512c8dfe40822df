// Credentials that a command is given by a short option: `curl -u user:password`, `sshpass -p password`,
// `mysql -uroot -ppassword`.
import type { Hit } from './candidate.ts';
import { matchAt } from './match-at.ts';
import { closingQuote, quoteAt, type ReadValue } from './read-value.ts';

const options: Readonly<Record<string, RegExp>> = {
  curl: /(?:curl|wget)\b[^\r\n|;]{0,300}?\s(?:-u|--user)[ =]{0,2}/iy,
  sshpass: /sshpass\b[^\r\n|;]{0,80}?\s-p[ ]?/iy,
  'mysql -': /mysql[^\r\n|;]{0,120}?\s-p(?=[^\s])/iy,
};

/** Whether a keyword is a command's name, which no value is given to. */
export function isCommand(text: string, { start, end }: Hit): boolean {
  const first = text.charCodeAt(start) | 32; // in lower case
  return (
    (first === 99 || first === 109 || first === 115) && Object.hasOwn(options, text.slice(start, end).toLowerCase())
  );
}

const word = /[^\s"'`|;<>()]{2,200}/y;

/** The password that follows a command's name at a hit; null where there is none. */
export function commandCredentialsAt(text: string, hit: Hit): ReadValue | null {
  if (!isCommand(text, hit)) return null;
  const pattern = options[text.slice(hit.start, hit.end).toLowerCase()];
  if (!pattern || !matchAt(pattern, text, hit.start)) return null;
  const at = pattern.lastIndex;
  const quote = quoteAt(text, at);
  const start = at + quote.length;
  const end = quote === '' ? start + (matchAt(word, text, start)?.[0].length ?? 0) : closingQuote(text, start, quote);
  const given = text.slice(start, Math.max(start, end));
  const colon = pattern === options['curl'] ? given.indexOf(':') : -1;
  if (given === '' || (pattern === options['curl'] && colon < 0)) return null;
  return { value: given.slice(colon + 1), start: start + colon + 1, end, quoted: quote !== '', wrapped: false };
}

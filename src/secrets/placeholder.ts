// Values that only hold the place of a secret: masks, templates, and words that say so.

/** `xxxx`, `****`, `....`, `0000`: one or two characters over and over, or a long run of a masking one within. */
export function isMask(value: string): boolean {
  if (value.length === 0) return true;
  if (/(?:\*{3}|[xX]{5}|\.{3}|…|•{2}|_{5}|-{5}|#{4}|\?{3}|={4}.)/.test(value)) return true;
  return value.length >= 4 && new Set(value.toLowerCase()).size <= (value.length >= 10 ? 2 : 1);
}

/** Something is to be put in here: `${VAR}`, `{{ x }}`, `<token>`, `%(x)s`, `#{x}`, `$VAR`, `%VAR%`, `@VAR@`, `__VAR__`. */
export function isTemplate(value: string): boolean {
  return (
    /[$#@%]\{|\{\{|\}\}|\{%|%\}|<%|%>|\$\(|\$\[|%\(\w+\)[sd]|%[-0-9.]*[sdvrq](?![A-Za-z0-9])/.test(value) ||
    /\{[A-Za-z_]?[\w.:!-]*\}/.test(value) ||
    /^<.*>$|<[A-Za-z][\w .:|/-]*>|^\[[A-Za-z][\w .:-]*\]$|^\(.*\)$/.test(value) ||
    /^\$+[A-Za-z_]\w*$|^%{1,2}[A-Za-z_]\w*%{1,2}$|^@[A-Za-z_]\w*@$|^__[A-Za-z]\w*__$|^\$\w+\$$|^!\w+!$/.test(value)
  );
}

/** `DB_PASS`, `RABBIT_PASSWORD`, `API-KEY`: documentation's way to name what belongs there. */
export function isMetavariable(value: string): boolean {
  return /^[A-Z]+(?:[-_ ][A-Z]+)*\d?$/.test(value) && /PASS|PWD|SECRET|TOKEN|KEY|CRED/.test(value);
}

const placeholderWord =
  /example|placeholder|changeme|change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this|with)|redacted|removed|hidden|masked|dummy|sample|insert[-_ ]?|fill[-_ ]?(?:me|in)|todo|fixme|(?:^|[^a-z])your(?:s|self)?(?![a-z]{4})|(?:^|[-_ <])my[-_]|xxx|goes[-_]?here|[-_ ]here$|not[-_ ]?(?:set|real|used|secret|a[-_ ])|fake|foobar|lorem|ipsum|invalid|bogus|undefined|unknown|whatever|something|^some[-_ ]|^the[-_ ]|^an?[-_ ]|^enter[-_ ]|^put[-_ ]|^paste[-_ ]|^set[-_ ]/i;

/** It says of itself, in words, that it is none: `your-token-here`, `EXAMPLEKEY`, `changeme`. */
export function saysPlaceholder(value: string): boolean {
  return placeholderWord.test(value);
}

/** Words that chance does not write into a random token. */
const wordInToken =
  /example|placeholder|changeme|your[-_]?(?:api|token|key|secret|access|project)|your[-_]|replace[-_]?(?:me|with)|redacted|insert[-_]|dummy[-_]|fake[-_]|[-_]fake|[-_]here$|invalid|foobar/i;
const countsUp = /0123456789|1234567890|123456789|abcdefgh|abcdef012|abcd1234|1234abcd|deadbeef|qwertyui|a1b2c3d4/i;

/** A token of a provider's shape that was made up: a mask, a template, a sequence, or a word within. */
export function isPlaceholder(token: string): boolean {
  const body = token.replace(/^[A-Za-z]+[-_.]/, '');
  return isMask(body) || isTemplate(token) || wordInToken.test(token) || countsUp.test(token) || repeats(body);
}

/** Fewer different characters than any random token has, or one piece over and over. */
function repeats(body: string): boolean {
  if (body.length < 16) return false;
  if (new Set(body).size < 7) return true;
  for (let period = 1; period <= body.length / 3; period++) {
    if (body.endsWith(body.slice(0, body.length - period))) return true;
  }
  return false;
}

// Does a setting's value look like a secret? By its key and its shape alone, for rules about settings, which know no line
// around it. What secrets in texts are the classifier decides (classifier/).
import type { Confidence } from '../model/rule.ts';
import { type Candidate, lower } from './candidate.ts';
import type { Assignment } from './assignments.ts';
import { entropy } from './entropy.ts';
import type { PathFacts } from './path-facts.ts';
import { isMask, isMetavariable, isTemplate, saysPlaceholder } from './placeholder.ts';
import { secretNameKind } from './secret-name.ts';
import { wordShare } from './wordlike.ts';

export type GenericValue = Pick<Assignment, 'name' | 'value' | 'binding' | 'quoted'> & { readonly place: PathFacts };

export type GenericJudgement = Pick<Candidate, 'note'> & { readonly confidence: Confidence };

/** How sure we are that the value is a secret, or null for none. */
export function judgeGenericValue(given: GenericValue): GenericJudgement | null {
  const kind = secretNameKind(given.name);
  if (kind === null || given.place.generated || isNoSecret(given.value)) return null;
  const confidence = kind === 'password' ? judgePassword(given) : judgeToken(given.value, kind === 'weak');
  if (confidence === null) return null;
  if (given.binding === 'pair' && !isGibberish(given.value) && !looksRandom(given.value)) return null;
  const weak = given.place.madeUp || given.binding === 'pair' || given.binding === 'comparison';
  return { confidence: weak ? lower(confidence) : confidence, note: null };
}

/** What stands where a secret would, and is none whatever the name. */
function isNoSecret(value: string): boolean {
  return (
    value.length < 4 ||
    value.length > 500 ||
    isMask(value) ||
    isTemplate(value) ||
    saysPlaceholder(value) ||
    isMetavariable(value) ||
    isReference(value) ||
    isStatement(value) ||
    /^\d{1,5}$|^(?:\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|.))+$|^[-+]?\d+\.\d+$/.test(value)
  );
}

/** It names the place of a value: a path, an address, a variable, an entry of a vault, a type, a member. */
function isReference(value: string): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\/|^(?:vault|arn|secretref|secretkeyref|ref|env|file|op|keyring|ssm|gcp-sm|awssm|kms|data|urn|cn|ssh-rsa|ssh-ed25519|sha\d+|md5|bcrypt|pbkdf2\S*|argon2\S*|aes|base64)[:\s]/i.test(
      value,
    ) ||
    /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\)[^\s]*$|\.(?:pem|key|crt|cer|json|ya?ml|txt|py|js|ts|rb|go|java|php|html?|conf|cfg|ini|env|sh|xml|p12|jks|pfx|com|org|net|io)$/i.test(
      value,
    ) ||
    /^(?:os|process|sys|settings|config|env|ENV|System|self|this|secrets|vars?|local|module|data|params?|request|req|props|options|args|context|ctx|app|state|user|form|Deno|import|steps|inputs|github)\b[.[(]/.test(
      value,
    ) ||
    /^\$2[abxy]\$\d\d\$|^\$(?:1|5|6|argon2\w*|scrypt|pbkdf2\S*)\$|^\{(?:SSHA?|SHA|MD5|CRYPT)\w*\}|^(?:pbkdf2_\w+|md5|sha1|unsalted_\w+)\$/i.test(
      value,
    ) ||
    // An entry point, an identifier in a name space.
    /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+:[A-Za-z_]\w*$|^[\w.-]+:[a-z]+_(?:token|secret|password|key)$/i.test(value) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ||
    /^[\w.$]+\(.*\)?;?$|^\w+(?:\[[^\]]*\])+$|->|::|=>|^\\?[[(<]|^[\w.]+\.\w+\s*$(?<![\d!@#]\w*)/.test(value)
  );
}

/** Words for people, literals of other types, code. */
function isStatement(value: string): boolean {
  return (
    /\s|^(?:true|false|null|nil|none|undefined|yes|no|on|off|empty|string|str|int|integer|bool|boolean|bytes|object|any|text|optional|required|disabled|enabled|never|always|auto|default|void|char|varchar.*|password|secret|token|key|username|user)$/i.test(
      value,
    ) ||
    /[\u0080-\uffff]/.test(value) ||
    /^[\s,;:=(){}[\]]|[=({[]$/.test(value)
  );
}

const secretWord = /pass(?:w(?:or)?d|phrase)?|pwd|secret|token|credential|auth|api|key/i;

/** A value that a person chose. */
function judgePassword({ value, quoted, binding }: GenericValue): Confidence | null {
  if (isName(value)) return null;
  if (/^[A-Z][a-z]+$/.test(value) && secretNameKind(value) === 'password') return null; // a form's label
  if (/^[a-z]+\d{0,4}$/i.test(value) && secretWord.test(value)) return /^[A-Z]+$/.test(value) ? null : 'low';
  if (isGibberish(value)) return 'medium';
  const classes = classCount(value);
  if (!quoted && binding !== 'query' && classes === 1) return 'low';
  return classes >= 2 || value.length >= 12 ? 'medium' : 'low';
}

/** A value that a machine made: long, mixed, without words. */
function judgeToken(value: string, weak: boolean): Confidence | null {
  if (!/^[\w+/=.~:!@#$%^&*()-]+$/.test(value)) return null;
  if (looksRandom(value)) return weak ? 'low' : 'medium';
  if (weak || value.length < 6 || isName(value)) return null;
  return (/\d/.test(value) && /[a-z]/i.test(value)) || isGibberish(value) ? 'low' : null;
}

/** `user_password`, `X-Auth-Token`, `auth.token`, `passwordField`: words joined as in identifiers, without a digit. */
function isName(value: string): boolean {
  if (/[^A-Za-z_.:$/-]/.test(value.replace(/[-_.]?\d+$/, ''))) return false;
  if (/[A-Za-z][_.:/-][A-Za-z]|^[a-z]+[_.-]\d$/.test(value)) return true;
  return /^[a-z]+(?:[A-Z][a-z]+)+$|^(?:[A-Z][a-z]+){2,}$/.test(value) && secretWord.test(value);
}

function classCount(value: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((set) => set.test(value)).length;
}

/** Letters that no words are made of. */
function isGibberish(value: string): boolean {
  const letters = value.replaceAll(/[^A-Za-z]/g, '');
  return letters.length >= 6 && wordShare(value) < 0.5;
}

/** At least 16 characters and the entropy of chance; without digits the letters must be no words. */
function looksRandom(value: string): boolean {
  if (value.length < 16 || !/[A-Za-z]/.test(value)) return false;
  if (!/\d/.test(value) && !isGibberish(value)) return false;
  const hexadecimal = /^(?:0x)?[0-9a-f]+$/i.test(value);
  return entropy(value) >= (hexadecimal ? 2.9 : Math.min(3.6, Math.log2(value.length) - 0.7)) && wordShare(value) < 0.8;
}

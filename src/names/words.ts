// Names are read by their words, never by substrings: `compass` and `passed` have nothing to do with passwords.
// Words are divided at `_`, `-`, spaces, dots and changes of case; words that were written together in one case
// (`DATABASEPASSWORD`, `dbpasswd`) are divided where a small vocabulary accounts for every letter.
import { remembering } from './remember.ts';

const parts = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{Lu}+|\p{N}+/gu;

/** Words that people write together, and those they write them together with. */
const vocabulary = new Set(
  `access account admin alias answer api app application auth aws azure backup base bind cert client cloud code config
  confirm confirmation connect connection consumer cookie cred credential credentials crypto current customer data
  database db default demo deploy device dev digest django email encryption env expiry field file flask ftp function
  generate generated git github gitlab global google guest hash hashed hint host http id imap init input jwt kafka key
  keystore label ldap length license list local login mail main manager master member min mongo mongodb my mysql name
  new news next node oauth old openid oracle owner page param passcode passphrase passwd password passwords path pem
  person pg php phrase policy pop postgres postgresql private prod prompt proxy psql public pwd rabbitmq redis refresh
  register registry remote repo reset restore role root rsa rtsp salt secret secrets security sender server service
  session setting settings shared sign signing slack smtp snmp socks sql ssh ssl staff staging static storage store
  string sudo super superuser svn sys system telegram temp test text tls tmp token tokens truststore twilio twitter
  type uri url user username validator value vault verify vnc vpn web webhook wifi win windows wlan x zip`.split(/\s+/),
);

/** What `pass` may follow where it is written together with it: `dbpass`, `userpass`, but never `compass`. */
const beforePass = new Set(
  'admin app auth client db default email ftp guest ldap login mail my mysql pg postgres proxy redis root server smtp sql ssh sudo sys user web wifi'.split(
    ' ',
  ),
);

const joined: ReadonlyMap<string, string> = new Map([
  ['pass word', 'password'],
  ['pass words', 'passwords'],
  ['pass phrase', 'passphrase'],
  ['pass code', 'passcode'],
  ['pass wd', 'passwd'],
  ['o auth', 'oauth'],
]);

/** The words of a name in lower case, in order: `userPassword2` → user, password, 2. Empty where it has none. */
export const words: (name: string) => readonly string[] = remembering((name) => wordsOf(name, divide));

/** The name in `snake_case` as its writer divided it: `dbPassword` → db_password, `hostname` → hostname. */
export const snakeCase: (name: string) => string = remembering((name) => wordsOf(name, (run) => [run]).join('_'));

function wordsOf(name: string, divideRun: (run: string) => readonly string[]): string[] {
  const found: string[] = [];
  for (const part of name.match(parts) ?? []) {
    // `md5` and `sha256` are words; `password2` is a word and a number.
    if (/^\p{N}+$/u.test(part) && found.length > 0 && directlyFollows(name, part, found) && !knownWord(found.at(-1)!)) {
      found[found.length - 1] += part;
    } else {
      found.push(...divideRun(part.toLowerCase()));
    }
  }
  return join(found);
}

function directlyFollows(name: string, digits: string, found: readonly string[]): boolean {
  return name.toLowerCase().includes(`${found.at(-1)!}${digits}`);
}

function knownWord(word: string): boolean {
  return vocabulary.has(word) || word === 'pass' || word === 'pin';
}

/** Longest run that is divided; longer ones are text, not names. */
const longestDivided = 60;

/** `databasepassword` → database, password; a word that the vocabulary does not cover wholly stays whole. */
function divide(run: string): string[] {
  if (knownWord(run) || run.length > longestDivided) return [run];
  // best[i]: the division of the first i letters with the fewest words.
  const best: (string[] | null)[] = [[]];
  for (let end = 1; end <= run.length; end++) {
    best[end] = null;
    for (let start = Math.max(0, end - 14); start < end; start++) {
      const before = best[start];
      const word = run.slice(start, end);
      const fits = word === 'pass' ? end === run.length && beforePass.has(before?.at(-1) ?? '') : vocabulary.has(word);
      if (!before || !fits || (word.length < 2 && run.length > 1)) continue;
      const candidate = [...before, word];
      if (best[end] === null || candidate.length < best[end]!.length) best[end] = candidate;
    }
  }
  return best[run.length] ?? [run];
}

function join(list: readonly string[]): string[] {
  const result: string[] = [];
  for (const word of list) {
    const together = joined.get(`${result.at(-1)} ${word}`);
    if (together === undefined) result.push(word);
    else result[result.length - 1] = together;
  }
  return result;
}

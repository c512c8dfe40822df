// Passwords on command lines, in scripts, CI files, Dockerfiles and documentation: `curl -u joe:…`, `mysql -p…`. Which
// options take one is known from the programs' own manuals; whoever may list processes reads them there, too.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { commandWords, type Word } from './command-words.ts';
import { judgeWrittenPassword } from './written-password.ts';

/** A word, or what of it may be a password; with the user's name where the program writes both as one. */
interface Given extends Word {
  readonly user?: string | undefined;
}

/** The passwords among the words that follow a command's name. */
type Reader = (words: readonly Word[]) => readonly Given[];

/**
 * `flags`: options whose value is the next word, or stands after `=`; `attached`: options that it directly follows;
 * `user`: what stands between a user's name and the password in it.
 */
function options(given: { flags?: string; attached?: string; user?: RegExp }): Reader {
  const flags = new Set(given.flags?.split(' '));
  const attached = given.attached?.split(' ') ?? [];
  return (words) =>
    words.flatMap((word, at) => {
      const equals = word.value.indexOf('=');
      const next = words[at + 1];
      const prefix = attached.find((flag) => word.value.startsWith(flag) && word.value.length > flag.length);
      const value = flags.has(word.value)
        ? next
        : equals > 0 && flags.has(word.value.slice(0, equals))
          ? partFrom(word, equals + 1)
          : prefix !== undefined
            ? partFrom(word, prefix.length)
            : undefined;
      if (!value || (value === next && value.value.startsWith('-'))) return [];
      return given.user ? afterUser(value, given.user) : [value];
    });
}

/** The password is the word at a place after those that name an action: `rabbitmqctl add_user joe …`. */
function argument(action: RegExp, place: number): Reader {
  return (words) => {
    const at = words.findIndex(({ value }) => action.test(value));
    const found = at < 0 ? undefined : words[at + place];
    return found && !/^[-/*]/.test(found.value) ? [{ ...found, user: words[at + place - 1]?.value }] : [];
  };
}

function subcommand(name: RegExp, reader: Reader): Reader {
  return (words) => (name.test(words[0]?.value ?? '') || name.test(words[1]?.value ?? '') ? reader(words) : []);
}

function partFrom(word: Word, offset: number): Word {
  return { value: word.value.slice(offset), start: word.start + offset, end: word.end };
}

function afterUser(word: Word, separator: RegExp): Given[] {
  const match = separator.exec(word.value);
  if (!match || match.index === 0) return [];
  return [{ ...partFrom(word, match.index + 1), user: word.value.slice(0, match.index) }];
}

const mysql = options({ flags: '--password', attached: '-p' });
const mongo = options({ flags: '-p --password' });
const ldap = options({ flags: '-w', attached: '-w' });
const login = subcommand(/^login$/, options({ flags: '-p --password' }));
const sevenZip = options({ attached: '-p' });
const samba = options({ flags: '-U --user', user: /%/ });

const readers: Readonly<Record<string, Reader>> = {
  curl: options({ flags: '-u --user -U --proxy-user', attached: '-u', user: /:/ }),
  wget: options({ flags: '--password --http-password --ftp-password --proxy-password' }),
  sshpass: options({ flags: '-p', attached: '-p' }),
  mysql,
  mysqldump: mysql,
  mysqladmin: mysql,
  mysqlimport: mysql,
  mariadb: mysql,
  'mariadb-dump': mysql,
  'mariadb-admin': mysql,
  'redis-cli': options({ flags: '-a --pass' }),
  'redis-server': options({ flags: '--requirepass --masterauth' }),
  mongo,
  mongosh: mongo,
  mongodump: mongo,
  mongorestore: mongo,
  mongoexport: mongo,
  mongoimport: mongo,
  ldapsearch: ldap,
  ldapadd: ldap,
  ldapmodify: ldap,
  ldapdelete: ldap,
  ldappasswd: ldap,
  ldapwhoami: ldap,
  smbclient: samba,
  rpcclient: samba,
  sqlcmd: options({ flags: '-P', attached: '-P' }),
  '7z': sevenZip,
  '7za': sevenZip,
  unrar: sevenZip,
  zip: options({ flags: '-P --password' }),
  unzip: options({ flags: '-P' }),
  gpg: options({ flags: '--passphrase' }),
  keytool: options({ flags: '-storepass -keypass -srcstorepass -deststorepass -srckeypass -destkeypass' }),
  jarsigner: options({ flags: '-storepass -keypass' }),
  svn: options({ flags: '--password' }),
  ipmitool: options({ flags: '-P' }),
  cqlsh: options({ flags: '-p --password' }),
  'clickhouse-client': options({ flags: '--password' }),
  psexec: options({ flags: '-p' }),
  docker: login,
  podman: login,
  oc: login,
  helm: subcommand(/^login$/, options({ flags: '-p --password' })),
  az: subcommand(/^login$/, options({ flags: '-p --password' })),
  rabbitmqctl: argument(/^(?:add_user|change_password)$/, 2),
  net: argument(/^\\\\[^\\]+\\/, 1),
  htpasswd: htpasswd,
  openssl,
  'convertto-securestring': secureString,
};

/** `htpasswd -nb joe …`, `htpasswd -b file joe …`: the password is the last word, given with `-b` only. */
function htpasswd(words: readonly Word[]): readonly Given[] {
  const flags = words.filter(({ value }) => /^-[a-zA-Z]+$/.test(value));
  const rest = words.filter(({ value }) => !value.startsWith('-'));
  const wanted = flags.some(({ value }) => value.includes('n')) ? 2 : 3;
  const last = rest[wanted - 1];
  return flags.some(({ value }) => value.includes('b')) && last ? [{ ...last, user: rest[wanted - 2]?.value }] : [];
}

/** `-passin pass:…` (openssl-passphrase-options(1)). */
function openssl(words: readonly Word[]): readonly Given[] {
  return words.flatMap((word) => (word.value.startsWith('pass:') ? [partFrom(word, 5)] : []));
}

/** `ConvertTo-SecureString "…" -AsPlainText -Force`: in quotes, a variable has none. */
function secureString(words: readonly Word[]): readonly Given[] {
  if (!words.some(({ value }) => /^-AsPlainText$/i.test(value))) return [];
  const named = words.findIndex(({ value }) => /^-String$/i.test(value));
  const given = named >= 0 ? words[named + 1] : words.find(({ value }) => !value.startsWith('-'));
  return given ? [given] : [];
}

/** `echo 'joe:…' | chpasswd` */
function pipedTo(text: string, at: number): readonly Given[] {
  const from = Math.max(0, at - 200);
  const match =
    /\becho (?:-\w{1,3} )?["']?([\w.-]{1,40}):([^\s"'|]{1,100})["']? ?\| ?(?:sudo )?(?:\/usr\/sbin\/)?$/d.exec(
      text.slice(from, at),
    );
  const span = match?.indices?.[2];
  return span ? [{ value: match[2]!, start: from + span[0], end: from + span[1], user: match[1] }] : [];
}

/** The finder of the rule with `structure: command-password`; its keywords are the commands' names. */
export function commandPasswordFinder(rule: SecretRule): Finder {
  return ({ text, place }, hits) => {
    /** How far each command's words were read: its own name among them begins no other. */
    const read = new Map<string, number>();
    return hits.flatMap(({ start, end }): Candidate[] => {
      const name = text.slice(start, end).trimEnd().toLowerCase();
      if (!beginsWord(text, start) || start < (read.get(name) ?? 0)) return [];
      if (name === 'chpasswd') return candidatesOf(pipedTo(text, start));
      const words = commandWords(text, start + name.length);
      read.set(name, words.at(-1)?.end ?? end);
      return candidatesOf(readers[name]?.(words) ?? []);
    });

    function candidatesOf(words: readonly Given[]): Candidate[] {
      return words.flatMap((word) => {
        const given = withoutQuotes(word);
        const confidence = given && judge(given);
        return given && confidence
          ? [candidateAt(place, { rule, rank: ranks.place, ...spanOf(given), confidence })]
          : [];
      });
    }
  };
}

function spanOf({ value, start, end }: Given): Pick<Given, 'value' | 'start' | 'end'> {
  return { value, start, end };
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || /[\s"'`(;&|/=@$]/.test(text[at - 1]!);
}

/** `'…'` as `…`; the quote that ends the string in which the whole command stands is no part of it. Null: half a string. */
function withoutQuotes(word: Given): Given | null {
  const quote = /^["']/.exec(word.value)?.[0];
  if (quote !== undefined) {
    const close = word.value.indexOf(quote, 1);
    return close < 0
      ? null
      : { ...word, value: word.value.slice(1, close), start: word.start + 1, end: word.start + close };
  }
  const value = word.value.replace(/["'`,]+$/, '');
  return { ...word, value, end: word.start + value.length };
}

function judge({ value, user }: Given): Candidate['confidence'] {
  if (/["'`\s\\<>{}[\]]|^[.…]+$|^\/|^(?:file|env|stdin|prompt|-)/.test(value)) return null;
  const confidence = value.length < 4 ? null : judgeWrittenPassword(value);
  return confidence && value === user ? 'low' : confidence;
}

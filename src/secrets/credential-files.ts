// Files in which a program keeps its user's credentials, each with the place in it where they stand.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { judgeWrittenPassword } from './written-password.ts';

interface CredentialFile {
  /** The end of its path, in lower case. */
  readonly path: RegExp;
  /** The first group is the password. */
  readonly entry: RegExp;
}

/** By the file's name in the rule, `structure: netrc`. */
const files = {
  // https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
  netrc: { path: /(?:^|\/)[._]netrc$/, entry: /(?<=\bpassword\s{1,20})(\S{1,200})/dg },
  // https://docs.npmjs.com/cli/configuring-npm/npmrc: `_auth` and `_password` are base64, which changes nothing.
  npmrc: {
    path: /(?:^|\/)\.?npmrc$/,
    entry:
      /(?<=^[ \t]{0,8}(?:\/\/[^\s=]{1,200}:)?_(?:authToken|auth|password)[ \t]{0,4}=[ \t]{0,4})["']?([^\s"']{4,400})/dgm,
  },
  // https://packaging.python.org/specifications/pypirc/
  pypirc: {
    path: /(?:^|\/)\.?pypirc$/,
    entry: /(?<=^[ \t]{0,4}password[ \t]{0,4}[:=][ \t]{0,4})(\S[^\r\n]{1,400})/dgm,
  },
  // https://www.postgresql.org/docs/current/libpq-pgpass.html: `\:` is a colon.
  pgpass: {
    path: /(?:^|\/)(?:\.pgpass|pgpass\.conf)$/,
    entry: /(?<=^(?:(?:[^:#\\\n]|\\.){1,200}:)(?:(?:[^:\\\n]|\\.){1,80}:){3})([^\s:]{1,200})[ \t\r]{0,4}$/dgm,
  },
  // https://dev.mysql.com/doc/refman/en/option-files.html
  'my-cnf': {
    path: /(?:^|\/)\.?my\.cnf$|(?:^|\/)debian\.cnf$/,
    entry: /(?<=^[ \t]{0,4}password[ \t]{0,4}=[ \t]{0,4})["']?([^\s"'#]{1,200})/dgm,
  },
} satisfies Readonly<Record<string, CredentialFile>>;

/** Is a file with this path read as libpq's passwords, whatever stands in it? */
export function isPasswordFile(path: string): boolean {
  return files.pgpass.path.test(path.toLowerCase());
}

/** The finder of a rule whose structure is one of these files. */
export function credentialFileFinder(name: keyof typeof files): (rule: SecretRule) => Finder {
  const { path, entry } = files[name];
  return (rule) =>
    ({ path: given, text, place }) =>
      path.test(given.toLowerCase())
        ? Array.from(text.matchAll(entry)).flatMap((match): Candidate[] => {
            const [start, end] = match.indices![1]!;
            const value = match[1]!;
            const confidence = judgeWrittenPassword(value);
            return confidence ? [candidateAt(place, { rule, rank: ranks.place, start, end, value, confidence })] : [];
          })
        : [];
}

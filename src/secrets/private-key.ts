// Private keys in PEM (RFC 7468), OpenSSH, PGP and PuTTY form; over several lines, or in one string with `\n` written
// out. A header alone is none: a body must follow that can be such a key.
import type { Severity } from '../model/rule.ts';
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, ranks } from './candidate.ts';
import { derKind } from './der.ts';
import { entropy } from './entropy.ts';

/** A 16,384-bit RSA key takes 12,700 characters; line breaks, prefixes and a PGP key's certificates come on top. */
const longest = 40_000;
const header = /(-{4,5}) ?BEGIN ((?:[A-Z0-9]{2,10} ){0,3})PRIVATE KEY( BLOCK)?(?: ?-{4,5})$/;
const openSshMagic = 'openssh-key-v1\0';

interface Body {
  /** Base64 without line breaks. */
  readonly base64: string;
  readonly encrypted: boolean;
  /** The offset after the last character of it and its footer. */
  readonly end: number;
}

/** The finder of the rule with `structure: private-key`. */
export function privateKeyFinder(rule: SecretRule): Finder {
  return ({ text }, hits) => {
    const candidates: Candidate[] = [];
    const add = (start: number, body: Body, severity: Severity | null): void => {
      candidates.push({
        rule,
        rank: ranks.structure,
        start,
        end: body.end,
        value: body.base64,
        name: null,
        confidence: 'high',
        severity: body.encrypted ? 'low' : severity,
        note: body.encrypted ? 'encrypted with a passphrase' : null,
        partner: null,
      });
    };
    let covered = 0;
    for (const hit of hits) {
      if (hit.start < covered) continue;
      const begin = beginningOf(text, hit.end);
      if (begin) {
        const body = pemBody(text, begin.end);
        if (body && isPrivateKey(begin.label, body)) add(begin.start, body, null);
        covered = body?.end ?? begin.end;
      } else if (text.startsWith('PuTTY-User-Key-File-', hit.start)) {
        const body = puttyBody(text, hit.start);
        if (body) add(hit.start, body, null);
        covered = body?.end ?? hit.end;
      }
    }
    return candidates;
  };
}

/** The header line that ends around a keyword: where it starts and ends, and its label (`RSA `, `OPENSSH `, `PGP `). */
function beginningOf(text: string, keywordEnd: number): { start: number; end: number; label: string } | null {
  const rest = /^(?: BLOCK)? ?-{4,5}/.exec(text.slice(keywordEnd, keywordEnd + 12));
  if (!rest) return null;
  const end = keywordEnd + rest[0].length;
  const from = Math.max(0, keywordEnd - 64);
  const match = header.exec(text.slice(from, end));
  return match && { start: from + match.index, end, label: match[2]! };
}

/** The base64 after a header up to the next dashes; null where something else stands there. */
function pemBody(text: string, from: number): Body | null {
  const limit = Math.min(text.length, from + longest);
  const dashes = text.slice(from, limit).search(/-{4}/);
  if (dashes < 0) return null;
  const footer = /^-{4,5} ?END [A-Z0-9 ]{0,40}-{4,5}/.exec(text.slice(from + dashes, from + dashes + 80));
  if (!footer) return null;
  let base64 = '';
  let encrypted = false;
  for (const raw of text.slice(from, from + dashes).split(/\\+[nr]|[\r\n]/)) {
    // Quotes, concatenation, comment marks, indentation: whatever a language or a document puts around each line.
    const line = raw.replace(/^[^A-Za-z0-9+/=]+|[^A-Za-z0-9+/=]+$/g, '').replace(/^\+\s+|\s+\+$/g, '');
    if (/^[A-Za-z0-9+/]+={0,2}$|^=[A-Za-z0-9+/]{4}$/.test(line)) base64 += line.startsWith('=') ? '' : line;
    else if (/^[A-Z][A-Za-z-]+: /.test(line)) encrypted ||= /ENCRYPTED|^DEK-Info/.test(line);
    else if (/^(?:[A-Za-z0-9+/]{16,} )+[A-Za-z0-9+/]+={0,2}$/.test(line)) base64 += line.replaceAll(' ', '');
    else if (line !== '') return null;
  }
  return { base64, encrypted, end: from + dashes + footer[0].length };
}

function puttyBody(text: string, from: number): Body | null {
  const file = text.slice(from, from + longest);
  const lines = /\nPrivate-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/]{1,64}={0,2}\r?\n){1,400})Private-(?:MAC|Hash): /.exec(
    file,
  );
  if (!lines) return null;
  const base64 = lines[1]!.replace(/\s/g, '');
  const encrypted = !/\nEncryption: none\r?\n/.test(file.slice(0, lines.index));
  return base64.length < 40 ? null : { base64, encrypted, end: from + lines.index + lines[0].length };
}

/** Can this base64 be the key that its header announces? */
function isPrivateKey(label: string, body: Body): body is Body {
  const { base64 } = body;
  // The shortest, an Ed25519 key in PKCS #8, has 64 characters.
  if (base64.length < 60 || entropy(base64) < 4 || /(.)\1{11}/.test(base64.replace(/A{12,}/g, ''))) return false;
  const bytes = Buffer.from(base64, 'base64');
  if (label.startsWith('PGP')) return (bytes[0]! & 0x80) !== 0;
  if (label.startsWith('OPENSSH')) return bytes.toString('latin1', 0, openSshMagic.length) === openSshMagic;
  if (body.encrypted || label.startsWith('SSH2')) return true;
  const kind = derKind(bytes);
  return kind === 'private-key' || kind === 'encrypted-private-key' || (kind === 'not-der' && base64.length >= 200);
}

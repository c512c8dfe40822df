// Private keys in PEM (RFC 7468), OpenSSH, PGP and PuTTY form; over several lines, or in one string with `\n` written
// out. A header alone is none: a body must follow that can be such a key.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, type Finder, ranks } from './candidate.ts';
import { derKind } from './der.ts';
import { entropy } from './entropy.ts';

/** A 16,384-bit RSA key takes 12,700 characters; line breaks, prefixes and a PGP key's certificates come on top. */
const longest = 40_000;
const header = /(-{4,5}) ?BEGIN ((?:[A-Z0-9]{2,10} ){0,3})PRIVATE KEY( BLOCK)?(?: ?-{4,5})$/;
const puttyHeader = 'PuTTY-User-Key-File-';
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
    const add = (start: number, body: Body, encrypted: boolean): void => {
      candidates.push({
        rule,
        rank: ranks.structure,
        start,
        end: body.end,
        value: body.base64,
        name: null,
        confidence: 'high',
        severity: encrypted ? 'low' : null,
        note: encrypted ? 'encrypted with a passphrase' : null,
        partner: null,
      });
    };
    let covered = 0;
    for (const hit of hits) {
      if (hit.start < covered) continue;
      const begin = beginningOf(text, hit.end);
      if (begin) {
        const body = pemBody(text, begin.end);
        const kind = body && keyKind(begin.label, body);
        if (body && kind !== null) add(begin.start, body, kind === 'encrypted');
        covered = body?.end ?? begin.end;
      } else if (text.startsWith(puttyHeader, hit.start)) {
        const body = puttyBody(text, hit.start);
        if (body) add(hit.start, body, body.encrypted);
        covered = body?.end ?? hit.end;
      }
    }
    return candidates;
  };
}

/** The first private key in PEM in a text: its base64 without line breaks; null where there is none. */
export function pemKeyIn(text: string): { value: string; encrypted: boolean } | null {
  const at = text.indexOf('PRIVATE KEY');
  const begin = at < 0 ? null : beginningOf(text, at + 'PRIVATE KEY'.length);
  const body = begin && pemBody(text, begin.end);
  const kind = body && keyKind(begin.label, body);
  return body && kind !== null ? { value: body.base64, encrypted: kind === 'encrypted' } : null;
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
  for (const raw of text.slice(from, from + dashes).split(/\\{1,4}[nr]|[\r\n]/)) {
    if (/^\W*(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|MessageID|Subject|x-[\w-]+): /i.test(raw)) {
      encrypted ||= /ENCRYPTED|DEK-Info/.test(raw);
      continue;
    }
    // Quotes, concatenation, comment marks, indentation: whatever a language or a document puts around each line.
    const words = raw.split(/[^A-Za-z0-9+/=]+/).filter((word) => /[A-Za-z0-9]/.test(word));
    if (words.length === 1 && /^=[A-Za-z0-9+/]{4}$/.test(words[0]!)) continue; // PGP's checksum
    if (/\.{3}|…|[<{$]/.test(raw) || words.some((word) => !/^[A-Za-z0-9+/]+={0,2}$/.test(word))) return null;
    if (words.length > 1 && words.slice(0, -1).some((word) => word.length < 16)) return null;
    base64 += words.join('');
  }
  return { base64, encrypted, end: from + dashes + footer[0].length };
}

function puttyBody(text: string, from: number): Body | null {
  const next = text.indexOf(puttyHeader, from + puttyHeader.length);
  const file = text.slice(from, Math.min(from + longest, next < 0 ? text.length : next));
  const lines = /\nPrivate-Lines: \d{1,3}\r?\n((?:[A-Za-z0-9+/]{1,64}={0,2}\r?\n){1,400})Private-(?:MAC|Hash): /.exec(
    file,
  );
  if (!lines) return null;
  const base64 = lines[1]!.replace(/\s/g, '');
  const encrypted = !/\nEncryption: none\r?\n/.test(file.slice(0, lines.index));
  return base64.length < 40 ? null : { base64, encrypted, end: from + lines.index + lines[0].length };
}

/** What this base64 is, under the header that announces it; null: no private key. */
function keyKind(label: string, { base64, encrypted }: Body): 'plain' | 'encrypted' | null {
  // The shortest, an Ed25519 key in PKCS #8, has 64 characters.
  if (base64.length < 60 || entropy(base64) < 4) return null;
  const bytes = Buffer.from(base64, 'base64');
  if (label.startsWith('PGP')) return (bytes[0]! & 0x80) === 0 ? null : 'plain';
  if (label.startsWith('OPENSSH')) return openSshKind(bytes);
  if (encrypted || label.startsWith('SSH2')) return 'encrypted';
  const kind = derKind(bytes);
  if (kind === 'encrypted-private-key') return 'encrypted';
  return kind === 'private-key' || (kind === 'not-der' && base64.length >= 200) ? 'plain' : null;
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key: the magic, then the cipher's name. */
function openSshKind(bytes: Buffer): 'plain' | 'encrypted' | null {
  if (bytes.toString('latin1', 0, openSshMagic.length) !== openSshMagic) return null;
  const cipher = bytes.toString('latin1', openSshMagic.length + 4, openSshMagic.length + 7);
  return cipher === 'aes' || cipher === 'cha' || cipher === '3de' ? 'encrypted' : 'plain';
}

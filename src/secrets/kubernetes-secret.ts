// Secrets of Kubernetes, as manifests hold them: `data` in base64, which hides nothing, and `stringData` as it is
// (https://kubernetes.io/docs/concepts/configuration/secret/). Sealed ones are another kind and encrypted.
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type DetectorInput, type Finder, ranks } from './candidate.ts';
import { entropy } from './entropy.ts';
import { isTemplate } from './placeholder.ts';
import { secretNameKind } from './secret-name.ts';
import { wordShare } from './wordlike.ts';
import { judgeWrittenPassword } from './written-password.ts';

/** etcd holds no object of more than 1 MB; what is longer than this on either side is a list of many. */
const longest = 64_000;
const kindLine = /^([ \t-]*)kind:[ \t]*["']?Secret["']?[ \t]*\r?$/;
const entryLine = /^([ \t]*)["']?([\w.-]{1,253})["']?:[ \t]*(.*?)[ \t\r]*$/;

/** The finder of the rule with `structure: kubernetes-secret`; its keyword is `kind: secret`. */
export function kubernetesSecretFinder(rule: SecretRule): Finder {
  return (input, hits) => {
    const candidates: Candidate[] = [];
    let covered = 0;
    for (const { start } of hits) {
      const indent = start < covered ? null : manifestIndent(input.text, start);
      if (indent === null) continue;
      const { entries, end } = entriesOf(input, start, indent);
      covered = end;
      candidates.push(...entries.flatMap((entry) => judge(rule, input, entry)));
    }
    return candidates;
  };
}

/** How far the manifest whose `kind` stands here is indented; null where this is none. */
function manifestIndent(text: string, at: number): number | null {
  const from = text.lastIndexOf('\n', at) + 1;
  const to = text.indexOf('\n', at);
  const match = kindLine.exec(text.slice(from, to < 0 ? text.length : to));
  return match ? match[1]!.length : null;
}

interface Entry {
  readonly name: string;
  readonly written: string;
  readonly start: number;
  readonly encoded: boolean;
}

/** The entries of `data` and `stringData` of the manifest around an offset whose keys have this indent, and where it ends. */
function entriesOf({ text }: DetectorInput, at: number, indent: number): { entries: Entry[]; end: number } {
  const from = beginningOf(text, at);
  const limit = Math.min(text.length, at + longest);
  const entries: Entry[] = [];
  let block: 'data' | 'stringData' | null = null;
  let entryIndent = -1;
  let start = from;
  while (start < limit) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end);
    if (start > at && /^---|^[ \t]*- apiVersion:/.test(line)) break;
    const match = entryLine.exec(line.replace(/^([ \t]*)- /, '$1  '));
    if (match) {
      const [, blanks, name, value] = match;
      const depth = blanks!.length;
      if (depth === indent) {
        block = (name === 'data' || name === 'stringData') && value === '' ? name : null;
        entryIndent = -1;
      } else if (block && depth > indent) {
        if (entryIndent < 0) entryIndent = depth;
        if (depth === entryIndent) {
          const written = /^(["'])(.*)\1$/.exec(value!)?.[2] ?? value!.replace(/[ \t]#.*$/, '');
          const offset = written === '' ? -1 : line.lastIndexOf(written);
          if (offset > 0) entries.push({ name: name!, written, start: start + offset, encoded: block === 'data' });
        }
      }
    }
    start = end + 1;
  }
  return { entries, end: start };
}

/** Where the document begins that an offset is in, or the item of a list of manifests. */
function beginningOf(text: string, at: number): number {
  const from = Math.max(0, at - longest);
  const lead = text.slice(from, text.indexOf('\n', at) < 0 ? text.length : at);
  const start = Math.max(lead.lastIndexOf('\n---'), lead.lastIndexOf('- apiVersion:'));
  return start < 0 ? from : text.lastIndexOf('\n', from + start) + 1;
}

function judge(rule: SecretRule, { place }: DetectorInput, { name, written, start, encoded }: Entry): Candidate[] {
  if (isTemplate(written) || /^[|>&*!]/.test(written)) return [];
  const value = encoded ? decodedText(written) : written;
  const confidence = value === null ? null : confidenceOf(name, value);
  if (value === null || confidence === null) return [];
  const end = start + written.length;
  return [candidateAt(place, { rule, rank: ranks.place, start, end, value, name, confidence })];
}

function decodedText(written: string): string | null {
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(written) || written.length % 4 !== 0) return null;
  const text = Buffer.from(written, 'base64').toString('latin1').trimEnd();
  return /^[\x20-\x7e]{2,}$/.test(text) || /^\s*\{[\s\x20-\x7e]+\}$/.test(text) ? text : null;
}

function confidenceOf(name: string, value: string): Candidate['confidence'] {
  if (/^\.?docker(?:config(?:json)?|cfg)$/.test(name))
    return /"(?:auth|password)"\s*:\s*"[^"]{4,}"/.test(value) ? 'high' : null;
  if (/\s/.test(value)) return null;
  const kind = secretNameKind(name);
  if (kind === 'password' || kind === 'token') return judgeWrittenPassword(value);
  const random = value.length >= 16 && entropy(value) >= 3.5 && /\d/.test(value) && wordShare(value) < 0.6;
  return random && !/^[\w+.-]+:\/\/|^[\w.-]+\.[a-z]{2,}(?::\d+)?$|^\//.test(value) && judgeWrittenPassword(value)
    ? 'medium'
    : null;
}

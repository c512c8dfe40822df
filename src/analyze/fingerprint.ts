// What a finding is recognised by: the rule, the function or class around it, and the flagged text. No line number and no
// path, so the fingerprint survives edits above, re-indentation and renames of the file; equal faults in one scope share
// it and are told apart by their ordinal.
import { createHash } from 'node:crypto';
import type { Region } from '../model/location.ts';
import type { Category, RuleInfo } from '../model/rule.ts';

/** Longest part of the flagged text that counts: enough to tell statements apart, bounded for minified files. */
const longestText = 500;

/**
 * Hash of rule, scope and normalised text; 32 hexadecimal digits.
 * @param lines the file's lines, without line ends
 * @param isProgram whether texts stand in quotes, as in programs; in other files they may stand anywhere
 */
export function fingerprintOf(
  rule: Pick<RuleInfo, 'id' | 'category'>,
  scope: string,
  lines: readonly string[],
  region: Region,
  isProgram = true,
): string {
  const text =
    !isProgram && rule.category === 'password-handling'
      ? keyAt(lines, region)
      : normalise(flaggedText(lines, region), rule.category);
  return createHash('sha256').update([rule.id, scope, text].join('\0')).digest('hex').slice(0, 32);
}

/** The whole lines of the region (of a one-line region in a very long line: just the region). */
function flaggedText(lines: readonly string[], region: Region): string {
  const first = lines[region.startLine - 1] ?? '';
  if (first.length > longestText) return first.slice(region.startColumn - 1, region.startColumn - 1 + longestText);
  return lines
    .slice(region.startLine - 1, Math.max(region.startLine, region.endLine))
    .join(' ')
    .slice(0, longestText);
}

/** The key that a setting's region begins with: what stands around it may be passwords. */
function keyAt(lines: readonly string[], { startLine, startColumn }: Region): string {
  const line = lines[startLine - 1] ?? '';
  return /^["']?([\w.-]{1,100})/.exec(line.slice(startColumn - 1, startColumn + longestText))?.[1] ?? '';
}

const stringContents = /(["'])(?:\\.|(?!\1)[^\\])*\1/g;

/**
 * White space is folded, so that re-indenting changes nothing. Where the flagged line may hold a password, the contents
 * of its string literals are left out: a hash of a short password can be guessed, and fingerprints are exported.
 */
function normalise(text: string, category: Category): string {
  const folded = text.replace(/\s+/g, ' ').trim();
  if (category === 'password-handling') return folded.replace(stringContents, '$1$1');
  // A secret's text can stand outside quotes. What is around it is told by rule, scope and ordinal; its value by the HMAC.
  if (category === 'secrets') return folded.replace(/[:=(,].*/, '');
  return folded;
}

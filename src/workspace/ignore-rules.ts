import ignore, { type Ignore } from 'ignore';
import { absoluteBytes } from './path-bytes.ts';
import type { FolderEntry } from './read-folder.ts';
import { readSmallFile } from './read-small-file.ts';

// The .gitignore files of a folder without git. They belong to the watched folder and are not trusted: a rule becomes
// a regular expression, and one with many stars could take for ever on one long name.

/** One .gitignore and those above it. */
export interface IgnoreRules {
  /** The folder that it stands in; its rules are relative to it. */
  readonly folder: string;
  readonly rules: Ignore;
  readonly outer: IgnoreRules | null;
}

const largestFile = 1024 ** 2;
/** Names have up to 255 bytes: three stars try 255³/6 = 2.8 million ways at worst, four 170 million. */
const mostStarsInName = 3;
/** `**` in a path of 64 folders. */
const mostDoubleStars = 3;

/** The rules that hold in `folder`: those of its own .gitignore, if it has one among `entries`, over those outside. */
export async function readIgnoreRules(
  root: string,
  folder: string,
  entries: readonly FolderEntry[],
  outer: IgnoreRules | null,
): Promise<IgnoreRules | null> {
  // Only a regular file: git doesn't follow a .gitignore that is a symlink either.
  if (!entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) return outer;
  const path = folder === '' ? '.gitignore' : `${folder}/.gitignore`;
  const text = await readSmallFile(absoluteBytes(root, path), largestFile);
  if (text === null) return outer;
  const lines = text.split('\n').filter(isHarmless);
  return { folder, rules: ignore({ ignoreCase: false }).add(lines.join('\n')), outer };
}

/** Whether the rules ignore a path; a folder's ends in a slash. The innermost .gitignore that says anything decides. */
export function isIgnored(path: string, innermost: IgnoreRules | null): boolean {
  for (let each = innermost; each !== null; each = each.outer) {
    const relative = each.folder === '' ? path : path.slice(each.folder.length + 1);
    const { ignored, unignored } = each.rules.test(relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function isHarmless(rule: string): boolean {
  const names = rule.split('/');
  return (
    names.filter((name) => name.startsWith('**')).length <= mostDoubleStars &&
    names.every((name) => name.replaceAll(/\*+/g, '*').split('*').length - 1 <= mostStarsInName)
  );
}

// The secrets of a file's old versions, of which git's history holds too many to parse: first as any text, and only where
// that finds something are the literals of a Python file looked up, by tokens.
// Pure and synchronous, as `analyze-file.ts`.
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import { namedStrings } from '../python/named-strings.ts';
import type { AssignedLiteral } from '../secrets/secret-match.ts';
import { createLineIndex } from '../text/line-index.ts';
import type { AnalyzerOptions } from './analyze-file.ts';
import { identify } from './identify.ts';
import { secretFinder } from './secret-finder.ts';

export type BlobAnalyzer = (file: SourceFile) => readonly Finding[];

/** Prepares the rules once, for many blobs. Rules for other things than secrets are passed over. */
export function createBlobAnalyzer({ rules, key }: AnalyzerOptions): BlobAnalyzer {
  const findSecrets = secretFinder(rules, key);
  return (file) => {
    const drafts = findSecrets(file);
    if (drafts.length === 0) return [];
    const judged = file.language === 'python' ? findSecrets(file, literalsOf(file.text)) : drafts;
    return identify(judged, file, null, rules);
  };
}

function literalsOf(text: string): AssignedLiteral[] {
  const lines = createLineIndex(text);
  return namedStrings(text).map(({ name, value, binding, start, end }) => {
    return { name, value, binding, region: lines.regionAt(start, end) };
  });
}

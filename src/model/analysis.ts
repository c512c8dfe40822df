import type { Finding } from './finding.ts';

export type SkipReason =
  | 'binary'
  | 'too-large'
  | 'unreadable'
  | 'special-file'
  | 'symlink-outside'
  | 'vanished'
  | 'not-text';

/** What was not understood in a file that was analysed all the same. */
export interface Diagnostics {
  /** Places where the parser met something that is not Python; 0 for other text. */
  readonly syntaxErrors: number;
  /** Lines of the first few of them. */
  readonly syntaxErrorLines: readonly number[];
  /** What was cut short and why, one sentence each. */
  readonly notes: readonly string[];
}

/** The outcome for one file: a value, whatever happened to it. */
export type FileAnalysis =
  | {
      readonly outcome: 'analyzed';
      readonly path: string;
      readonly contentHash: string;
      readonly findings: readonly Finding[];
      readonly diagnostics: Diagnostics;
    }
  | { readonly outcome: 'skipped'; readonly path: string; readonly reason: SkipReason; readonly detail: string }
  | {
      readonly outcome: 'failed';
      readonly path: string;
      readonly contentHash: string | null;
      readonly error: string;
    };

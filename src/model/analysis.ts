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

/** What a Python file holds that was looked at, in numbers: what a review says of what is fine. */
export interface Tally {
  readonly lines: number;
  /** Names that imports bind. */
  readonly imports: number;
  readonly functions: number;
  /** Functions that others are meant to call by name, and how many of them have all their type hints. */
  readonly publicFunctions: number;
  readonly hintedFunctions: number;
  /** Names of two words or more that the module gives itself, by style. */
  readonly snakeCase: number;
  readonly camelCase: number;
  /** Errors that are raised anew, and how many of them are given something to say. */
  readonly errors: number;
  readonly errorsWithDetail: number;
  /** Names that hold passwords or other secrets. */
  readonly secretNames: number;
  /** Lines of the longest function. */
  readonly longestFunction: number;
  /** The highest cognitive complexity of a function. */
  readonly complexity: number;
}

/** The outcome for one file: a value, whatever happened to it. */
export type FileAnalysis =
  | {
      readonly outcome: 'analyzed';
      readonly path: string;
      readonly contentHash: string;
      readonly findings: readonly Finding[];
      readonly diagnostics: Diagnostics;
      /** Of Python files. */
      readonly tally?: Tally;
    }
  | { readonly outcome: 'skipped'; readonly path: string; readonly reason: SkipReason; readonly detail: string }
  | {
      readonly outcome: 'failed';
      readonly path: string;
      readonly contentHash: string | null;
      readonly error: string;
    };

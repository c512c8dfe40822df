/** What a file is read as. Every text file is searched for secrets; Python files are parsed as well. */
export type Language = 'python' | 'text';

/** One file's text as the analysis sees it. */
export interface SourceFile {
  /** Relative to the repository's root, `/` between parts; bytes that are not UTF-8 are shown as `\xNN`. */
  readonly path: string;
  readonly text: string;
  /** sha256 of the file's bytes, hexadecimal. */
  readonly contentHash: string;
  readonly language: Language;
}

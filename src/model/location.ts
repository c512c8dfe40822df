// Where something stands in a file. Lines and columns start at 1; columns count UTF-16 code units
// (SARIF's `columnKind: utf16CodeUnits`); the end is exclusive, so an empty region has equal ends.

/** A span of text. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A span in a file of a repository. `path` is relative to the repository's root and uses `/`. */
export interface Location {
  readonly path: string;
  readonly region: Region;
}

/** Orders regions as a reader meets them: by start, then by end. */
export function compareRegions(a: Region, b: Region): number {
  return (
    a.startLine - b.startLine || a.startColumn - b.startColumn || a.endLine - b.endLine || a.endColumn - b.endColumn
  );
}

// The training data: one JSON object a line, gzipped. A row is a place in a real file, with up to three lines around it.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface LabelledRow {
  readonly id: string;
  /** One a repository: rows of one group never stand on both sides of a split. */
  readonly group: string;
  readonly ext: string;
  /** What the file's path said it is. */
  readonly kind: 'src' | 'test' | 'other';
  readonly before: readonly string[];
  readonly lines: readonly string[];
  readonly after: readonly string[];
  /** T: a secret; F: none; X: a placeholder or an example. */
  readonly label: 'T' | 'F' | 'X';
  /** Where the values stand in the first line, in code points. */
  readonly spans: readonly (readonly [start: number, end: number])[];
  readonly category: readonly string[];
}

/** Values that name things; rows with no other category are not asked for. */
const identifiers = new Set([
  'UUID',
  'AWS S3 Bucket',
  'Firebase Domain',
  'Tencent WeChat API App ID',
  'Nonce',
  'Salt',
  'Other',
]);

/** Reads the rows of `*.jsonl.gz` that are about secrets. */
export function readRows(file: string): LabelledRow[] {
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LabelledRow)
    .filter(({ category }) => category.length === 0 || category.some((name) => !identifiers.has(name)));
}

/** The row's lines and those around it as the text of a file, with the offsets of the row's own lines. */
export function textOf({ before, lines, after }: Pick<LabelledRow, 'before' | 'lines' | 'after'>): {
  readonly text: string;
  readonly start: number;
  readonly end: number;
} {
  const head = before.map((line) => `${line}\n`).join('');
  const own = lines.join('\n');
  return {
    text: `${head}${own}\n${after.join('\n')}\n`,
    start: head.length,
    end: head.length + own.length,
  };
}

/** The path that a row's text is read under. */
export function pathOf({ kind, ext, id }: LabelledRow): string {
  return `${kind}/${id}${ext}`;
}

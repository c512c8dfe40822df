// The worker thread's side of reading git's history: asks git for a few contents and looks for secrets in them. Contents come
// straight from git, so that the main thread need not copy gigabytes.
import { Tinypool } from 'tinypool';
import type { AnalyzerOptions } from '../../analyze/analyze-file.ts';
import { createBlobAnalyzer } from '../../analyze/blob-analyzer.ts';
import type { Finding } from '../../model/finding.ts';
import type { SecretHit } from '../../model/secret-history.ts';
import { decode } from '../../text/decode.ts';
import { gitWith } from '../../workspace/git.ts';
import { languageOf } from '../../workspace/language.ts';
import { readObjects } from '../../workspace/objects.ts';

/** Sent to each worker as it starts. */
export interface BlobWorkerData extends AnalyzerOptions {
  /** For git. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface WantedBlob {
  readonly blob: string;
  readonly path: string;
}

/** One message of the pool. */
export interface BlobTask {
  readonly root: string;
  readonly wanted: readonly WantedBlob[];
}

/** By the place in `wanted`; null: the content is missing. */
export type BlobAnswer = readonly (readonly SecretHit[] | null)[];

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the pool sent it
const data = Tinypool.workerData as BlobWorkerData;
const analyze = createBlobAnalyzer(data);
const git = gitWith(data.environment);

/** Reads some contents. @throws UserError where git can't */
export default async function readBlobs({ root, wanted }: BlobTask): Promise<BlobAnswer> {
  const objects = await readObjects(git, root, [...new Set(wanted.map(({ blob }) => blob))]);
  const contents = new Map(objects.map(({ id, bytes }) => [id, bytes]));
  return wanted.map(({ blob, path }) => {
    const bytes = contents.get(blob);
    return bytes === undefined ? null : hitsIn(bytes, path);
  });
}

function hitsIn(bytes: Buffer, path: string): SecretHit[] {
  const language = languageOf(path, bytes);
  const decoded = decode(bytes, { python: language === 'python' });
  if (decoded.kind === 'binary') return [];
  return analyze({ path, text: decoded.text, contentHash: '', language }).flatMap(hitOf);
}

function hitOf(finding: Finding): SecretHit[] {
  const { secret, ruleId, severity, confidence, location, fingerprint, ordinal, suppression } = finding;
  if (secret === null) return [];
  const key = `${fingerprint}:${ordinal}`;
  return [
    { secret, ruleId, severity, confidence, line: location.region.startLine, key, suppressed: suppression !== null },
  ];
}

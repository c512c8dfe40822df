// What reading git's history did, in a line.
import { count } from '../text/count.ts';
import { escapeControl } from '../text/display.ts';

export interface HistoryReport {
  readonly commits: number;
  readonly blobs: number;
  readonly unread: number;
  readonly milliseconds: number;
}

/** The text, with a line break at its end. */
export function historySummary(repository: string, { commits, blobs, unread, milliseconds }: HistoryReport): string {
  const left = unread === 0 ? '' : `, ${count(unread, 'file')} not read (too large, missing, or not in time)`;
  const seconds = (milliseconds / 1000).toFixed(1);
  const read = `${count(commits, 'new commit')}, ${count(blobs, 'version')} of files read${left} in ${seconds} s`;
  return `${escapeControl(repository)}\n  history:  ${read}\n`;
}

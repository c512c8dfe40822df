import type { StoredFinding } from '../model/finding.ts';
import type { HistoryEvent } from './records.ts';

/**
 * Whole days for which the finding was open: the sum over the times between an opening and a closing, up to `now` if it
 * is open. Without events: from first seen to closed. A secret stays in git's history after it is fixed; this does not
 * count that.
 */
export function exposureDays(
  { firstSeen, closedAt }: Pick<StoredFinding, 'firstSeen' | 'closedAt'>,
  history: readonly Pick<HistoryEvent, 'type' | 'at'>[],
  now: Date,
): number {
  const end = closedAt ?? now.toISOString();
  const changes = history
    .map(({ type, at }) => ({ opens: type === 'opened' || type === 'reopened', at }))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  let openSince: string | null = firstSeen;
  let milliseconds = 0;
  for (const { opens, at } of changes) {
    if (opens) openSince ??= at;
    else if (openSince !== null) {
      milliseconds += Date.parse(at) - Date.parse(openSince);
      openSince = null;
    }
  }
  if (openSince !== null) milliseconds += Date.parse(end) - Date.parse(openSince);
  return Math.max(0, Math.floor(milliseconds / dayMilliseconds));
}

const dayMilliseconds = 86_400_000;

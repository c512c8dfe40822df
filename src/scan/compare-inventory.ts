// The inventory of the last scan against the tree as it is now: what must be read, what is as it was, what is gone.
// Reads no file. A file whose size, time of change and inode are as they were is taken to be the same.
import type { FileState } from '../store/records.ts';
import type { FileFacts } from '../workspace/stat-files.ts';

export interface InventoryDifference {
  /** New or perhaps changed, or analysed with other rules. */
  readonly toRead: readonly string[];
  readonly unchanged: readonly string[];
  /** Known from the last scan and not listed any more: deleted, or no longer looked at. */
  readonly gone: readonly string[];
}

/**
 * @param known the file states of the last scan
 * @param found facts about the files that are listed now
 * @param inScope restricts all three results to the paths that were asked for
 * @param reread trust no facts: everything is to be read
 */
export function compareInventory(
  known: ReadonlyMap<string, FileState>,
  found: ReadonlyMap<string, FileFacts>,
  ruleSet: string,
  inScope: (path: string) => boolean,
  reread = false,
): InventoryDifference {
  const toRead: string[] = [];
  const unchanged: string[] = [];
  for (const [path, facts] of found) {
    if (!inScope(path)) continue;
    const state = known.get(path);
    (!reread && state !== undefined && isSame(state, facts, ruleSet) ? unchanged : toRead).push(path);
  }
  const gone = [...known.keys()].filter((path) => !found.has(path) && inScope(path));
  return { toRead, unchanged, gone };
}

/** Failed files are tried again each time: what failed them (a time limit, a dead worker) may have been an accident. */
function isSame(state: FileState, facts: FileFacts, ruleSet: string): boolean {
  return (
    state.outcome !== 'failed' &&
    state.ruleSet === ruleSet &&
    state.size === facts.size &&
    state.mtimeNs === facts.mtimeNs &&
    state.inode === facts.inode
  );
}

/** Whether a path is one of `paths` or below one of them; everything is where there are none. */
export function scopeOf(paths: readonly string[] | undefined): (path: string) => boolean {
  if (paths === undefined || paths.includes('')) return () => true;
  const wanted = new Set(paths);
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (wanted.has(path.slice(0, end))) return true;
    }
    return false;
  };
}

/**
 * How new a change may be, nanoseconds, for a second one to leave size and time as they are: the tick of Linux's file
 * times is at most 10 ms; file systems that keep whole seconds (their times end in nine zeros) or two need more.
 */
const tick = 20_000_000n;
const coarseTick = 2_000_000_000n;

/**
 * The facts to remember of a file that was read at `readAt` (nanoseconds since 1970). One that was changed so shortly
 * before that a further change could go unseen is remembered with time 0, so that the next scan reads it again (git's
 * "racy" entries: https://git-scm.com/docs/racy-git).
 */
export function rememberedTime(mtimeNs: bigint, readAt: bigint): bigint {
  const risky = mtimeNs % 1_000_000_000n === 0n ? coarseTick : tick;
  return readAt - mtimeNs < risky ? 0n : mtimeNs;
}

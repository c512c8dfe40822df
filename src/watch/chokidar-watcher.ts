// The file watcher on chokidar: a folder tree a root, and one for each of its git folders. Gathers dirty paths for a
// moment, so that a burst crosses to the main thread in few messages. Runs in a thread with nothing else in it
// (watch-worker.ts): the kernel's queue overflows without a word when nobody reads it.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { FileWatcher, WatchListener, WholeReason } from './file-watcher.ts';
import { watchFolderTree, type FolderTree } from './folder-tree.ts';
import { gitFolders, isGitState } from './git-folders.ts';
import { compilePruneRules, type Pruner, type PruneRules } from './prune.ts';

const gatherFor = 20;
/** How often folders that could not be watched are told as dirty. */
const sweepUnwatchedEvery = 30_000;

interface WatchedRoot {
  readonly trees: FolderTree[];
  /** Relative paths that wait to be told. */
  readonly dirty: Set<string>;
  /** Why all of it is dirty, where it is. */
  whole: WholeReason | null;
  /** Absolute paths of folders that could not be watched. */
  readonly unwatched: Set<string>;
  removed: boolean;
}

/** Starts a watcher in this thread. `listener` gets every event. */
export function createChokidarWatcher(listener: WatchListener): FileWatcher {
  const roots = new Map<string, WatchedRoot>();
  let gathering: NodeJS.Timeout | null = null;
  const overflow = overflowMeter(maximumQueuedEvents() / 2, () => {
    for (const root of roots.keys()) touchWhole(root, 'overflow');
  });
  const unwatchedSweep = setInterval(() => {
    for (const [root, state] of roots) for (const folder of state.unwatched) touch(root, folder);
  }, sweepUnwatchedEvery);

  function touchWhole(root: string, reason: WholeReason): void {
    const state = roots.get(root);
    if (state !== undefined) state.whole ??= reason;
    gathering ??= setTimeout(flush, gatherFor);
  }

  function touch(root: string, path: string): void {
    if (path === root) return touchWhole(root, 'root');
    roots.get(root)?.dirty.add(relative(root, path));
    gathering ??= setTimeout(flush, gatherFor);
  }

  function flush(): void {
    gathering = null;
    for (const [root, state] of roots) {
      const [whole, paths] = [state.whole, [...state.dirty]];
      state.whole = null;
      state.dirty.clear();
      if (whole !== null) listener({ type: 'whole', root, reason: whole });
      else if (paths.length > 0) listener({ type: 'dirty', root, paths });
    }
  }

  function onError(root: string, error: NodeJS.ErrnoException): void {
    const state = roots.get(root);
    if (state === undefined) return;
    const first = state.unwatched.size === 0;
    state.unwatched.add(error.path ?? root);
    if (first)
      listener({ type: 'degraded', root, message: `cannot watch ${root}: ${error.message}`, hint: hintFor(error) });
  }

  async function attach(root: string, state: WatchedRoot, rules: PruneRules): Promise<void> {
    const tree = (folder: string, prune: Pruner, onDirty: (path: string) => void): Promise<FolderTree> =>
      watchFolderTree({
        root: folder,
        prune,
        onDirty,
        onRootChanged: () => touchWhole(root, 'root'),
        onRawEvent: overflow,
        onError: (error) => onError(root, error),
      });
    const onGitChange = (folder: string) => (path: string) => {
      if (isGitState(relative(folder, path))) touchWhole(root, 'git');
    };
    state.trees.push(await tree(root, compilePruneRules(rules), (path) => touch(root, path)));
    for (const folder of gitFolders(root)) {
      if (!state.removed) state.trees.push(await tree(folder, allButRefs(folder), onGitChange(folder)));
    }
    if (state.removed) await closeTrees(state);
  }

  return {
    async add(root, rules) {
      if (roots.has(root)) return;
      const state: WatchedRoot = { trees: [], dirty: new Set(), whole: null, unwatched: new Set(), removed: false };
      roots.set(root, state);
      await attach(root, state, rules);
    },
    async remove(root) {
      const state = roots.get(root);
      roots.delete(root);
      if (state !== undefined) await closeTrees(state);
    },
    async close() {
      clearInterval(unwatchedSweep);
      if (gathering !== null) clearTimeout(gathering);
      const states = [...roots.values()];
      roots.clear();
      await Promise.all(states.map(closeTrees));
    },
  };
}

async function closeTrees(state: WatchedRoot): Promise<void> {
  state.removed = true;
  await Promise.all(state.trees.splice(0).map((tree) => tree.close()));
}

/** Of a git folder only itself and its refs are watched, never the objects. */
function allButRefs(folder: string): Pruner {
  const refs = join(folder, 'refs');
  const prune = (path: string): boolean => path !== refs && !path.startsWith(`${refs}/`);
  return { byName: () => false, folder: prune };
}

/** Counts events of one turn of the event loop: the kernel drops what comes beyond its queue, and libuv does not tell. */
function overflowMeter(limit: number, onOverflow: () => void): () => void {
  let events = 0;
  return () => {
    if (events === 0) setImmediate(() => (events = 0));
    events += 1;
    if (events === Math.ceil(limit)) onOverflow();
  };
}

function maximumQueuedEvents(): number {
  try {
    return Number.parseInt(readFileSync('/proc/sys/fs/inotify/max_queued_events', 'utf8'), 10);
  } catch {
    return 16_384; // Linux's default; elsewhere only a bound.
  }
}

function hintFor(error: NodeJS.ErrnoException): string {
  const what = 'the folders that are not watched are read every 30 seconds instead';
  if (error.code === 'ENOSPC') return `Raise the limit with \`sysctl fs.inotify.max_user_watches=1048576\`; ${what}.`;
  if (error.code === 'EMFILE') return `Raise the limit with \`sysctl fs.inotify.max_user_instances=512\`; ${what}.`;
  return `Look at the folder's permissions and file system; ${what}.`;
}

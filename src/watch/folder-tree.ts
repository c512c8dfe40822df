// One tree of folders under chokidar, and the repair of what chokidar misses. Only folders are watched: a folder's raw
// events name the files in it, so a tree of 100,000 files needs a watch a folder instead of one a file.
// chokidar reads a new folder before it watches it (its issue 1471), and stays blind to a folder that was deleted and
// made again. So this keeps its own list of folders with their identity, lists a folder again after every rename in it,
// attaches what is new or replaced, and reports each new folder twice: at once, and when its watch is surely set.
import { watch as chokidarWatch, type FSWatcher } from 'chokidar';
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Pruner } from './prune.ts';

/** Renames of one moment are looked at together. */
const inspectAfter = 30;
/** chokidar re-reads a folder at most once a second; by then a new folder's watch is set. */
const listAgainAfter = 1_200;
/** How often a missing root is looked for. */
const rootPoll = 1_000;
const inspectionsAtOnce = 16;

export interface FolderTreeOptions {
  /** Absolute, symlinks resolved. */
  readonly root: string;
  readonly prune: Pruner;
  /** A file or folder (then all below it) that may have changed; absolute. */
  readonly onDirty: (path: string) => void;
  /** The root is gone, or another folder stands in its place. */
  readonly onRootChanged: () => void;
  /** Called for every event of the kernel. */
  readonly onRawEvent: () => void;
  /** A folder could not be watched, or watching failed. */
  readonly onError: (error: NodeJS.ErrnoException) => void;
}

export interface FolderTree {
  /** Number of folders that are watched. */
  folders(): number;
  close(): Promise<void>;
}

interface KnownFolder {
  readonly identity: string;
  readonly children: Set<string>;
}

/** Watches `root` and all folders below it that are not pruned; resolves when the watches are set. */
export async function watchFolderTree(options: FolderTreeOptions): Promise<FolderTree> {
  const { root, prune, onDirty } = options;
  const known = new Map<string, KnownFolder>();
  const waiting = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let chokidar: FSWatcher | null = null;
  let ready = false;
  let closed = false;

  function after(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, milliseconds);
    timers.add(timer);
  }

  /** Sets chokidar on the root; where there is none, waits for it. */
  async function attach(): Promise<void> {
    const identity = await identityOf(root);
    if (closed) return;
    if (identity === null) {
      after(rootPoll, () => void reattachRoot());
      return;
    }
    const watcher = chokidarWatch([], {
      ignored: (path, stats) =>
        path !== root && (stats ? !stats.isDirectory() || prune.folder(path) : prune.byName(path)),
      atomic: false,
      followSymlinks: false,
      ignorePermissionErrors: true,
    });
    chokidar = watcher;
    const isReady = new Promise<void>((resolve) => watcher.once('ready', resolve));
    watcher.on('raw', (event, name, details) => {
      if (chokidar === watcher) onRaw(event, name, watchedPathOf(details) ?? root);
    });
    watcher.on('addDir', (path, stats) => {
      if (chokidar === watcher && stats !== undefined) onFolderSeen(path, identityFrom(stats));
    });
    watcher.on('unlinkDir', (path) => {
      if (chokidar !== watcher) return;
      if (path === root) return inspect(root);
      forget(path);
      onDirty(path);
      inspect(dirname(path));
    });
    watcher.on('error', (error) => options.onError(error instanceof Error ? error : new Error(String(error))));
    remember(root, identity);
    watcher.add(root);
    await isReady;
    ready = true;
    // A folder that was made while chokidar read its parent is in nobody's list yet.
    for (const folder of known.keys()) waiting.add(folder);
    await inspectWaiting();
  }

  async function detach(): Promise<void> {
    const watcher = chokidar;
    chokidar = null;
    ready = false;
    known.clear();
    waiting.clear();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    await watcher?.close();
  }

  async function reattachRoot(): Promise<void> {
    await attach();
    if (chokidar !== null) options.onRootChanged();
  }

  async function onRootReplaced(): Promise<void> {
    await detach();
    options.onRootChanged();
    await reattachRoot();
  }

  function onRaw(event: unknown, name: string | null, folder: string): void {
    options.onRawEvent();
    // A name whose bytes are not UTF-8 comes mangled: the folder is all that is known.
    if (name === null || name.includes('\uFFFD')) onDirty(folder);
    else if (!prune.byName(join(folder, name))) onDirty(join(folder, name));
    if (event !== 'rename') return;
    inspect(folder);
    // A folder's own end is told as a rename of its own name.
    if (folder !== root) inspect(dirname(folder));
  }

  function onFolderSeen(path: string, identity: string): void {
    if (known.get(path)?.identity === identity) return;
    remember(path, identity);
    if (ready) announce(path);
  }

  function remember(path: string, identity: string): void {
    forget(path);
    known.set(path, { identity, children: new Set() });
    if (path !== root) known.get(dirname(path))?.children.add(basename(path));
  }

  function forget(path: string): void {
    const entry = known.get(path);
    if (entry === undefined) return;
    known.delete(path);
    known.get(dirname(path))?.children.delete(basename(path));
    for (const child of entry.children) forget(join(path, child));
  }

  /** A new folder: all in it is dirty now, and again when its watch is set. */
  function announce(path: string): void {
    onDirty(path);
    inspect(path);
    after(listAgainAfter, () => {
      if (!known.has(path)) return;
      onDirty(path);
      inspect(path);
    });
  }

  /** Sets a fresh watch on a folder that is new, or stands where another one stood. */
  function adopt(path: string, identity: string): void {
    remember(path, identity);
    chokidar?.unwatch(path);
    chokidar?.add(path);
    announce(path);
  }

  function inspect(folder: string): void {
    if (waiting.size === 0) after(inspectAfter, () => void inspectWaiting());
    waiting.add(folder);
  }

  /** Looks at every waiting folder, some at a time. */
  async function inspectWaiting(): Promise<void> {
    const folders = [...waiting].values();
    waiting.clear();
    const lane = async (): Promise<void> => {
      for (const folder of folders) if (chokidar !== null) await inspectFolder(folder);
    };
    await Promise.all(Array.from({ length: inspectionsAtOnce }, lane));
  }

  /** Compares one folder and its subfolders with what is known, and attaches or forgets the difference. */
  async function inspectFolder(folder: string): Promise<void> {
    const identity = await identityOf(folder);
    const entry = known.get(folder);
    if (folder === root && identity !== entry?.identity) {
      if (entry !== undefined) void onRootReplaced();
      return;
    }
    if (identity === null) {
      if (entry !== undefined) onDirty(folder);
      forget(folder);
      return;
    }
    if (entry === undefined) return; // Its parent's inspection adopts it.
    if (entry.identity !== identity) return adopt(folder, identity);
    await compareSubfolders(folder, entry);
  }

  async function compareSubfolders(folder: string, entry: KnownFolder): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
    if (entries === null) return;
    const present = new Set<string>();
    for (const child of entries) {
      const path = join(folder, child.name);
      if (!child.isDirectory() || prune.folder(path)) continue;
      present.add(child.name);
      const identity = await identityOf(path);
      if (identity !== null && known.has(folder) && known.get(path)?.identity !== identity) adopt(path, identity);
    }
    for (const name of entry.children) {
      if (present.has(name)) continue;
      forget(join(folder, name));
      onDirty(join(folder, name));
    }
  }

  await attach();
  return {
    folders: () => known.size,
    async close() {
      closed = true;
      await detach();
    },
  };
}

/** Tells one folder from another that later stands at the same path; null where there is no folder. */
async function identityOf(path: string): Promise<string | null> {
  const stats = await lstat(path).catch(() => null);
  return stats?.isDirectory() === true ? identityFrom(stats) : null;
}

/** chokidar's typings leave the details of a raw event open. */
function watchedPathOf(details: unknown): string | null {
  const named = typeof details === 'object' && details !== null && 'watchedPath' in details;
  return named && typeof details.watchedPath === 'string' ? details.watchedPath : null;
}

/** An inode's number is soon used again, so its birth time belongs to it. */
function identityFrom(stats: Stats): string {
  return `${stats.ino}:${stats.birthtimeMs}`;
}

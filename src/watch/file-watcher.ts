import type { PruneRules } from './prune.ts';

/** Why a repository is dirty as a whole. */
export type WholeReason =
  /** HEAD, the index or a ref changed: a commit, a branch switch, an `add`. */
  | 'git'
  /** So many events at once that the kernel may have dropped some. */
  | 'overflow'
  /** The root was deleted or replaced. */
  | 'root'
  /** The watcher itself was restarted, and may have missed changes. */
  | 'restart';

/** What a watcher says. Every event is a hint: the sweep is the truth. */
export type WatchEvent =
  | {
      readonly type: 'dirty';
      readonly root: string;
      /** Files or folders (then all below them), relative to the root, `/` between parts, each once. */
      readonly paths: readonly string[];
    }
  | { readonly type: 'whole'; readonly root: string; readonly reason: WholeReason }
  | {
      /** Some folders could not be watched; they are swept instead. Told once a root until it is whole again. */
      readonly type: 'degraded';
      readonly root: string;
      readonly message: string;
      /** What helps, one sentence. */
      readonly hint: string;
    };

export type WatchListener = (event: WatchEvent) => void;

/** The operating system's file events, behind an interface. Roots are absolute, symlinks resolved. */
export interface FileWatcher {
  /** Resolves when the folder is watched (or is waited for: a root that is missing is attached as soon as it appears). */
  add(root: string, prune: PruneRules): Promise<void>;
  /** Stops watching a root; unknown roots are ignored. */
  remove(root: string): Promise<void>;
  /** Stops everything; no event comes after it has resolved. */
  close(): Promise<void>;
}

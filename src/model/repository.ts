/**
 * A repository that was found in a workspace. `folder` is a folder without git.
 * A worktree and a submodule are repositories of their own: their `root` differs.
 */
export interface Repository {
  /** Absolute, symlinks resolved. */
  readonly root: string;
  readonly kind: 'git' | 'worktree' | 'submodule' | 'folder';
}

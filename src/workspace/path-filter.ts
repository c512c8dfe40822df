import picomatch from 'picomatch';

// Which files of a workspace are read: its `include` and `exclude` globs. As in .gitignore, a glob without a slash
// matches at any depth, one with a slash starts at the workspace, and one that matches a folder takes all below it.

export interface PathFilter {
  /** Whether the file is read. */
  file(path: string): boolean;
  /** Whether the folder may hold a file that is read; false: it need not be entered. */
  folder(path: string): boolean;
}

/** The filter for paths relative to `prefix`, which is the way from the workspace to them (empty: the workspace itself). */
export function pathFilter(include: readonly string[], exclude: readonly string[], prefix = ''): PathFilter {
  const included = include.length === 0 ? (): boolean => true : matcher(include);
  const excluded = exclude.length === 0 ? (): boolean => false : matcher(exclude);
  const whole = (path: string): string => (prefix === '' ? path : path === '' ? prefix : `${prefix}/${path}`);
  return {
    file: (path) => !excluded(whole(path)) && included(whole(path)),
    folder: (path) => whole(path) === '' || !excluded(whole(path)),
  };
}

function matcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.flatMap((glob) => {
    const trimmed = glob.replace(/^\.\//, '').replace(/\/+$/, '');
    const anchored = trimmed.includes('/') ? trimmed.replace(/^\/+/, '') : `**/${trimmed}`;
    return [anchored, `${anchored}/**`];
  });
  return picomatch(patterns, { dot: true });
}

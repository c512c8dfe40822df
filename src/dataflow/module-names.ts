// Which file an import means. Python looks in the folders of its path; which those are is not known here, so the folders
// above the importing file are tried, nearest first, as far as they are no packages themselves; after them the top folders
// of all packages of the repository, which covers `src/` layouts and tests beside them.

export interface ModuleNames {
  /**
   * The path of the module that an import names, or null where the repository has none. `module` is dotted; `level` is the
   * number of leading dots. A package without `__init__.py` is no module, but its modules are found.
   */
  resolve(fromPath: string, module: string, level: number): string | null;
  /** Whether this is a folder of modules: a package, with or without `__init__.py`. */
  isPackage(fromPath: string, module: string, level: number): boolean;
}

/** @param paths of all Python files of the repository */
export function moduleNames(paths: Iterable<string>): ModuleNames {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    files.add(path);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  const isRegular = (folder: string): boolean => files.has(join(folder, '__init__.py'));
  const roots = [...folders, '']
    .filter((folder) => !isRegular(folder))
    .filter((folder) => [...folders].some((inner) => parentOf(inner) === folder && isRegular(inner)))
    .toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const known = new Map<string, string | null>();

  /** The file of `a/b` in a folder, or the folder itself where it holds modules but no `__init__.py`. */
  const inFolder = (folder: string, parts: string): string | null => {
    const base = join(folder, parts);
    for (const ending of ['/__init__.py', '.py', '.pyi', '/__init__.pyi', '.pyw']) {
      if (files.has(base + ending)) return base + ending;
    }
    return folders.has(base) && parts !== '' ? base : null;
  };
  const find = (fromPath: string, module: string, level: number): string | null => {
    const own = parentOf(fromPath);
    const parts = module.replaceAll('.', '/');
    if (level > 0) {
      let folder: string | null = own;
      for (let up = 1; up < level && folder !== null; up++) folder = folder === '' ? null : parentOf(folder);
      if (folder === null) return null;
      return parts === '' ? packageFile(folder) : inFolder(folder, parts);
    }
    const cached = `${own}\0${module}`;
    const before = known.get(cached);
    if (before !== undefined) return before;
    const found = findAbsolute(own, parts);
    known.set(cached, found);
    return found;
  };
  const packageFile = (folder: string): string | null => {
    for (const name of ['__init__.py', '__init__.pyi']) if (files.has(join(folder, name))) return join(folder, name);
    return folder === '' || folders.has(folder) ? folder : null;
  };
  const findAbsolute = (own: string, parts: string): string | null => {
    let looseFolder: string | null = null;
    const tried = new Set<string>();
    for (let folder = own; ; folder = parentOf(folder)) {
      if (!isRegular(folder)) tried.add(folder);
      if (folder === '') break;
    }
    for (const root of roots) tried.add(root);
    for (const folder of tried) {
      const found = inFolder(folder, parts);
      if (found === null || found === own) continue;
      if (files.has(found)) return found;
      looseFolder ??= found;
    }
    return looseFolder;
  };

  return {
    resolve(fromPath, module, level) {
      const found = find(fromPath, module, level);
      return found !== null && files.has(found) ? found : null;
    },
    isPackage(fromPath, module, level) {
      const found = find(fromPath, module, level);
      return found !== null && (!files.has(found) || /(^|\/)__init__\.pyi?$/.test(found));
    },
  };
}

function parentOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

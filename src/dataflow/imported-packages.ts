// Which packages a module can have to do with, by what it imports.
import type { LinkedFiles } from './linked-files.ts';
import type { LinkedModule } from './linked-module.ts';

export interface Packages {
  /** Those that it imports, or that modules of the repository do which it imports. */
  readonly around: ReadonlySet<string>;
  /** Those that it imports itself and that are no part of the repository. */
  readonly foreign: ReadonlySet<string>;
}

interface Known extends Packages {
  readonly pathsVersion: number;
  /** The modules that were asked. */
  readonly imported: readonly LinkedModule[];
}

/** Found out once for each module, until it or what it imports changes. */
export class ImportedPackages {
  readonly #files: LinkedFiles;
  readonly #known = new WeakMap<LinkedModule, Known>();

  constructor(files: LinkedFiles) {
    this.#files = files;
  }

  of(module: LinkedModule): Packages {
    const { pathsVersion, modules } = this.#files;
    const known = this.#known.get(module);
    const holds = known?.pathsVersion === pathsVersion && known.imported.every((one) => modules.get(one.path) === one);
    if (known !== undefined && holds) return known;
    const found = { ...this.#find(module), pathsVersion };
    this.#known.set(module, found);
    return found;
  }

  #find(module: LinkedModule): Omit<Known, 'pathsVersion'> {
    const foreign = new Set<string>();
    const imported = module.facts.imports.flatMap(({ module: name }) => {
      const level = /^\.*/.exec(name)![0].length;
      const found = this.#files.resolve(module.path, name.slice(level), level);
      if (found === null && level === 0) foreign.add(name.split('.', 1)[0]!);
      return found ?? [];
    });
    const around = new Set([...module.importedPackages, 'builtins']);
    for (const { importedPackages } of imported) for (const name of importedPackages) around.add(name);
    return { around, foreign, imported };
  }
}

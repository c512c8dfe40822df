import { findRepositories } from '../src/workspace/find-repositories.ts';
import { gitWith } from '../src/workspace/git.ts';
import { listFiles } from '../src/workspace/list-files.ts';
import { pathFilter } from '../src/workspace/path-filter.ts';
import { absoluteText } from '../src/workspace/path-bytes.ts';
import { readSource } from '../src/workspace/read-source.ts';

export interface PythonFiles {
  /** Absolute. */
  readonly paths: readonly string[];
  readonly lines: number;
}

/** The Python files that a scan of this folder analyses: the same listing, limits and idea of what Python is. */
export async function pythonFiles(folder: string): Promise<PythonFiles> {
  const filter = pathFilter([], []);
  const git = gitWith(process.env);
  const paths: string[] = [];
  let lines = 0;
  for (const repository of (await findRepositories(folder, filter)).repositories) {
    for (const path of (await listFiles(repository, filter, git)).paths) {
      const outcome = await readSource(repository.root, path, { maxFileBytes: 1024 ** 2 });
      if (outcome.kind !== 'source' || outcome.file.language !== 'python') continue;
      const absolute = absoluteText(repository.root, path);
      if (absolute !== null) paths.push(absolute);
      lines += outcome.file.text.split('\n').length - (outcome.file.text.endsWith('\n') ? 1 : 0);
    }
  }
  return { paths, lines };
}

// What the built-in rule files say, kept beside the program as it is built. Reading hundreds of YAML files and checking
// them takes a second and a half of every start; looking up what they say by the hash of their text takes none. A file
// that was changed since has another hash, and is read as YAML.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { errorCode } from '../model/errors.ts';

/** Made by `npm run build`; the sources have none beside them. */
const compiledFile = new URL('compiled-files.json', import.meta.url);

/** Content by its schema, as plain JSON, by `hashOf` the text. */
export type CompiledFiles = Readonly<Record<string, unknown>>;

/** A rule and a model file with the same text would be different things. */
export function hashOf(kind: 'rule' | 'model', text: string): string {
  return createHash('sha256').update(`${kind}\n${text}`).digest('hex');
}

/** None where the program was not built. */
export function readCompiledFiles(): CompiledFiles {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the function below
    return JSON.parse(readFileSync(compiledFile, 'utf8')) as CompiledFiles;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return {};
    throw error;
  }
}

/** For the build alone. */
export function writeCompiledFiles(files: CompiledFiles): void {
  writeFileSync(compiledFile, JSON.stringify(files));
}

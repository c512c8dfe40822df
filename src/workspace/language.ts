import type { Language } from '../model/source-file.ts';

const pythonEnding = /\.(?:py|pyw|pyi)$/;
/** `#!/usr/bin/python3 -u`, `#!/usr/bin/env -S python3.11`. Read as bytes: 200 are more than a kernel takes. */
const pythonShebang =
  /^#![ \t]*\S*?(?:\/env[ \t]+(?:-\S+[ \t]+)*(?:\w+=\S*[ \t]+)*(?:\S*\/)?|\/)(?:python|pypy)[\d.]*[ \t\r]*(?:[ \t]\S.*)?$/;

/** Whether a file's name alone says that it is Python. */
export function isPythonPath(path: string): boolean {
  return pythonEnding.test(path);
}

/** What a file is read as, by its name or its first line. */
export function languageOf(path: string, bytes: Buffer): Language {
  if (pythonEnding.test(path)) return 'python';
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return 'text';
  const firstLine = bytes.toString('latin1', 0, 200).split('\n', 1)[0]!;
  return pythonShebang.test(firstLine) ? 'python' : 'text';
}

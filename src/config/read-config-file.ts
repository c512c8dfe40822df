import { readFile } from 'node:fs/promises';
import { errorCode, errorMessage, UserError } from '../model/errors.ts';

/** The text of a configuration file, or null where there is none. A file that can't be read throws a UserError. */
export async function readConfigFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw new UserError(
      `The configuration ${file} can't be read: ${errorMessage(error)}`,
      'Check that it is a file and that you may read it, or name another with --config.',
      { cause: error },
    );
  }
}

import { UserError } from '../model/errors.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { CommandIo } from './io.ts';

/** The database that a query reads. @throws UserError where there is none, or it can't be read */
export function openQueried(file: string, io: CommandIo): Store {
  if (file === ':memory:') {
    throw new UserError(
      'A database in memory is gone with the scan that made it: nothing can be asked of it.',
      'Give `tocsin scan` a file with --database, or let it print what you need.',
    );
  }
  return openStore({ file, readOnly: true, clock: io.now });
}

import { Command, Option } from 'commander';
import { UserError } from '../model/errors.ts';
import { severities } from '../model/rule.ts';
import { secretsDocument } from '../report/json/secrets-document.ts';
import { secretList, secretShow } from '../report/secret-list.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { openQueried } from './open-queried.ts';
import { addLoudness, addOutput, addSettings, findingFormats, plainFormats, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { repositoryNamed } from './repository-named.ts';
import type { ScanOptions } from './scan-paths.ts';
import { reportSecrets, type SecretReportOptions } from './secret-report.ts';
import { findDatabase, readSettings, type SettingsOptions } from './settings.ts';
import { timeToCome } from './time-to-come.ts';
import { tool } from './tool.ts';

interface ListOptions extends SettingsOptions, SecretReportOptions {
  readonly repository?: string;
}

interface ScanSecretsOptions extends ScanOptions, SecretReportOptions {
  readonly unreachable?: boolean;
}

interface ShowOptions extends SettingsOptions, OutputOptions {
  readonly format: PlainFormat;
}

interface IgnoreOptions extends SettingsOptions {
  readonly reason: string;
  readonly until?: string;
}

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('secrets')
    .description('the secrets that are known, each once: where they stand, how far they have come, what is to be done')
    .addHelpText(
      'after',
      "\nExamples:\n  tocsin secrets scan .                          read git's history, too\n  tocsin secrets --gone --format csv             what was removed from the files, but not from the history\n  tocsin secrets ignore S12 --reason 'a test key of the vendor' --until 2027-01-01",
    );
  const list = new Command('list').description('list them (the default)');
  const scan = new Command('scan')
    .description("scan repositories and all of git's history: every branch, tag and stash; then list what is there")
    .argument('[path...]', 'which ones (default: the current folder)')
    .option('--unreachable', 'also what no branch, tag or stash leads to any more, until git removes it');
  const show = new Command('show').description('everything about one').argument('<name>', 'its name, such as S12');
  const ignore = new Command('ignore')
    .description('live with this value, wherever it stands; another one beside it is told as before')
    .argument('<name>', 'its name, such as S12')
    .requiredOption('--reason <text>', 'why')
    .option('--until <date>', 'only up to then: 2027-01-31, or 90d from now', timeToCome(io.now));
  const tell = new Command('report')
    .description('tell it again, after `ignore`')
    .argument('<name>', 'its name, such as S12');

  for (const each of [list, scan]) {
    each
      .option('--gone', "only those that are gone from the files, but in git's history")
      .option('--all', 'also confidence low and what is ignored')
      .addOption(
        new Option('--fail-on <severity>', 'exit 1 where one is at least as severe and in the default view').choices(
          severities,
        ),
      );
    addOutput(each, findingFormats);
  }
  list.option('--repository <name>', 'only of this repository (path or name)');
  addOutput(show, plainFormats);
  for (const each of [list, show, ignore, tell]) addSettings(each);
  addSettings(scan, 'scan');
  addLoudness(scan);

  list.action(async (options: ListOptions) => {
    await querying(options, io, (store) => {
      const { repository } = options;
      const roots = repository === undefined ? undefined : [repositoryNamed(repository, store, io.cwd)];
      done(reportSecrets(store, roots, options, io));
    });
  });

  scan.action(async (paths: string[], options: ScanSecretsOptions) => {
    const { scanPaths } = await import('./scan-paths.ts');
    const asked = { ...options, history: { unreachable: options.unreachable === true } };
    done(
      await scanPaths(paths.length === 0 ? ['.'] : paths, asked, io, async (scanned, { store }) => {
        const roots = scanned.map(({ target }) => target.repository.root);
        return reportSecrets(store, roots, options, io);
      }),
    );
  });

  show.action(async (name: string, options: ShowOptions) => {
    await querying(options, io, (store) => {
      const { secret } = secretNamed(name, store);
      const pieces =
        options.format === 'json' ? secretsDocument([secret], 0, tool) : [secretShow(secret, terminalFor(options, io))];
      print(pieces, options, io);
      done(exitCodes.done);
    });
  });

  ignore.action(async (name: string, options: IgnoreOptions) => {
    const { redactionFor } = await import('./open-sources.ts');
    const { config } = await readSettings(options, io);
    await writing(config.database, io, async (store) => {
      const { row } = secretNamed(name, store);
      const { text } = await redactionFor(config, store);
      const reason = text(options.reason.trim());
      if (reason === '') throw new UserError('The reason is empty.', 'Say why you live with it: --reason "…".');
      store.ignoreSecret(row, reason, options.until ?? null);
      io.out(secretList([secretNamed(name, store).secret], terminalFor({}, io), 0));
      done(exitCodes.done);
    });
  });

  tell.action(async (name: string, options: SettingsOptions) => {
    await writing(await findDatabase(options, io), io, async (store) => {
      const { row } = secretNamed(name, store);
      if (!store.reportSecret(row)) throw new UserError(`${name} is not ignored.`, '`tocsin secrets --all` lists all.');
      io.out(secretList([secretNamed(name, store).secret], terminalFor({}, io), 0));
      done(exitCodes.done);
    });
  });

  command.addCommand(list, { isDefault: true });
  for (const each of [scan, show, ignore, tell]) command.addCommand(each);
  return command;
}

async function querying(options: SettingsOptions, io: CommandIo, work: (store: Store) => void): Promise<void> {
  const store = openQueried(await findDatabase(options, io), io);
  try {
    work(store);
  } finally {
    store.close();
  }
}

async function writing(file: string, io: CommandIo, work: (store: Store) => Promise<void>): Promise<void> {
  openQueried(file, io).close(); // says where there is none, instead of making one
  const store = openStore({ file, clock: io.now });
  try {
    await work(store);
  } finally {
    store.close();
  }
}

function secretNamed(name: string, store: Store): NonNullable<ReturnType<Store['secretNamed']>> {
  const found = store.secretNamed(name);
  if (found !== null) return found;
  throw new UserError(`No secret is called "${name}".`, '`tocsin secrets --all` lists every one.');
}

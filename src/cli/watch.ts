import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Config } from '../config/config.ts';
import { startDaemon } from '../daemon/daemon.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import { createLogger, type Log, type Logger } from '../log/logger.ts';
import { UserError } from '../model/errors.ts';
import type { ScanEvent } from '../model/scan.ts';
import { liveEvents } from '../report/live-event.ts';
import { Progress } from '../report/progress.ts';
import { escapeControl } from '../text/display.ts';
import { wantsColor, type CommandIo } from './io.ts';
import { isFolder } from './is-folder.ts';
import { addColour, addLoudness, addSettings } from './options.ts';
import { terminalFor } from './print.ts';
import { readSettings, withWorkspaces, type SettingsOptions } from './settings.ts';
import { redactionBy } from './source-reader.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions {
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

const standardError = 2;

export function build(io: CommandIo, _done: (exitCode: number) => void): Command {
  const command = new Command('watch')
    .description('scan, then follow every change, in the foreground, until Ctrl-C')
    .argument('[path...]', "what to watch (default: the configuration's workspaces, or the current folder)");
  addColour(command);
  addSettings(command, 'scan');
  addLoudness(command);
  return command
    .addHelpText(
      'after',
      '\nSIGINT or SIGTERM end it in order, SIGHUP reads the configuration again.\n\nExample:\n  tocsin watch ~/src',
    )
    .action(async (paths: string[], options: Options) => {
      const loadSettings = async (): Promise<Config> =>
        withWorkspaces((await readSettings(options, io)).config, paths, io.cwd);
      refuseNoFolders(paths, io.cwd);
      const config = await loadSettings();
      const log = await openLog(config, options, io);
      const screen = openScreen(config, options, log.logger, io);
      try {
        await startDaemon({
          loadConfig: loadSettings,
          config,
          environment: io.environment,
          clock: io.now,
          log,
          print: screen.print,
          version: tool.version,
        });
        screen.announce();
      } catch (error) {
        log.close();
        throw error;
      }
    });
}

/** A folder of the configuration may come later, when a disk is mounted; one that was typed just now is mistyped. */
function refuseNoFolders(paths: readonly string[], cwd: string): void {
  for (const path of paths) {
    if (isFolder(resolve(cwd, path))) continue;
    throw new UserError(`${resolve(cwd, path)} is not a folder.`, 'Name folders to watch.');
  }
}

/** A log that holds no secret: every line passes through the redaction of all rules. */
async function openLog(config: Config, { verbose, quiet, color }: Options, io: CommandIo): Promise<Log> {
  const { all } = await loadConfiguredRules(config);
  const { level, format, file } = config.log;
  const pretty = format === 'pretty' || (format === 'auto' && file === null && io.errorWidth !== null);
  return createLogger({
    level: verbose === true ? 'debug' : quiet === true ? 'error' : level,
    format: pretty ? 'pretty' : 'json',
    colours: color !== false && wantsColor(io),
    destination: file ?? standardError,
    // The log keeps no identities of secrets, so the key for their hashes is of no consequence here.
    redact: redactionBy(all, new Uint8Array(32)).text,
  });
}

/** What the foreground shows. */
interface Screen {
  /** Says once what is watched: when that is sure, because another daemon may have the database. */
  readonly announce: () => void;
  readonly print: (event: ScanEvent) => void;
}

function openScreen(config: Config, options: Options, logger: Logger, io: CommandIo): Screen {
  const lineOf = liveEvents(terminalFor(options, io), options.verbose);
  const progress =
    io.errorWidth !== null && options.quiet !== true && options.verbose !== true
      ? new Progress({ write: io.error, clock: () => performance.now(), width: io.errorWidth })
      : null;
  let announced = options.quiet === true;
  function announce(): void {
    const watched = config.workspaces.map(({ path }) => escapeControl(path)).join(', ');
    if (!announced) io.out(`tocsin ${tool.version} watches ${watched}\n`);
    announced = true;
  }
  return {
    announce,
    print(event) {
      announce();
      if (event.type === 'scan.started' && event.files > 20) progress?.start(event.files);
      else if (event.type === 'scan.file') {
        progress?.advance();
        logger.debug({ path: event.file.path }, event.file.outcome);
      } else progress?.finish();
      const line = lineOf(event);
      if (line !== '' && (options.quiet !== true || event.type !== 'scan.finished')) io.out(line);
    },
  };
}

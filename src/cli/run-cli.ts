// argv → one command → exit code. Only the module of the command that was asked for is loaded: a query should answer in the
// time that Node takes to start.
import { Command, CommanderError } from 'commander';
import { errorMessage, UserError } from '../model/errors.ts';
import { inertLines } from '../report/terminal.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { tool } from './tool.ts';

/** What a command's module exports: its name, options and what it does. Its action returns the exit code. */
export interface CommandModule {
  readonly build: (io: CommandIo, done: (exitCode: number) => void) => Command;
}

const commands: ReadonlyMap<string, () => Promise<CommandModule>> = new Map([
  ['scan', () => import('./scan.ts')],
  ['review', () => import('./review.ts')],
  ['watch', () => import('./watch.ts')],
  ['status', () => import('./status.ts')],
  ['findings', () => import('./findings.ts')],
  ['show', () => import('./show.ts')],
  ['secrets', () => import('./secrets.ts')],
  ['history', () => import('./history.ts')],
  ['rules', () => import('./rules.ts')],
  ['config', () => import('./config.ts')],
  ['doctor', () => import('./doctor.ts')],
]);

/** Runs the command that `given` (without node and script) names. Never throws: errors are told on standard error. */
export async function runCli(given: readonly string[], io: CommandIo): Promise<number> {
  let exitCode: number = exitCodes.done;
  const argv = withHelpAsOption(given);
  try {
    const program = await buildProgram(argv, io, (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return tellError(error, io);
  }
}

/**
 * `help X` as `X --help`: commander's own `help` knows one level of names. A name that is wrong comes alone: with `--help`
 * commander would show the program's help and not say so.
 */
function withHelpAsOption(given: readonly string[]): readonly string[] {
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const [name = '-'] = argv;
  if (name === 'help') return ['--help'];
  return name.startsWith('-') || commands.has(name) ? argv : [name];
}

/**
 * The program with the one command that `argv` names, or with all of them where it names none (help, a mistyped name).
 */
export async function buildProgram(
  argv: readonly string[],
  io: CommandIo,
  done: (exitCode: number) => void,
): Promise<Command> {
  const program = new Command('tocsin')
    .description('An alarm bell for source code: watches repositories, finds, remembers, answers.')
    .version(tool.version, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'help for one command')
    .configureHelp({ helpWidth: io.outputWidth ?? 100 })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nExample:\n  tocsin watch ~/src          follow every change below ~/src\n  tocsin findings             what is open',
    );
  const named = commands.get(argv[0] ?? '');
  const loaders = named ? [named] : commands.values();
  for (const load of loaders) {
    const { build } = await load();
    program.addCommand(build(io, done));
  }
  for (const command of [program, ...allCommands(program)]) {
    command.exitOverride();
    command.configureOutput({
      writeOut: io.out,
      writeErr: (text) => io.error(inertLines(text)),
      getOutHelpWidth: () => io.outputWidth ?? 100,
    });
  }
  return program;
}

/** Every command below `command`. */
export function allCommands(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

function tellError(error: unknown, io: CommandIo): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message already; help and version are no errors.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  if (error instanceof UserError) {
    io.error(inertLines(`tocsin: ${error.message}\n${error.hint}\n`));
    return exitCodes.usage;
  }
  const stack = error instanceof Error ? error.stack : undefined;
  const report = `${errorMessage(error)}\n${stack ?? ''}\nThis is a fault of Tocsin. Please report it.\n`;
  io.error(inertLines(`tocsin: internal error: ${report}`));
  return exitCodes.internal;
}

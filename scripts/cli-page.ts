// docs/cli.md, made from the commands themselves.
import type { Command } from 'commander';
import { exitCodes, type CommandIo } from '../src/cli/io.ts';
import { allCommands, buildProgram } from '../src/cli/run-cli.ts';

const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done, and nothing at or above `--fail-on`',
  findings: 'findings at or above `--fail-on`',
  usage: 'wrong usage or configuration, or something that you can put right: the message says what',
  incomplete: 'with `--strict`: some files could not be analysed',
  internal: 'a fault of Tocsin',
  interrupted: 'ended by Ctrl-C',
  terminated: 'ended by SIGTERM',
};

/** The page as Markdown: the same on every machine. */
export async function cliPage(): Promise<string> {
  const io: CommandIo = {
    out: () => undefined,
    error: () => undefined,
    environment: {},
    cwd: '/',
    outputWidth: 100,
    errorWidth: null,
    now: () => new Date(0),
  };
  const program = await buildProgram([], io, () => undefined);
  const codes = Object.entries(exitCodes).map(
    ([name, code]) => `| ${code} | ${meanings[name as keyof typeof exitCodes]} |`,
  );
  const commands = allCommands(program).filter(({ commands: inner }) => inner.length === 0);
  return [
    '# Commands',
    '',
    '<!-- Made by `npm run docs` from src/cli/. Do not edit. -->',
    '',
    'Queries (`findings`, `show`, `secrets`, `history`, `status`) read the database and need no daemon.',
    '`NO_COLOR` turns colours off, `FORCE_COLOR` on.',
    '',
    '| exit code | meaning |',
    '|---|---|',
    ...codes,
    '',
    ...commands.flatMap(section),
  ].join('\n');
}

function section(command: Command): string[] {
  const name = fullName(command);
  const examples = helpOf(command);
  return [`## ${name}`, '', '```', examples.trimEnd(), '```', ''];
}

function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

/** The help as `--help` prints it, examples included. */
function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 100,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return text;
}

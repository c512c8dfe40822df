import { Command } from 'commander';
import { describeConfig } from '../config/describe-config.ts';
import type { Config } from '../config/config.ts';
import { describeProblem } from '../config/problem.ts';
import { UserError } from '../model/errors.ts';
import { inertLines } from '../report/terminal.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { addSettings } from './options.ts';
import { configText, readSettings, type SettingsOptions } from './settings.ts';

const verdicts = {
  'in-use': ' is right.',
  absent: ' does not exist: the defaults are in force.',
  foreign:
    " holds no workspaces, rules, limits, watch, schedule, database or notify: it is taken for another program's, and the defaults are in force. If it is yours, name it with --config.",
} as const;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('config')
    .description('the configuration: check it, show what is in force, or its schema')
    .addHelpText('after', '\nExamples:\n  tocsin config check\n  tocsin config schema > config.schema.json');

  const check = new Command('check')
    .description('say whether the configuration is right')
    .addHelpText('after', '\nExample:\n  tocsin config check --config ~/tocsin.yaml');
  const show = new Command('show')
    .description('every setting in force, and where it comes from')
    .addHelpText('after', '\nExample:\n  tocsin config show');
  const schema = new Command('schema')
    .description('the JSON Schema of config.yaml, for editors')
    .addHelpText('after', '\nExample:\n  tocsin config schema > config.schema.json');

  addSettings(check).action(async (options: SettingsOptions) => {
    const { config } = await readSettings(options, io);
    const { file, text, state } = await configText(options, io);
    if (state === 'in-use') await refuseNamesOfNothing(config, file, text);
    io.out(inertLines(`${file}${verdicts[state]}\n`));
    done(exitCodes.done);
  });
  addSettings(show).action(async (options: SettingsOptions) => {
    const settings = await readSettings(options, io);
    const { file, state } = await configText(options, io);
    if (state === 'foreign') io.error(inertLines(`${file}${verdicts[state]}\n`));
    io.out(inertLines(await describeConfig(file, settings)));
    done(exitCodes.done);
  });
  schema.action(async () => {
    const { configJsonSchema } = await import('../config/schema.ts');
    io.out(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    done(exitCodes.done);
  });
  for (const one of [check, show, schema]) command.addCommand(one);
  return command;
}

/**
 * Refuses globs over rules that fit no rule, and rule files that are not used. Only where somebody asks for it: a rule that
 * an update took away must not stop the scans.
 */
async function refuseNamesOfNothing(config: Config, file: string, text: string): Promise<void> {
  const { checkRuleNames } = await import('./check-rule-names.ts');
  const problems = await checkRuleNames(config, file, text);
  if (problems.length === 0) return;
  throw new UserError(problems.map(describeProblem).join('\n'), '`tocsin rules` lists the rules, with their names.');
}

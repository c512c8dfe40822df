import { Command } from 'commander';
import { describeConfig } from '../config/describe-config.ts';
import { inertLines } from '../report/terminal.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { addSettings } from './options.ts';
import { configText, readSettings, type SettingsOptions } from './settings.ts';

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('config')
    .description('the configuration: check it, show what is in force, or its schema')
    .addHelpText('after', '\nExamples:\n  tocsin config check\n  tocsin config schema > config.schema.json');

  const check = new Command('check').description('say whether the configuration is right');
  const show = new Command('show').description('every setting in force, and where it comes from');
  const schema = new Command('schema').description('the JSON Schema of config.yaml, for editors');

  addSettings(check).action(async (options: SettingsOptions) => {
    await readSettings(options, io);
    const { file, exists } = await configText(options, io);
    io.out(inertLines(exists ? `${file} is right.\n` : `There is no ${file}: the defaults are in force.\n`));
    done(exitCodes.done);
  });
  addSettings(show).action(async (options: SettingsOptions) => {
    const settings = await readSettings(options, io);
    io.out(inertLines(await describeConfig((await configText(options, io)).file, settings)));
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

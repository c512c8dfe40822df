import { statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { checkNames } from '../analyze/checks/index.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import { resolveLinks } from '../daemon/daemon-files.ts';
import { engineVersion } from '../daemon/engine-version.ts';
import { UserError } from '../model/errors.ts';
import type { Category } from '../model/rule.ts';
import { rulesDocument } from '../report/json/documents.ts';
import { ruleList, ruleShow } from '../report/rule-list.ts';
import { count } from '../report/time.ts';
import { builtInRules, loadRules } from '../rules/load-rules.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { addOutput, addSettings, categoryList, plainFormats, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { readSettings, type SettingsOptions } from './settings.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions, OutputOptions {
  readonly format: PlainFormat;
  readonly category?: readonly Category[];
}

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('rules')
    .description('what is looked for')
    .addHelpText('after', '\nExamples:\n  tocsin rules\n  tocsin rules show PW016\n  tocsin rules check ./my-rules');
  const list = new Command('list').description('the rules that are on (the default)');
  list.option('--category <list>', 'only these categories', categoryList);
  const show = new Command('show').description('one rule: what, why, what to do').argument('<rule>', 'id or alias');
  const check = new Command('check')
    .description('check a folder of rules of your own')
    .argument('<folder>', 'a folder with rules, and models in models/');
  for (const one of [list, show]) {
    addOutput(one, plainFormats);
    addSettings(one);
  }

  list.action(async (options: Options) => {
    const { ruleSet } = await loadConfiguredRules((await readSettings(options, io)).config);
    const { category } = options;
    const rules = ruleSet.rules.filter((rule) => category === undefined || category.includes(rule.category));
    const pieces = options.format === 'json' ? rulesDocument(rules, tool) : [ruleList(rules, terminalFor(options, io))];
    print(pieces, options, io);
    done(exitCodes.done);
  });

  show.action(async (name: string, options: Options) => {
    const { all } = await loadConfiguredRules((await readSettings(options, io)).config);
    const matching = all.filter(
      ({ id, aliases }) => id === name || id.endsWith(`/${name}`) || aliases.includes(name.toUpperCase()),
    );
    if (matching.length === 0) throw new UserError(`No rule is called "${name}".`, '`tocsin rules` lists them all.');
    const pieces =
      options.format === 'json'
        ? rulesDocument(matching, tool)
        : matching.map((rule) => ruleShow(rule, terminalFor(options, io)));
    print(pieces, options, io);
    done(exitCodes.done);
  });

  check.action(async (folder: string) => {
    const absolute = resolve(io.cwd, folder);
    if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UserError(`${absolute} is not a folder.`, 'Name the folder that your rules are in.');
    }
    // Ids must be unique over all folders, but the built-in one is not compared with itself.
    const folders = resolveLinks(absolute) === resolveLinks(builtInRules) ? [absolute] : [builtInRules, absolute];
    const { all, problems } = await loadRules(folders, {
      enable: [],
      disable: [],
      severity: [],
      preview: true,
      checks: checkNames,
      engineVersion,
    });
    for (const { file, line, column, message } of problems) io.error(`${file}:${line}:${column} ${message}\n`);
    const own = all.filter(({ file }) => file.startsWith(join(absolute, sep)));
    io.out(`${count(own.length, 'rule')} read, ${count(problems.length, 'problem')}\n`);
    done(problems.length === 0 ? exitCodes.done : exitCodes.usage);
  });

  command.addCommand(list, { isDefault: true });
  command.addCommand(show);
  command.addCommand(check);
  return command;
}

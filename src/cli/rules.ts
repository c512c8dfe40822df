import { join, resolve, sep } from 'node:path';
import { Command } from 'commander';
import { checkNames } from '../analyze/checks/index.ts';
import { loadConfiguredRules } from '../daemon/open-engine.ts';
import { resolveLinks } from '../daemon/daemon-files.ts';
import { engineVersion } from '../daemon/engine-version.ts';
import { nearestWord } from '../config/nearest-word.ts';
import { UserError } from '../model/errors.ts';
import type { Category } from '../model/rule.ts';
import { rulesDocument } from '../report/json/documents.ts';
import type { ListedRule } from '../report/records.ts';
import { ruleList, ruleShow, secretRuleList } from '../report/rule-list.ts';
import { inertLines, type Terminal } from '../report/terminal.ts';
import { count } from '../text/count.ts';
import { loadRules } from '../rules/load-rules.ts';
import { builtInRules } from '../rules/rule-files.ts';
import type { Rule } from '../rules/rule.ts';
import { secretFormOf } from '../rules/secret-form.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { isFolder } from './is-folder.ts';
import { addOutput, addSettings, categoryList, plainFormats, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { rulesNamed, unknownRule } from './rule-named.ts';
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
  // What a mistyped command leaves over comes to the default one.
  const list = new Command('list')
    .description('the rules that are on (the default)')
    .addHelpText('after', '\nExample:\n  tocsin rules list --category secrets')
    .allowExcessArguments();
  list.option('--category <list>', 'only these categories', categoryList);
  const show = new Command('show')
    .description('one rule: what, why, what to do')
    .argument('<rule>', 'its id, the last part of that, or an alias')
    .addHelpText('after', '\nExamples:\n  tocsin rules show PW016\n  tocsin rules show weak-hash');
  const check = new Command('check')
    .description('check a folder of rules of your own')
    .argument('<folder>', 'a folder with rules, and models in models/')
    .addHelpText('after', '\nExample:\n  tocsin rules check ./my-rules');
  for (const one of [list, show]) {
    addOutput(one, plainFormats);
    addSettings(one);
  }

  list.action(async (options: Options) => {
    const { ruleSet, all } = await loadConfiguredRules((await readSettings(options, io)).config);
    if (list.args[0] !== undefined) throw unknownCommand(list.args[0], rulesNamed(list.args[0], all).length > 0);
    const { category } = options;
    const rules = ruleSet.rules.filter((rule) => category === undefined || category.includes(rule.category));
    const pieces =
      options.format === 'json' ? rulesDocument(rules.map(withForm), tool) : [listOf(rules, terminalFor(options, io))];
    print(pieces, options, io);
    done(exitCodes.done);
  });

  show.action(async (name: string, options: Options) => {
    const { all } = await loadConfiguredRules((await readSettings(options, io)).config);
    const matching = rulesNamed(name, all);
    if (matching.length === 0) throw unknownRule(name, all);
    const pieces =
      options.format === 'json'
        ? rulesDocument(matching.map(withForm), tool)
        : matching.map((rule) => ruleShow(rule, terminalFor(options, io)));
    print(pieces, options, io);
    done(exitCodes.done);
  });

  check.action(async (folder: string) => {
    const absolute = resolve(io.cwd, folder);
    if (!isFolder(absolute)) {
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
    for (const { file, line, column, message } of problems)
      io.error(inertLines(`${file}:${line}:${column} ${message}\n`));
    const own = all.filter(({ file }) => file.startsWith(join(absolute, sep)));
    io.out(`${count(own.length, 'rule')} read, ${count(problems.length, 'problem')}\n`);
    done(problems.length === 0 ? exitCodes.done : exitCodes.usage);
  });

  command.addCommand(list, { isDefault: true });
  command.addCommand(show);
  command.addCommand(check);
  return command;
}

function withForm(rule: Rule): ListedRule {
  return { ...rule, secret: secretFormOf(rule) };
}

/** Rules for secrets alone are listed by what they look like; where others are among them, as those are. */
function listOf(rules: readonly Rule[], terminal: Terminal): string {
  const secrets = rules.flatMap((rule) => {
    const secret = secretFormOf(rule);
    return secret === null ? [] : [{ ...rule, secret }];
  });
  const all = secrets.length === rules.length && rules.length > 0;
  return all ? secretRuleList(secrets, terminal) : ruleList(rules, terminal);
}

function unknownCommand(word: string, isRule: boolean): UserError {
  const near = nearestWord(word, ['list', 'show', 'check']);
  const otherwise =
    near === null ? '`tocsin rules --help` tells what there is.' : `Did you mean \`tocsin rules ${near}\`?`;
  const hint = isRule ? `\`tocsin rules show ${word}\` shows that rule.` : otherwise;
  return new UserError(`There is no command "rules ${word}".`, hint);
}

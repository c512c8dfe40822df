import { Command, Option } from 'commander';
import type { Category, Confidence, RuleInfo, Severity } from '../model/rule.ts';
import { defaultCategories, defaultConfidences } from '../report/default-view.ts';
import { findingOrders, type FindingFilter, type FindingOrder } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import { findingReport, rulesById } from './finding-report.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { openQueried } from './open-queried.ts';
import {
  addFindingFilter,
  addOutput,
  addSettings,
  findingFormats,
  globList,
  pathList,
  positiveInteger,
  type FindingFormat,
} from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { findDatabase, readSettings, type SettingsOptions } from './settings.ts';
import { repositoryNamed } from './repository-named.ts';
import { rulesFitting } from './rule-named.ts';
import { timeSince } from './time-since.ts';

/** The restrictions that `scan` and `findings` share, as commander gives them. */
export interface ViewOptions {
  readonly severity?: readonly Severity[];
  readonly confidence?: readonly Confidence[];
  readonly category?: readonly Category[];
  readonly all?: boolean;
}

interface Options extends SettingsOptions, OutputOptions, ViewOptions {
  readonly status: (typeof statusChoices)[number];
  readonly rule?: string[];
  readonly repository?: string;
  readonly path?: string[];
  readonly since?: string;
  readonly sort: FindingOrder;
  readonly limit?: number;
  readonly format: FindingFormat;
}

const statusChoices = ['open', 'fixed', 'closed', 'all'] as const;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('findings')
    .description('list what was found: what is open, or what was')
    .addOption(new Option('--status <status>', 'which ones').choices(statusChoices).default('open'))
    .option('--rule <glob>', 'only this rule (id, its last part, alias or glob); may be repeated', globList)
    .option('--repository <name>', 'only this repository (path or name)')
    .option('--path <glob>', 'only these files or folders; may be repeated', pathList)
    .option('--since <time>', 'first seen, or back, since: 7d, 12h, 2026-01-31', timeSince(io.now))
    .addOption(new Option('--sort <order>', 'in which order').choices(findingOrders).default('severity'))
    .option('--limit <number>', 'at most so many', positiveInteger);
  addFindingFilter(command);
  addOutput(command, findingFormats);
  addSettings(command);
  return command
    .addHelpText(
      'after',
      "\nExamples:\n  tocsin findings --severity high+ --since 7d\n  tocsin findings --rule 'python/passwords/*' --format csv --output passwords.csv",
    )
    .action(async (options: Options) => {
      const store = openQueried(await findDatabase(options, io), io);
      try {
        await list(store, options, io);
      } finally {
        store.close();
      }
      done(exitCodes.done);
    });
}

async function list(store: Store, options: Options, io: CommandIo): Promise<void> {
  const { status, rule, repository, path, since, limit } = options;
  const asked: FindingFilter = {
    ...(status === 'all' ? {} : { statuses: [status] }),
    ...(rule === undefined ? {} : { rules: rulesFitting(rule, store.rules()) }),
    ...(repository === undefined ? {} : { repository: repositoryNamed(repository, store, io.cwd) }),
    ...(path === undefined ? {} : { paths: path }),
    ...(since === undefined ? {} : { since }),
  };
  const { shown, wider } = viewOf(options);
  const filter = { ...asked, ...shown };
  const page = { order: options.sort, ...(limit === undefined ? {} : { limit }) };
  const findings = store.findings(filter, page);
  const total = limit === undefined ? findings.length : store.countFindings(filter);
  const omitted = { byView: store.countFindings({ ...asked, ...wider }) - total, byLimit: total - findings.length };
  const rules: ReadonlyMap<string, RuleInfo> = rulesById(store);
  const unanalyzed = options.format === 'sarif' ? store.unanalyzedFiles(repositoryOf(asked)) : [];
  const pieces = await findingReport(
    { findings, omitted, unanalyzed, rules },
    options.format,
    terminalFor(options, io),
    async () => {
      const { openSources } = await import('./open-sources.ts');
      const { config } = await readSettings(options, io);
      return openSources(config, findings, store);
    },
  );
  print(pieces, options, io);
}

function repositoryOf({ repository }: FindingFilter): { repository?: string } {
  return repository === undefined ? {} : { repository };
}

/**
 * The default view (see report/default-view.ts) as far as the options do not ask for something else, and the same
 * restrictions without what only the default view leaves out.
 */
export function viewOf({ severity, confidence, category, all }: ViewOptions): {
  readonly shown: FindingFilter;
  readonly wider: FindingFilter;
} {
  const wider: FindingFilter = {
    ...(severity === undefined ? {} : { severities: severity }),
    ...(confidence === undefined ? {} : { confidences: confidence }),
    ...(category === undefined ? {} : { categories: category }),
  };
  if (all === true) return { shown: wider, wider };
  const shown: FindingFilter = {
    confidences: defaultConfidences,
    categories: defaultCategories,
    ...wider,
    suppressed: false,
  };
  return { shown, wider };
}

import { Command } from 'commander';
import type { StoredFinding } from '../model/finding.ts';
import { findingShow } from '../report/finding-show.ts';
import { showDocument } from '../report/json/documents.ts';
import { excerpt, type ExcerptLine } from '../text/excerpt.ts';
import { findingNamed } from './finding-named.ts';
import { rulesById } from './finding-report.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { openSources } from './open-sources.ts';
import { openQueried } from './open-queried.ts';
import { addOutput, addSettings, plainFormats, type PlainFormat } from './options.ts';
import { print, terminalFor, type OutputOptions } from './print.ts';
import { readSettings, type SettingsOptions } from './settings.ts';
import type { Redaction } from './source-reader.ts';
import { tool } from './tool.ts';

interface Options extends SettingsOptions, OutputOptions {
  readonly format: PlainFormat;
}

/** Lines shown around the flagged ones. */
const context = 2;
/** Columns of source shown at most, also where nothing limits them. */
const widest = 160;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('show')
    .description('everything about one finding: the code, why it matters, what to do, its history')
    .argument('<id>', 'its id, such as PW-7F3K; its beginning is enough where that is unique');
  addOutput(command, plainFormats);
  addSettings(command);
  return command
    .addHelpText('after', '\nExample:\n  tocsin show PW-7F3K')
    .action(async (id: string, options: Options) => {
      const { config } = await readSettings(options, io);
      const store = openQueried(config.database, io);
      try {
        const finding = findingNamed(id, store);
        const rules = rulesById(store);
        const history = store.findingEvents(finding.id);
        const now = io.now();
        if (options.format === 'json') {
          print([showDocument(finding, rules, history, tool, now)], options, io);
        } else {
          const view = terminalFor(options, io);
          const { sources, redaction } = await openSources(config, [finding], store);
          const text = finding.status === 'open' ? sources(finding.repository, finding.location.path) : null;
          const lines = text === null ? null : redactedExcerpt(finding, text, redaction, view.width - 8);
          const rule = rules.get(finding.ruleId) ?? null;
          print([findingShow({ finding, rule, history, excerpt: lines, now }, view)], options, io);
        }
      } finally {
        store.close();
      }
      done(exitCodes.done);
    });
}

/** The lines around the place, without secrets; the whole text is looked through, because a secret may span lines. */
function redactedExcerpt(
  { location: { path, region } }: StoredFinding,
  text: string,
  { source }: Redaction,
  width: number,
): ExcerptLine[] {
  // As any text, not as Python: more is taken for a secret then, which is right for what is shown.
  const redacted = source({ path, text, language: 'text' }, region);
  return excerpt(redacted.text, redacted.region, { context, width: Math.min(width, widest) });
}

import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Engine } from '../daemon/open-engine.ts';
import type { Tally } from '../model/analysis.ts';
import { UserError } from '../model/errors.ts';
import type { StoredFinding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { claimsDocument, reviewDocument } from '../report/json/review-document.ts';
import { defaultConfidences } from '../report/default-view.ts';
import { claimsMarkdown, claimsTerminal } from '../report/review/claims-text.ts';
import { reviewMarkdown, reviewTerminal } from '../report/review/review-text.ts';
import { reviewOf, type Review } from '../report/review/review.ts';
import { inertLines, type Terminal } from '../report/terminal.ts';
import { changedLines, type Change, type ChangedLines } from '../workspace/changed-lines.ts';
import { findingReport, rulesById } from './finding-report.ts';
import { exitCodes, type CommandIo } from './io.ts';
import { addDestination, addLoudness, addSettings } from './options.ts';
import { openSources } from './open-sources.ts';
import { print, terminalFor } from './print.ts';
import { readReview } from './read-review.ts';
import { isBelow, scanPaths, type Scanned, type ScanOptions } from './scan-paths.ts';
import { readSettings } from './settings.ts';
import { tool } from './tool.ts';

const formats = ['terminal', 'markdown', 'json', 'sarif'] as const;

interface Options extends ScanOptions {
  readonly format?: (typeof formats)[number];
  readonly since?: string;
  readonly staged?: boolean;
  readonly against?: string;
  readonly why?: boolean;
  readonly all?: boolean;
}

/** So many findings of a heading are shown without `--all`. */
const mostShown = 20;

export function build(io: CommandIo, done: (exitCode: number) => void): Command {
  const command = new Command('review')
    .description('scan, and say in prose what a reviewer would: a verdict, advice with lines, what is fine')
    .argument('[path...]', 'what to review: files, folders or repositories (default: the current folder)')
    .addOption(
      new Option('--since <revision>', 'only what lines say that changed since this commit, branch or tag').conflicts(
        'staged',
      ),
    )
    .option('--staged', 'only what lines say that are staged for the next commit')
    .addOption(
      new Option('--against <file>', 'say which sentences of a review in prose hold, instead of reviewing').conflicts([
        'since',
        'staged',
      ]),
    )
    .option('--why', 'also the path of each finding, why it matters and what to do')
    .option('--all', `every finding, also of low confidence and suppressed; default: ${mostShown} a heading`)
    .addOption(
      new Option('-f, --format <format>', 'how to print (default: terminal; markdown on a pipe)').choices(formats),
    );
  addDestination(command);
  addSettings(command, 'scan');
  addLoudness(command);
  return command
    .addHelpText(
      'after',
      '\nExamples:\n  tocsin review app/auth.py --why\n  tocsin review --since main --format markdown --output review.md\n  tocsin review app/auth.py --against chat-answer.txt',
    )
    .action(async (paths: string[], options: Options) => {
      const other = otherReview(options, io);
      done(
        await scanPaths(paths.length === 0 ? ['.'] : paths, options, io, async (scanned, engine) => {
          if (other === null) await report(scanned, engine, options, io);
          else await compare(other, scanned, engine, options, io);
          return exitCodes.done;
        }),
      );
    });
}

async function report(scanned: readonly Scanned[], engine: Engine, options: Options, io: CommandIo): Promise<void> {
  const { store } = engine;
  const change = changeOf(options);
  const findings: StoredFinding[] = [];
  for (const { target } of scanned) {
    const inside = findingsOf(target, engine, options.all === true);
    findings.push(
      ...(change === null ? inside : await changedOnly(inside, target.repository.root, change, engine, io)),
    );
  }
  const rules = rulesById(store);
  const unanalyzed = scanned.flatMap(({ target: { repository, paths } }) =>
    store.unanalyzedFiles({ repository: repository.root }).filter(({ path }) => isBelow(path, paths)),
  );
  const review = reviewOf({
    findings,
    rules,
    tallies: scanned.flatMap(({ target }) => talliesOf(target, engine)),
    unanalyzed,
    ...(change === null ? {} : { change: change.kind === 'since' ? change.revision : 'the last commit' }),
  });
  print(await pieces(review, findings, engine, options, io), options, io);
}

interface OtherReview {
  readonly prose: string;
  readonly format: Exclude<Options['format'], 'sarif'>;
}

/** What `--against` names; null: nothing. Asked for before the scan, not after hours of it. @throws UserError */
function otherReview({ against, format }: Options, io: CommandIo): OtherReview | null {
  if (against === undefined) return null;
  if (format === 'sarif') throw new UserError('Claims have no SARIF form.', 'Use --format markdown or json.');
  return { prose: readReview(resolve(io.cwd, against)), format };
}

/** The claims of a review that somebody else wrote, against the same findings. */
async function compare(
  { prose, format }: OtherReview,
  scanned: readonly Scanned[],
  engine: Engine,
  options: Options,
  io: CommandIo,
): Promise<void> {
  const { judgeReview } = await import('./judge-review.ts');
  const findings = scanned.flatMap(({ target }) => findingsOf(target, engine, false));
  const claims = await judgeReview(prose, scanned, findings, engine, options, io);
  const terminal = terminalFor(options, io);
  const written = {
    terminal: () => claimsTerminal(claims, terminal),
    markdown: () => claimsMarkdown(claims),
    json: () => [claimsDocument(claims, tool)],
  };
  print(written[format ?? usualFormat(terminal)](), options, io);
}

async function pieces(
  review: Review,
  findings: readonly StoredFinding[],
  { store }: Engine,
  options: Options,
  io: CommandIo,
): Promise<Iterable<string>> {
  const terminal = terminalFor(options, io);
  const view = { why: options.why === true, most: options.all === true ? Infinity : mostShown };
  switch (options.format ?? usualFormat(terminal)) {
    case 'terminal':
      return reviewTerminal(review, view, terminal);
    case 'markdown':
      return reviewMarkdown(review, view);
    case 'json':
      return [reviewDocument(review, tool)];
    case 'sarif': {
      const { rules } = review;
      const omitted = { byView: 0, byLimit: 0 };
      const access = async () => openSources((await readSettings(options, io)).config, findings, store);
      return findingReport({ findings, omitted, unanalyzed: [], rules }, 'sarif', terminal, access);
    }
  }
}

function usualFormat({ width }: Terminal): 'markdown' | 'terminal' {
  return width === Infinity ? 'markdown' : 'terminal';
}

function changeOf({ since, staged }: Options): Change | null {
  if (since !== undefined) return { kind: 'since', revision: since };
  return staged === true ? { kind: 'staged' } : null;
}

/** What is open there. Unlike the default view of `scan`, a review holds category `review`. */
function findingsOf({ repository, paths }: Scanned['target'], { store }: Engine, all: boolean): StoredFinding[] {
  return store.findings(
    {
      repository: repository.root,
      statuses: ['open'],
      ...(paths === undefined ? {} : { paths }),
      ...(all ? {} : { confidences: defaultConfidences, suppressed: false }),
    },
    { order: 'place' },
  );
}

/** Findings that stand on a changed line, or whose value comes by one. */
async function changedOnly(
  findings: readonly StoredFinding[],
  root: string,
  change: Change,
  { git }: Engine,
  io: CommandIo,
): Promise<StoredFinding[]> {
  const paths = new Set(findings.flatMap(placesOf).map(({ path }) => path));
  const changed: ChangedLines = await changedLines(git, root, change, [...paths]);
  for (const path of changed.unstaged) {
    io.error(inertLines(`${path} has changes that are not staged: it was reviewed as it is in the work tree.\n`));
  }
  return findings.filter((finding) =>
    placesOf(finding).some(({ path, region }) => {
      const lines = changed.linesOf(path);
      for (let line = region.startLine; line <= region.endLine; line++) if (lines.has(line)) return true;
      return false;
    }),
  );
}

/** What was looked at in the Python files there. */
function talliesOf({ repository, paths }: Scanned['target'], { store, ruleSet }: Engine): Tally[] {
  const row = store.repositories().find(({ root }) => root === repository.root);
  if (row === undefined) return [];
  return [...store.fileStates(row.id)].flatMap(([path, { contentHash }]) => {
    if (contentHash === null || !isBelow(path, paths)) return [];
    const analysis = store.cachedAnalysis(row.id, path, contentHash, ruleSet.version);
    return analysis?.outcome === 'analyzed' && analysis.tally !== undefined ? [analysis.tally] : [];
  });
}

function placesOf({ location, trace }: StoredFinding): Location[] {
  return [location, ...trace.map((step) => step.location)];
}

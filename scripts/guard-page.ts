import type { SinkKind } from '../src/model/flow-kinds.ts';
import { columns, type GuardGroup, type GuardRow } from '../test/support/guard-table.ts';

// docs/guards.md: for which kinds of sink which checks and conversions help, made from the table that the tests hold the
// engine to.

const made =
  '<!-- Made by scripts/guard-page.ts from test/fixtures/guards/: change the tables, then run `npm run docs`. -->';

const opening = `What makes somebody's value harmless, and for which kinds of sink. A check helps where it holds, also in a function of
the project that answers, raises or gives back what it let pass; it does not help for another value, after use, on another
way, or once the variable holds something else. Each line is tested in all these ways, against each kind:
${columns.map((kind) => `\`${kind}\``).join(' ')}.`;

export function guardPage(groups: readonly GuardGroup[]): string {
  const sections = groups.map(({ title, about, rows }) => {
    const head = '| | harmless for | because |\n|---|---|---|';
    return `## ${title}\n\n${about}\n\n${head}\n${rows.map(lineOf).join('\n')}\n`;
  });
  return [`# Checks and conversions\n\n${made}\n\n${opening}\n`, ...sections].join('\n');
}

function lineOf(row: GuardRow): string {
  const deviations = [
    ...(row.miss.length > 0 ? [`Tocsin believes it for ${inWords(new Set(row.miss))} as well.`] : []),
    ...(row.noise.length > 0 ? [`Tocsin does not know so of ${row.noise.join(', ')}.`] : []),
  ];
  const code = row.code.replaceAll('|', '\\|');
  const where = isTelling(row.above) ? `, where ${quoted(row.above.trim().replaceAll('|', '\\|'))}` : '';
  return `| ${quoted(code)}${where} | ${inWords(row.protects)} | ${[row.because, ...deviations].join(' ').replaceAll('|', '\\|')} |`;
}

/** One line that says what a name is. */
function isTelling(above: string): boolean {
  const text = above.trim();
  return text !== '' && !text.includes('\n') && !/^(import|from) /.test(text);
}

function quoted(code: string): string {
  return code.includes('`') ? `\`\` ${code} \`\`` : `\`${code}\``;
}

/** The shorter of what is in it and what is not. */
function inWords(kinds: ReadonlySet<SinkKind>): string {
  const left = columns.filter((kind) => !kinds.has(kind));
  if (left.length === 0) return 'everything';
  if (kinds.size === 0) return 'nothing';
  return left.length < kinds.size
    ? `everything but ${left.join(', ')}`
    : columns.filter((kind) => kinds.has(kind)).join(', ');
}

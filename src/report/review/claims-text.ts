// What holds of a review in prose: a table in Markdown, a list on a terminal.
import type { JudgedClaim, Verdict } from '../../model/claim.ts';
import { escapeControl } from '../../text/display.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../wrap.ts';
import { markdown } from './markdown.ts';

const words: Readonly<Record<Verdict, string>> = {
  true: 'true',
  half: 'half',
  false: 'false',
  opinion: 'opinion, not checked',
};

/** The table, line by line (each ends with a line break). */
export function* claimsMarkdown(claims: readonly JudgedClaim[]): Generator<string> {
  yield '| it says | verdict | because |\n|---|---|---|\n';
  for (const { sentence, verdict, because } of claims) {
    yield `| ${cell(sentence)} | ${words[verdict]} | ${cell(because)} |\n`;
  }
  yield `\n${tally(claims)}\n`;
}

/** The list, line by line. */
export function* claimsTerminal(claims: readonly JudgedClaim[], { colours, width }: Terminal): Generator<string> {
  const paint: Readonly<Record<Verdict, (text: string) => string>> = {
    true: colours.green,
    half: colours.yellow,
    false: colours.red,
    opinion: colours.dim,
  };
  for (const { sentence, verdict, because } of claims) {
    yield `${paint[verdict](words[verdict])}\n`;
    for (const line of wrap(escapeControl(sentence), width - 2)) yield `  ${colours.bold(line)}\n`;
    for (const line of wrap(escapeControl(because), width - 2)) yield `  ${line}\n`;
    yield '\n';
  }
  yield `${tally(claims)}\n`;
}

function tally(claims: readonly JudgedClaim[]): string {
  const parts = (['true', 'half', 'false', 'opinion'] as const).map(
    (verdict) => `${claims.filter((claim) => claim.verdict === verdict).length} ${words[verdict]}`,
  );
  return claims.length === 0 ? 'No sentence was found in it.' : `${parts.join(', ')}.`;
}

function cell(text: string): string {
  return markdown(text).replaceAll('|', String.raw`\|`);
}

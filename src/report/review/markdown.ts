import { escapeControl } from '../../text/display.ts';

/**
 * Text of findings as Markdown text: what stands in backticks stays, marks that would mean something lose it. Only single
 * backticks count: of longer runs Markdown has its own idea where they end (CommonMark 0.31, 6.1), so they are escaped.
 */
export function markdown(text: string): string {
  return escapeControl(text)
    .split(/((?<!`)`[^`]+`(?!`))/)
    .map((part, at) =>
      at % 2 === 1 ? part : part.replace(/[\\*<[`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`),
    )
    .join('');
}

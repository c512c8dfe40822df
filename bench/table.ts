import type { BanditResult } from './measure-bandit.ts';
import type { ByConfidence, TocsinResult } from './measure-tocsin.ts';
import type { Cost } from './run-measured.ts';

/** All that was measured on one repository. */
export interface Measurement {
  readonly name: string;
  readonly pythonFiles: number;
  readonly pythonLines: number;
  readonly tocsin: TocsinResult;
  /** null where it was not asked for. */
  readonly bandit: BanditResult | null;
}

const columns = [
  'repository',
  'files analysed / listed',
  'Python: files, lines',
  'first scan',
  'second scan',
  'findings by confidence, high / medium / low',
  'reviews',
];
const banditColumns = ['Bandit', "Bandit's findings, high / medium / low"];

/** One Markdown table. The second scan and Bandit are also told as multiples of the first scan: its time, its memory. */
export function table(measurements: readonly Measurement[]): string {
  const withBandit = measurements.some(({ bandit }) => bandit !== null);
  const head = withBandit ? [...columns, ...banditColumns] : columns;
  return [head, head.map(() => '---'), ...measurements.map((each) => cells(each, withBandit))].map(line).join('\n');
}

/** What could not be (wholly) read, one line each; empty where there is nothing of that kind. */
export function troubles(measurements: readonly Measurement[]): readonly string[] {
  return measurements.flatMap(({ name, tocsin, bandit }) => [
    ...tocsin.troubles.map((trouble) => `${name}, Tocsin: ${trouble}`),
    ...(bandit?.troubles ?? []).map((trouble) => `${name}, Bandit: ${trouble}`),
  ]);
}

function cells({ name, pythonFiles, pythonLines, tocsin, bandit }: Measurement, withBandit: boolean): string[] {
  const { first, second, listed, analyzed, findings, reviews } = tocsin;
  const own = [
    name,
    `${whole(analyzed)} / ${whole(listed)}`,
    `${whole(pythonFiles)}, ${whole(pythonLines)}`,
    cost(first),
    compared(second, first),
    numbers(findings),
    whole(reviews),
  ];
  if (!withBandit) return own;
  return [...own, ...(bandit === null ? ['–', '–'] : [compared(bandit.cost, first), numbers(bandit.findings)])];
}

function line(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

function compared(one: Cost, other: Cost): string {
  const [time, memory] = [one.seconds / other.seconds, one.peakBytes / other.peakBytes];
  return `${cost(one)} (× ${time.toFixed(2)}, × ${memory.toFixed(2)})`;
}

function cost({ seconds, peakBytes }: Cost): string {
  return `${seconds.toFixed(1)} s, ${whole(Math.round(peakBytes / 1024 ** 2))} MiB`;
}

function numbers(counts: ByConfidence): string {
  return counts.map(whole).join(' / ');
}

function whole(number: number): string {
  return number.toLocaleString('en-US');
}

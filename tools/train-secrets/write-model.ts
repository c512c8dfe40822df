// The model as JSON that people can read the differences of: a line a tree, a line a letter's words.
import { writeFileSync } from 'node:fs';
import type { ClassifierModel } from '../../src/secrets/classifier/model.ts';

/** Writes the model; the same model gives the same bytes. */
export function writeModel(file: string, model: ClassifierModel): void {
  const { pairs, words, vocabulary, features, trees, ...rest } = model;
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  const parts = [
    `"pairs": ${lines(pairs)}`,
    `"words": ${lines(words)}`,
    `"features": ${lines(chunks(features, 8), true)}`,
    `"vocabulary": ${lines(chunks(vocabulary, 12), true)}`,
    `"trees": ${lines(trees)}`,
  ];
  writeFileSync(file, `${head},\n  ${parts.join(',\n  ')}\n}\n`);
}

/** A list with an item, or with some items of one list, on each line. */
function lines(list: readonly unknown[], areChunks = false): string {
  const each = list.map((item) => (areChunks ? JSON.stringify(item).slice(1, -1) : JSON.stringify(item)));
  return `[\n${each.map((line) => `    ${line}`).join(',\n')}\n  ]`;
}

function chunks(list: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** Words by first letter, a text each. */
export function byFirstLetter(words: Iterable<string>): string[] {
  const groups = new Map<string, string[]>();
  for (const word of [...words].toSorted()) {
    const own = groups.get(word[0]!);
    if (own) own.push(word);
    else groups.set(word[0]!, [word]);
  }
  return [...groups.values()].map((group) => group.join(' '));
}

// `npm run train-secrets -- DATA` measures the classifier in five folds and writes the model. See README.md beside it.
import { createHash } from 'node:crypto';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { probability, score, type Tree } from '../../src/secrets/classifier/boosted-trees.ts';
import { createFeatureReader, type FeatureReader } from '../../src/secrets/classifier/features.ts';
import type { ClassifierModel } from '../../src/secrets/classifier/model.ts';
import type { LetterTables } from '../../src/secrets/classifier/letters.ts';
import { type GrowthOptions, growTrees, type TrainingSet } from './grow-trees.ts';
import { type LabelledRow, readRows } from './labelled-rows.ts';
import { type Half, naturalValues } from './natural-values.ts';
import { seeded } from './random.ts';
import { createRowReader, type ReadRow, withNaturalValues } from './samples.ts';
import { countedKeys, letterTables } from './vocabulary.ts';
import { byFirstLetter, writeModel } from './write-model.ts';

const seed = 20_261_127;
const folds = 5;
/**
 * How much less a row counts the more its repository has: by its size to the power of -evenness. Hundreds of rows alike in one
 * repository would drown out the others, and it is others that the model is for.
 */
const evenness = 0.35;
/** Natural readings of each true row in the training set. */
const naturalReadings = 2;

/** Probabilities: `low` is where F1 is best, the others were chosen on whole repositories (bench/noise/secrets.tsv). */
const thresholds = { low: 0.6, medium: 0.65, high: 0.95 };

const growth = (): GrowthOptions => ({
  trees: 320,
  leaves: 16,
  rate: 0.06,
  leastInLeaf: 2,
  penalty: 2,
  featureShare: 0.5,
  sampleShare: 0.8,
  random: seeded(seed),
});

interface Trained {
  readonly letters: LetterTables;
  readonly keys: readonly string[];
  readonly trees: readonly Tree[];
}

const [file, out] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: npm run train-secrets -- DATA [MODEL]');
const rows = readRows(file);
const read = createRowReader(await secretRules());
const groups = [...new Set(rows.map(({ group }) => group))].toSorted();
const foldOf = new Map(shuffled(groups).map((group, at) => [group, at % folds]));

console.log(`${rows.length} rows of ${groups.length} repositories`);
const asGiven = rows.map((row) => read(row));
// What is measured has words that are not trained with.
const trainNatural = naturalRows('even', seed + 1, naturalReadings);
const testNatural = naturalRows('odd', seed + 2, 1);

const reports: string[] = [];
const heldOut: Scored[] = [];
for (let fold = 0; fold < folds; fold++) {
  const isTest = ({ group }: { readonly group: string }): boolean => foldOf.get(group) === fold;
  const isTraining = (row: { readonly group: string }): boolean => !isTest(row);
  const trained = train(rows.filter(isTraining), [...asGiven.filter(isTraining), ...trainNatural.filter(isTraining)]);
  const scored = scoreRows(trained, [...asGiven.filter(isTest), ...testNatural.filter(isTest)]);
  heldOut.push(...scored);
  const line = `fold ${fold + 1}: F1 ${f1(scored, 'random', thresholds.low).text}; natural values ${f1(scored, 'natural', thresholds.low).text}`;
  console.log(line);
  reports.push(line);
}
for (const threshold of [0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9]) {
  console.log(
    `at ${threshold}: ${f1(heldOut, 'random', threshold).text}; natural ${f1(heldOut, 'natural', threshold).text}`,
  );
}
if (process.env['SHOW']) show(heldOut);
if (out !== undefined)
  writeModel(out, modelOf(train(rows, [...asGiven, ...naturalRows('all', seed + 3, naturalReadings)])));

function modelOf({ letters, keys, trees }: Trained): ClassifierModel {
  const { names } = createFeatureReader(letters, keys);
  const count = (label: LabelledRow['label']): number => rows.filter((row) => row.label === label).length;
  const { low } = thresholds;
  return {
    version: createHash('sha256')
      .update(JSON.stringify([[...letters.words], letters.pairs, keys, trees, thresholds]))
      .digest('hex')
      .slice(0, 12),
    provenance: {
      data: 'labelled places of secrets and of what is none in real repositories (CredData, values replaced by random ones)',
      repositories: groups.length,
      rows: { secrets: count('T'), none: count('F'), placeholders: count('X') },
      trainedOn: `each secret once with its random value, ${naturalReadings} times with values of tools/train-secrets/natural-values.ts`,
      seed,
      heldOut: {
        folds: reports,
        randomValues: f1(heldOut, 'random', low).text,
        naturalValues: f1(heldOut, 'natural', low).text,
      },
    },
    thresholds,
    pairs: Array.from({ length: 26 }, (_, row) => letters.pairs.slice(row * 26, row * 26 + 26)),
    words: byFirstLetter(letters.words),
    features: names.slice(0, names.length - keys.length),
    vocabulary: keys,
    trees,
  };
}

async function secretRules() {
  const options = { enable: [], disable: [], severity: [], preview: true, checks: [], engineVersion: '0' };
  const { all } = await loadRules([builtInRules], options);
  return all.flatMap(({ match }) => (match.kind === 'secret' ? [match.secret] : []));
}

function shuffled(list: readonly string[]): string[] {
  const random = seeded(seed);
  return list
    .map((item) => [random(), item] as const)
    .toSorted((a, b) => a[0] - b[0])
    .map(([, item]) => item);
}

function naturalRows(half: Half, from: number, times: number): ReadRow[] {
  const random = seeded(from);
  const natural = naturalValues(random, half);
  const readings: ReadRow[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.label !== 'T') continue;
    for (let time = 0; time < times; time++) {
      // What proves itself by its form keeps its value.
      readings.push(
        asGiven[at]!.isFoundOtherwise
          ? { ...asGiven[at]!, values: 'natural' }
          : read(withNaturalValues(row, natural, random), 'natural'),
      );
    }
  }
  return readings;
}

function train(labelled: readonly LabelledRow[], readings: readonly ReadRow[]): Trained {
  const letters = letterTables(labelled);
  const keys = countedKeys(readings);
  return { letters, keys, trees: growTrees(trainingSet(createFeatureReader(letters, keys), readings), growth()) };
}

function trainingSet(reader: FeatureReader, readings: readonly ReadRow[]): TrainingSet {
  const features: Float64Array[] = [];
  const labels: boolean[] = [];
  const weights: number[] = [];
  const sizes = new Map<string, number>();
  for (const { group, candidates } of readings) sizes.set(group, (sizes.get(group) ?? 0) + candidates.length);
  for (const { candidates, values, label, group } of readings) {
    const share = (100 / (sizes.get(group)! + 30)) ** evenness;
    for (const { candidacy, isSecret } of candidates) {
      if (isSecret === null) continue;
      features.push(reader.read(candidacy).slice());
      labels.push(isSecret);
      weights.push(share * (label !== 'T' ? 1 : values === 'natural' ? 0.5 / naturalReadings : 0.5));
    }
  }
  return { features, labels, weights };
}

interface Scored {
  readonly row: ReadRow;
  /** The highest of its candidates; 1 where another rule reports the row. */
  readonly probability: number;
}

function scoreRows({ letters, keys, trees }: Trained, readings: readonly ReadRow[]): Scored[] {
  const reader = createFeatureReader(letters, keys);
  return readings.map((row) => ({
    row,
    probability: row.isFoundOtherwise
      ? 1
      : Math.max(0, ...row.candidates.map(({ candidacy }) => probability(score(trees, reader.read(candidacy))))),
  }));
}

function f1(scored: readonly Scored[], values: ReadRow['values'], threshold: number) {
  let [hits, misses, alarms] = [0, 0, 0];
  for (const { row, probability: sure } of scored) {
    if (row.label === 'T' && row.values !== values) continue;
    const isFound = sure >= threshold;
    if (row.label !== 'T') alarms += isFound ? 1 : 0;
    else if (isFound) hits++;
    else misses++;
  }
  const value = (2 * hits) / (2 * hits + misses + alarms);
  return {
    value,
    text: `${value.toFixed(3)} (P ${(hits / (hits + alarms)).toFixed(3)}, R ${(hits / (hits + misses)).toFixed(3)})`,
  };
}

function show(scored: readonly Scored[]): void {
  for (const { row, probability: sure } of scored) {
    const wrong = row.label === 'T' ? sure < 0.5 : sure >= 0.5;
    if (wrong)
      console.log(`${row.label} ${row.values} ${sure.toFixed(2)} ${row.candidates.length} ${row.group} ${row.line}`);
  }
}

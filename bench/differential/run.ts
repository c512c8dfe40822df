// `npx tsx bench/differential/run.ts --programs N --seed S`: runs so many small programs and compares what reached their sinks
// with what the engine says. Prints each program of which something was missed, made as small as possible, and with
// `--show-false N` so many of which something was told falsely.
import { parseArgs } from 'node:util';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { comparisons, isFalse, isMissed, type Compared } from './compare.ts';
import { withRecorders } from './engine.ts';
import type { SmallProgram } from './generate.ts';
import { Python } from './python.ts';
import { shrink } from './shrink.ts';

const { values } = parseArgs({
  options: {
    programs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    'show-missed': { type: 'string', default: '5' },
    'show-false': { type: 'string', default: '0' },
  },
});

const options = { enable: [], disable: [], severity: [], preview: true, checks: [], engineVersion: 'bench' };

async function run(): Promise<void> {
  const flow = withRecorders((await loadRules([builtInRules], options)).flow);
  const python = new Python();
  const all: Compared[] = [];
  let [shownMissed, shownFalse] = [0, 0];
  for await (const compared of comparisons(python, flow, Number(values.seed), Number(values.programs))) {
    all.push(compared);
    const { missed, false: wrong } = compared;
    const smallest = async (pair: string, holds: typeof isMissed): Promise<SmallProgram> =>
      shrink(compared.program, async (program) => holds(python, flow, program, pair));
    if (missed.length > 0 && shownMissed++ < Number(values['show-missed'])) {
      tell(compared, 'missed', missed[0]!, await smallest(missed[0]!, isMissed));
    } else if (wrong.length > 0 && isShort(compared) && shownFalse++ < Number(values['show-false'])) {
      tell(compared, 'told falsely', wrong[0]!, await smallest(wrong[0]!, isFalse));
    }
  }
  python.end();
  summary(all);
}

/** The others are too much to be made small. */
function isShort({ program: { files } }: Compared): boolean {
  return Object.values(files).join('').split('\n').length < 70;
}

function tell({ program: { seed } }: Compared, what: string, pair: string, { files }: SmallProgram): void {
  const [source, sink] = pair.split(' ');
  console.log(`# seed ${seed}: source_${source} to sink_${sink} is ${what}`);
  for (const [path, text] of Object.entries(files)) {
    const code = text.replace(/^import .*\n(import .*\n)?/, '');
    if (code.trim() !== '') console.log(`# ${path}\n${code}`);
  }
}

function summary(all: readonly Compared[]): void {
  const sum = (count: (one: Compared) => number, of = all): number => of.reduce((total, one) => total + count(one), 0);
  const percent = (part: number, whole: number): string =>
    whole === 0 ? '-' : `${((100 * part) / whole).toFixed(2)} %`;
  const [real, missed, wrong] = [
    sum((one) => one.real),
    sum((one) => one.missed.length),
    sum((one) => one.false.length),
  ];
  console.log(`programs ${all.length} of ${values.programs}, real pairs ${real}, missed ${missed}, false ${wrong}`);
  console.log(
    `missed of the real ${percent(missed, real)}, false of the told ${percent(wrong, real - missed + wrong)}`,
  );
  const constructs = [...new Set(all.flatMap(({ program }) => [...program.constructs]))].toSorted();
  console.log('construct: programs, real, missed, false');
  for (const construct of constructs) {
    const of = all.filter(({ program }) => program.constructs.has(construct));
    const counts = [
      of.length,
      sum((one) => one.real, of),
      sum((one) => one.missed.length, of),
      sum((one) => one.false.length, of),
    ];
    console.log(`${construct.padEnd(20)} ${counts.map((count) => String(count).padStart(6)).join(' ')}`);
  }
}

await run();

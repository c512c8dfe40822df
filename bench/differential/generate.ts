// A small program, the same for the same seed: what it does makes no sense, but all of it runs.
import { Block, type ObjectName, type Writing } from './block.ts';
import { classes } from './classes.ts';
import { fillIn, readObject, text } from './fill-in.ts';
import { Modules } from './modules.ts';
import { kinds } from './objects.ts';
import { Random } from './random.ts';
import { newObject, sink, statements } from './statements.ts';
import { texts } from './texts.ts';

export interface SmallProgram {
  /** Texts by path; `main.py` is the one to run. */
  readonly files: Readonly<Record<string, string>>;
}

export interface GeneratedProgram extends SmallProgram {
  readonly seed: number;
  /** What occurs in it. */
  readonly constructs: ReadonlySet<string>;
}

export function generateProgram(seed: number): GeneratedProgram {
  const random = new Random(seed);
  const writing: Writing = {
    random,
    modules: new Modules(random),
    constructs: new Set(),
    texts,
    kinds: [...kinds, ...classes],
    counts: { names: 0, sources: 0, sinks: 0 },
  };
  // Most are very small, so that one bug does not hide another.
  const size = random.pick([0, 0, 0, 1, 2]);
  const functions = Array.from({ length: size === 0 ? 0 : random.below(3) }, () => newFunction(writing));
  // What an object of a module holds when the module's body calls a function, but not any more at its end, is a known miss.
  const isInFunction = size > 0 || random.chance(0.6);
  const top = new Block(writing, {});
  const fill = (block: Block): void => {
    for (const call of functions) call.from(block);
    if (size === 0) newObject(block);
    statements(block, size === 0 ? 1 : size * 3 + random.below(5), size);
    sink(block);
    if (size > 0 || random.chance(0.5)) sink(block);
  };
  if (isInFunction) {
    top.below('def main():', fill, { owner: {} });
    top.line('main()');
  } else fill(top);
  const { counts, modules, constructs } = writing;
  const names = [
    'flag',
    ...Array.from({ length: counts.sources }, (_, at) => `source_${at + 1}`),
    ...Array.from({ length: counts.sinks }, (_, at) => `sink_${at + 1}`),
  ];
  const lab = `from lab import ${names.join(', ')}\n`;
  return {
    seed,
    constructs,
    files: modules.files(
      functions.flatMap(({ lines }) => lines),
      top.lines,
      lab,
    ),
  };
}

interface Callable {
  readonly lines: readonly string[];
  /** Writes a call of it. */
  from(block: Block): void;
}

/** A function of texts and perhaps an object, which gives a text. */
function newFunction(writing: Writing): Callable {
  const { random } = writing;
  const around = new Block(writing, {});
  const name = around.name('f');
  const parameters = [around.name('p'), around.name('p')];
  const kind = random.chance(0.4) ? random.pick(writing.kinds) : null;
  const object = kind === null ? null : around.name('o');
  const all = [...parameters, ...(object === null ? [] : [object])];
  const owner = {};
  around.below(
    `def ${name}(${all.join(', ')}):`,
    (inner) => {
      inner.texts.push(...parameters);
      if (kind !== null) inner.objects.push({ name: object!, kind, owner });
      statements(inner, 2 + random.below(4), 1);
      if (random.chance(0.3)) inner.below('if flag():', (deeper) => deeper.line(`return ${text(deeper, 1)}`));
      if (random.chance(0.8))
        inner.line(
          `return ${kind !== null && random.chance(0.5) ? readObject(inner, inner.objects[0]!, 1) : text(inner, 1)}`,
        );
      else inner.line("return 'k'");
    },
    { owner },
  );
  return {
    lines: around.lines,
    from(block) {
      const given: ObjectName[] = [];
      if (kind !== null) {
        const value = fillIn(block, random.pick(kind.make), 1);
        const made = { name: block.name('o'), kind, owner: block.owner };
        block.line(`${made.name} = ${value}`);
        block.objects.push(made);
        given.push(made);
      }
      const result = block.name('v');
      const values = [text(block, 1), text(block, 1), ...given.map((one) => one.name)];
      block.line(`${result} = ${name}(${values.join(', ')})`);
      block.texts.push(result);
    },
  };
}

// Filling in templates: see texts.ts for what stands in them.
import type { Block, ObjectName } from './block.ts';
import type { Random } from './random.ts';
import type { Template } from './texts.ts';

const alternatives = /<<((?:(?!<<|>>)[\s\S])*)>>/g;
const constants = ["'k'", "'ab'", "'x1'", "'9'"];

/** A text, made at the end of a block. */
export function text(block: Block, depth: number): string {
  const { random, texts } = block.writing;
  if (depth <= 0 || random.chance(0.15)) return leaf(block);
  if (block.objects.length > 0 && random.chance(0.3)) return readObject(block, random.pick(block.objects), depth);
  return fillIn(block, random.pick(texts), depth);
}

function leaf(block: Block): string {
  const { random, counts } = block.writing;
  const names = [...block.texts, ...block.readable];
  if (names.length > 0 && random.chance(0.65)) return random.pick(names);
  if (random.chance(0.45) && counts.sources < 9) {
    counts.sources += 1;
    return `source_${counts.sources}()`;
  }
  return random.pick(constants);
}

export function readObject(block: Block, object: ObjectName, depth: number): string {
  return fillIn(block, block.writing.random.pick(object.kind.read), depth, object);
}

/** Writes all lines of a template but the last, which it gives. */
export function fillIn(block: Block, { tag, code, define }: Template, depth: number, object?: ObjectName): string {
  const { random, modules } = block.writing;
  block.tag(tag);
  let use = choose(random, code);
  if (define !== undefined) {
    const base = block.name('g');
    const named = (one: string): string => one.replaceAll(/@(\d)(\w*)/g, (_, _digit, suffix: string) => base + suffix);
    const constant = (): string => random.pick(constants);
    const whole = named(choose(random, define))
      .replaceAll('$c', constant)
      .replaceAll(/\$\[([^\]]*)\]/g, (_, names: string) => inline(block, names.split(' '), 2));
    const names = new Set([...use.matchAll(/@\d(\w*)/g)].map(([, suffix]) => base + suffix));
    const prefix = modules.define(whole, [...names], (line) => block.line(line));
    use = use.replaceAll(/@(\d)(\w*)/g, (_, _digit, suffix: string) => prefix + base + suffix);
  }
  const own = new Map<string, string>();
  const filled = use.replaceAll(/#\d|\$[stco]/g, (hole) => {
    let value = own.get(hole);
    value ??=
      hole === '$o'
        ? object!.name
        : hole === '$c'
          ? random.pick(constants)
          : hole.startsWith('#')
            ? block.name('x')
            : text(block, depth - 1);
    own.set(hole, value);
    return value;
  });
  const lines = filled.split('\n');
  for (const line of lines.slice(0, -1)) block.line(line);
  return lines.at(-1)!;
}

export function choose(random: Random, code: string): string {
  return code.replaceAll(alternatives, (_, list: string) => random.pick(list.split('|')));
}

/** A text in one expression, made of these names only. */
function inline(block: Block, names: readonly string[], depth: number): string {
  const { random, texts } = block.writing;
  if (depth <= 0) return random.pick(names);
  const simple = texts.filter(
    ({ code, define }) => define === undefined && !code.includes('\n') && !code.includes('flag'),
  );
  const own = new Map<string, string>();
  return choose(random, random.pick(simple).code).replaceAll(/#\d|\$[stc]/g, (hole) => {
    const value =
      own.get(hole) ??
      (hole === '$c' ? "'k'" : hole.startsWith('#') ? block.name('x') : inline(block, names, depth - 1));
    own.set(hole, value);
    return value;
  });
}

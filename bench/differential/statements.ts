// Statements: what is written into a block.
import type { Block } from './block.ts';
import { choose, fillIn, readObject, text } from './fill-in.ts';

/** How deep expressions are nested. */
const depth = 2;

/** Writes so many statements. `level`: how many blocks may stand in each other below. */
export function statements(block: Block, count: number, level: number): void {
  for (let at = 0; at < count; at++) statement(block, level);
}

function statement(block: Block, level: number): void {
  const { random } = block.writing;
  const plain = [newText, newText, newText, newObject, newObject, give, give, write, write, write, sink, sink];
  const blocks = [branch, decided, guard, whileLoop, forLoop, attempt, matched, nested, withBlock];
  (level > 0 && random.chance(0.3) ? random.pick(blocks) : random.pick(plain))(block, level - 1);
}

function newText(block: Block): void {
  const value = text(block, depth);
  const name = block.name('v');
  block.line(`${name} = ${value}`);
  block.texts.push(name);
}

function give(block: Block): void {
  const { random } = block.writing;
  if (block.texts.length === 0) return newText(block);
  const value = text(block, depth);
  block.tag('assignment');
  block.line(`${random.pick(block.texts)} ${random.chance(0.25) ? '+=' : '='} ${value}`);
}

export function newObject(block: Block): void {
  const { random, kinds } = block.writing;
  const kind = random.pick(kinds);
  const value = fillIn(block, random.pick(kind.make), depth);
  const name = block.name('o');
  block.line(`${name} = ${value}`);
  block.objects.push({ name, kind, owner: block.owner });
}

function write(block: Block): void {
  const { random } = block.writing;
  const objects = block.objects.filter(({ kind }) => kind.write.length > 0);
  if (objects.length === 0) return newObject(block);
  const object = random.pick(objects);
  const isOwn = object.owner === block.owner;
  const allowed = object.kind.write.filter(({ code }) => isOwn || !/^\$o \S?=/m.test(code));
  if (allowed.length > 0) block.line(fillIn(block, random.pick(allowed), depth, object));
}

export function sink(block: Block): void {
  const { random, counts } = block.writing;
  const value =
    block.objects.length > 0 && random.chance(0.4)
      ? readObject(block, random.pick(block.objects), depth)
      : text(block, 1);
  counts.sinks += 1;
  block.line(`sink_${counts.sinks}(${value})`);
}

function branch(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('branch');
  block.below('if flag():', (inner) => statements(inner, 2, level));
  if (random.chance(0.3)) block.below('elif flag():', (inner) => statements(inner, 1, level));
  if (random.chance(0.5)) block.below('else:', (inner) => statements(inner, 1 + random.below(2), level));
}

const decidedTests = [
  '1 > 2',
  "'a' in 'abc'",
  "'z' in 'abc'",
  '7 * 42 - 86 > 200',
  "len('abc') == 3",
  'not True',
  "'x' == 'y' or 1 < 2",
  "'ab'.startswith('a')",
  "{'a': 1}['a'] == 1",
  '[1, 2][0] == 2',
  "'abc'[1] == 'b'",
  'None is None',
  "'a' not in ('b', 'c')",
  "isinstance('a', str)",
  "bool('')",
];

/** A branch that constants decide. */
function decided(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('decided branch');
  let test = random.pick(decidedTests);
  if (random.chance(0.4)) {
    const name = block.name('n');
    block.line(`${name} = ${choose(random, '<<10|3>>')}`);
    test = choose(random, `${name} * 2 <<>|<|==>> 6`);
  }
  block.below(`if ${test}:`, (inner) => statements(inner, 1, level));
  if (random.chance(0.6)) block.below('else:', (inner) => statements(inner, 1, level));
}

function guard(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('guard');
  // A value of its own: a check of what may be one of several values counts for all of them, which is a known miss.
  const name = block.name('v');
  block.line(`${name} = 'k' + ${text(block, 1)}`);
  block.texts.push(name);
  const test = random.pick([
    `${name} in ('kk', 'kab')`,
    `${name}.isdigit()`,
    `${name} == 'kk'`,
    `${name} in {'kk': 1, 'kx1': 2}`,
    `${name}[1:].isdigit()`,
    `${name}.isalnum() and flag()`,
    `re.fullmatch('[a-z0-9]+', ${name})`,
  ]);
  switch (random.below(4)) {
    case 0:
      block.below(`if ${test}:`, (inner) => statements(inner, 2, level));
      break;
    case 1:
      block.below(`if not (${test}):`, (inner) => {
        statements(inner, 1, level);
        inner.line(block.isInLoop && random.chance(0.5) ? 'continue' : 'raise ValueError');
      });
      break;
    case 2:
      block.below(`if not (${test}):`, (inner) => inner.line(`${name} = 'k'`));
      break;
    default:
      block.line(`assert ${test}`);
  }
}

function leaveLoop(block: Block): void {
  const { random } = block.writing;
  if (random.chance(0.5))
    block.below('if flag():', (inner) => {
      if (random.chance(0.5)) statements(inner, 1, 0);
      inner.line(random.pick(['break', 'continue']));
    });
}

function whileLoop(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('while');
  block.below(
    'while flag():',
    (inner) => {
      statements(inner, 2, level);
      leaveLoop(inner);
      if (random.chance(0.5)) statements(inner, 1, level);
    },
    { isLoop: true },
  );
  if (random.chance(0.3)) block.below('else:', (inner) => statements(inner, 1, level));
}

function forLoop(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('for');
  const name = block.name('v');
  const [a, b] = [text(block, 1), text(block, 1)];
  const key = block.name('x');
  const header = random.pick([
    `for ${name} in [${a}, ${b}]:`,
    `for ${key}, ${name} in enumerate((${a}, ${b})):`,
    `for ${key}, ${name} in {'a': ${a}, 'b': ${b}}.items():`,
    `for ${key}, ${name} in zip([${a}], [${b}]):`,
    `for ${name} in (${a} + ',').split(','):`,
    `for ${key}, (${name}, *_) in [('a', (${a}, ${b}))]:`,
  ]);
  block.below(
    header,
    (inner) => {
      inner.texts.push(name);
      statements(inner, 2, level);
      leaveLoop(inner);
      if (random.chance(0.5)) statements(inner, 1, level);
    },
    { isLoop: true },
  );
  if (random.chance(0.3)) block.below('else:', (inner) => statements(inner, 1, level));
}

function attempt(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('try');
  const caught = block.name('v');
  block.below('try:', (inner) => {
    statements(inner, 1, level);
    if (random.chance(0.7)) {
      const raised = random.pick([`raise ValueError(${text(inner, 1)})`, "int('x')", "{}['x']"]);
      if (random.chance(0.5)) inner.below('if flag():', (deeper) => deeper.line(raised));
      else return inner.line(raised);
    }
    statements(inner, 1, level);
  });
  const isNamed = random.chance(0.5);
  block.below(
    `except ${random.pick(['Exception', '(ValueError, KeyError)'])}${isNamed ? ` as e${caught}` : ''}:`,
    (inner) => {
      if (isNamed) {
        inner.line(`${caught} = ${random.pick([`str(e${caught})`, `str(e${caught}.args[0])`, `f'{e${caught}}'`])}`);
        inner.texts.push(caught);
      }
      statements(inner, 2, level);
    },
  );
  if (random.chance(0.3)) block.below('else:', (inner) => statements(inner, 1, level));
  if (random.chance(0.4)) block.below('finally:', (inner) => statements(inner, 1, level));
}

function matched(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('match');
  const [a, b] = [text(block, 1), text(block, 1)];
  const [one, two] = [block.name('v'), block.name('v')];
  const fillNamed = (names: readonly string[]) => (inner: Block) => {
    inner.texts.push(...names);
    statements(inner, 2, level);
  };
  const [subject, first, names] = random.pick([
    [a, "case 'k' | 'ab':", []],
    [a, `case str() as ${one} if flag():`, [one]],
    [`(${a}, ${b})`, `case (${one}, ${two}):`, [one, two]],
    [`[${a}, ${b}]`, `case [${one}, *_]:`, [one]],
    [`{'a': ${a}, 'b': ${b}}`, `case {'a': ${one}}:`, [one]],
    [`{'a': ${a}, 'b': ${b}}`, `case {'b': str(${two}), **x${one}}:`, [two]],
    [`(${a}, 'k')`, `case ('k', ${one}) | (${one}, 'k'):`, [one]],
    ["'x1'", "case 'x1':", []],
    ['3', 'case 1 | 2:', []],
  ] as const);
  block.below(`match ${subject}:`, (cases) => {
    cases.below(first, fillNamed(names));
    if (random.chance(0.7)) cases.below('case _:', (inner) => statements(inner, 1, level));
  });
}

function nested(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('nested function');
  const name = block.name('f');
  const parameter = block.name('p');
  const owner = {};
  const changed = block.texts.length > 0 && random.chance(0.5) ? random.pick(block.texts) : null;
  const given = text(block, 1);
  block.below(
    `def ${name}(${parameter}${random.chance(0.3) ? `, k=${given}` : ''}):`,
    (inner) => {
      if (changed !== null) {
        inner.line(`${block.isModule ? 'global' : 'nonlocal'} ${changed}`);
        inner.readable.splice(inner.readable.indexOf(changed), 1);
        inner.texts.push(changed);
      }
      inner.texts.push(parameter);
      statements(inner, 2, Math.min(level, 1));
      inner.line(`return ${text(inner, 1)}`);
    },
    { owner },
  );
  const call = `${name}(${text(block, 1)})`;
  const result = block.name('v');
  if (random.chance(0.3)) return block.line(call);
  block.line(`${result} = ${call}`);
  block.texts.push(result);
}

function withBlock(block: Block, level: number): void {
  const { random } = block.writing;
  block.tag('with');
  const header = random.pick([
    'with contextlib.suppress(ValueError):',
    'with contextlib.nullcontext():',
    'with contextlib.nullcontext() as _, contextlib.suppress(KeyError, ValueError):',
  ]);
  block.below(header, (inner) => {
    statements(inner, 1, level);
    if (random.chance(0.4) && header.includes('ValueError')) {
      inner.below('if flag():', (deeper) => deeper.line('raise ValueError'));
      statements(inner, 1, level);
    }
  });
}

// Python's regular expressions as a tree, as far as it matters which characters a match can hold and whether it reaches the
// text's ends. What only narrows a match (look-arounds, word boundaries, back references) is left out: what the tree says
// of characters then holds all the more. Null: not understood.

/** Whether a character is one of a set. */
export type CharacterTest = (character: string) => boolean;

export type RegexNode =
  /** One character; `only`: where no other fits. */
  | { readonly kind: 'set'; readonly test: CharacterTest; readonly only?: string }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly ways: readonly RegexNode[] }
  | { readonly kind: 'repeat'; readonly item: RegexNode; readonly min: number; readonly max: number }
  /** The text's beginning. */
  | { readonly kind: 'start' }
  /** The text's end; not strict: a line end may follow. */
  | { readonly kind: 'end'; readonly isStrict: boolean }
  /** Holds at some places and takes no character. */
  | { readonly kind: 'place' };

/** Letters of Python's flags: `i`, `m`, `s`, `x`, … */
export type RegexFlags = ReadonlySet<string>;

const space = /\s/;
const classes: ReadonlyMap<string, CharacterTest> = new Map<string, CharacterTest>([
  ['d', (one) => /\d/.test(one)],
  ['w', (one) => /\w/.test(one)],
  ['s', (one) => space.test(one)],
  ['D', (one) => !/\d/.test(one)],
  ['W', (one) => !/\w/.test(one)],
  ['S', (one) => !space.test(one)],
]);
const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['v', '\v'],
  ['a', '\u{7}'],
  ['0', '\0'],
]);
const deepest = 50;

export function parseRegex(pattern: string, given: RegexFlags = new Set()): RegexNode | null {
  const flags = new Set(given);
  const atFront = /^\(\?([aiLmsux]+)\)/.exec(pattern);
  for (const letter of atFront?.[1] ?? '') flags.add(letter);
  const parser = new Parser(pattern.slice(atFront?.[0].length ?? 0), flags);
  try {
    return parser.parse();
  } catch (error) {
    if (error instanceof NotUnderstood) return null;
    throw error;
  }
}

class NotUnderstood extends Error {}

class Parser {
  readonly #text: string;
  readonly #flags: RegexFlags;
  #at = 0;
  #depth = 0;

  constructor(text: string, flags: RegexFlags) {
    this.#text = text;
    this.#flags = flags;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#text.length) throw new NotUnderstood();
    return node;
  }

  #choice(): RegexNode {
    const ways = [this.#sequence()];
    while (this.#take('|')) ways.push(this.#sequence());
    return ways.length === 1 ? ways[0]! : { kind: 'choice', ways };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      const next = this.#text[this.#at];
      if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', items };
      if (this.#flags.has('x') && this.#skipped()) continue;
      items.push(this.#repeated(this.#atom()));
    }
  }

  /** Spaces and comments of a verbose pattern. */
  #skipped(): boolean {
    return this.#match(/\s+|#[^\n]*/y) !== null;
  }

  #repeated(item: RegexNode): RegexNode {
    let result = item;
    for (;;) {
      const times = this.#match(/([*+?])[+?]?|\{(\d*)(,(\d*))?\}[+?]?/y);
      if (times === null) return result;
      const [, sign, least = '', more, most = ''] = times;
      if (sign !== undefined) {
        result = { kind: 'repeat', item: result, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
      } else {
        const max = more === undefined ? Number(least) : most === '' ? Infinity : Number(most);
        result = { kind: 'repeat', item: result, min: Number(least), max };
      }
    }
  }

  #atom(): RegexNode {
    const next = this.#text[this.#at]!;
    this.#at += 1;
    switch (next) {
      case '^':
        return { kind: this.#flags.has('m') ? 'place' : 'start' };
      case '$':
        return this.#flags.has('m') ? { kind: 'place' } : { kind: 'end', isStrict: false };
      case '.':
        return { kind: 'set', test: this.#flags.has('s') ? () => true : (one) => one !== '\n' };
      case '[':
        return { kind: 'set', test: this.#set() };
      case '(':
        return this.#group();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new NotUnderstood();
      default:
        return { kind: 'set', test: (one) => one === next, only: next };
    }
  }

  #group(): RegexNode {
    if (this.#match(/\?#[^)]*\)/y) !== null || this.#match(/\?P=\w+\)/y) !== null) return { kind: 'place' };
    const isAround = this.#match(/\?<?[=!]/y) !== null;
    if (!isAround && this.#text[this.#at] === '?' && this.#match(/\?(:|>|P?<\w+>)/y) === null)
      throw new NotUnderstood();
    this.#depth += 1;
    if (this.#depth > deepest) throw new NotUnderstood();
    const inner = this.#choice();
    this.#depth -= 1;
    if (!this.#take(')')) throw new NotUnderstood();
    return isAround ? { kind: 'place' } : inner;
  }

  #escape(): RegexNode {
    const next = this.#text[this.#at];
    if (next === 'A' || next === 'Z' || next === 'z') {
      this.#at += 1;
      return next === 'A' ? { kind: 'start' } : { kind: 'end', isStrict: true };
    }
    if (this.#match(/[bB]|[1-9]\d?/y) !== null) return { kind: 'place' };
    const letter = this.#text[this.#at];
    const only = letter !== undefined && /[^\w\s]/.test(letter) ? { only: letter } : {};
    return { kind: 'set', test: this.#escaped(), ...only };
  }

  /** What an escape stands for, in a set or outside of one. */
  #escaped(): CharacterTest {
    const code = this.#match(/x([\da-fA-F]{2})|u([\da-fA-F]{4})/y);
    if (code !== null) {
      const written = String.fromCharCode(Number.parseInt(code[1] ?? code[2]!, 16));
      return (one) => one === written;
    }
    const next = this.#text[this.#at];
    if (next === undefined) throw new NotUnderstood();
    this.#at += 1;
    const known = classes.get(next);
    if (known !== undefined) return known;
    const written = controls.get(next) ?? next;
    if (written === next && /[a-zA-Z\d]/.test(next)) throw new NotUnderstood();
    return (one) => one === written;
  }

  #set(): CharacterTest {
    const isDenied = this.#take('^');
    const tests: CharacterTest[] = [];
    for (let isFirst = true; isFirst || this.#text[this.#at] !== ']'; isFirst = false) {
      const from = this.#member();
      if (typeof from !== 'string' || this.#text[this.#at] !== '-' || this.#text[this.#at + 1] === ']') {
        tests.push(typeof from === 'string' ? (one) => one === from : from);
        continue;
      }
      this.#at += 1;
      const to = this.#member();
      if (typeof to !== 'string') throw new NotUnderstood();
      tests.push((one) => one >= from && one <= to);
    }
    this.#at += 1;
    return isDenied ? (one) => !tests.some((test) => test(one)) : (one) => tests.some((test) => test(one));
  }

  /** One character of a set, or what a class in it stands for. */
  #member(): string | CharacterTest {
    const next = this.#text[this.#at];
    if (next === undefined) throw new NotUnderstood();
    this.#at += 1;
    if (next !== '\\') return next;
    const letter = this.#text[this.#at] ?? '';
    if (/[xu]/.test(letter)) return this.#escaped();
    const control = letter === 'b' ? '\b' : controls.get(letter);
    if (control === undefined && /[a-zA-Z\d]/.test(letter)) return this.#escaped();
    this.#at += 1;
    return control ?? letter;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

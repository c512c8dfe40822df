// A block of a program that is being written: its lines, and the names that hold something at its end.
import type { Kind } from './objects.ts';
import type { Random } from './random.ts';
import type { Template } from './texts.ts';
import type { Modules } from './modules.ts';

export interface ObjectName {
  readonly name: string;
  readonly kind: Kind;
  /** The function that may give it another value. */
  readonly owner: object;
}

/** What all blocks of a program share. */
export interface Writing {
  readonly random: Random;
  readonly modules: Modules;
  readonly constructs: Set<string>;
  readonly texts: readonly Template[];
  readonly kinds: readonly Kind[];
  counts: { names: number; sources: number; sinks: number };
}

export class Block {
  readonly writing: Writing;
  /** The function that it is in. */
  readonly owner: object;
  readonly lines: string[];
  /** Names of texts that the function may give other values, and those that it can read besides. */
  readonly texts: string[];
  readonly readable: string[];
  readonly objects: ObjectName[];
  readonly isInLoop: boolean;
  /** Its names are the module's. */
  readonly isModule: boolean;
  readonly #indent: string;

  constructor(writing: Writing, owner: object, around?: Block, isInLoop = false) {
    const isSame = around?.owner === owner;
    this.writing = writing;
    this.owner = owner;
    this.lines = around?.lines ?? [];
    this.#indent = around === undefined ? '' : `${around.#indent}    `;
    this.texts = isSame ? [...around.texts] : [];
    this.readable = around === undefined ? [] : isSame ? [...around.readable] : [...around.texts, ...around.readable];
    this.objects = around === undefined ? [] : [...around.objects];
    this.isModule = isSame ? around.isModule : around === undefined;
    this.isInLoop = isInLoop || (isSame && around.isInLoop);
  }

  line(text: string): void {
    for (const one of text.split('\n')) this.lines.push(this.#indent + one);
  }

  /** `header:` and what `fill` writes below it. */
  below(header: string, fill: (inner: Block) => void, { owner = this.owner, isLoop = false } = {}): void {
    this.line(header);
    const inner = new Block(this.writing, owner, this, isLoop);
    const before = this.lines.length;
    fill(inner);
    if (this.lines.length === before) inner.line('pass');
  }

  name(prefix: string): string {
    this.writing.counts.names += 1;
    return `${prefix}${this.writing.counts.names}`;
  }

  tag(construct: string): void {
    this.writing.constructs.add(construct);
  }
}

// Answers that are remembered with what they were made from, so that after a change only what it can reach is computed
// again. Each answer records which others it looked up, in which version. When one is asked for in a later revision its
// look-ups are checked first, if one of them can have changed; an answer that is computed again but comes out equal keeps
// its version, and the change ends there. (The red-green scheme of rustc's and salsa's queries: https://rustc-dev-guide.rust-lang.org/queries/incremental-compilation.html)
//
// Recursion: an answer that is asked for while it is computed gives what is known so far, from `bottom` on, and is
// computed again until that no longer changes. Whatever leant on an unfinished answer is kept for that round only.

import { hashText } from './keys.ts';

export interface QueryKind<T> {
  /** Computes the answer; looks others up by `Queries.get`. */
  readonly compute: (argument: string) => T;
  /** The answer of a recursion's first round. */
  readonly bottom: T;
  /** Equal answers have equal fingerprints. */
  readonly fingerprint: (value: T) => string;
  /** The fingerprint says what objects hold, which change: that of an answer is taken when it is made. */
  readonly holdsObjects?: boolean;
}

interface Entry {
  readonly key: string;
  value: unknown;
  version: number;
  readonly dependencies: Map<string, number>;
  /** A hash of the fingerprint when it was made; null: it can be taken at any time. */
  readonly print: number | null;
}

interface Active {
  readonly key: string;
  dependencies: Map<string, number>;
  /** What a recursive look-up gets. */
  provisional: unknown;
  wasAsked: boolean;
  /** The outermost unfinished answer that this one leans on, as an index into the stack. */
  low: number;
  /** Answers that lean on this unfinished one. */
  readonly leaning: Map<string, Entry>;
}

/** A recursion whose answer still changes after so many rounds is taken as it is. */
const mostRounds = 4;

const separator = '\0';

export class Queries {
  readonly #kinds = new Map<string, QueryKind<unknown>>();
  readonly #entries = new Map<string, Entry>();
  readonly #stack: Active[] = [];
  readonly #activeAt = new Map<string, number>();
  /** Who looked an answer up, now or earlier. */
  readonly #dependents = new Map<string, Set<string>>();
  /** Answers that something which changed can have reached: they are checked before they are used again. */
  readonly #suspects = new Set<string>();
  #versions = 0;
  /** How many answers were computed since the beginning. */
  computed = 0;

  define<T>(name: string, kind: QueryKind<T>): (argument: string) => T {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a kind computes is only given back to it
    this.#kinds.set(name, kind as QueryKind<unknown>);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the kind of this name computed it
    return (argument) => this.#get(name + separator + argument) as T;
  }

  /** How deep the computation is nested. */
  get depth(): number {
    return this.#stack.length;
  }

  /**
   * Inputs, answers that look nothing up, may have changed. Those that somebody asked for are computed again at once; what
   * they can have reached where they came out differently is checked before it is used again.
   */
  change(inputs: Iterable<readonly [name: string, argument: string]>): void {
    const reached: string[] = [];
    for (const [name, argument] of inputs) {
      const key = name + separator + argument;
      const before = this.#entries.get(key);
      if (before === undefined) continue;
      const kind = this.#kinds.get(name)!;
      const entry = this.#keep(key, kind, kind.compute(argument), before.dependencies);
      this.#entries.set(key, entry);
      if (entry.version !== before.version) reached.push(...(this.#dependents.get(key) ?? []));
    }
    for (let key = reached.pop(); key !== undefined; key = reached.pop()) {
      if (this.#suspects.has(key)) continue;
      this.#suspects.add(key);
      reached.push(...(this.#dependents.get(key) ?? []));
    }
  }

  #get(key: string): unknown {
    const at = this.#activeAt.get(key);
    if (at !== undefined) {
      const active = this.#stack[at]!;
      active.wasAsked = true;
      const top = this.#stack.at(-1)!;
      top.low = Math.min(top.low, at);
      top.dependencies.set(key, this.#entries.get(key)?.version ?? 0);
      return active.provisional;
    }
    const entry = this.#leaning(key) ?? this.#upToDate(key) ?? this.#leaning(key) ?? this.#compute(key);
    this.#stack.at(-1)?.dependencies.set(key, entry.version);
    return entry.value;
  }

  /** An answer of this round that leans on something unfinished; so does then whoever asks for it. */
  #leaning(key: string): Entry | undefined {
    for (let at = this.#stack.length - 1; at >= 0; at--) {
      const entry = this.#stack[at]!.leaning.get(key);
      if (entry === undefined) continue;
      const top = this.#stack.at(-1)!;
      top.low = Math.min(top.low, at);
      return entry;
    }
    return undefined;
  }

  /** What is known of an answer, if it can be known without a look-up of whoever asks. */
  #upToDate(key: string): Entry | undefined {
    if (this.#suspects.has(key)) this.#check(key);
    return this.#suspects.has(key) ? undefined : this.#entries.get(key);
  }

  /**
   * Checks a suspect after all suspects among its look-ups. Those that look each other up are checked together: nothing
   * that they looked up elsewhere has changed, so they hold. (The components are found by Tarjan's algorithm, "Depth-first
   * search and linear graph algorithms", 1972.)
   */
  #check(suspect: string): void {
    const found = new Map<string, number>();
    const path: string[] = [];
    const onPath = new Set<string>();
    const visit = (key: string): number => {
      const own = found.size;
      found.set(key, own);
      const start = path.length;
      path.push(key);
      onPath.add(key);
      let lowest = own;
      for (const dependency of this.#entries.get(key)!.dependencies.keys()) {
        if (!this.#suspects.has(dependency) || this.#isUnfinished(dependency)) continue;
        const before = found.get(dependency);
        if (before === undefined) lowest = Math.min(lowest, visit(dependency));
        else if (onPath.has(dependency)) lowest = Math.min(lowest, before);
      }
      if (lowest === own) {
        const circle = path.splice(start);
        for (const one of circle) onPath.delete(one);
        this.#confirm(circle);
      }
      return lowest;
    };
    visit(suspect);
  }

  /** Suspects that look each other up, whose other look-ups are up to date: they hold, or are computed again. */
  #confirm(circle: readonly string[]): void {
    const members = new Set(circle);
    const holds = circle.every((key) =>
      [...this.#entries.get(key)!.dependencies].every(
        ([dependency, version]) =>
          !this.#activeAt.has(dependency) &&
          (members.has(dependency) || !this.#suspects.has(dependency)) &&
          this.#entries.get(dependency)?.version === version,
      ),
    );
    if (holds) {
      for (const key of circle) this.#suspects.delete(key);
      return;
    }
    for (const [at, key] of circle.entries()) {
      if (!this.#suspects.has(key) || this.#isUnfinished(key)) continue;
      if (at === 0) this.#compute(key);
      else this.#check(key);
    }
  }

  /** Whether it is being computed, or leans on what is. */
  #isUnfinished(key: string): boolean {
    return this.#activeAt.has(key) || this.#stack.some(({ leaning }) => leaning.has(key));
  }

  #compute(key: string): Entry {
    const at = key.indexOf(separator);
    const kind = this.#kinds.get(key.slice(0, at))!;
    const argument = key.slice(at + 1);
    const index = this.#stack.length;
    const active: Active = {
      key,
      dependencies: new Map(),
      provisional: kind.bottom,
      wasAsked: false,
      low: Infinity,
      leaning: new Map(),
    };
    this.#stack.push(active);
    this.#activeAt.set(key, index);
    let value: unknown;
    let provisional = kind.fingerprint(kind.bottom);
    try {
      for (let round = 1; ; round++) {
        active.dependencies = new Map();
        active.leaning.clear();
        active.wasAsked = false;
        value = kind.compute(argument);
        this.computed += 1;
        if (!active.wasAsked || round >= mostRounds) break;
        const print = kind.fingerprint(value);
        if (print === provisional) break;
        provisional = print;
        active.provisional = value;
      }
    } finally {
      this.#stack.pop();
      this.#activeAt.delete(key);
    }
    const entry = this.#keep(key, kind, value, active.dependencies);
    // Look-ups of the unfinished answer were looked up in its final version after all.
    for (const one of [entry, ...active.leaning.values()]) {
      if (one.dependencies.has(key)) one.dependencies.set(key, entry.version);
    }
    const leansOut = active.low < index;
    if (!leansOut) {
      for (const one of active.leaning.values()) this.#settle(one);
      this.#settle(entry);
      return entry;
    }
    const head = this.#stack[active.low]!;
    for (const one of active.leaning.values()) head.leaning.set(one.key, one);
    head.leaning.set(key, entry);
    const top = this.#stack.at(-1)!;
    top.low = Math.min(top.low, active.low);
    return entry;
  }

  #settle(entry: Entry): void {
    const { key, dependencies } = entry;
    this.#entries.set(key, entry);
    this.#suspects.delete(key);
    for (const dependency of dependencies.keys()) {
      const dependents = this.#dependents.get(dependency);
      if (dependents === undefined) this.#dependents.set(dependency, new Set([key]));
      else dependents.add(key);
    }
  }

  #keep(key: string, kind: QueryKind<unknown>, value: unknown, dependencies: Map<string, number>): Entry {
    const before = this.#entries.get(key);
    const print = kind.holdsObjects === true ? hashText(kind.fingerprint(value)) : null;
    const isSame =
      before !== undefined &&
      (print === null ? kind.fingerprint(before.value) === kind.fingerprint(value) : print === before.print);
    const version = isSame ? before.version : ++this.#versions;
    return { key, value, version, dependencies, print };
  }
}

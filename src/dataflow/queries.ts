// Answers that are remembered with what they were made from, so that after a change only what it can reach is computed
// again. Each answer records which others it looked up, in which version. When one is asked for in a later revision its
// look-ups are checked first, if one of them can have changed; an answer that is computed again but comes out equal keeps
// its version, and the change ends there. (The red-green scheme of rustc's and salsa's queries: https://rustc-dev-guide.rust-lang.org/queries/incremental-compilation.html)
//
// Recursion: an answer that is asked for while it is computed gives what is known so far, from `bottom` on, and is
// computed again until that no longer changes. Whatever leant on an unfinished answer is kept for that round only.

export interface QueryKind<T> {
  /** Computes the answer; looks others up by `Queries.get`. */
  readonly compute: (argument: string) => T;
  /** The answer of a recursion's first round. */
  readonly bottom: T;
  /** Equal answers have equal fingerprints. */
  readonly fingerprint: (value: T) => string;
}

interface Entry {
  readonly key: string;
  value: unknown;
  version: number;
  readonly dependencies: Map<string, number>;
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
  readonly #verifying = new Set<string>();
  /** Who looked an answer up, now or earlier. */
  readonly #dependents = new Map<string, Set<string>>();
  /** Answers that something which changed can have reached: they are checked before they are used again. */
  readonly #suspects = new Set<string>();
  /** Inputs that changed and were not read since. */
  readonly #changed = new Set<string>();
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

  /** Inputs changed: what they can have reached is checked before it is used again. */
  change(inputs: Iterable<readonly [name: string, argument: string]>): void {
    const reached = [...inputs].map(([name, argument]) => name + separator + argument);
    for (const key of reached) this.#changed.add(key);
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
    const entry = this.#leaning(key) ?? this.#upToDate(key) ?? this.#compute(key);
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

  #upToDate(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || !this.#suspects.has(key)) return entry;
    // It leans on itself: the whole circle is computed again, from the bottom.
    if (this.#changed.has(key) || this.#verifying.has(key)) return undefined;
    this.#verifying.add(key);
    const holds = this.#holds(entry);
    this.#verifying.delete(key);
    // A circle that it is part of may have been computed meanwhile.
    if (!this.#suspects.has(key)) return this.#entries.get(key);
    if (!holds) return undefined;
    this.#suspects.delete(key);
    return entry;
  }

  /** Whether all look-ups of an answer would come out as they did. They are no look-ups of whoever asked. */
  #holds({ dependencies }: Entry): boolean {
    const look: Active = {
      key: '',
      dependencies: new Map(),
      provisional: null,
      wasAsked: false,
      low: Infinity,
      leaning: new Map(),
    };
    this.#stack.push(look);
    try {
      for (const [dependency, version] of dependencies) {
        if (this.#activeAt.has(dependency)) return false;
        const found = this.#leaning(dependency) ?? this.#upToDate(dependency) ?? this.#compute(dependency);
        if (found.version !== version) return false;
      }
      // What leans on something unfinished proves nothing.
      return look.low === Infinity;
    } finally {
      this.#stack.pop();
      const top = this.#stack.at(-1);
      if (top !== undefined) top.low = Math.min(top.low, look.low);
    }
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
    try {
      for (let round = 1; ; round++) {
        active.dependencies = new Map();
        active.leaning.clear();
        active.wasAsked = false;
        value = kind.compute(argument);
        this.computed += 1;
        if (!active.wasAsked || round >= mostRounds) break;
        if (kind.fingerprint(value) === kind.fingerprint(active.provisional)) break;
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
    this.#changed.delete(key);
    for (const dependency of dependencies.keys()) {
      const dependents = this.#dependents.get(dependency);
      if (dependents === undefined) this.#dependents.set(dependency, new Set([key]));
      else dependents.add(key);
    }
  }

  #keep(key: string, kind: QueryKind<unknown>, value: unknown, dependencies: Map<string, number>): Entry {
    const before = this.#entries.get(key);
    const isSame = before !== undefined && kind.fingerprint(before.value) === kind.fingerprint(value);
    const version = isSame ? before.version : ++this.#versions;
    return { key, value, version, dependencies };
  }
}

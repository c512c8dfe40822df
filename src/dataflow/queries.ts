// Answers that are remembered with what they were made from, so that after a change only what it can reach is computed
// again. Each answer records which others it looked up, in which version. When one is asked for in a later revision its
// look-ups are checked first, if one of them can have changed; an answer that is computed again but comes out equal keeps
// its version, and the change ends there. (The red-green scheme of rustc's and salsa's queries: https://rustc-dev-guide.rust-lang.org/queries/incremental-compilation.html)
//
// Recursion: an answer that is asked for while it is computed gives what is known so far, from `bottom` on, and is
// computed again until that no longer changes. Whatever leant on an unfinished answer is kept for that round only.

import { hashText } from './keys.ts';

export interface QueryKind<T> {
  /** Computes the answer; looks others up by asking. */
  readonly compute: (argument: string) => T;
  /** The answer of a recursion's first round. */
  readonly bottom: T;
  /** Equal answers have equal fingerprints. */
  readonly fingerprint: (value: T) => string;
  /** The fingerprint says what objects hold, which change: that of an answer is taken when it is made. */
  readonly holdsObjects?: boolean;
}

/** A question: of one kind, about one argument. */
class Question {
  readonly kind: QueryKind<unknown>;
  readonly argument: string;
  /** What is known, as of its version. */
  answer: Answer | null = null;
  /** While it is computed. */
  active: Active | null = null;
  /** Its answer of this round, where that leans on something unfinished. */
  leaning: Leaning | null = null;
  /** Something that changed can have reached the answer: it is checked before it is used again. */
  isSuspect = false;
  /** Who looked it up, now or earlier. */
  readonly dependents = new Set<Question>();

  constructor(kind: QueryKind<unknown>, argument: string) {
    this.kind = kind;
    this.argument = argument;
  }

  /** Whether it is being computed, or leans on what is. */
  get isUnfinished(): boolean {
    return this.active !== null || this.leaning !== null;
  }
}

interface Answer {
  readonly value: unknown;
  readonly version: number;
  /** What was looked up, and, at the same places, in which version. */
  readonly lookedUp: readonly Question[];
  readonly versions: number[];
  /** A hash of the fingerprint when it was made; null: it can be taken at any time. */
  readonly print: number | null;
}

interface Leaning {
  readonly answer: Answer;
  /** The outermost unfinished question that it leans on. */
  readonly on: Active;
}

interface Active {
  readonly question: Question;
  /** Its place on the stack. */
  readonly index: number;
  dependencies: Map<Question, number>;
  /** What a recursive look-up gets. */
  provisional: unknown;
  wasAsked: boolean;
  /** The outermost unfinished question that this one leans on, by its place on the stack. */
  low: number;
  /** Questions whose answers lean on this unfinished one. */
  readonly leaning: Set<Question>;
}

/** A recursion whose answer still changes after so many rounds is taken as it is. */
const mostRounds = 4;

export class Queries {
  readonly #questions = new Map<string, Map<string, Question>>();
  readonly #stack: Active[] = [];
  #versions = 0;
  /** How many answers were computed since the beginning. */
  computed = 0;

  define<T>(name: string, kind: QueryKind<T>): (argument: string) => T {
    const questions = new Map<string, Question>();
    this.#questions.set(name, questions);
    return (argument) => {
      let question = questions.get(argument);
      if (question === undefined) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a kind computes is only given back to it
        question = new Question(kind as QueryKind<unknown>, argument);
        questions.set(argument, question);
      }
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its kind computed it
      return this.#ask(question) as T;
    };
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
    const reached: Question[] = [];
    for (const [name, argument] of inputs) {
      const question = this.#questions.get(name)?.get(argument);
      const before = question?.answer;
      if (question === undefined || before === undefined || before === null) continue;
      question.answer = this.#answer(question, question.kind.compute(argument), before.lookedUp, before.versions);
      if (question.answer.version !== before.version) reached.push(...question.dependents);
    }
    for (let question = reached.pop(); question !== undefined; question = reached.pop()) {
      if (question.isSuspect) continue;
      question.isSuspect = true;
      reached.push(...question.dependents);
    }
  }

  #ask(question: Question): unknown {
    const top = this.#stack.at(-1);
    const { active } = question;
    if (active !== null) {
      active.wasAsked = true;
      top!.low = Math.min(top!.low, active.index);
      top!.dependencies.set(question, question.answer?.version ?? 0);
      return active.provisional;
    }
    const answer =
      this.#leaning(question) ?? this.#upToDate(question) ?? this.#leaning(question) ?? this.#compute(question);
    top?.dependencies.set(question, answer.version);
    return answer.value;
  }

  /** An answer of this round that leans on something unfinished; so does then whoever asks for it. */
  #leaning({ leaning }: Question): Answer | null {
    if (leaning === null) return null;
    const top = this.#stack.at(-1)!;
    top.low = Math.min(top.low, leaning.on.index);
    return leaning.answer;
  }

  /** What is known of an answer, if it can be known without a look-up of whoever asks. */
  #upToDate(question: Question): Answer | null {
    if (question.isSuspect) this.#check(question);
    return question.isSuspect ? null : question.answer;
  }

  /**
   * Checks a suspect after all suspects among its look-ups. Those that look each other up are checked together: nothing
   * that they looked up elsewhere has changed, so they hold. (The components are found by Tarjan's algorithm, "Depth-first
   * search and linear graph algorithms", 1972.)
   */
  #check(suspect: Question): void {
    const found = new Map<Question, number>();
    const path: Question[] = [];
    const onPath = new Set<Question>();
    const visit = (question: Question): number => {
      const own = found.size;
      found.set(question, own);
      const start = path.length;
      path.push(question);
      onPath.add(question);
      let lowest = own;
      for (const dependency of question.answer!.lookedUp) {
        if (!dependency.isSuspect || dependency.isUnfinished) continue;
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
  #confirm(circle: readonly Question[]): void {
    const members = new Set(circle);
    const holds = circle.every(({ answer }) =>
      answer!.lookedUp.every(
        (dependency, at) =>
          dependency.active === null &&
          (members.has(dependency) || !dependency.isSuspect) &&
          dependency.answer?.version === answer!.versions[at],
      ),
    );
    if (holds) {
      for (const question of circle) question.isSuspect = false;
      return;
    }
    for (const [at, question] of circle.entries()) {
      if (!question.isSuspect || question.isUnfinished) continue;
      if (at === 0) this.#compute(question);
      else this.#check(question);
    }
  }

  #compute(question: Question): Answer {
    const { kind, argument } = question;
    const index = this.#stack.length;
    const active: Active = {
      question,
      index,
      dependencies: new Map(),
      provisional: kind.bottom,
      wasAsked: false,
      low: Infinity,
      leaning: new Set(),
    };
    this.#stack.push(active);
    question.active = active;
    let value: unknown;
    let provisional: string | null = null;
    let isDone = false;
    try {
      for (let round = 1; ; round++) {
        active.dependencies = new Map();
        letGo(active);
        active.wasAsked = false;
        value = kind.compute(argument);
        this.computed += 1;
        if (!active.wasAsked || round >= mostRounds) break;
        const print = kind.fingerprint(value);
        if (print === (provisional ?? kind.fingerprint(kind.bottom))) break;
        provisional = print;
        active.provisional = value;
      }
      isDone = true;
    } finally {
      if (!isDone) letGo(active);
      this.#stack.pop();
      question.active = null;
    }
    const { dependencies } = active;
    const answer = this.#answer(question, value, [...dependencies.keys()], [...dependencies.values()]);
    // Look-ups of the unfinished answer were looked up in its final version after all.
    for (const { lookedUp, versions } of [answer, ...[...active.leaning].map((one) => one.leaning!.answer)]) {
      const at = lookedUp.indexOf(question);
      if (at >= 0) versions[at] = answer.version;
    }
    const leansOut = active.low < index;
    if (!leansOut) {
      for (const one of active.leaning) settle(one, one.leaning!.answer);
      settle(question, answer);
      return answer;
    }
    const head = this.#stack[active.low]!;
    for (const one of active.leaning) lean(one, one.leaning!.answer, head);
    lean(question, answer, head);
    const top = this.#stack.at(-1)!;
    top.low = Math.min(top.low, active.low);
    return answer;
  }

  #answer(question: Question, value: unknown, lookedUp: readonly Question[], versions: number[]): Answer {
    const { kind, answer: before } = question;
    const print = kind.holdsObjects === true ? hashText(kind.fingerprint(value)) : null;
    const isSame =
      before !== null &&
      (print === null ? kind.fingerprint(before.value) === kind.fingerprint(value) : print === before.print);
    const version = isSame ? before.version : ++this.#versions;
    return { value, version, lookedUp, versions, print };
  }
}

function lean(question: Question, answer: Answer, on: Active): void {
  question.leaning = { answer, on };
  on.leaning.add(question);
}

/** What leant on a question in this round is forgotten. */
function letGo({ leaning }: Active): void {
  for (const question of leaning) question.leaning = null;
  leaning.clear();
}

function settle(question: Question, answer: Answer): void {
  question.answer = answer;
  question.leaning = null;
  question.isSuspect = false;
  for (const dependency of answer.lookedUp) dependency.dependents.add(question);
}

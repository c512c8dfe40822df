// Fields of a request that are used as if they had been sent: `req.content_length > most`, `request.args.get("q").strip()`.
// Where the field is absent it is None, and the use raises. Each function is executed by itself, statement by statement,
// with what is known of such fields: a check for None or for truth, in whatever form, makes them known.
import type { Region } from '../../model/location.ts';
import { spell } from '../../patterns/spelling.ts';
import type { Call, Compare, Expr, FunctionDef, Stmt, Try } from '../../python/ir.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { blocksOf, childExpressions, statementExpressions, visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';
import {
  joinStates,
  nothingKnown,
  sizeOf,
  withLookedAt,
  withPresent,
  withVariable,
  type State,
} from './known-values.ts';
import { isFieldsOf, isJson, isNone, isOptional } from './request-fields.ts';
import { usesIn } from './uses-of-values.ts';

export const optionalRequestField: Check = (facts) => {
  const hits: CheckHit[] = [];
  const budget: Budget = { steps: ofOneFile };
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind === 'FunctionDef') hits.push(...new Execution(facts, stmt, budget).hits);
    },
  });
  return hits;
};

const orders = new Set(['<', '>', '<=', '>=']);
const leaves = /^(abort|exit|_exit|fail|redirect_and_exit|send_error_and_exit)$/;
const checking = /valid|schema|expect|pars|use_args|use_kwargs|require|consume|check|body|inject/i;
const catchesAll = /^(Base)?Exception$|^(Type|Attribute)Error$/;

/** How much may still be looked at: choices in the conditions of choices multiply. What is beyond it is not judged. */
interface Budget {
  steps: number;
}

/** Many times what large files of real programs take. */
const ofOneFile = 2_000_000;

class Execution {
  readonly hits: CheckHit[] = [];
  readonly #facts: ModuleFacts;
  /** The decorators look at what is sent. */
  readonly #isChecked: boolean;
  #isCaught = false;
  readonly #told = new Set<string>();
  readonly #budget: Budget;

  constructor(facts: ModuleFacts, { body, decorators }: FunctionDef, budget: Budget) {
    this.#facts = facts;
    this.#budget = budget;
    this.#isChecked = decorators.some((decorator) => checking.test(spell(decorator)));
    this.#run(body, nothingKnown);
  }

  #run(block: readonly Stmt[], before: State): State {
    let state = before;
    for (const stmt of block) {
      if (state === null) return null;
      state = this.#execute(stmt, state);
    }
    return state;
  }

  #execute(stmt: Stmt, state: State): State {
    switch (stmt.kind) {
      case 'FunctionDef':
      case 'ClassDef':
        return state;
      case 'Assign':
      case 'AnnAssign': {
        if (stmt.value === null) return state;
        let after = this.#evaluate(stmt.value, state);
        for (const target of stmt.kind === 'Assign' ? stmt.targets : [stmt.target]) {
          after = this.#assign(target, stmt.value, after);
        }
        return after;
      }
      case 'AugAssign': {
        const after = this.#evaluate(stmt.value, state);
        if (stmt.op !== '%') this.#use(stmt.value, after, `\`${stmt.op}=\``);
        this.#use(stmt.target, after, `\`${stmt.op}=\``);
        return after;
      }
      case 'Return':
      case 'Raise':
      case 'Break':
      case 'Continue':
        for (const expr of statementExpressions(stmt)) this.#evaluate(expr, state);
        return null;
      case 'ExprStmt': {
        const after = this.#evaluate(stmt.value, state);
        if (stmt.value.kind !== 'Call') return after;
        return leaves.test(lastName(stmt.value.func)) ? null : this.#given(stmt.value, after);
      }
      case 'Assert':
        return this.#branch(stmt.test, state).whenTrue;
      case 'If': {
        const { whenTrue, whenFalse } = this.#branch(stmt.test, state);
        return joinStates(this.#run(stmt.body, whenTrue), this.#run(stmt.orelse, whenFalse));
      }
      case 'While': {
        const { whenTrue, whenFalse } = this.#branch(stmt.test, state);
        const end = this.#run(stmt.body, whenTrue);
        const later = this.#quietly(() => this.#branch(stmt.test, end)).whenFalse;
        return this.#run(stmt.orelse, joinStates(whenFalse, later));
      }
      case 'For': {
        const inside = this.#evaluate(stmt.iter, state);
        this.#use(stmt.iter, inside, 'the loop');
        const bound = this.#assign(stmt.target, stmt.target, inside);
        return this.#run(stmt.orelse, joinStates(inside, this.#run(stmt.body, bound)));
      }
      case 'Try':
        return this.#try(stmt, state);
      case 'With': {
        let inside = state;
        for (const { context, target } of stmt.items) {
          inside = this.#evaluate(context, inside);
          if (target !== null) inside = this.#assign(target, context, inside);
        }
        const isSuppressed = stmt.items.some(({ context }) => /suppress|assertRaises|raises/.test(spell(context)));
        return this.#watched(isSuppressed, () => this.#run(stmt.body, inside));
      }
      default: {
        const after = statementExpressions(stmt).reduce((now, expr) => this.#evaluate(expr, now), state);
        const ends = blocksOf(stmt).map((block) => this.#run(block, after));
        return stmt.kind === 'Match' ? ends.reduce(joinStates, after) : (ends.at(-1) ?? after);
      }
    }
  }

  #try({ body, handlers, orelse, finalBody }: Try, before: State): State {
    const catches = handlers.some(({ type }) => type === null || namesOf(type).some((name) => catchesAll.test(name)));
    const tried = this.#watched(catches, () => this.#run(body, before));
    let after = this.#run(orelse, tried);
    for (const handler of handlers) after = joinStates(after, this.#run(handler.body, joinStates(before, tried)));
    return this.#run(finalBody, after);
  }

  #watched(isCaught: boolean, work: () => State): State {
    const before = this.#isCaught;
    this.#isCaught ||= isCaught;
    const after = work();
    this.#isCaught = before;
    return after;
  }

  #assign(target: Expr, value: Expr, state: State): State {
    if (target.kind === 'Name') {
      const isFields = target !== value && !this.#isChecked && isFieldsOf(this.#facts, value);
      return withVariable(state, target.name, target === value ? null : this.#fieldOf(value, state), isFields);
    }
    if (target.kind === 'Tuple' || target.kind === 'List') {
      return target.elements.reduce((now, element) => this.#assign(element, element, now), state);
    }
    if (target.kind === 'Subscript' || target.kind === 'Attribute') {
      // What is stored under a key is there from now on.
      return target.value.kind === 'Name'
        ? withLookedAt(state, target.value.name)
        : this.#evaluate(target.value, state);
    }
    return state;
  }

  /** The field whose value this is, where it may be None here. */
  #fieldOf(expr: Expr, state: State): string | null {
    if (state === null) return null;
    switch (expr.kind) {
      case 'Name':
        return state.optional.get(expr.name) ?? null;
      case 'Await':
      case 'NamedExpr':
        return this.#fieldOf(expr.value, state);
      case 'IfExp': {
        const { whenTrue, whenFalse } = this.#quietly(() => this.#branch(expr.test, state));
        return this.#fieldOf(expr.body, whenTrue) ?? this.#fieldOf(expr.orelse, whenFalse);
      }
      case 'BoolOp': {
        const last = expr.values.at(-1)!;
        if (expr.op === 'or' && !isNone(last)) return this.#fieldOf(last, state);
        return expr.values.map((value) => this.#fieldOf(value, state)).find((field) => field !== null) ?? null;
      }
      case 'Call':
      case 'Attribute': {
        if (this.#isChecked && mentionsJson(this.#facts, expr)) return null;
        if (!isOptional(this.#facts, expr, (name) => state.fields.has(name))) return null;
        const written = spell(expr);
        return state.present.has(written) || state.present.has(withoutType(expr)) ? null : written;
      }
      default:
        return null;
    }
  }

  #quietly<T>(work: () => T): T {
    const count = this.hits.length;
    const result = work();
    for (const { region } of this.hits.splice(count)) this.#told.delete(beginningOf(region));
    return result;
  }

  /** Looks at the uses in an expression, in the order in which Python evaluates it. */
  #evaluate(expr: Expr, state: State): State {
    if (state === null) return null;
    this.#budget.steps -= 1 + sizeOf(state);
    if (this.#budget.steps < 0) return null;
    switch (expr.kind) {
      case 'Lambda':
        return state;
      case 'BoolOp':
      case 'UnaryOp':
      case 'Compare': {
        if (expr.kind === 'UnaryOp' && expr.op !== 'not') {
          const after = this.#evaluate(expr.operand, state);
          return this.#use(expr.operand, after, `\`${expr.op}\``);
        }
        const { whenTrue, whenFalse } = this.#branch(expr, state);
        return joinStates(whenTrue, whenFalse);
      }
      case 'IfExp': {
        const { whenTrue, whenFalse } = this.#branch(expr.test, state);
        return joinStates(this.#evaluate(expr.body, whenTrue), this.#evaluate(expr.orelse, whenFalse));
      }
      case 'NamedExpr':
        return this.#assign(expr.target, expr.value, this.#evaluate(expr.value, state));
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp': {
        let inside: State = state;
        for (const { target, iter, conditions } of expr.generators) {
          inside = this.#use(iter, this.#evaluate(iter, inside), 'the loop');
          inside = this.#assign(target, target, inside);
          for (const condition of conditions) inside = this.#branch(condition, inside).whenTrue;
        }
        for (const part of [expr.element, expr.value]) if (part !== null) inside = this.#evaluate(part, inside);
        return state;
      }
      default: {
        const after = childExpressions(expr).reduce<State>((now, child) => this.#evaluate(child, now), state);
        return usesIn(this.#facts, expr).reduce((now, { value, how, at }) => this.#use(value, now, how, at), after);
      }
    }
  }

  #use(value: Expr, state: State, use: string, at: Expr = value): State {
    const field = this.#fieldOf(value, state);
    if (field === null || state === null) return state;
    const region = regionOf(this.#facts, at.node);
    const key = beginningOf(region);
    if (!this.#isCaught && !this.#told.has(key)) {
      this.#told.add(key);
      this.hits.push({ region, captures: { field: shortened(field), use } });
    }
    return withPresent(state, value.kind === 'Name' ? value.name : spell(value));
  }

  #branch(expr: Expr, state: State): { readonly whenTrue: State; readonly whenFalse: State } {
    if (state === null) return { whenTrue: null, whenFalse: null };
    if (expr.kind === 'UnaryOp' && expr.op === 'not') {
      const { whenTrue, whenFalse } = this.#branch(expr.operand, state);
      return { whenTrue: whenFalse, whenFalse: whenTrue };
    }
    if (expr.kind === 'BoolOp') {
      let [stopped, goesOn]: [State, State] = [null, state];
      for (const operand of expr.values) {
        const { whenTrue, whenFalse } = this.#branch(operand, goesOn);
        stopped = joinStates(stopped, expr.op === 'or' ? whenTrue : whenFalse);
        goesOn = expr.op === 'or' ? whenFalse : whenTrue;
      }
      return expr.op === 'or' ? { whenTrue: stopped, whenFalse: goesOn } : { whenTrue: goesOn, whenFalse: stopped };
    }
    if (expr.kind === 'Compare') return this.#compare(expr, state);
    const after = this.#evaluate(expr, state);
    if (expr.kind !== 'Call') return { whenTrue: this.#present(expr, after), whenFalse: after };
    const asked = this.#given(expr, after);
    const whenFalse = lastName(expr.func) === 'isinstance' ? after : asked;
    return { whenTrue: this.#present(expr, asked), whenFalse };
  }

  #compare(expr: Compare, before: State): { readonly whenTrue: State; readonly whenFalse: State } {
    const [left, right] = [expr.left, expr.comparators[0]!];
    let state = [left, ...expr.comparators].reduce<State>((now, side) => this.#evaluate(side, now), before);
    const [op] = expr.ops;
    if (op === undefined || expr.ops.length > 1 || orders.has(op)) {
      for (const side of expr.ops.some((one) => orders.has(one)) ? [left, ...expr.comparators] : []) {
        state = this.#use(side, state, `\`${op}\``, expr);
      }
      return { whenTrue: state, whenFalse: state };
    }
    if (op === 'in' || op === 'not in') {
      state = this.#use(right, state, `\`${op}\``, expr);
      // Which of them are there is asked in some way.
      if (right.kind === 'Name' && left.kind !== 'Constant') state = withLookedAt(state, right.name);
      const holds = this.#present(left, withField(this.#facts, left, right, state));
      return op === 'in' ? { whenTrue: holds, whenFalse: state } : { whenTrue: state, whenFalse: holds };
    }
    const isEqual = op === 'is' || op === '==';
    const holds = isNone(right) ? state : this.#present(left, state);
    const fails = isNone(right) ? this.#present(left, state) : state;
    return isEqual ? { whenTrue: holds, whenFalse: fails } : { whenTrue: fails, whenFalse: holds };
  }

  #present(expr: Expr, state: State): State {
    if (expr.kind === 'NamedExpr') return withPresent(state, expr.target.name);
    return this.#fieldOf(expr, state) === null
      ? state
      : withPresent(state, expr.kind === 'Name' ? expr.name : spell(expr));
  }

  /** A call in a condition or for its own sake looks at what it is given. */
  #given({ func, args, keywords }: Call, state: State): State {
    const asked = [...args, ...keywords.map(({ value }) => value)].flatMap((arg) =>
      arg.kind === 'List' || arg.kind === 'Tuple' ? arg.elements : [arg],
    );
    if (/^(print|len|log|debug|info|warning|error|exception|append|add)$/.test(lastName(func))) return state;
    return asked.reduce((now, arg) => {
      const present = this.#present(arg, now);
      return arg.kind === 'Name' ? withLookedAt(present, arg.name) : present;
    }, state);
  }
}

function beginningOf({ startLine, startColumn }: Region): string {
  return `${startLine}:${startColumn}`;
}

/** `"page" in request.args` */
function withField(facts: ModuleFacts, key: Expr, fields: Expr, state: State): State {
  const isFields = fields.kind === 'Name' ? state?.fields.has(fields.name) === true : isFieldsOf(facts, fields);
  return isFields && key.kind === 'Constant' ? withPresent(state, `${spell(fields)}.get(${spell(key)})`) : state;
}

/** `request.args.get("page")` of `request.args.get("page", type=int)`. */
function withoutType(expr: Expr): string {
  return expr.kind === 'Call' ? spell({ ...expr, keywords: [] }) : spell(expr);
}

function mentionsJson(facts: ModuleFacts, expr: Expr): boolean {
  return isJson(facts, expr) || childExpressions(expr).some((child) => mentionsJson(facts, child));
}

function namesOf(type: Expr): readonly string[] {
  return type.kind === 'Tuple' ? type.elements.flatMap(namesOf) : [lastName(type)];
}

function lastName(expr: Expr): string {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : '';
}

const longest = 50;

function shortened(field: string): string {
  return field.length > longest ? `${field.slice(0, longest)}…` : field;
}

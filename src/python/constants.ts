// Constant folding: which expressions have a value that can be told without running the program. Names count where one
// assignment is all that ever binds them; tuples and lists have no value here.
import type { MemberLookup } from './class-members.ts';
import { classOfBinding } from './class-members.ts';
import { foldBinary, foldComparison, foldUnary, stringValue, truthOf } from './fold.ts';
import { formatPercent, formatValue, type FormatArguments } from './fold-format.ts';
import { foldIndex, foldJoin, foldMethod, foldSlice } from './fold-methods.ts';
import type {
  Attribute,
  BinOp,
  Call,
  ClassDef,
  Compare,
  ConstantValue,
  Expr,
  JoinedStr,
  Name,
  NodeId,
  Subscript,
} from './ir.ts';
import type { ModuleIndex } from './module-index.ts';
import type { ResolvedScopes } from './scope-table.ts';

type Folded = ConstantValue | undefined;

/** How far one search goes down expressions and along names. */
const deepestSearch = 500;
/** Characters of text that folding makes for one module. */
const textBudget = 4 * 1024 * 1024;

/** Folds; remembers what it found. Make one a module. */
export class ConstantFolder {
  /** By node, of expressions that are no literals. */
  readonly found = new Map<NodeId, ConstantValue>();
  readonly #scopes: ResolvedScopes;
  readonly #index: ModuleIndex;
  readonly #memberOf: MemberLookup;
  /** Nodes that were asked for; those being folded are in it already, so that a name bound to itself has no value. */
  readonly #asked = new Set<NodeId>();
  #depth = 0;
  #text = 0;

  constructor(scopes: ResolvedScopes, index: ModuleIndex, memberOf: MemberLookup) {
    this.#scopes = scopes;
    this.#index = index;
    this.#memberOf = memberOf;
  }

  /** True where the budget for text was used up: what would have come after has no value. */
  get isExhausted(): boolean {
    return this.#text > textBudget;
  }

  /** The value of any expression. */
  of(expr: Expr): Folded {
    if (expr.kind === 'Constant') return expr.value;
    if (this.#asked.has(expr.node)) return this.found.get(expr.node);
    if (this.#depth >= deepestSearch || this.isExhausted) return undefined;
    this.#asked.add(expr.node);
    this.#depth++;
    const value = this.#fold(expr);
    this.#depth--;
    if (value === undefined) return undefined;
    if (value.type === 'string' || value.type === 'bytes') this.#text += value.value.length;
    this.found.set(expr.node, value);
    return value;
  }

  #fold(expr: Expr): Folded {
    switch (expr.kind) {
      case 'Name':
        return this.#name(expr);
      case 'Attribute':
        return this.#attribute(expr);
      case 'NamedExpr':
        return this.of(expr.value);
      case 'UnaryOp': {
        const operand = this.of(expr.operand);
        return operand === undefined ? undefined : foldUnary(expr.op, operand);
      }
      case 'BinOp':
        return this.#binary(expr);
      case 'BoolOp': {
        let value: Folded;
        for (const operand of expr.values) {
          value = this.of(operand);
          if (value === undefined || truthOf(value) === (expr.op === 'or')) return value;
        }
        return value;
      }
      case 'Compare':
        return this.#compare(expr);
      case 'IfExp': {
        const test = this.of(expr.test);
        return test === undefined ? undefined : this.of(truthOf(test) ? expr.body : expr.orelse);
      }
      case 'JoinedStr':
        return this.#joined(expr);
      case 'Call':
        return this.#call(expr);
      case 'Subscript':
        return this.#subscript(expr);
      default:
        return undefined;
    }
  }

  #name({ node }: Name): Folded {
    const sites = this.#scopes.bindings[this.#scopes.nameBinding[node]!]?.sites;
    const site = sites?.length === 1 ? sites[0]! : undefined;
    if (site === undefined || site.value === null || site.node === node) return undefined;
    const value = this.#index.values.get(site.value);
    return value === undefined ? undefined : this.of(value);
  }

  /** `Config.KEY`, `self.key`, `cls.KEY`. */
  #attribute({ node, value, attr }: Attribute): Folded {
    if (value.kind !== 'Name' || this.#index.assignedAttributes.has(node)) return undefined;
    const binding = this.#scopes.nameBinding[value.node]!;
    const owner: ClassDef | undefined =
      binding < 0
        ? undefined
        : (this.#index.selfOf.get(binding) ?? classOfBinding(this.#index, this.#scopes.bindings[binding]!));
    const member = owner === undefined ? undefined : this.#memberOf(owner, attr);
    return member?.kind === 'value' ? this.of(member.value) : undefined;
  }

  #binary({ op, left, right }: BinOp): Folded {
    const a = this.of(left);
    if (a === undefined) return undefined;
    if (op === '%' && a.type === 'string') {
      const args = this.#percentArguments(right);
      return args === undefined ? undefined : formatPercent(a.value, args);
    }
    const b = this.of(right);
    return b === undefined ? undefined : foldBinary(op, a, b);
  }

  #percentArguments(right: Expr): FormatArguments | undefined {
    if (right.kind === 'Tuple') {
      const positional = this.#all(right.elements);
      return positional && { positional, named: new Map() };
    }
    if (right.kind === 'Dict') {
      const named = new Map<string, ConstantValue>();
      for (const { key, value } of right.entries) {
        const [name, folded] = [key === null ? undefined : this.of(key), this.of(value)];
        if (name?.type !== 'string' || folded === undefined) return undefined;
        named.set(name.value, folded);
      }
      return { positional: [], named };
    }
    const only = this.of(right);
    return only && { positional: [only], named: new Map() };
  }

  #all(exprs: readonly Expr[]): ConstantValue[] | undefined {
    const values: ConstantValue[] = [];
    for (const expr of exprs) {
      const value = this.of(expr);
      if (value === undefined) return undefined;
      values.push(value);
    }
    return values;
  }

  #compare({ left, ops, comparators }: Compare): Folded {
    let previous = this.of(left);
    for (const [at, op] of ops.entries()) {
      const next = comparators[at] === undefined ? undefined : this.of(comparators[at]);
      const holds = previous === undefined || next === undefined ? undefined : foldComparison(op, previous, next);
      if (holds !== true) return holds === undefined ? undefined : { type: 'bool', value: false };
      previous = next;
    }
    return { type: 'bool', value: true };
  }

  #joined({ values, template }: JoinedStr): Folded {
    if (template) return undefined;
    let text = '';
    for (const part of values) {
      const piece = part.kind === 'FormattedValue' ? this.#formatted(part) : this.#textOf(part);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return stringValue(text);
  }

  #formatted({ value, conversion, format }: Extract<Expr, { kind: 'FormattedValue' }>): string | undefined {
    const folded = this.of(value);
    const spec = format === null ? '' : this.#textOf(format);
    return folded === undefined || spec === undefined ? undefined : formatValue(folded, conversion, spec);
  }

  #textOf(expr: Expr): string | undefined {
    const value = this.of(expr);
    return value?.type === 'string' ? value.value : undefined;
  }

  #call({ func, args, keywords }: Call): Folded {
    if (func.kind !== 'Attribute') return undefined;
    const object = this.of(func.value);
    if (object?.type !== 'string' && object?.type !== 'bytes') return undefined;
    const [first] = args;
    if (func.attr === 'join' && (first?.kind === 'List' || first?.kind === 'Tuple') && args.length === 1) {
      const parts = this.#all(first.elements);
      return parts && foldJoin(object, parts);
    }
    const positional = this.#all(args);
    const named = new Map<string, ConstantValue>();
    for (const { name, value } of keywords) {
      const folded = this.of(value);
      if (name === null || folded === undefined) return undefined;
      named.set(name, folded);
    }
    return positional && foldMethod(object, func.attr, { positional, named });
  }

  #subscript({ value, index }: Subscript): Folded {
    const text = this.of(value);
    if (text?.type !== 'string' && text?.type !== 'bytes') return undefined;
    if (index.kind !== 'Slice') {
      const at = this.of(index);
      return at && foldIndex(text, at);
    }
    if (index.step !== null) return undefined;
    const lower = index.lower === null ? undefined : this.of(index.lower);
    const upper = index.upper === null ? undefined : this.of(index.upper);
    const isOpen = (lower === undefined && index.lower !== null) || (upper === undefined && index.upper !== null);
    return isOpen ? undefined : foldSlice(text, lower, upper);
  }
}

// The pattern language as data: what a rule file may write under `match: pattern:`. Plain JSON without functions or
// regular expression objects, so that a rule set can be hashed and sent to a worker; src/patterns gives it meaning, and
// docs/writing-rules.md explains every key with an example. A key that is not there asks nothing.

/** A Python constant as YAML writes it; null is `None`. */
export type Scalar = string | number | boolean | null;

/** What an expression must be. A scalar means `is`, a list of scalars `in`, one of the four words a short form. */
export type ValuePattern = Scalar | readonly Scalar[] | ValueConditions;

export const valueTypes = [
  'string',
  'bytes',
  'int',
  'float',
  'bool',
  'none',
  'list',
  'tuple',
  'set',
  'dict',
  'f-string',
  'name',
  'parameter',
  'attribute',
  'subscript',
  'slice',
  'call',
  'comparison',
  'unary',
  'lambda',
  'comprehension',
] as const;
export type ValueType = (typeof valueTypes)[number];

/** One name or several. */
export type OneOrMore<T> = T | readonly T[];

/** A dotted API name or glob; in a model it may say which argument (`1|name`) the selector `$` stands for. */
export type ApiPattern = string | { readonly api: string; readonly argument: string };

export interface Limits {
  readonly above?: number;
  readonly below?: number;
}

export interface ComparePattern {
  readonly operators?: OneOrMore<string>;
  /** In either order. */
  readonly sides?: readonly [ValuePattern, ValuePattern];
  readonly left?: ValuePattern;
  readonly right?: ValuePattern;
}

/** All keys must hold. */
export interface ValueConditions {
  // What it is worth, where that is known (constants are folded)
  readonly is?: Scalar;
  readonly in?: readonly Scalar[];
  readonly matches?: string;
  readonly ignoreCase?: boolean;
  readonly above?: number;
  readonly below?: number;
  readonly bits?: number;
  readonly length?: Limits;
  readonly truthy?: boolean;
  readonly empty?: boolean;
  readonly constant?: boolean;
  readonly credential?: boolean;
  readonly absent?: boolean;
  // How it is written
  readonly type?: OneOrMore<ValueType>;
  readonly text?: string;
  readonly interpolated?: boolean;
  readonly parts?: ValuePattern;
  readonly api?: OneOrMore<string>;
  readonly named?: OneOrMore<string>;
  readonly call?: OneOrMore<ApiPattern>;
  readonly method?: OneOrMore<string>;
  readonly arguments?: Readonly<Record<string, ValuePattern>>;
  readonly receiver?: ValuePattern;
  readonly index?: ValuePattern;
  readonly element?: ValuePattern;
  readonly elements?: Readonly<Record<string, ValuePattern>>;
  readonly entries?: Readonly<Record<string, ValuePattern>>;
  readonly compare?: ComparePattern;
  readonly same?: string;
  // Where else to look
  readonly contains?: ValuePattern;
  readonly origin?: ValuePattern;
  readonly byDefault?: ValuePattern;
  readonly hole?: { readonly after: string; readonly value: ValuePattern };
  readonly derivedFrom?: ValuePattern;
  // Logic
  readonly not?: ValuePattern;
  readonly any?: readonly ValuePattern[];
  readonly all?: readonly ValuePattern[];
  /** Captures the expression under this name, for the message, `at` and `same`. */
  readonly as?: string;
}

export const bindingPlaces = [
  'assignment',
  'attribute',
  'item',
  'keyword',
  'entry',
  'default',
  'comparison',
  'fallback',
] as const;
/** Where a value can be given to a name: `x = v`, `o.x = v`, `o["x"] = v`, `f(x=v)`, `{"x": v}`, `def f(x=v)`, `x == v`, `d.get("x", v)`. */
export type BindingPlace = (typeof bindingPlaces)[number];

/** "This value is given to this name", in whatever syntax. */
export interface BindingPattern {
  readonly named?: OneOrMore<string>;
  readonly target?: ValuePattern;
  readonly value?: ValuePattern;
  /** Default: all but `comparison` and `fallback`. */
  readonly in?: OneOrMore<BindingPlace>;
  /** Whether the same target is also given a value elsewhere in the file. */
  readonly reassigned?: boolean;
}

export interface RaisePattern {
  readonly exception?: ValuePattern;
  readonly cause?: ValuePattern;
}

export interface AssertPattern {
  readonly test?: ValuePattern;
  readonly message?: ValuePattern;
}

export interface ContextPattern {
  /** The innermost function's name, as globs; true: any function. */
  readonly function?: OneOrMore<string> | boolean;
  /** An enclosing class's name. */
  readonly class?: OneOrMore<string> | boolean;
  /** An `except` of the same function. */
  readonly handler?: boolean;
  /** A function or class that a test runner would run. */
  readonly test?: boolean;
  /** API names of decorators of an enclosing function or class. */
  readonly decoratedBy?: OneOrMore<string>;
  /** An enclosing call, of which the node is (part of) an argument. */
  readonly call?: OneOrMore<ApiPattern>;
  /** Globs of a name that the node is (part of) the value for. */
  readonly givenTo?: OneOrMore<string>;
  /** An expression of an enclosing `with`. */
  readonly with?: ValuePattern;
  /** The test of an enclosing `if`, `while` or conditional expression, in whose branch the node stands. */
  readonly branchOf?: ValuePattern;
  /** The node is (part of) the test of an `if`, `while`, `assert`, conditional expression or comprehension. */
  readonly condition?: boolean;
  /** The node is a statement of its own: nobody uses its value. */
  readonly discarded?: boolean;
}

export interface FilePattern {
  /** Modules or names that the file imports. */
  readonly imports?: OneOrMore<string>;
  /** Globs of the file's path. */
  readonly path?: OneOrMore<string>;
}

/** Selects nodes: by one of the statement keys, or by the conditions of an expression. */
export interface Shape extends ValueConditions {
  readonly binding?: BindingPattern;
  readonly raise?: RaisePattern;
  readonly assert?: AssertPattern;
  readonly return?: ValuePattern;
  readonly import?: OneOrMore<string>;
  readonly decorator?: ValuePattern;
  // Where the node must (not) stand
  readonly inside?: ContextPattern;
  readonly notInside?: ContextPattern;
  /** An expression in the same function (or module) that must (not) be there. */
  readonly scopeHas?: ValuePattern;
  readonly scopeLacks?: ValuePattern;
  readonly file?: FilePattern;
  // How it is reported
  /** The capture whose place is reported; default: the whole node. */
  readonly at?: string;
  readonly confidence?: 'high' | 'medium' | 'low';
  readonly message?: string;
}

export interface PatternMatcher {
  readonly any: readonly Shape[];
  readonly unless?: readonly Shape[];
}

/** Keys of a shape that select a statement or a place instead of an expression. */
export const statementKeys = ['binding', 'raise', 'assert', 'return', 'import', 'decorator'] as const;

/** What each shape captures by itself, beside what `as` names. */
export function ownCaptures(shape: Shape): readonly string[] {
  const selector = statementKeys.find((key) => shape[key] !== undefined);
  switch (selector) {
    case undefined:
      return ['callee', 'function', 'receiver'];
    case 'binding':
      return ['name', 'value', 'target', 'function'];
    case 'raise':
      return ['exception', 'callee', 'function'];
    case 'import':
      return ['module', 'function'];
    default:
      return ['function'];
  }
}

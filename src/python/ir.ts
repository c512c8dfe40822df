// The small intermediate representation that everything which understands Python stands on. Its nodes are named like
// those of Python's own `ast`. It is plain data: no tree-sitter node, no position (those are in a side table, looked up
// by `node`), so it can be hashed without positions, cached as JSON and sent between threads.
// Python 2's statements are lowered to their Python 3 meaning: `print x` to a call of `print`, `exec s` to a call of
// `exec`, `raise E, "text"` to `raise E("text")`, `except E, e` to `except E as e`, backticks to `repr(...)`, a tuple
// among a function's parameters to a parameter named `.1` (its index) that the body's first statement unpacks.
// Depth is bounded (see lower.ts), so that consumers may recurse.

/**
 * Number of a node; its region is found by `regionOf(facts, node)`. Numbers are dense, from 0, and given as a reader meets
 * the nodes, a node before its parts; only the nodes of string annotations come after all others.
 */
export type NodeId = number;

/**
 * A literal or folded value. Big integers and complex numbers are kept as text, as are the floats that JSON can't hold
 * (`1e999` is a complex of value `inf`).
 */
export type ConstantValue =
  | { readonly type: 'string'; readonly value: string }
  /** Bytes as a string of code units 0–255. */
  | { readonly type: 'bytes'; readonly value: string }
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'bigint'; readonly value: string }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'complex'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'none' }
  | { readonly type: 'ellipsis' };

interface Node {
  readonly node: NodeId;
}

export interface Name extends Node {
  readonly kind: 'Name';
  readonly name: string;
}
export interface Constant extends Node {
  readonly kind: 'Constant';
  readonly value: ConstantValue;
}
/** An f-string (or t-string, `template`): literal parts are Constant of type string, the others FormattedValue. */
export interface JoinedStr extends Node {
  readonly kind: 'JoinedStr';
  readonly values: readonly Expr[];
  readonly template: boolean;
}
export interface FormattedValue extends Node {
  readonly kind: 'FormattedValue';
  readonly value: Expr;
  /** `r`, `s`, `a` or empty. */
  readonly conversion: string;
  /** The format after the colon as a JoinedStr, or null. */
  readonly format: Expr | null;
}
export interface Attribute extends Node {
  readonly kind: 'Attribute';
  readonly value: Expr;
  readonly attr: string;
}
export interface Subscript extends Node {
  readonly kind: 'Subscript';
  readonly value: Expr;
  readonly index: Expr;
}
export interface Slice extends Node {
  readonly kind: 'Slice';
  readonly lower: Expr | null;
  readonly upper: Expr | null;
  readonly step: Expr | null;
}
export interface Keyword extends Node {
  /** null for `**mapping`. */
  readonly name: string | null;
  readonly value: Expr;
}
export interface Call extends Node {
  readonly kind: 'Call';
  readonly func: Expr;
  /** Positional arguments; `*iterable` as Starred. A lone generator argument is a GeneratorExp. */
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}
export interface BinOp extends Node {
  readonly kind: 'BinOp';
  /** The operator as written: `+ - * / // % ** @ << >> & | ^`. */
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}
export interface UnaryOp extends Node {
  readonly kind: 'UnaryOp';
  /** `not + - ~` */
  readonly op: string;
  readonly operand: Expr;
}
export interface BoolOp extends Node {
  readonly kind: 'BoolOp';
  readonly op: 'and' | 'or';
  /** Two or more; chains of one operator are flattened. */
  readonly values: readonly Expr[];
}
export interface Compare extends Node {
  readonly kind: 'Compare';
  readonly left: Expr;
  /** `== != < <= > >= is`, `is not`, `in`, `not in` (`<>` becomes `!=`). */
  readonly ops: readonly string[];
  readonly comparators: readonly Expr[];
}
export interface IfExp extends Node {
  readonly kind: 'IfExp';
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}
export interface Lambda extends Node {
  readonly kind: 'Lambda';
  readonly params: readonly Parameter[];
  readonly body: Expr;
}
export interface NamedExpr extends Node {
  readonly kind: 'NamedExpr';
  readonly target: Name;
  readonly value: Expr;
}
export interface Starred extends Node {
  readonly kind: 'Starred';
  readonly value: Expr;
}
export interface Await extends Node {
  readonly kind: 'Await';
  readonly value: Expr;
}
export interface Yield extends Node {
  readonly kind: 'Yield';
  readonly value: Expr | null;
}
export interface YieldFrom extends Node {
  readonly kind: 'YieldFrom';
  readonly value: Expr;
}
export interface Sequence extends Node {
  readonly kind: 'List' | 'Tuple' | 'Set';
  readonly elements: readonly Expr[];
}
export interface Dict extends Node {
  readonly kind: 'Dict';
  /** null key for `**mapping`. */
  readonly entries: readonly { readonly key: Expr | null; readonly value: Expr }[];
}
export interface Comprehension extends Node {
  readonly kind: 'ListComp' | 'SetComp' | 'GeneratorExp' | 'DictComp';
  readonly element: Expr;
  /** The value of a DictComp, whose `element` is the key; null otherwise. */
  readonly value: Expr | null;
  readonly generators: readonly {
    readonly target: Expr;
    readonly iter: Expr;
    readonly conditions: readonly Expr[];
    readonly isAsync: boolean;
  }[];
}
/** What could not be parsed. Its children were kept where they made sense. */
export interface UnknownExpr extends Node {
  readonly kind: 'UnknownExpr';
  readonly children: readonly Expr[];
}

export type Expr =
  | Name
  | Constant
  | JoinedStr
  | FormattedValue
  | Attribute
  | Subscript
  | Slice
  | Call
  | BinOp
  | UnaryOp
  | BoolOp
  | Compare
  | IfExp
  | Lambda
  | NamedExpr
  | Starred
  | Await
  | Yield
  | YieldFrom
  | Sequence
  | Dict
  | Comprehension
  | UnknownExpr;

export interface Parameter extends Node {
  readonly name: string;
  readonly kind: 'positional-only' | 'positional' | 'var-positional' | 'keyword-only' | 'var-keyword';
  readonly annotation: Expr | null;
  readonly default: Expr | null;
}

/** `a.b as c` of an import statement. */
export interface Alias extends Node {
  readonly name: string;
  readonly asName: string | null;
}

/** `T`, `T: bound`, `*Ts` or `**P` between the brackets of `def f[…]`, `class C[…]` or `type A[…]`. */
export interface TypeParameter extends Node {
  readonly name: string;
  readonly bound: Expr | null;
}

export interface FunctionDef extends Node {
  readonly kind: 'FunctionDef';
  readonly name: string;
  /** Node of the name itself. */
  readonly nameNode: NodeId;
  readonly typeParams: readonly TypeParameter[];
  readonly params: readonly Parameter[];
  readonly decorators: readonly Expr[];
  readonly returns: Expr | null;
  readonly body: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface ClassDef extends Node {
  readonly kind: 'ClassDef';
  readonly name: string;
  readonly nameNode: NodeId;
  readonly typeParams: readonly TypeParameter[];
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}
export interface Return extends Node {
  readonly kind: 'Return';
  readonly value: Expr | null;
}
export interface Delete extends Node {
  readonly kind: 'Delete';
  readonly targets: readonly Expr[];
}
export interface Assign extends Node {
  readonly kind: 'Assign';
  /** `a = b = value` has two. */
  readonly targets: readonly Expr[];
  readonly value: Expr;
}
export interface AugAssign extends Node {
  readonly kind: 'AugAssign';
  readonly target: Expr;
  /** Without the equals sign: `+`, `|`, … */
  readonly op: string;
  readonly value: Expr;
}
export interface AnnAssign extends Node {
  readonly kind: 'AnnAssign';
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
}
export interface For extends Node {
  readonly kind: 'For';
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface While extends Node {
  readonly kind: 'While';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
/** `elif` is an If alone in `orelse`. */
export interface If extends Node {
  readonly kind: 'If';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}
export interface With extends Node {
  readonly kind: 'With';
  readonly items: readonly { readonly context: Expr; readonly target: Expr | null }[];
  readonly body: readonly Stmt[];
  readonly isAsync: boolean;
}
export interface Raise extends Node {
  readonly kind: 'Raise';
  readonly exception: Expr | null;
  readonly cause: Expr | null;
}
export interface ExceptHandler extends Node {
  readonly type: Expr | null;
  readonly name: string | null;
  /** Node of the bound name; null without one. */
  readonly nameNode: NodeId | null;
  readonly body: readonly Stmt[];
}
export interface Try extends Node {
  readonly kind: 'Try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalBody: readonly Stmt[];
  /** `except*` */
  readonly isStar: boolean;
}
export interface Assert extends Node {
  readonly kind: 'Assert';
  readonly test: Expr;
  readonly message: Expr | null;
}
export interface Import extends Node {
  readonly kind: 'Import';
  readonly names: readonly Alias[];
}
export interface ImportFrom extends Node {
  readonly kind: 'ImportFrom';
  /** Empty for `from . import x`. */
  readonly module: string;
  /** Number of leading dots. */
  readonly level: number;
  /** One alias named `*` for a star import. */
  readonly names: readonly Alias[];
}
export interface ScopeDeclaration extends Node {
  readonly kind: 'Global' | 'Nonlocal';
  readonly names: readonly string[];
}
export interface ExprStmt extends Node {
  readonly kind: 'ExprStmt';
  readonly value: Expr;
}
export interface Jump extends Node {
  readonly kind: 'Pass' | 'Break' | 'Continue';
}
export interface Match extends Node {
  readonly kind: 'Match';
  readonly subject: Expr;
  readonly cases: readonly {
    readonly node: NodeId;
    readonly pattern: Pattern;
    readonly guard: Expr | null;
    readonly body: readonly Stmt[];
  }[];
}
export interface TypeAlias extends Node {
  readonly kind: 'TypeAlias';
  readonly name: Name;
  readonly typeParams: readonly TypeParameter[];
  readonly value: Expr;
}
export interface UnknownStmt extends Node {
  readonly kind: 'UnknownStmt';
  readonly expressions: readonly Expr[];
  readonly body: readonly Stmt[];
}

export type Pattern =
  | (Node & { readonly kind: 'MatchValue'; readonly value: Expr })
  | (Node & { readonly kind: 'MatchSequence'; readonly patterns: readonly Pattern[] })
  | (Node & {
      readonly kind: 'MatchMapping';
      readonly entries: readonly { readonly key: Expr; readonly pattern: Pattern }[];
      readonly rest: string | null;
      readonly restNode: NodeId | null;
    })
  | (Node & {
      readonly kind: 'MatchClass';
      readonly cls: Expr;
      readonly patterns: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    })
  /** `*rest` or `*_`; name null for the latter. */
  | (Node & { readonly kind: 'MatchStar'; readonly name: string | null })
  /** `pattern as name`, a bare capture (`pattern` null), or the wildcard `_` (both null). */
  | (Node & {
      readonly kind: 'MatchAs';
      readonly pattern: Pattern | null;
      readonly name: string | null;
      readonly nameNode: NodeId | null;
    })
  | (Node & { readonly kind: 'MatchOr'; readonly patterns: readonly Pattern[] });

export type Stmt =
  | FunctionDef
  | ClassDef
  | Return
  | Delete
  | Assign
  | AugAssign
  | AnnAssign
  | For
  | While
  | If
  | With
  | Raise
  | Try
  | Assert
  | Import
  | ImportFrom
  | ScopeDeclaration
  | ExprStmt
  | Jump
  | Match
  | TypeAlias
  | UnknownStmt;

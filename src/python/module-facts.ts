// What is known of one Python module after it was parsed: its IR, the positions of its nodes, its scopes and what every
// name in them refers to, its imports, folded constants, comments, and how much of it could not be parsed.
// Plain data, a pure function of the text: same text in, equal facts out. May not: read files, know other modules.
import type { Region } from '../model/location.ts';
import type { ConstantValue, Expr, NodeId, Stmt } from './ir.ts';

export type ScopeIndex = number;
export type BindingIndex = number;

export interface Scope {
  /** `type-parameters` stands between a generic function or class and what is around it. */
  readonly kind: 'module' | 'class' | 'function' | 'lambda' | 'comprehension' | 'type-parameters';
  /** Name of the function or class; `<lambda>`, `<listcomp>` …; empty for the module. */
  readonly name: string;
  /** `Outer.method`, without `<locals>`; empty for the module. */
  readonly qualifiedName: string;
  /** null for the module's own scope, which is number 0. */
  readonly parent: ScopeIndex | null;
  /** The FunctionDef, ClassDef, Lambda or comprehension; -1 for the module. */
  readonly node: NodeId;
  readonly bindings: readonly BindingIndex[];
}

export type BindingKind =
  | 'import'
  | 'parameter'
  | 'assignment'
  | 'augmented'
  /** `x: int` without a value */
  | 'annotation'
  | 'for'
  | 'with'
  | 'except'
  | 'function'
  | 'class'
  | 'comprehension'
  | 'walrus'
  | 'match'
  | 'delete'
  | 'type-alias'
  | 'type-parameter';

/** One place where a name gets a value in its scope. */
export interface BindingSite {
  readonly kind: BindingKind;
  /** The name's own node where it has one, else the statement's. */
  readonly node: NodeId;
  /** The expression that is bound whole (`x = value`, walrus, default-less otherwise null); null where it is unpacked or unknown. */
  readonly value: NodeId | null;
}

/** A name in a scope: all places that set it and all that read it, those in inner scopes included. */
export interface Binding {
  readonly name: string;
  readonly scope: ScopeIndex;
  readonly sites: readonly BindingSite[];
  /** Name nodes that read it (also in string annotations, `del x` not counted). */
  readonly uses: readonly NodeId[];
}

/** One name that an import statement binds. */
export interface ImportFact {
  /** The Alias node. */
  readonly node: NodeId;
  /** The Import or ImportFrom statement. */
  readonly statement: NodeId;
  /** Local name that is bound; `*` for a star import, which binds nothing known. */
  readonly local: string;
  /** `os.path`, `flask`; relative ones keep their dots: `..db`. */
  readonly module: string;
  /** The name taken from `module`; null for `import module`. */
  readonly imported: string | null;
  readonly binding: BindingIndex | null;
  /** Within `if TYPE_CHECKING:`. */
  readonly typeCheckingOnly: boolean;
  /** Within `try:` with an `except ImportError`-like handler, or in such a handler. */
  readonly conditional: boolean;
}

export interface Comment {
  readonly line: number;
  readonly column: number;
  /** With the `#`. */
  readonly text: string;
}

export interface ModuleFacts {
  readonly path: string;
  readonly body: readonly Stmt[];
  /** Four numbers a node: start line, start column, end line, end column (1-based, UTF-16, end exclusive). */
  readonly positions: Uint32Array;
  readonly scopes: readonly Scope[];
  readonly bindings: readonly Binding[];
  /**
   * By Name node, and by the node of every BindingSite (parameter, alias, name of a definition, …): its binding, or -1
   * where it is a builtin or unknown (or the node names nothing).
   */
  readonly nameBinding: Int32Array;
  /** By node: the scope that it stands in. */
  readonly nodeScope: Int32Array;
  readonly imports: readonly ImportFact[];
  /**
   * By node: the dotted API name that a Name, Attribute or the function of a Call refers to whatever the import style
   * (`hashlib.md5` for `from hashlib import md5 as h; h`), through single-assignment aliases; builtins as `builtins.open`;
   * a method of what a call returned as `sqlite3.connect().cursor().execute`; the module's own definitions as `.name`
   * (leading dot), relative imports with their dots (`..db.query`). Absent where unknown.
   */
  readonly apiNames: ReadonlyMap<NodeId, string>;
  /** By expression node: its folded value, where it has one and is not a plain literal. */
  readonly constants: ReadonlyMap<NodeId, ConstantValue>;
  /** By the Constant node of a string that stands where an annotation is meant: the expression written in it. */
  readonly stringAnnotations: ReadonlyMap<NodeId, Expr>;
  /** Names listed in `__all__`, or null where there is none or it can't be known. */
  readonly exportedNames: readonly string[] | null;
  readonly comments: readonly Comment[];
  readonly docstringNodes: readonly NodeId[];
  readonly syntaxErrors: number;
  /** Lines of the first 20. */
  readonly syntaxErrorLines: readonly number[];
  /** What was cut short. */
  readonly notes: readonly string[];
  /** Python 2's print, exec, raise or except forms were seen. */
  readonly python2: boolean;
}

/** What of a module's facts it takes to follow data through it. */
export interface FlowFacts extends Pick<
  ModuleFacts,
  'path' | 'body' | 'positions' | 'scopes' | 'nameBinding' | 'imports' | 'apiNames' | 'stringAnnotations' | 'comments'
> {
  readonly bindings: readonly Omit<Binding, 'uses'>[];
}

/** The place of a node. */
export function regionOf(facts: Pick<ModuleFacts, 'positions'>, node: NodeId): Region {
  const at = node * 4;
  const { positions } = facts;
  if (node < 0 || at + 3 >= positions.length) throw new RangeError(`node ${node} has no position`);
  return {
    startLine: positions[at]!,
    startColumn: positions[at + 1]!,
    endLine: positions[at + 2]!,
    endColumn: positions[at + 3]!,
  };
}

// Which scope each node stands in, and what binds and reads names there, as Python's compiler decides it. The walk only
// collects; scope-table resolves.
import type {
  ClassDef,
  Comprehension,
  Constant,
  Expr,
  FunctionDef,
  Keyword,
  Lambda,
  NodeId,
  Parameter,
  Pattern,
  Stmt,
  TypeParameter,
} from './ir.ts';
import { isImportGuard, isTypeCheckingTest, isVersionTest } from './import-guards.ts';
import type { BindingKind, ScopeIndex } from './module-facts.ts';
import { ScopeTable, type ResolvedScopes } from './scope-table.ts';
import { forEachChildExpression } from './walk.ts';

export interface ModuleScopes extends ResolvedScopes {
  /** By node: the scope that it stands in. */
  readonly nodeScope: Int32Array;
  /** Nodes of binding sites in alternatives: an import guard, a test of the version or of TYPE_CHECKING. */
  readonly alternatives: ReadonlySet<NodeId>;
}

/** Lowers the text of a string annotation; null where it holds no expression. */
export type AnnotationReader = (constant: Constant) => Expr | null;

/** Scopes of a whole module. `nodeCount` is asked at the end, as reading string annotations makes nodes. */
export function scopesOf(
  body: readonly Stmt[],
  readAnnotation: AnnotationReader,
  nodeCount: () => number,
): ModuleScopes {
  const walk = new ScopeWalk(readAnnotation);
  walk.block(body, walk.table.open('module', '', null, -1));
  const count = nodeCount();
  const nodeScope = new Int32Array(count);
  for (const [node, scope] of walk.nodeScope.entries()) nodeScope[node] = scope ?? 0;
  return { ...walk.table.resolve(count), nodeScope, alternatives: walk.alternatives };
}

const comprehensionNames: Readonly<Record<Comprehension['kind'], string>> = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
};

class ScopeWalk {
  readonly table = new ScopeTable();
  readonly nodeScope: number[] = [];
  readonly alternatives = new Set<NodeId>();
  readonly #readAnnotation: AnnotationReader;
  #alternativeDepth = 0;

  constructor(readAnnotation: AnnotationReader) {
    this.#readAnnotation = readAnnotation;
  }

  block(block: readonly Stmt[], scope: ScopeIndex): void {
    for (const stmt of block) this.#statement(stmt, scope);
  }

  #at(node: NodeId, scope: ScopeIndex): void {
    while (this.nodeScope.length <= node) this.nodeScope.push(0);
    this.nodeScope[node] = scope;
  }

  #bind(scope: ScopeIndex, name: string, kind: BindingKind, node: NodeId, value: NodeId | null = null): void {
    this.table.bind(scope, name, { kind, node, value });
    if (this.#alternativeDepth > 0) this.alternatives.add(node);
  }

  #statement(stmt: Stmt, scope: ScopeIndex): void {
    this.#at(stmt.node, scope);
    switch (stmt.kind) {
      case 'FunctionDef':
        return this.#function(stmt, scope);
      case 'ClassDef':
        return this.#class(stmt, scope);
      case 'Return':
        return this.#optional(stmt.value, scope);
      case 'Delete':
        for (const target of stmt.targets) this.#target(target, 'delete', null, scope);
        return;
      case 'Assign':
        this.#expression(stmt.value, scope);
        for (const target of stmt.targets) this.#target(target, 'assignment', stmt.value.node, scope);
        return;
      case 'AugAssign':
        this.#expression(stmt.value, scope);
        if (stmt.target.kind === 'Name') this.table.read(scope, stmt.target.name, stmt.target.node);
        return this.#target(stmt.target, 'augmented', null, scope);
      case 'AnnAssign':
        this.#annotation(stmt.annotation, scope);
        if (stmt.value !== null && typingFunction(stmt.annotation) === 'TypeAlias') this.#annotation(stmt.value, scope);
        else this.#optional(stmt.value, scope);
        return stmt.value === null
          ? this.#target(stmt.target, 'annotation', null, scope)
          : this.#target(stmt.target, 'assignment', stmt.value.node, scope);
      case 'For':
        this.#expression(stmt.iter, scope);
        this.#target(stmt.target, 'for', null, scope);
        this.block(stmt.body, scope);
        return this.block(stmt.orelse, scope);
      case 'While':
        this.#expression(stmt.test, scope);
        this.block(stmt.body, scope);
        return this.block(stmt.orelse, scope);
      case 'If':
        this.#expression(stmt.test, scope);
        return this.#alternative(isTypeCheckingTest(stmt.test) || isVersionTest(stmt.test), () => {
          this.block(stmt.body, scope);
          this.block(stmt.orelse, scope);
        });
      case 'With':
        for (const { context, target } of stmt.items) {
          this.#expression(context, scope);
          if (target !== null) this.#target(target, 'with', null, scope);
        }
        return this.block(stmt.body, scope);
      case 'Raise':
        this.#optional(stmt.exception, scope);
        return this.#optional(stmt.cause, scope);
      case 'Try':
        this.#alternative(isImportGuard(stmt), () => {
          this.block(stmt.body, scope);
          for (const handler of stmt.handlers) {
            this.#at(handler.node, scope);
            this.#optional(handler.type, scope);
            if (handler.name !== null && handler.nameNode !== null) {
              this.#at(handler.nameNode, scope);
              this.#bind(scope, handler.name, 'except', handler.nameNode);
            }
            this.block(handler.body, scope);
          }
          this.block(stmt.orelse, scope);
        });
        return this.block(stmt.finalBody, scope);
      case 'Assert':
        this.#expression(stmt.test, scope);
        return this.#optional(stmt.message, scope);
      case 'Import':
        for (const { node, name, asName } of stmt.names) {
          this.#at(node, scope);
          this.#bind(scope, asName ?? name.split('.', 1)[0]!, 'import', node);
        }
        return;
      case 'ImportFrom':
        for (const { node, name, asName } of stmt.names) {
          this.#at(node, scope);
          if (name !== '*') this.#bind(scope, asName ?? name, 'import', node);
        }
        return;
      case 'Global':
      case 'Nonlocal':
        return this.table.declare(scope, stmt.kind, stmt.names);
      case 'ExprStmt':
        return this.#expression(stmt.value, scope);
      case 'Match':
        this.#expression(stmt.subject, scope);
        for (const branch of stmt.cases) {
          this.#at(branch.node, scope);
          this.#pattern(branch.pattern, scope);
          this.#optional(branch.guard, scope);
          this.block(branch.body, scope);
        }
        return;
      case 'TypeAlias': {
        this.#target(stmt.name, 'type-alias', null, scope);
        const inner = this.#typeParameters(stmt.typeParams, stmt.name.name, stmt.node, scope);
        return this.#annotation(stmt.value, inner);
      }
      case 'UnknownStmt':
        for (const expr of stmt.expressions) this.#expression(expr, scope);
        return this.block(stmt.body, scope);
      case 'Pass':
      case 'Break':
      case 'Continue':
        return;
    }
  }

  #alternative(isAlternative: boolean, visit: () => void): void {
    if (isAlternative) this.#alternativeDepth++;
    visit();
    if (isAlternative) this.#alternativeDepth--;
  }

  #function(stmt: FunctionDef, scope: ScopeIndex): void {
    for (const decorator of stmt.decorators) this.#expression(decorator, scope);
    this.#at(stmt.nameNode, scope);
    for (const param of stmt.params) this.#optional(param.default, scope);
    const around = this.#typeParameters(stmt.typeParams, stmt.name, stmt.node, scope);
    for (const param of stmt.params) if (param.annotation !== null) this.#annotation(param.annotation, around);
    if (stmt.returns !== null) this.#annotation(stmt.returns, around);
    this.#bind(scope, stmt.name, 'function', stmt.nameNode);
    const inner = this.table.open('function', stmt.name, around, stmt.node);
    this.#parameters(stmt.params, inner);
    const outside = this.#alternativeDepth;
    this.#alternativeDepth = 0;
    this.block(stmt.body, inner);
    this.#alternativeDepth = outside;
  }

  #class(stmt: ClassDef, scope: ScopeIndex): void {
    for (const decorator of stmt.decorators) this.#expression(decorator, scope);
    this.#at(stmt.nameNode, scope);
    const around = this.#typeParameters(stmt.typeParams, stmt.name, stmt.node, scope);
    for (const base of stmt.bases) this.#expression(base, around);
    this.#keywords(stmt.keywords, around);
    this.#bind(scope, stmt.name, 'class', stmt.nameNode);
    this.block(stmt.body, this.table.open('class', stmt.name, around, stmt.node));
  }

  /** The scope of type parameters; the scope around where there are none. */
  #typeParameters(params: readonly TypeParameter[], name: string, node: NodeId, scope: ScopeIndex): ScopeIndex {
    if (params.length === 0) return scope;
    const inner = this.table.open('type-parameters', name, scope, node);
    for (const param of params) {
      this.#at(param.node, inner);
      this.#bind(inner, param.name, 'type-parameter', param.node);
      if (param.bound !== null) this.#annotation(param.bound, inner);
    }
    return inner;
  }

  #parameters(params: readonly Parameter[], scope: ScopeIndex): void {
    for (const { node, name } of params) {
      this.#at(node, scope);
      this.#bind(scope, name, 'parameter', node);
    }
  }

  #keywords(keywords: readonly Keyword[], scope: ScopeIndex): void {
    for (const { node, value } of keywords) {
      this.#at(node, scope);
      this.#expression(value, scope);
    }
  }

  /** What is assigned to. `value`: node of what is bound whole. */
  #target(target: Expr, kind: BindingKind, value: NodeId | null, scope: ScopeIndex): void {
    switch (target.kind) {
      case 'Name':
        this.#at(target.node, scope);
        return this.#bind(scope, target.name, kind, target.node, value);
      case 'Tuple':
      case 'List':
        this.#at(target.node, scope);
        for (const element of target.elements) this.#target(element, kind, null, scope);
        return;
      case 'Starred':
        this.#at(target.node, scope);
        return this.#target(target.value, kind, null, scope);
      default:
        return this.#expression(target, scope);
    }
  }

  #pattern(pattern: Pattern, scope: ScopeIndex): void {
    this.#at(pattern.node, scope);
    const capture = (name: string | null, node: NodeId | null): void => {
      if (name === null || node === null) return;
      this.#at(node, scope);
      this.#bind(scope, name, 'match', node);
    };
    switch (pattern.kind) {
      case 'MatchValue':
        return this.#expression(pattern.value, scope);
      case 'MatchSequence':
      case 'MatchOr':
        for (const inner of pattern.patterns) this.#pattern(inner, scope);
        return;
      case 'MatchMapping':
        for (const entry of pattern.entries) {
          this.#expression(entry.key, scope);
          this.#pattern(entry.pattern, scope);
        }
        return capture(pattern.rest, pattern.restNode);
      case 'MatchClass':
        this.#expression(pattern.cls, scope);
        for (const inner of pattern.patterns) this.#pattern(inner, scope);
        for (const keyword of pattern.keywords) this.#pattern(keyword.pattern, scope);
        return;
      case 'MatchStar':
        return capture(pattern.name, pattern.node);
      case 'MatchAs':
        if (pattern.pattern !== null) this.#pattern(pattern.pattern, scope);
        return capture(pattern.name, pattern.nameNode);
    }
  }

  #optional(expr: Expr | null, scope: ScopeIndex): void {
    if (expr !== null) this.#expression(expr, scope);
  }

  #expression(expr: Expr, scope: ScopeIndex): void {
    this.#at(expr.node, scope);
    switch (expr.kind) {
      case 'Name':
        return this.table.read(scope, expr.name, expr.node);
      case 'Constant':
        return;
      case 'Lambda':
        return this.#lambda(expr, scope);
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        return this.#comprehension(expr, scope);
      case 'NamedExpr':
        this.#expression(expr.value, scope);
        this.#at(expr.target.node, scope);
        return this.#bind(
          this.#outsideComprehensions(scope),
          expr.target.name,
          'walrus',
          expr.target.node,
          expr.value.node,
        );
      case 'Call':
        this.#expression(expr.func, scope);
        this.#arguments(expr.args, expr.keywords, typingFunction(expr.func), scope);
        return;
      default:
        return forEachChildExpression(expr, (child) => this.#expression(child, scope));
    }
  }

  /** Of `cast('T', x)` and `TypeVar('T', 'A', bound='B')`, the strings that mean types. */
  #arguments(args: readonly Expr[], keywords: readonly Keyword[], typing: string | null, scope: ScopeIndex): void {
    for (const [at, arg] of args.entries()) {
      const isType = (typing === 'cast' && at === 0) || (typing === 'TypeVar' && at > 0);
      if (isType) this.#annotation(arg, scope);
      else this.#expression(arg, scope);
    }
    for (const { node, name, value } of keywords) {
      this.#at(node, scope);
      if (typing === 'TypeVar' && name === 'bound') this.#annotation(value, scope);
      else this.#expression(value, scope);
    }
  }

  #lambda(expr: Lambda, scope: ScopeIndex): void {
    for (const param of expr.params) this.#optional(param.default, scope);
    const inner = this.table.open('lambda', '<lambda>', scope, expr.node);
    this.#parameters(expr.params, inner);
    this.#expression(expr.body, inner);
  }

  /** The first iterable is evaluated outside. */
  #comprehension(expr: Comprehension, scope: ScopeIndex): void {
    const inner = this.table.open('comprehension', comprehensionNames[expr.kind], scope, expr.node);
    for (const [at, { target, iter, conditions }] of expr.generators.entries()) {
      this.#expression(iter, at === 0 ? scope : inner);
      this.#target(target, 'comprehension', null, inner);
      for (const condition of conditions) this.#expression(condition, inner);
    }
    this.#expression(expr.element, inner);
    this.#optional(expr.value, inner);
  }

  #outsideComprehensions(scope: ScopeIndex): ScopeIndex {
    let outside = scope;
    while (this.table.kindOf(outside) === 'comprehension') outside = this.table.parentOf(outside)!;
    return outside;
  }

  /** An expression in which strings mean what is written in them, except within `Literal[…]` and after `Annotated[T,`. */
  #annotation(expr: Expr, scope: ScopeIndex): void {
    if (expr.kind === 'Constant' && expr.value.type === 'string') {
      this.#at(expr.node, scope);
      const written = this.#readAnnotation(expr);
      if (written !== null) this.#annotation(written, scope);
    } else if (expr.kind === 'Subscript') {
      this.#at(expr.node, scope);
      this.#expression(expr.value, scope);
      const name = typingFunction(expr.value);
      if (name === 'Literal') this.#expression(expr.index, scope);
      else if (name === 'Annotated' && expr.index.kind === 'Tuple') this.#annotated(expr.index.elements, scope);
      else this.#annotation(expr.index, scope);
    } else if (expr.kind === 'Tuple' || expr.kind === 'List' || expr.kind === 'BinOp' || expr.kind === 'Starred') {
      this.#at(expr.node, scope);
      forEachChildExpression(expr, (child) => this.#annotation(child, scope));
    } else this.#expression(expr, scope);
  }

  #annotated([type, ...metadata]: readonly Expr[], scope: ScopeIndex): void {
    if (type !== undefined) this.#annotation(type, scope);
    for (const value of metadata) this.#expression(value, scope);
  }
}

/** The last part of a name that may come from `typing`. */
function typingFunction(expr: Expr): string | null {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : null;
}

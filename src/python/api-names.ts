// Dotted API names: what a name or attribute refers to, whatever the import style, as far as single assignments tell.
// The answer for a binding is the one name on which all its sites agree; where import alternatives differ, the first.
import { assumedModules } from './assumed-modules.ts';
import { builtinNames } from './builtin-names.ts';
import { classOfBinding, type MemberLookup } from './class-members.ts';
import type { Attribute, ClassDef, Expr, Name, NodeId } from './ir.ts';
import type { BindingIndex, BindingSite } from './module-facts.ts';
import type { ModuleIndex } from './module-index.ts';
import type { ModuleScopes } from './scopes.ts';
import { withoutSixMoves } from './six-moves.ts';

/** Characters. Names of endless call chains say nothing. */
const longestName = 300;
/** How far one search goes down expressions and along aliases. */
const deepestSearch = 500;
const mostBases = 20;

/** Wrappers of `typing` that stand for what is in their brackets. */
const transparentTypes: ReadonlySet<string> = new Set(
  ['Optional', 'Annotated', 'Final', 'ClassVar', 'Required', 'NotRequired'].flatMap((name) => [
    `typing.${name}`,
    `typing_extensions.${name}`,
  ]),
);

/** Finds names; asks and remembers. Make one a module. */
export class ApiNames {
  readonly #scopes: ModuleScopes;
  readonly #index: ModuleIndex;
  readonly #stringAnnotations: ReadonlyMap<NodeId, Expr>;
  readonly #memberOf: MemberLookup;
  /** null: it has none, or it is being looked for (an alias of itself has none). */
  readonly #ofBinding = new Map<BindingIndex, string | null>();
  readonly #ofNode = new Map<NodeId, string | null>();
  #depth = 0;

  constructor(
    scopes: ModuleScopes,
    index: ModuleIndex,
    memberOf: MemberLookup,
    stringAnnotations: ReadonlyMap<NodeId, Expr>,
  ) {
    this.#scopes = scopes;
    this.#index = index;
    this.#stringAnnotations = stringAnnotations;
    this.#memberOf = memberOf;
  }

  /** The name of any expression, or null. A call is its function's name and `()`. */
  of(expr: Expr): string | null {
    switch (expr.kind) {
      case 'Name':
      case 'Attribute': {
        const known = this.#ofNode.get(expr.node);
        if (known !== undefined) return known;
        if (this.#depth >= deepestSearch) return null;
        this.#depth++;
        const name = expr.kind === 'Name' ? this.#name(expr) : this.#attribute(expr);
        this.#depth--;
        const kept = name === null || name.length > longestName ? null : name;
        this.#ofNode.set(expr.node, kept);
        return kept;
      }
      case 'Call':
        return withCall(this.of(expr.func));
      case 'Await':
      case 'NamedExpr':
        return this.of(expr.value);
      default:
        return null;
    }
  }

  #name({ node, name }: Name): string | null {
    const binding = this.#scopes.nameBinding[node]!;
    if (binding >= 0) return this.#binding(binding);
    return builtinNames.has(name) ? `builtins.${name}` : assumedModules.has(name) ? name : null;
  }

  #attribute({ value, attr }: Attribute): string | null {
    if (attr === '') return null;
    const binding = value.kind === 'Name' ? this.#scopes.nameBinding[value.node]! : -1;
    const owner = binding >= 0 ? this.#index.selfOf.get(binding) : undefined;
    if (owner !== undefined && this.#scopes.bindings[binding]!.sites.length === 1) return this.#member(owner, attr, 0);
    const named = binding >= 0 ? classOfBinding(this.#index, this.#scopes.bindings[binding]!) : undefined;
    const member = named === undefined ? undefined : this.#memberOf(named, attr);
    const alias = member?.kind === 'value' ? this.of(member.value) : null;
    if (alias !== null) return alias;
    const object = this.of(value);
    return object === null ? null : withoutSixMoves(`${object}.${attr}`);
  }

  #member(owner: ClassDef, attr: string, depth: number): string | null {
    const member = this.#memberOf(owner, attr);
    switch (member?.kind) {
      case 'definition':
        return `.${member.qualifiedName}`;
      case 'value':
        return this.of(member.value);
      case 'annotation':
        return withCall(this.#type(member.annotation));
      case 'unclear':
        return null;
      default:
        return this.#inherited(owner, attr, depth);
    }
  }

  /** With one base besides `object`: its own member, or `base().attr` for a class from elsewhere. */
  #inherited(owner: ClassDef, attr: string, depth: number): string | null {
    const bases = owner.bases.filter((base) => !(base.kind === 'Name' && base.name === 'object'));
    const [base] = bases;
    if (base === undefined || bases.length > 1 || depth > mostBases) return null;
    const binding = base.kind === 'Name' ? this.#scopes.nameBinding[base.node]! : -1;
    const local = binding < 0 ? undefined : classOfBinding(this.#index, this.#scopes.bindings[binding]!);
    if (local !== undefined) return this.#member(local, attr, depth + 1);
    const name = this.of(base);
    return name === null ? null : `${name}().${attr}`;
  }

  #binding(binding: BindingIndex): string | null {
    const known = this.#ofBinding.get(binding);
    if (known !== undefined) return known;
    this.#ofBinding.set(binding, null);
    const name = this.#agreed(this.#scopes.bindings[binding]!.sites);
    this.#ofBinding.set(binding, name);
    return name;
  }

  #agreed(allSites: readonly BindingSite[]): string | null {
    const setting = allSites.filter(({ kind }) => kind !== 'annotation' && kind !== 'delete');
    const sites = setting.length > 0 ? setting : allSites;
    const names = new Set(sites.map((site) => this.#site(site)));
    if (names.size === 1) return [...names][0]!;
    if (!sites.every(({ node }) => this.#scopes.alternatives.has(node))) return null;
    const firstImport = sites.find(({ kind }) => kind === 'import');
    return firstImport === undefined ? null : this.#site(firstImport);
  }

  #site({ kind, node, value }: BindingSite): string | null {
    const index = this.#index;
    switch (kind) {
      case 'import': {
        const name = index.importNames.get(node);
        return name === undefined ? null : withoutSixMoves(name);
      }
      case 'function':
      case 'class': {
        const scope = index.scopeOf.get(index.definitions.get(node)?.node ?? -1);
        return scope === undefined ? null : `.${scope.qualifiedName}`;
      }
      case 'assignment':
      case 'walrus': {
        const expr = value === null ? undefined : index.values.get(value);
        return expr === undefined ? null : this.of(expr);
      }
      case 'with': {
        const context = index.contexts.get(node);
        return context === undefined ? null : this.of(context);
      }
      case 'parameter':
      case 'annotation': {
        const annotation = index.parameters.get(node)?.annotation ?? index.annotations.get(node);
        const isPlain = kind === 'annotation' || index.parameters.get(node)?.kind.startsWith('var-') === false;
        return annotation === undefined || !isPlain ? null : withCall(this.#type(annotation));
      }
      default:
        return null;
    }
  }

  /** The class that an annotation names; `X | None`, `Optional[X]` and their like are X. */
  #type(annotation: Expr): string | null {
    switch (annotation.kind) {
      case 'Name':
      case 'Attribute': {
        const name = this.of(annotation);
        return name === null || /^(typing|typing_extensions)\./.test(name) ? null : name;
      }
      case 'Subscript': {
        const generic = this.of(annotation.value);
        if (generic === null || !transparentTypes.has(generic)) return this.#type(annotation.value);
        const { index } = annotation;
        const inner = index.kind === 'Tuple' ? index.elements[0] : index;
        return inner === undefined ? null : this.#type(inner);
      }
      case 'BinOp': {
        const other = isNone(annotation.right) ? annotation.left : isNone(annotation.left) ? annotation.right : null;
        return other === null ? null : this.#type(other);
      }
      case 'Constant': {
        const written = this.#stringAnnotations.get(annotation.node);
        return written === undefined ? null : this.#type(written);
      }
      default:
        return null;
    }
  }
}

function withCall(name: string | null): string | null {
  return name === null ? null : `${name}()`;
}

function isNone(expr: Expr): boolean {
  return expr.kind === 'Constant' && expr.value.type === 'none';
}

// What an attribute of one of the module's own classes is, as far as its only assignment tells.
import type { ClassDef, Expr, NodeId } from './ir.ts';
import type { Binding } from './module-facts.ts';
import type { ModuleIndex } from './module-index.ts';
import type { ResolvedScopes } from './scope-table.ts';

export type ClassMember =
  | { readonly kind: 'definition'; readonly qualifiedName: string }
  | { readonly kind: 'value'; readonly value: Expr }
  | { readonly kind: 'annotation'; readonly annotation: Expr }
  /** It is assigned several times, or in a way that cannot be told. */
  | { readonly kind: 'unclear' };

/** Looks a member up in a class itself, not in its bases; undefined where nothing there sets it. */
export type MemberLookup = (owner: ClassDef, attr: string) => ClassMember | undefined;

/** Counts class-level bindings, `self.attr = …` in methods and `Class.attr = …` anywhere in the module. */
export function memberLookup(index: ModuleIndex, { bindings }: ResolvedScopes): MemberLookup {
  const assignments = new Map<NodeId, Map<string, (Expr | null)[]>>();
  for (const { object, attr, value } of index.attributeAssignments) {
    const owner = index.selfOf.get(object) ?? classOfBinding(index, bindings[object]!);
    if (owner === undefined) continue;
    const byAttr = assignments.get(owner.node) ?? new Map<string, (Expr | null)[]>();
    assignments.set(owner.node, byAttr);
    const values = byAttr.get(attr) ?? [];
    byAttr.set(attr, values);
    values.push(value);
  }
  const levels = new Map<NodeId, ReadonlyMap<string, Binding>>();
  const classLevel = (owner: ClassDef): ReadonlyMap<string, Binding> => {
    let level = levels.get(owner.node);
    if (level === undefined) {
      const members = index.scopeOf.get(owner.node)?.bindings ?? [];
      level = new Map(members.map((member) => [bindings[member]!.name, bindings[member]!]));
      levels.set(owner.node, level);
    }
    return level;
  };

  return (owner, attr) => {
    const values = assignments.get(owner.node)?.get(attr) ?? [];
    const sites = classLevel(owner).get(attr)?.sites ?? [];
    const setting = sites.filter(({ kind }) => kind !== 'annotation');
    if (values.length + setting.length === 0) {
      const annotation = sites[0] === undefined ? undefined : index.annotations.get(sites[0].node);
      return annotation === undefined ? undefined : { kind: 'annotation', annotation };
    }
    if (values.length === 0 && setting.every(({ kind }) => kind === 'function' || kind === 'class')) {
      const scope = index.scopeOf.get(owner.node);
      return { kind: 'definition', qualifiedName: `${scope?.qualifiedName ?? ''}.${attr}` };
    }
    if (values.length + setting.length > 1) return { kind: 'unclear' };
    const value =
      setting[0] === undefined ? values[0] : setting[0].value === null ? null : index.values.get(setting[0].value);
    return value === null || value === undefined ? { kind: 'unclear' } : { kind: 'value', value };
  };
}

/** The class that a binding names, if a class statement is all that binds it. */
export function classOfBinding(index: ModuleIndex, binding: Binding): ClassDef | undefined {
  const site = binding.sites.length === 1 ? binding.sites[0]! : undefined;
  if (site?.kind !== 'class') return undefined;
  const definition = index.definitions.get(site.node);
  return definition?.kind === 'ClassDef' ? definition : undefined;
}

// Imports that nothing in the module uses. Silent wherever a name may be used from outside or on purpose: re-exports
// (`__init__`, `__all__`, `from m import x as x`), fallbacks of a failed import, imports for their effect, a person's noqa.
import type { NodeId } from '../../python/ir.ts';
import { regionOf, type ImportFact, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';

export const unusedImport: Check = (facts) => {
  const publishes = publisher(facts);
  const exported = new Set(facts.exportedNames);
  const waived = waivedLines(facts);
  const saysReExport = renamedToItself(facts);
  const topLevel = new Set(facts.body.map(({ node }) => node));
  return facts.imports.flatMap((fact): CheckHit[] => {
    if (
      isOnPurpose(fact) ||
      publishes(fact) ||
      isOfUsedPackage(facts, fact) ||
      isAlternative(facts, fact, topLevel) ||
      saysReExport.has(fact.node) ||
      exported.has(fact.local) ||
      isUsed(facts, fact)
    )
      return [];
    const region = regionOf(facts, fact.node);
    if (waived.has(region.startLine) || waived.has(regionOf(facts, fact.statement).startLine)) return [];
    return [{ region, captures: { name: fact.local } }];
  });
};

/**
 * Says of an import whether it is there for others. A stub, a `conftest` and a module with `__getattr__` are read by name
 * from outside. A package's `__init__` makes names of the package available; what an `__init__` with code of its own takes
 * from elsewhere, or within a function, is for itself, unless a function imports a part of the package, which is done for
 * what that part does when it is imported.
 */
function publisher(facts: ModuleFacts): (fact: ImportFact) => boolean {
  const { path, bindings, body } = facts;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const answersByName = bindings.some((binding) => binding.scope === 0 && binding.name === '__getattr__');
  if (name === 'conftest.py' || name.endsWith('.pyi') || answersByName) return () => true;
  if (name !== '__init__.py') return () => false;
  const hasCode = body.some(({ kind }) => kind === 'FunctionDef' || kind === 'ClassDef');
  const folders = new Set(path.split('/').slice(0, -1));
  return ({ module, binding }) => {
    const isOwn = module.startsWith('.') || folders.has(module.split('.', 1)[0]!);
    const isGlobal = binding === null || facts.bindings[binding]!.scope === 0;
    return isOwn || (isGlobal && !hasCode);
  };
}

/** One branch imports it, another one gives it another value: whoever imports the module gets the one or the other. */
function isAlternative(
  { bindings }: ModuleFacts,
  { binding, statement }: ImportFact,
  topLevel: ReadonlySet<NodeId>,
): boolean {
  if (binding === null || topLevel.has(statement)) return false;
  const { sites, scope } = bindings[binding]!;
  return scope === 0 && sites.length > 1;
}

/** `import a.b` for what it adds to a module that is used under another name: `import a as x` and `x.b`. */
function isOfUsedPackage({ imports, bindings }: ModuleFacts, { node, module, imported, local }: ImportFact): boolean {
  if (imported !== null || local !== module.split('.', 1)[0] || !module.includes('.')) return false;
  return imports.some(
    (other) =>
      other.node !== node &&
      other.imported === null &&
      module.startsWith(`${other.module}.`) &&
      other.binding !== null &&
      bindings[other.binding]!.uses.length > 0,
  );
}

function isOnPurpose({ local, module, conditional }: ImportFact): boolean {
  return conditional || local === '*' || local === '_' || module === '__future__';
}

function isUsed(facts: ModuleFacts, { binding, local }: ImportFact): boolean {
  if (binding === null) return true;
  const { uses, scope } = facts.bindings[binding]!;
  if (uses.length > 0) return true;
  // In a doctest or a type comment the name is used in text.
  const mention = new RegExp(`\\b${local.replace(/\W/g, '\\$&')}\\b`);
  if (facts.comments.some(({ text }) => /^#\s*type:/.test(text) && mention.test(text))) return true;
  // `global name` in a function elsewhere, or `del name`, makes it somebody's business.
  return facts.bindings.some((other) => other.name === local && other.scope === scope && other.uses.length > 0);
}

/** Nodes of `from m import x as x`, by which a module says that the name is meant for others (PEP 484, stub files). */
function renamedToItself({ body }: ModuleFacts): ReadonlySet<NodeId> {
  const nodes = new Set<NodeId>();
  visitModule(body, {
    statement(stmt) {
      if (stmt.kind !== 'Import' && stmt.kind !== 'ImportFrom') return;
      for (const { node, name, asName } of stmt.names) if (asName === name) nodes.add(node);
    },
  });
  return nodes;
}

/** Lines with a `# noqa` that is not for something else only. */
function waivedLines({ comments }: ModuleFacts): ReadonlySet<number> {
  return new Set(
    comments
      .filter(({ text }) =>
        /#\s*noqa(?!\s*:)|#\s*noqa\s*:[^#]*\bF401\b|pylint:\s*disable=[^#]*unused-import/i.test(text),
      )
      .map(({ line }) => line),
  );
}

// Names that hide another one that the reader has in mind: a parameter or local variable called like an import that the
// module uses, and imports, parameters, variables and functions called like a builtin. Of builtins only those count that
// people mean when they write them: a parameter `id` or `type` surprises nobody.
import { builtinNames } from '../../python/builtin-names.ts';
import { regionOf, type Binding, type BindingSite, type ModuleFacts, type Scope } from '../../python/module-facts.ts';
import { isTestCode } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';

/** Builtins whose names are at home as words of other fields, or that only Python 2 or the prompt has. */
const homonyms = new Set(
  (
    'id type input format filter hash dir file help license credits copyright max min sum next iter vars exit quit all any ' +
    'object property bin oct hex ascii compile eval exec map range len abs pow round slice apply buffer cmp coerce execfile ' +
    'intern long raw_input reduce reload unichr unicode xrange basestring memoryview complex breakpoint'
  ).split(' '),
);
/** What is there for the prompt, and builtins that Python 3 no longer has. */
const promptNames = new Set(
  (
    'exit quit help license credits copyright apply basestring buffer cmp coerce execfile file intern long raw_input reduce ' +
    'reload unichr unicode xrange'
  ).split(' '),
);
/** What an import under a builtin's name is for, where it brings Python 3's meaning to Python 2, or the other way round. */
const compatibility = /^(?:builtins|__builtin__|future(?:\.builtins)?|past\.builtins|io|codecs|exceptions)$/;

const setsValue = new Set<BindingSite['kind']>(['parameter', 'assignment', 'for', 'with', 'except', 'walrus', 'match']);

export const shadowedName: Check = (facts) => {
  const imports = usedImports(facts);
  const isTest = isTestCode(facts.path);
  return facts.bindings.flatMap((binding): CheckHit[] => {
    const scope = facts.scopes[binding.scope]!;
    const site = binding.sites[0];
    if (site === undefined || binding.name === '_' || binding.name.startsWith('__')) return [];
    const hit = (hides: string): CheckHit[] => [
      { region: regionOf(facts, site.node), captures: { what: described(binding, site, scope), hides } },
    ];
    if (scope.kind === 'function' && setsValue.has(site.kind) && imports.has(binding.name)) {
      // Parameters of tests ask for fixtures, which are imported for that.
      return isTest ? [] : hit('the import of that name');
    }
    return hidesBuiltin(binding, site, scope, facts) ? hit('the builtin of that name') : [];
  });
};

/** Names that the module imports at its top and uses. */
function usedImports({ bindings }: ModuleFacts): ReadonlySet<string> {
  const found = bindings.filter(
    ({ scope, sites, uses }) => scope === 0 && uses.length > 0 && sites.every(({ kind }) => kind === 'import'),
  );
  return new Set(found.map(({ name }) => name));
}

function hidesBuiltin({ name, sites }: Binding, site: BindingSite, scope: Scope, facts: ModuleFacts): boolean {
  if (!builtinNames.has(name) || (scope.kind !== 'function' && scope.kind !== 'module')) return false;
  if (site.kind === 'import' && promptNames.has(name)) return false;
  if (site.kind === 'import') return sites.every(({ kind }) => kind === 'import') && isPlainImport(site, facts);
  return !homonyms.has(name) && (setsValue.has(site.kind) || site.kind === 'function') && !isFallback(sites);
}

/** Not a builtin by another way, nor one of two alternatives. */
function isPlainImport({ node }: BindingSite, { imports }: ModuleFacts): boolean {
  const fact = imports.find((one) => one.node === node);
  return fact !== undefined && !fact.conditional && !fact.typeCheckingOnly && !compatibility.test(fact.module);
}

/** `str = unicode` in one branch, an import in the other: code for two Pythons. */
function isFallback(sites: readonly BindingSite[]): boolean {
  return sites.length > 1 && sites.some(({ kind }) => kind === 'import');
}

function described({ name }: Binding, { kind }: BindingSite, { kind: scopeKind, name: owner }: Scope): string {
  const place = scopeKind === 'module' ? '' : ` in ${owner}`;
  if (kind === 'parameter') return `Parameter ${name} of ${owner}`;
  if (kind === 'import') return `Import ${name}${place}`;
  return kind === 'function' ? `Function ${name}${place}` : `Variable ${name}${place}`;
}

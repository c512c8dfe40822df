// Parameters that their function never reads. Silent wherever the signature is not the function's own choice: methods of
// classes with bases, decorated functions, callbacks, stubs, siblings with the same signature, dunder methods, functions
// that take `**anything`, tests (their parameters ask for fixtures) and migrations; and where a person said so in a comment.
import type { FunctionDef } from '../../python/ir.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule, walkExpressions, statementExpressions } from '../../python/walk.ts';
import { isMadeUp } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';
import {
  functionsOf,
  hasForeignBases,
  isDefaultImplementation,
  isDunder,
  isStub,
  type FunctionInModule,
} from './functions.ts';

export const unusedParameter: Check = (facts) => {
  // Context processors are named in Django's settings.
  if (isMadeUp(facts.path) || /(?:^|[/])context_processors\.py$/.test(facts.path)) return [];
  const waived = waivedLines(facts);
  const functions = functionsOf(facts);
  const overridden = overriddenMethods(functions);
  const passedAsValues = namesPassedAsValues(facts);
  const signatures = new Map<string, number>();
  for (const { def } of functions) signatures.set(signatureOf(def), (signatures.get(signatureOf(def)) ?? 0) + 1);

  return functions.flatMap((one) => {
    const { def, owner } = one;
    const isMethod = owner !== null;
    if (isMethod && (hasForeignBases(owner) || overridden.has(`${owner.name}.${def.name}`))) return [];
    if (
      isDictated(def) ||
      isOfInterface(one, facts.path) ||
      /^req(?:uest)?$/.test(def.params[isMethod ? 1 : 0]?.name ?? '')
    )
      return [];
    if (def.decorators.length > 0 || isDunder(def.name) || isStub(def.body) || isDefaultImplementation(one)) return [];
    if (def.params.some(({ kind }) => kind === 'var-keyword') || waived.has(regionOf(facts, def.node).startLine))
      return [];
    if (passedAsValues.has(def.name) || signatures.get(signatureOf(def))! > 1 || readsLocals(def)) return [];
    return def.params.flatMap((param, index): CheckHit[] => {
      if (param.kind.startsWith('var-') || param.name.startsWith('_') || param.name.startsWith('.')) return [];
      if (isMethod && (index === 0 || isConvention(def, index))) return [];
      if (waived.has(regionOf(facts, param.node).startLine)) return [];
      const binding = bindingOfParameter(facts, param.node, param.name);
      if (binding === undefined || binding.uses.length > 0 || binding.sites.length > 1) return [];
      return [{ region: regionOf(facts, param.node), captures: { name: param.name, function: def.name } }];
    });
  });
};

function bindingOfParameter({ bindings }: ModuleFacts, node: number, name: string) {
  return bindings.find(
    (binding) => binding.name === name && binding.sites.some((site) => site.kind === 'parameter' && site.node === node),
  );
}

/** Lines with a `# noqa` for everything or for unused arguments, or pylint's word for them. */
function waivedLines({ comments }: ModuleFacts): ReadonlySet<number> {
  const waiver = /#\s*noqa(?!\s*:)|#\s*noqa\s*:[^#]*\bARG\d*\b|pylint:\s*disable=[^#]*(?:unused-argument|W0613)/i;
  return new Set(comments.filter(({ text }) => waiver.test(text)).map(({ line }) => line));
}

/** Names under which frameworks and Python itself call what is given to them. */
function isDictated(def: FunctionDef): boolean {
  if (dictatedSignatures.has(signatureOf(def))) return true;
  return /^(?:handle|do|on|visit|depart|process)_[A-Z]|^(?:find|load|exec|create)_(?:module|spec)$/.test(def.name);
}

/** Folders and files whose functions are called by one interface, and classes that stand for others or are stood for. */
const interfacePath = /(?:^|[/])(?:plugins?|formatters?|backends?|drivers?|extensions?|\w*settings)(?:[/]|\.py$)/;
const interfaceClass = /^(?:Base|Abstract)(?=[A-Z])|(?:Manager|Proxy|Adapter)$/;
const interfaceName = /(?:^|_)(?:formatter|handler|callback|hook|listener|cb)$/;

/** What others call by name has the signature that they have in mind. */
function isOfInterface({ def: { name }, owner }: FunctionInModule, path: string): boolean {
  if (name.startsWith('_')) return false;
  return interfaceName.test(name) || interfacePath.test(path) || (owner !== null && interfaceClass.test(owner.name));
}

/** Babel's extractors are named in its configuration. */
const dictatedSignatures = new Set(['fileobj,keywords,comment_tags,options']);

/** Where every public method of a class takes the context of the request first, one that needs none takes it too. */
function isConvention({ name, params }: FunctionDef, index: number): boolean {
  return index === 1 && !name.startsWith('_') && /^(?:context|ctxt|ctx)$/.test(params[index]!.name);
}

/** `Base.method` where a class of the module that derives from Base has the method too: its signature serves both. */
function overriddenMethods(functions: readonly FunctionInModule[]): ReadonlySet<string> {
  return new Set(
    functions.flatMap(({ def, owner }) =>
      (owner?.bases ?? []).flatMap((base) => (base.kind === 'Name' ? [`${base.name}.${def.name}`] : [])),
    ),
  );
}

function signatureOf({ params }: FunctionDef): string {
  return params.map(({ name }) => name).join(',');
}

/** Names that stand anywhere but before brackets: such a function may be called with whatever its caller likes. */
function namesPassedAsValues({ body }: ModuleFacts): ReadonlySet<string> {
  const called = new Set<number>();
  const named = new Map<number, string>();
  visitModule(body, {
    expression(expr) {
      if (expr.kind === 'Call') called.add(expr.func.node);
      if (expr.kind === 'Name') named.set(expr.node, expr.name);
      if (expr.kind === 'Attribute') named.set(expr.node, expr.attr);
    },
  });
  return new Set([...named].filter(([node]) => !called.has(node)).map(([, name]) => name));
}

function readsLocals(def: FunctionDef): boolean {
  let reads = false;
  visitModule(def.body, {
    statement(stmt) {
      for (const top of statementExpressions(stmt)) {
        walkExpressions(top, (expr) => {
          if (
            expr.kind === 'Call' &&
            expr.func.kind === 'Name' &&
            ['locals', 'vars', 'eval', 'exec'].includes(expr.func.name)
          )
            reads = true;
        });
      }
    },
  });
  return reads;
}

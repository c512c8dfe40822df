// One module as the data flow sees it: its facts, and its functions and classes with their names.
import type { ClassDef, Expr, FunctionDef, Lambda, NodeId, Parameter, Stmt } from '../python/ir.ts';
import { regionOf, type BindingIndex, type FlowFacts } from '../python/module-facts.ts';
import { assumedModules } from '../python/assumed-modules.ts';
import { blocksOf } from '../python/walk.ts';
import { hashText } from './keys.ts';
import { bodyKey, nameSites, type ModuleSites } from './sites.ts';

export interface FunctionInfo {
  /** Unique in a program, and the same after edits elsewhere: path, qualified name, and a number for namesakes. */
  readonly key: string;
  readonly module: LinkedModule;
  readonly node: FunctionDef | Lambda;
  readonly name: string;
  readonly qualifiedName: string;
  /** The class in whose body it stands. */
  readonly cls: ClassInfo | null;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Expr[];
  /** How a class binds it. */
  readonly binding: 'plain' | 'static' | 'class' | 'property';
  /** Small enough to be interpreted again with what it is really given. */
  readonly isSmall: boolean;
  /** It stands in another function. */
  readonly isNested: boolean;
  /** The key of the outermost function around it, or of the module's body: with that it changes. */
  readonly unit: string;
  /** It assigns to names that it declared `global`. */
  readonly writesGlobals: boolean;
}

export interface ClassInfo {
  readonly key: string;
  readonly module: LinkedModule;
  readonly node: ClassDef;
  readonly name: string;
  readonly qualifiedName: string;
  readonly methods: ReadonlyMap<string, FunctionInfo>;
  /** What is called where an attribute of that name is assigned to. */
  readonly setters: ReadonlyMap<string, FunctionInfo>;
  readonly isNested: boolean;
  /** As of functions. */
  readonly unit: string;
}

export interface LinkedModule {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly contentHash: string;
  /** Names it by its path. */
  readonly key: number;
  readonly facts: FlowFacts;
  /** By node of the definition. */
  readonly functions: ReadonlyMap<NodeId, FunctionInfo>;
  readonly classes: ReadonlyMap<NodeId, ClassInfo>;
  /** Bindings of the module's own scope. */
  readonly globals: ReadonlyMap<string, BindingIndex>;
  /** First parts of the names of all modules that it imports, or uses as if it did. */
  readonly importedPackages: ReadonlySet<string>;
  /** Computed when first asked for: of many modules nobody ever does. */
  readonly sites: ModuleSites;
}

const linesOfSmall = 60;

export function linkModule(path: string, contentHash: string, facts: FlowFacts): LinkedModule {
  const functions = new Map<NodeId, FunctionInfo>();
  const classes = new Map<NodeId, ClassInfo>();
  const globals = new Map<string, BindingIndex>();
  for (const binding of facts.scopes[0]!.bindings) globals.set(facts.bindings[binding]!.name, binding);
  const importedPackages = new Set(facts.imports.map(({ module }) => module.split('.', 1)[0]!));
  for (const api of facts.apiNames.values()) if (assumedModules.has(api)) importedPackages.add(api);
  let sites: ModuleSites | null = null;
  const module: LinkedModule = {
    path,
    contentHash,
    key: hashText(path),
    facts,
    functions,
    classes,
    globals,
    importedPackages,
    get sites() {
      sites ??= nameSites(module);
      return sites;
    },
  };

  const seen = new Map<string, number>();
  const keyOf = (qualifiedName: string): string => {
    const times = seen.get(qualifiedName) ?? 0;
    seen.set(qualifiedName, times + 1);
    return `${path}#${qualifiedName}${times === 0 ? '' : `#${times}`}`;
  };
  const visit = (
    block: readonly Stmt[],
    around: string,
    cls: { info: ClassInfo; methods: Map<string, FunctionInfo>; setters: Map<string, FunctionInfo> } | null,
    isNested: boolean,
    unit: string,
  ): void => {
    for (const stmt of block) {
      if (stmt.kind === 'FunctionDef') {
        const qualifiedName = around === '' ? stmt.name : `${around}.${stmt.name}`;
        const key = keyOf(qualifiedName);
        const own = isNested ? unit : key;
        const info = functionInfo(module, stmt, key, qualifiedName, cls?.info ?? null, isNested, own);
        functions.set(stmt.node, info);
        // Of a property's getter and setter, which have one name, the getter is what reading means.
        const isSetter = stmt.decorators.some((one) => one.kind === 'Attribute' && one.attr === 'setter');
        const isDeleter = stmt.decorators.some((one) => one.kind === 'Attribute' && one.attr === 'deleter');
        if (cls !== null && !isDeleter) (isSetter ? cls.setters : cls.methods).set(stmt.name, info);
        visit(stmt.body, qualifiedName, null, true, own);
      } else if (stmt.kind === 'ClassDef') {
        const qualifiedName = around === '' ? stmt.name : `${around}.${stmt.name}`;
        const methods = new Map<string, FunctionInfo>();
        const setters = new Map<string, FunctionInfo>();
        const info = {
          key: keyOf(qualifiedName),
          module,
          node: stmt,
          name: stmt.name,
          qualifiedName,
          methods,
          setters,
          isNested,
          unit,
        };
        classes.set(stmt.node, info);
        visit(stmt.body, qualifiedName, { info, methods, setters }, isNested, unit);
      } else for (const inner of blocksOf(stmt)) visit(inner, around, cls, isNested, unit);
    }
  };
  visit(facts.body, '', null, false, bodyKey(path));
  return module;
}

function functionInfo(
  module: LinkedModule,
  node: FunctionDef,
  key: string,
  qualifiedName: string,
  cls: ClassInfo | null,
  isNested: boolean,
  unit: string,
): FunctionInfo {
  const { startLine, endLine } = regionOf(module.facts, node.node);
  return {
    key,
    module,
    node,
    name: node.name,
    qualifiedName,
    cls,
    parameters: node.params,
    decorators: node.decorators,
    binding: cls === null ? 'plain' : bindingOf(node),
    isSmall: endLine - startLine < linesOfSmall,
    isNested,
    unit,
    writesGlobals: declaresGlobals(node.body),
  };
}

/** A lambda is a function without a name. */
export function lambdaInfo(module: LinkedModule, node: Lambda, unit: string): FunctionInfo {
  return {
    key: `${module.path}#<lambda>${module.sites.sites[node.node]}`,
    module,
    node,
    name: '<lambda>',
    qualifiedName: '<lambda>',
    cls: null,
    parameters: node.params,
    decorators: [],
    binding: 'plain',
    isSmall: true,
    isNested: true,
    unit,
    writesGlobals: false,
  };
}

function bindingOf({ name, decorators }: FunctionDef): FunctionInfo['binding'] {
  for (const decorator of decorators) {
    const word = decorator.kind === 'Name' ? decorator.name : decorator.kind === 'Attribute' ? decorator.attr : '';
    if (word === 'staticmethod') return 'static';
    if (word === 'classmethod') return 'class';
    if (/^(cached_|hybrid_)?property$/.test(word)) return 'property';
  }
  return name === '__new__' || name === '__init_subclass__' ? 'class' : 'plain';
}

function declaresGlobals(block: readonly Stmt[]): boolean {
  return block.some(
    (stmt) =>
      stmt.kind === 'Global' || (stmt.kind !== 'ClassDef' && blocksOf(stmt).some((inner) => declaresGlobals(inner))),
  );
}

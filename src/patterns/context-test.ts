import { snakeCase } from '../names/words.ts';
import type { Expr, NodeId, Stmt } from '../python/ir.ts';
import type { Scope } from '../python/module-facts.ts';
import type { ContextPattern, OneOrMore } from '../rules/pattern.ts';
import { every, some, type Answer } from './answer.ts';
import { nameGlob } from '../rules/api-glob.ts';
import { givenValues } from './given-value.ts';
import type { ModuleTree, TreeNode } from './module-tree.ts';
import type { Scene } from './scene.ts';
import { anyName, apiNamesTest, nameTest, toList, valueTest } from './value-test.ts';

// Where a node stands: `inside: { … }`. One maker a key of ContextPattern.

export type ContextTest = (node: TreeNode, scene: Scene) => Answer;

/** All keys must hold. */
export function contextTest(pattern: ContextPattern): ContextTest {
  const tests = keys.flatMap((key) => (pattern[key] === undefined ? [] : [makers[key](pattern)]));
  return (node, scene) => every(tests, (test) => test(node, scene));
}

const makers: Readonly<Record<keyof ContextPattern, (pattern: ContextPattern) => ContextTest>> = {
  function: ({ function: wanted = true }) => {
    const test = scopeNameTest(wanted);
    return (node, { tree }) => {
      const scope = tree.functionScope(node.node);
      return scope === 0 ? wanted === false : test(tree.facts.scopes[scope]!.name);
    };
  },
  class: ({ class: wanted = true }) => {
    const test = scopeNameTest(wanted);
    return (node, { tree }) => {
      const classes = enclosingScopes(node.node, tree).filter(({ kind }) => kind === 'class');
      return wanted === false ? classes.length === 0 : classes.some(({ name }) => test(name));
    };
  },
  handler:
    ({ handler }) =>
    (node, { tree }) =>
      inHandler(node, tree) === handler,
  test:
    ({ test }) =>
    (node, { tree }) =>
      enclosingScopes(node.node, tree).some((scope) => isTest(scope)) === test,
  decoratedBy: ({ decoratedBy = [] }) => {
    const test = apiNamesTest(decoratedBy);
    return (node, { tree }) =>
      enclosingScopes(node.node, tree).some((scope) =>
        decoratorsOf(scope, tree).some((decorator) => {
          const name = tree.apiName(decorator.kind === 'Call' ? decorator.func : decorator);
          return name !== undefined && test(name);
        }),
      );
  },
  call: ({ call = [] }) => {
    const test = apiNamesTest(call);
    return (node, { tree }) =>
      [...tree.ancestors(node)].some(({ child, parent }) => {
        if (parent.kind !== 'Call' || parent.func === child) return false;
        const name = tree.apiName(parent.func);
        return name !== undefined && test(name);
      });
  },
  givenTo: ({ givenTo = [] }) => {
    const test = nameTest(givenTo);
    return (node, { tree }) =>
      [...tree.ancestors(node)].some(({ child, parent }) =>
        givenValues(parent, tree).some(
          ({ place, name, value }) => place !== 'comparison' && value === child && test(name),
        ),
      );
  },
  with: ({ with: context = {} }) => {
    const test = valueTest(context);
    return (node, scene) =>
      some(scene.tree.ancestors(node), ({ child, parent }) =>
        parent.kind === 'With' && isStatementOf(parent.body, child)
          ? some(parent.items, (item) => test(item.context, scene))
          : false,
      );
  },
  branchOf: ({ branchOf = {} }) => {
    const test = valueTest(branchOf);
    return (node, scene) =>
      some(scene.tree.ancestors(node), ({ child, parent }) =>
        (parent.kind === 'If' || parent.kind === 'While' || parent.kind === 'IfExp') && parent.test !== child
          ? test(parent.test, scene)
          : false,
      );
  },
  condition:
    ({ condition }) =>
    (node, { tree }) =>
      isCondition(node, tree) === condition,
  discarded:
    ({ discarded }) =>
    (node, { tree }) =>
      isDiscarded(node, tree) === discarded,
};

const keys = Object.keys(makers).filter((key): key is keyof ContextPattern => key in makers);

function scopeNameTest(wanted: OneOrMore<string> | boolean): (name: string) => boolean {
  if (typeof wanted === 'boolean') return () => wanted;
  const test = anyName(toList(wanted), nameGlob);
  return (name) => test(snakeCase(name)) || test(name);
}

/** The scopes around a node, innermost first. */
function enclosingScopes(id: NodeId, tree: ModuleTree): Scope[] {
  const { scopes, nodeScope } = tree.facts;
  const found: Scope[] = [];
  for (let index: number | null = nodeScope[id] ?? 0; index !== null; index = scopes[index]!.parent) {
    found.push(scopes[index]!);
  }
  return found;
}

/** What unittest and pytest would run: `test_…` functions and `Test…` classes. */
function isTest({ kind, name }: Scope): boolean {
  if (kind === 'function') return name.startsWith('test');
  return kind === 'class' && /^Test|Tests?$|TestCase$/.test(name);
}

function decoratorsOf(scope: Scope, tree: ModuleTree): readonly Expr[] {
  const definition = scope.node < 0 ? undefined : tree.node(scope.node);
  return definition?.kind === 'FunctionDef' || definition?.kind === 'ClassDef' ? definition.decorators : [];
}

function isStatementOf(body: readonly Stmt[], child: TreeNode): boolean {
  return body.some((statement) => statement === child);
}

/** In the body of an `except` of the same function. */
function inHandler(node: TreeNode, tree: ModuleTree): boolean {
  for (const { child, parent } of tree.ancestors(node)) {
    if (parent.kind === 'FunctionDef' || parent.kind === 'ClassDef' || parent.kind === 'Lambda') return false;
    if (parent.kind === 'Try' && parent.handlers.some(({ body }) => isStatementOf(body, child))) return true;
  }
  return false;
}

/** A statement of its own, also `await x`. */
function isDiscarded(node: TreeNode, tree: ModuleTree): boolean {
  const parent = tree.parent(node);
  return parent?.kind === 'ExprStmt' || (parent?.kind === 'Await' && tree.parent(parent)?.kind === 'ExprStmt');
}

/** (Part of) what decides a branch. */
function isCondition(node: TreeNode, tree: ModuleTree): boolean {
  for (const { child, parent } of tree.ancestors(node)) {
    switch (parent.kind) {
      case 'If':
      case 'While':
      case 'Assert':
        return parent.test === child;
      case 'IfExp':
        if (parent.test === child) return true;
        break;
      case 'ListComp':
      case 'SetComp':
      case 'DictComp':
      case 'GeneratorExp':
        if (parent.generators.some(({ conditions }) => conditions.some((condition) => condition === child)))
          return true;
        break;
      case 'Lambda':
      case 'FunctionDef':
      case 'ClassDef':
        return false;
      default:
    }
  }
  return false;
}

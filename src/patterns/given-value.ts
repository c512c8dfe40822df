import type { Region } from '../model/location.ts';
import type { Call, Expr, NodeId, Parameter } from '../python/ir.ts';
import { regionOf } from '../python/module-facts.ts';
import type { BindingPlace } from '../rules/pattern.ts';
import { expressionName, isLookup } from './expression-name.ts';
import type { ModuleTree, TreeNode } from './module-tree.ts';

// "This value is given to this name": the many syntaxes in which that happens, brought into one form.

export interface GivenValue {
  readonly place: BindingPlace;
  /** The node that says so: statement, call, dict, comparison, …. */
  readonly node: TreeNode;
  readonly name: string;
  /** The target, where it is an expression: `self.password`, `config["password"]`. */
  readonly target: Expr | null;
  readonly value: Expr;
  /** From the name to the value's end. */
  readonly region: Region;
}

/** All that one node gives to names; not what its parts give. */
export function givenValues(node: TreeNode, tree: ModuleTree): readonly GivenValue[] {
  switch (node.kind) {
    case 'Assign':
      return node.targets.flatMap((target) => assigned(node, target, node.value, tree));
    case 'AnnAssign':
      return node.value === null ? [] : assigned(node, node.target, node.value, tree);
    case 'NamedExpr':
      return assigned(node, node.target, node.value, tree);
    case 'Call':
      return [...keywordValues(node, tree), ...namedByArgument(node, tree)];
    case 'Dict':
      return node.entries.flatMap(({ key, value }) => {
        const name = key === null ? undefined : tree.constantText(key);
        return key === null || name === undefined ? [] : [given('entry', node, name, null, value, key.node, tree)];
      });
    case 'FunctionDef':
    case 'Lambda':
      return defaults(node, node.params, tree);
    case 'Compare':
      return compared(node, tree);
    default:
      return [];
  }
}

function given(
  place: BindingPlace,
  node: TreeNode,
  name: string,
  target: Expr | null,
  value: Expr,
  from: NodeId,
  tree: ModuleTree,
): GivenValue {
  const start = regionOf(tree.facts, from);
  const end = regionOf(tree.facts, value.node);
  const region = { ...start, endLine: end.endLine, endColumn: end.endColumn };
  return { place, node, name, target, value, region };
}

/** `user, password = "u", "p"` gives each its own; what is unpacked from one value is given nothing known. */
function assigned(node: TreeNode, target: Expr, value: Expr, tree: ModuleTree): GivenValue[] {
  if (target.kind === 'Tuple' || target.kind === 'List') {
    if (value.kind !== 'Tuple' && value.kind !== 'List') return [];
    const { elements } = value;
    const starred = [...target.elements, ...elements].some(({ kind }) => kind === 'Starred');
    if (starred || target.elements.length !== elements.length) return [];
    return target.elements.flatMap((part, index) => assigned(node, part, elements[index]!, tree));
  }
  const place = target.kind === 'Name' ? 'assignment' : target.kind === 'Attribute' ? 'attribute' : 'item';
  if (place === 'item' && target.kind !== 'Subscript') return [];
  const name = expressionName(target, tree);
  return name === undefined ? [] : [given(place, node, name, target, value, target.node, tree)];
}

function keywordValues(call: Call, tree: ModuleTree): GivenValue[] {
  return call.keywords.flatMap(({ name, value, node }) =>
    name === null ? [] : [given('keyword', call, name, null, value, node, tree)],
  );
}

/** `setattr(o, "password", v)`, and what a look-up gives where there is nothing: `get("password", v)`. */
function namedByArgument(call: Call, tree: ModuleTree): GivenValue[] {
  const { func, args } = call;
  if (tree.apiName(func) === 'builtins.setattr') {
    const name = args[1] === undefined ? undefined : tree.constantText(args[1]);
    const value = args[2];
    return name === undefined || value === undefined
      ? []
      : [given('attribute', call, name, null, value, args[1]!.node, tree)];
  }
  const [key, fallback] = [args[0], args[1] ?? call.keywords.find(({ name }) => name === 'default')?.value];
  if (key === undefined || fallback === undefined || !isLookup(func, tree)) return [];
  const name = tree.constantText(key);
  return name === undefined ? [] : [given('fallback', call, name, null, fallback, key.node, tree)];
}

function defaults(node: TreeNode, params: readonly Parameter[], tree: ModuleTree): GivenValue[] {
  return params.flatMap((parameter) =>
    parameter.default === null
      ? []
      : [given('default', node, parameter.name, null, parameter.default, parameter.node, tree)],
  );
}

/** Either side may be the name; where both have one, each is compared with the other. */
function compared(node: TreeNode & { readonly kind: 'Compare' }, tree: ModuleTree): GivenValue[] {
  return node.ops.flatMap((operator, index) => {
    if (operator !== '==' && operator !== '!=') return [];
    const left = index === 0 ? node.left : node.comparators[index - 1]!;
    const right = node.comparators[index]!;
    return [
      [left, right],
      [right, left],
    ].flatMap(([target, value]) => {
      const name = expressionName(target!, tree);
      return name === undefined
        ? []
        : [
            {
              ...given('comparison', node, name, target!, value!, node.node, tree),
              region: regionOf(tree.facts, node.node),
            },
          ];
    });
  });
}

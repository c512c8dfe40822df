// Parameters of functions and lambdas: defaults, annotations, `*`, `/`, `*args`, `**kwargs`, and Python 2's tuples.
import type { Assign, Expr, Parameter, Stmt } from './ir.ts';
import type { Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { childInField, childrenOf } from './syntax.ts';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

export interface LoweredParameters {
  readonly params: Parameter[];
  /** For Python 2's `def f(a, (b, c))`: assignments that unpack the parameter `.1`. */
  readonly unpacking: Stmt[];
}

/** Lowers `parameters` or `lambda_parameters`; -1 for none. */
export function lowerParameters(lower: Lowering, list: SyntaxIndex): LoweredParameters {
  const { tree } = lower;
  const params: Mutable<Parameter>[] = [];
  const unpacking: Stmt[] = [];
  let kind: Parameter['kind'] = 'positional';
  for (const child of list < 0 ? [] : childrenOf(tree, list)) {
    const type = typeName(tree, child);
    if (type === 'positional_separator') {
      for (const param of params) param.kind = 'positional-only';
    } else if (type === 'keyword_separator') kind = 'keyword-only';
    else {
      const lowered = lowerParameter(lower, child, kind, params.length, unpacking);
      params.push(lowered);
      if (lowered.kind === 'var-positional') kind = 'keyword-only';
    }
  }
  return { params, unpacking };
}

function lowerParameter(
  lower: Lowering,
  index: SyntaxIndex,
  kind: Parameter['kind'],
  position: number,
  unpacking: Stmt[],
): Parameter {
  const { tree } = lower;
  const named = childInField(tree, index, 'name');
  const isTyped = typeName(tree, index) === 'typed_parameter';
  const declared = named >= 0 ? named : isTyped ? (childrenOf(tree, index)[0] ?? index) : index;
  const declaredType = typeName(tree, declared);
  const isSplat = declaredType === 'list_splat_pattern' || declaredType === 'dictionary_splat_pattern';
  const nameIndex = isSplat ? (childrenOf(tree, declared)[0] ?? declared) : declared;
  const node = lower.node(nameIndex);
  const isTuple = declaredType === 'tuple_pattern';
  const name = isTuple ? `.${position}` : lower.identifier(nameIndex);
  if (isTuple) {
    const target = lower.expression(nameIndex);
    unpacking.push({
      kind: 'Assign',
      node: lower.node(nameIndex),
      targets: [target],
      value: { kind: 'Name', node: lower.node(nameIndex), name },
    });
  }
  return {
    node,
    name,
    kind: isSplat ? (declaredType === 'list_splat_pattern' ? 'var-positional' : 'var-keyword') : kind,
    annotation: lower.optionalIn(index, 'type'),
    default: lower.optionalIn(index, 'value'),
  };
}

/**
 * A lambda. Python 2's `lambda (k, v): body` has no statement that could unpack its tuple; it becomes
 * `lambda .0: [body for (k, v) in [.0]][0]`, which means the same.
 */
export function lowerLambda(lower: Lowering, index: SyntaxIndex): Expr {
  const node = lower.node(index);
  const { params, unpacking } = lowerParameters(lower, childInField(lower.tree, index, 'parameters'));
  let body = lower.expressionIn(index, 'body');
  for (const unpacked of unpacking.toReversed()) {
    if (unpacked.kind === 'Assign') body = withUnpacked(lower, index, unpacked, body);
  }
  return { kind: 'Lambda', node, params, body };
}

function withUnpacked(lower: Lowering, index: SyntaxIndex, { targets, value, node }: Assign, body: Expr): Expr {
  const iter: Expr = { kind: 'List', node, elements: [value] };
  const generators = [{ target: targets[0]!, iter, conditions: [], isAsync: false }];
  return {
    kind: 'Subscript',
    node: lower.node(index),
    value: { kind: 'ListComp', node: lower.node(index), element: body, value: null, generators },
    index: { kind: 'Constant', node: lower.node(index), value: { type: 'int', value: 0 } },
  };
}

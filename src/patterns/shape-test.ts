import picomatch from 'picomatch';
import type { Region } from '../model/location.ts';
import type { Expr, NodeId, Raise } from '../python/ir.ts';
import { regionOf } from '../python/module-facts.ts';
import {
  bindingPlaces,
  statementKeys,
  type BindingPattern,
  type FilePattern,
  type Shape,
  type ValuePattern,
} from '../rules/pattern.ts';
import { every, negate, some, type Answer } from './answer.ts';
import { apiGlob } from '../rules/api-glob.ts';
import { contextTest } from './context-test.ts';
import type { GivenValue } from './given-value.ts';
import { isExpression, type ModuleTree, type TreeNode } from './module-tree.ts';
import { reassigned } from './reassigned.ts';
import type { Scene, Subject } from './scene.ts';
import { spell } from './spelling.ts';
import { anyName, capture, conditionsTest, nameTest, toList, valueTest } from './value-test.ts';

// A shape as a function: what it selects, where that must stand, and what is reported of it.

/** What a shape is tried on: a node, or one of the values that the node gives to a name. */
export interface Candidate {
  readonly node: TreeNode;
  readonly given: GivenValue | null;
  /** A decorator is an expression in a special place. */
  readonly decorator: boolean;
}

export interface CompiledShape {
  readonly shape: Shape;
  readonly test: (candidate: Candidate, scene: Scene) => Answer;
}

type CandidateTest = (candidate: Candidate, scene: Scene) => Answer;

export function compileShape(shape: Shape): CompiledShape {
  const tests = [fileTest(shape), selectorTest(shape), ...placeTests(shape)].filter((test) => test !== null);
  return {
    shape,
    test: (candidate, scene) => every(tests, (test) => test(candidate, scene)),
  };
}

/** Whether the shape asks anything of the expression itself. */
function selectorTest(shape: Shape): CandidateTest | null {
  switch (statementKeys.find((key) => shape[key] !== undefined)) {
    case 'binding':
      return bindingTest(shape.binding ?? {});
    case 'raise':
      return raiseTest(shape);
    case 'assert': {
      const [test, message] = [optionalTest(shape.assert?.test), optionalTest(shape.assert?.message)];
      return ({ node }, scene) =>
        node.kind === 'Assert' &&
        every([() => test(node.test, scene), () => message(node.message ?? 'absent', scene)], (ask) => ask());
    }
    case 'return': {
      const test = optionalTest(shape.return);
      return ({ node }, scene) => node.kind === 'Return' && test(node.value ?? 'absent', scene);
    }
    case 'import':
      return importTest(toList(shape.import ?? []));
    case 'decorator': {
      const test = optionalTest(shape.decorator);
      return ({ node, decorator }, scene) => decorator && isExpression(node) && test(node, scene);
    }
    default:
      return expressionTest(shape);
  }
}

function expressionTest(shape: Shape): CandidateTest {
  const test = conditionsTest(shape);
  const conditional = Object.keys(shape).some((key) => !placeKeys.has(key));
  if (!conditional) return () => true;
  return ({ node, given }, scene) => {
    // Beside a binding, in `unless`, the conditions are about the value.
    const expr = given === null ? (isExpression(node) ? node : null) : given.value;
    if (expr === null) return node.kind === 'Raise' ? test(node.exception ?? 'absent', scene) : false;
    const answer = test(expr, scene);
    if (answer === true && given === null) captureOwn(expr, scene);
    return answer;
  };
}

const placeKeys = new Set(['inside', 'notInside', 'scopeHas', 'scopeLacks', 'file', 'at', 'confidence', 'message']);

function captureOwn(expr: Expr, scene: Scene): void {
  if (expr.kind === 'Call') captureCallee(expr.func, scene);
  else if (expr.kind === 'Name' || expr.kind === 'Attribute') captureCallee(expr, scene);
  const holder = expr.kind === 'Call' ? expr.func : expr;
  if (holder.kind === 'Attribute' || holder.kind === 'Subscript') capture('receiver', holder.value, scene);
}

/** The dotted API name where it is known, else the name as it is spelled. */
function captureCallee(func: Expr, { tree, captures }: Scene): void {
  const api = tree
    .apiName(func)
    ?.replace(/^\.+/, '')
    .replace(/^builtins\./, '');
  captures.set('callee', { text: api ?? spell(func), spelling: spell(func), region: regionOf(tree.facts, func.node) });
}

function optionalTest(pattern: ValuePattern | undefined) {
  return pattern === undefined ? (): Answer => true : valueTest(pattern);
}

function bindingTest(pattern: BindingPattern): CandidateTest {
  const places = new Set(
    pattern.in === undefined
      ? bindingPlaces.filter((place) => place !== 'comparison' && place !== 'fallback')
      : toList(pattern.in),
  );
  const named = pattern.named === undefined ? (): boolean => true : nameTest(pattern.named);
  const [target, value] = [optionalTest(pattern.target), optionalTest(pattern.value)];
  return ({ given }, scene) => {
    if (given === null || !places.has(given.place) || !named(given.name)) return false;
    scene.captures.set('name', { text: given.name, spelling: '', region: given.region });
    return every(
      [
        () => (pattern.target === undefined ? true : target(given.target ?? 'absent', scene)),
        () => value(given.value, scene),
        () => pattern.reassigned === undefined || reassigned(given, scene.tree) === pattern.reassigned,
        () => {
          capture('value', given.value, scene);
          if (given.target !== null) capture('target', given.target, scene);
          return true;
        },
      ],
      (ask) => ask(),
    );
  };
}

/** `raise Fault` means `raise Fault()`: a class that is raised bare is tried as a call of it without arguments. */
function raiseTest({ raise: pattern = {} }: Shape): CandidateTest {
  const [exception, cause] = [optionalTest(pattern.exception), optionalTest(pattern.cause)];
  return ({ node }, scene) => {
    if (node.kind !== 'Raise') return false;
    const answer = every(
      [
        () => some(raised(node, scene.tree), (subject) => exception(subject, scene)),
        () => cause(node.cause ?? 'absent', scene),
      ],
      (ask) => ask(),
    );
    if (answer === true && node.exception !== null) {
      capture('exception', node.exception, scene);
      captureCallee(node.exception.kind === 'Call' ? node.exception.func : node.exception, scene);
    }
    return answer;
  };
}

function raised({ exception }: Raise, tree: ModuleTree): readonly Subject[] {
  if (exception === null) return ['absent'];
  const isReference = exception.kind === 'Name' || exception.kind === 'Attribute';
  if (!isReference || tree.apiName(exception) === undefined) return [exception];
  return [exception, { kind: 'Call', node: exception.node, func: exception, args: [], keywords: [] }];
}

function importTest(patterns: readonly string[]): CandidateTest {
  const test = anyName(patterns, apiGlob);
  return ({ node }, { tree, captures }) => {
    if (node.kind !== 'Import' && node.kind !== 'ImportFrom') return false;
    const found = tree.facts.imports.find(
      ({ statement, module, imported }) =>
        statement === node.node && (test(module) || (imported !== null && test(`${module}.${imported}`))),
    );
    if (found === undefined) return false;
    captures.set('module', { text: found.module, spelling: '', region: regionOf(tree.facts, found.node) });
    return true;
  };
}

function placeTests(shape: Shape): CandidateTest[] {
  const tests: CandidateTest[] = [];
  if (shape.inside) {
    const test = contextTest(shape.inside);
    tests.push(({ node }, scene) => test(node, scene));
  }
  if (shape.notInside) {
    const test = contextTest(shape.notInside);
    tests.push(({ node }, scene) => negate(test(node, scene)));
  }
  if (shape.scopeHas !== undefined) {
    const test = scopeTest(shape.scopeHas);
    tests.push(({ node }, scene) => test(node.node, scene));
  }
  if (shape.scopeLacks !== undefined) {
    const test = scopeTest(shape.scopeLacks);
    tests.push(({ node }, scene) => negate(test(node.node, scene)));
  }
  return tests;
}

function scopeTest(pattern: ValuePattern): (node: NodeId, scene: Scene) => Answer {
  const test = valueTest(pattern);
  return (node, scene) => some(scene.tree.expressionsIn(scene.tree.functionScope(node)), (expr) => test(expr, scene));
}

function fileTest({ file }: Shape): CandidateTest | null {
  if (file === undefined) return null;
  const test = fileAnswer(file);
  return (_, { tree }) => test(tree);
}

/** One answer a module, remembered: shapes ask for every candidate. */
function fileAnswer({ imports, path }: FilePattern): (tree: ModuleTree) => boolean {
  const imported = imports === undefined ? null : anyName(toList(imports), apiGlob);
  const placed = path === undefined ? null : picomatch([...toList(path)]);
  const answers = new WeakMap<ModuleTree, boolean>();
  return (tree) => {
    let answer = answers.get(tree);
    if (answer === undefined) {
      answer =
        (placed === null || placed(tree.facts.path)) &&
        (imported === null || tree.facts.imports.some((fact) => importNames(fact).some(imported)));
      answers.set(tree, answer);
    }
    return answer;
  };
}

/** `import a.b.c` and `from a.b import c` import `a`, `a.b` and `a.b.c`. */
function importNames({ module, imported }: { readonly module: string; readonly imported: string | null }): string[] {
  const parts = (imported === null ? module : `${module}.${imported}`).split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The place that is reported: the capture that `at` names, else the binding or the whole node. */
export function reportedRegion(shape: Shape, { node, given }: Candidate, { tree, captures }: Scene): Region {
  const named = shape.at === undefined ? undefined : captures.get(shape.at);
  return named?.region ?? given?.region ?? regionOf(tree.facts, node.node);
}

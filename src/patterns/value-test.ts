import { classifyName } from '../names/classify-name.ts';
import { snakeCase, words } from '../names/words.ts';
import type { Call, Expr } from '../python/ir.ts';
import { regionOf } from '../python/module-facts.ts';
import type {
  ApiPattern,
  ComparePattern,
  OneOrMore,
  Scalar,
  ValueConditions,
  ValuePattern,
  ValueType,
} from '../rules/pattern.ts';
import { every, negate, some, type Answer } from './answer.ts';
import { apiGlob, isGlob, nameGlob, type NameTest } from '../rules/api-glob.ts';
import { argumentSelector, entryOf } from './call-arguments.ts';
import { emptinessOf, equalsScalar, isConstant, numberOf, truthOf } from './constants.ts';
import { looksLikeCredential } from './credential.ts';
import { expressionName } from './expression-name.ts';
import { subexpressions, type ModuleTree } from './module-tree.ts';
import { defaults, derivations, isParameter, origins } from './origins.ts';
import type { Scene, Subject, ValueTest } from './scene.ts';
import { shownText } from './shown-text.ts';
import { spell } from './spelling.ts';
import { holesAfter, isInterpolated, textTemplate, unknownParts } from './text-template.ts';

// Each condition of the pattern language as a function. One entry in `conditions` a key of ValueConditions; what they
// mean is told in docs/writing-rules.md.

/** Compiles a value pattern. The test is asked of an expression, an absent argument or one that is not known. */
export function valueTest(pattern: ValuePattern): ValueTest {
  if (typeof pattern !== 'object' || pattern === null) return wordTest(pattern);
  if (isScalarList(pattern)) return conditionsTest({ in: pattern });
  return conditionsTest(pattern);
}

function isScalarList(pattern: readonly Scalar[] | ValueConditions): pattern is readonly Scalar[] {
  return Array.isArray(pattern);
}

function wordTest(word: Scalar): ValueTest {
  switch (word) {
    case 'absent':
      return conditionsTest({ absent: true });
    case 'present':
      return conditionsTest({ absent: false });
    case 'constant':
      return conditionsTest({ constant: true });
    case 'dynamic':
      return conditionsTest({ constant: false });
    default:
      return conditionsTest({ is: word });
  }
}

/** All conditions, in the order of `conditions` but captures last, so that only what matched is captured. */
export function conditionsTest(pattern: ValueConditions): ValueTest {
  const tests = conditionKeys.flatMap((key) => (pattern[key] === undefined ? [] : [makers[key](pattern)]));
  const { as: name } = pattern;
  return (subject, scene) => {
    const answer = every(tests, (test) => test(subject, scene));
    if (answer === true && name !== undefined && typeof subject === 'object') capture(name, subject, scene);
    return answer;
  };
}

/** Remembers an expression for the message, `at` and `same`. */
export function capture(name: string, expr: Expr, scene: Scene): void {
  scene.captures.set(name, {
    text: shownText(expr, scene.tree),
    spelling: spell(expr),
    region: regionOf(scene.tree.facts, expr.node),
  });
}

/** A test of an expression that is there: nothing holds of an absent argument, nothing is known of an unknown one. */
function given(test: (expr: Expr, scene: Scene) => Answer): ValueTest {
  return (subject, scene) => {
    if (subject === 'unknown') return null;
    return subject === 'absent' ? false : test(subject, scene);
  };
}

function ofText(test: (text: string) => boolean): ValueTest {
  return given((expr, { tree }) => {
    const text = tree.constantText(expr);
    return text !== undefined && test(text);
  });
}

function ofNumber(test: (value: number) => boolean): ValueTest {
  return given((expr, { tree }) => {
    const value = numberOf(tree.constant(expr));
    return value !== undefined && test(value);
  });
}

export function toList<T>(oneOrMore: OneOrMore<T>): readonly T[] {
  return isReadonlyArray(oneOrMore) ? oneOrMore : [oneOrMore];
}

function isReadonlyArray<T>(value: OneOrMore<T>): value is readonly T[] {
  return Array.isArray(value);
}

/** One test for a list of names, of which most are not globs. */
export function anyName(patterns: readonly string[], glob: (pattern: string) => NameTest): NameTest {
  const exact = new Set(patterns.filter((pattern) => !isGlob(pattern)));
  const globs = patterns.filter(isGlob).map(glob);
  return (name) => exact.has(name) || globs.some((test) => test(name));
}

/** A test for the API names of a list. */
export function apiNamesTest(patterns: OneOrMore<ApiPattern>): NameTest {
  return anyName(toList(patterns).map(apiOf), apiGlob);
}

export function apiOf(pattern: ApiPattern): string {
  return typeof pattern === 'string' ? pattern : pattern.api;
}

/** Whether a name is of a kind (`password-kind`, `secret-kind`) or matches a glob over its words. */
export function nameTest(patterns: OneOrMore<string>): NameTest {
  const list = toList(patterns);
  const globs = anyName(
    list.filter((pattern) => !pattern.endsWith('-kind')),
    nameGlob,
  );
  const kinds = new Set(
    list.flatMap((pattern) =>
      pattern === 'password-kind' ? ['password'] : pattern === 'secret-kind' ? ['password', 'secret'] : [],
    ),
  );
  return (name) =>
    (kinds.size > 0 && kinds.has(classifyName(name))) || globs(snakeCase(name)) || globs(words(name).join('_'));
}

const regexFlags = (pattern: ValueConditions): string => (pattern.ignoreCase === true ? 'isu' : 'su');

type ConditionKey = Exclude<keyof ValueConditions, 'as' | 'ignoreCase'>;
type Maker = (pattern: ValueConditions) => ValueTest;

const makers: Readonly<Record<ConditionKey, Maker>> = {
  absent:
    ({ absent }) =>
    (subject) =>
      subject === 'unknown' ? null : (subject === 'absent') === absent,

  // What it is worth
  is: ({ is: scalar, ignoreCase }) => scalarTest([scalar ?? null], ignoreCase ?? false),
  in: ({ in: scalars, ignoreCase }) => scalarTest(scalars ?? [], ignoreCase ?? false),
  matches: (pattern) => {
    const expression = new RegExp(pattern.matches ?? '', regexFlags(pattern));
    return ofText((text) => expression.test(text));
  },
  above: ({ above = 0 }) => ofNumber((value) => value > above),
  below: ({ below = 0 }) => ofNumber((value) => value < below),
  bits: ({ bits = 0 }) => ofNumber((value) => Number.isInteger(value) && (value & bits) !== 0),
  length: ({ length = {} }) =>
    ofText((text) => text.length > (length.above ?? -1) && text.length < (length.below ?? Infinity)),
  truthy: ({ truthy }) => given((expr, { tree }) => truthOf(expr, tree) === truthy),
  empty: ({ empty }) => given((expr, { tree }) => emptinessOf(expr, tree) === empty),
  constant: ({ constant }) => given((expr, { tree }) => isConstant(expr, tree) === constant),
  credential: ({ credential }) =>
    given((expr, { tree, captures }) => {
      const text = tree.constantText(expr);
      return text !== undefined && looksLikeCredential(text, captures.get('name')?.text) === credential;
    }),

  // How it is written
  type: ({ type }) => {
    const types = new Set<string>(toList<ValueType>(type ?? []));
    return given((expr, { tree }) => typesOf(expr, tree).some((one) => types.has(one)));
  },
  text: (pattern) => {
    const expression = new RegExp(pattern.text ?? '', regexFlags(pattern));
    return given((expr, { tree }) => {
      const template = textTemplate(expr, tree);
      return template !== null && expression.test(template.text);
    });
  },
  interpolated: ({ interpolated }) => given((expr, { tree }) => isInterpolated(expr, tree) === interpolated),
  hole: ({ hole = { after: '', value: {} } }) => {
    const before = new RegExp(hole.after, 'siu');
    const test = valueTest(hole.value);
    return given((expr, scene) => some(holesAfter(expr, before, scene.tree), (part) => test(part, scene)));
  },
  api: ({ api }) => {
    const test = apiNamesTest(api ?? []);
    return given((expr, { tree }) => {
      if (expr.kind !== 'Name' && expr.kind !== 'Attribute' && expr.kind !== 'Subscript') return false;
      const name = tree.apiName(expr);
      return name !== undefined && test(name);
    });
  },
  named: ({ named }) => {
    const test = nameTest(named ?? []);
    return given((expr, { tree }) => {
      const name = expressionName(expr, tree);
      return name !== undefined && test(name);
    });
  },
  call: ({ call }) => {
    const test = apiNamesTest(call ?? []);
    return given((expr, { tree }) => {
      const name = expr.kind === 'Call' ? tree.apiName(expr.func) : undefined;
      return name !== undefined && test(name);
    });
  },
  method: ({ method }) => {
    const names = new Set(toList(method ?? []));
    return given((expr, { tree }) => {
      const name = expr.kind === 'Call' ? unknownMethod(expr, tree) : undefined;
      return name !== undefined && names.has(name);
    });
  },
  arguments: (pattern) => argumentsTest(pattern),
  receiver: ({ receiver = {} }) => {
    const test = valueTest(receiver);
    return given((expr, scene) => {
      const inner = receiverOf(expr);
      return inner !== null && test(inner, scene);
    });
  },
  index: ({ index = {} }) => {
    const test = valueTest(index);
    return given((expr, scene) => expr.kind === 'Subscript' && test(expr.index, scene));
  },
  element: ({ element = {} }) => {
    const test = valueTest(element);
    return given((expr, scene) => elementTest(expr, test, scene));
  },
  elements: ({ elements = {} }) => {
    const tests = Object.entries(elements).map(([place, value]) => ({ place: Number(place), test: valueTest(value) }));
    return given((expr, scene) =>
      every(tests, ({ place, test }) => inDisplay(expr, scene, (items) => elementAt(items, place, test, scene))),
    );
  },
  entries: ({ entries = {} }) => {
    const tests = Object.entries(entries).map(([key, value]) => ({ keys: new Set([key]), test: valueTest(value) }));
    return given((expr, scene) => every(tests, ({ keys, test }) => test(entryOf(expr, keys, scene.tree), scene)));
  },
  compare: ({ compare = {} }) => compareTest(compare),
  parts: ({ parts = {} }) => {
    const test = valueTest(parts);
    return given((expr, scene) => {
      if (isConstant(expr, scene.tree)) return false;
      return every(unknownParts(expr, scene.tree), (part) => test(part, scene));
    });
  },
  same: ({ same = '' }) => given((expr, { captures }) => captures.get(same)?.spelling === spell(expr)),

  // Where else to look
  contains: ({ contains = {} }) => anywhere(contains, (expr) => subexpressions(expr)),
  origin: ({ origin = {} }) => anywhere(origin, origins),
  byDefault: ({ byDefault = {} }) => anywhere(byDefault, defaults),
  derivedFrom: ({ derivedFrom = {} }) => anywhere(derivedFrom, derivations),

  // Logic
  not: ({ not = {} }) => {
    const test = valueTest(not);
    return (subject, scene) => negate(test(subject, scene));
  },
  any: ({ any = [] }) => {
    const tests = any.map(valueTest);
    return (subject, scene) => some(tests, (test) => test(subject, scene));
  },
  all: ({ all = [] }) => {
    const tests = all.map(valueTest);
    return (subject, scene) => every(tests, (test) => test(subject, scene));
  },
};

const conditionKeys = Object.keys(makers).filter((key): key is ConditionKey => key in makers);

function scalarTest(scalars: readonly Scalar[], ignoreCase: boolean): ValueTest {
  return given((expr, { tree }) => {
    const value = tree.constant(expr);
    return value !== undefined && scalars.some((scalar) => equalsScalar(value, scalar, ignoreCase));
  });
}

function anywhere(pattern: ValuePattern, expand: (expr: Expr, tree: ModuleTree) => Iterable<Expr>): ValueTest {
  const test = valueTest(pattern);
  return given((expr, scene) => some(expand(expr, scene.tree), (part) => test(part, scene)));
}

/** The method's name, where the type of what it is called on is not known (or is the program's own). */
export function unknownMethod(call: Call, tree: ModuleTree): string | undefined {
  if (call.func.kind !== 'Attribute') return undefined;
  const api = tree.apiName(call.func);
  return api === undefined || api.startsWith('.') ? call.func.attr : undefined;
}

function receiverOf(expr: Expr): Expr | null {
  switch (expr.kind) {
    case 'Attribute':
    case 'Subscript':
      return expr.value;
    case 'Call':
      return expr.func.kind === 'Attribute' ? expr.func.value : null;
    default:
      return null;
  }
}

const anything: ValueTest = () => true;

/** `$` means another argument for each API of the list, so the selector is looked up by the call's name. */
function argumentsTest({ call, arguments: selected = {} }: ValueConditions): ValueTest {
  const tests = Object.entries(selected).map(([selector, value]) => ({
    select: selector === '$' ? modelledSelector(toList(call ?? [])) : argumentSelector(selector),
    test: valueTest(value),
  }));
  return given(
    (expr, scene) =>
      expr.kind === 'Call' &&
      every(tests, ({ select, test }) => some(select(expr, scene.tree), (subject) => test(subject, scene))),
  );
}

function modelledSelector(apis: readonly ApiPattern[]) {
  const selectors = apis.map((pattern) => ({
    test: apiGlob(apiOf(pattern)),
    select: argumentSelector(typeof pattern === 'string' ? '1' : pattern.argument),
  }));
  return (call: Call, tree: ModuleTree): readonly Subject[] => {
    const name = tree.apiName(call.func) ?? '';
    return selectors.find(({ test }) => test(name))?.select(call, tree) ?? ['absent'];
  };
}

function elementTest(expr: Expr, test: ValueTest, scene: Scene): Answer {
  return inDisplay(expr, scene, (items) =>
    some(items, (element) => test(element.kind === 'Starred' ? 'unknown' : element, scene)),
  );
}

/** The element at a place counted from 1, which is not known behind a `*more`. */
function elementAt(items: readonly Expr[], place: number, test: ValueTest, scene: Scene): Answer {
  if (items.slice(0, place).some(({ kind }) => kind === 'Starred')) return null;
  return test(items[place - 1] ?? 'absent', scene);
}

/** Asks about the elements of a list, tuple or set display, also through variables. */
function inDisplay(expr: Expr, { tree }: Scene, ask: (items: readonly Expr[]) => Answer): Answer {
  for (const origin of origins(expr, tree)) {
    if (origin.kind === 'List' || origin.kind === 'Tuple' || origin.kind === 'Set') return ask(origin.elements);
  }
  return tree.constant(expr) === undefined ? null : false;
}

function compareTest({ operators, sides, left, right }: ComparePattern): ValueTest {
  const wanted = operators === undefined ? null : new Set(toList(operators));
  const [one, other] = sides?.map(valueTest) ?? [anything, anything];
  const [leftTest, rightTest] = [left, right].map((side) => (side === undefined ? anything : valueTest(side)));
  return given((expr, scene) => {
    if (expr.kind !== 'Compare') return false;
    return some(expr.ops.entries(), ([index, operator]) => {
      if (wanted !== null && !wanted.has(operator)) return false;
      const a = index === 0 ? expr.left : expr.comparators[index - 1]!;
      const b = expr.comparators[index]!;
      return every(
        [
          () => leftTest!(a, scene),
          () => rightTest!(b, scene),
          () =>
            some(
              [
                [a, b],
                [b, a],
              ] as const,
              ([x, y]) => every([() => one!(x, scene), () => other!(y, scene)], (ask) => ask()),
            ),
        ],
        (ask) => ask(),
      );
    });
  });
}

const expressionTypes: Partial<Readonly<Record<Expr['kind'], ValueType>>> = {
  List: 'list',
  Tuple: 'tuple',
  Set: 'set',
  Dict: 'dict',
  JoinedStr: 'f-string',
  Name: 'name',
  Attribute: 'attribute',
  Subscript: 'subscript',
  Slice: 'slice',
  Call: 'call',
  Compare: 'comparison',
  UnaryOp: 'unary',
  Lambda: 'lambda',
  ListComp: 'comprehension',
  SetComp: 'comprehension',
  DictComp: 'comprehension',
  GeneratorExp: 'comprehension',
};

/** The type of its constant value and the kind of expression. */
function typesOf(expr: Expr, tree: ModuleTree): readonly string[] {
  const value = tree.constant(expr);
  const type = value?.type === 'bigint' ? 'int' : value?.type;
  return [type, expressionTypes[expr.kind], isParameter(expr, tree) ? 'parameter' : undefined].filter(
    (one) => one !== undefined,
  );
}

// The shapes of all rules, sorted by what they can match at all: calls of an API by its name, of a method by its name,
// bindings by the name that is given something, statements by kind; so a module pays for what stands in it, not for the
// number of rules. Names come again and again: which shapes a name means is looked for once.
import { remembering } from '../names/remember.ts';
import { statementKeys, type Shape, type ValueConditions } from '../rules/pattern.ts';
import type { Rule } from '../rules/rule.ts';
import { apiGlob, isGlob, type NameTest } from '../rules/api-glob.ts';
import { isExpression, type ModuleTree, type TreeNode } from './module-tree.ts';
import type { CompiledShape } from './shape-test.ts';
import { apiOf, nameTest, toList, unknownMethod } from './value-test.ts';

/** A shape with the rule that it is of. */
export interface Entry {
  readonly rule: Rule;
  readonly shape: CompiledShape;
  readonly unless: readonly CompiledShape[];
}

const none: readonly Entry[] = [];

export class ShapeIndex {
  readonly #calls = new NamedEntries();
  readonly #methods = new NamedEntries();
  readonly #references = new NamedEntries();
  readonly #bindings = new NamedEntries();
  /** By kind of node; `*` for expressions of any kind, `decorator` for that place. */
  readonly #kinds = new Map<string, Entry[]>();
  isEmpty = true;

  add(entry: Entry): void {
    this.isEmpty = false;
    const { shape } = entry.shape;
    const key = statementKeys.find((statement) => shape[statement] !== undefined);
    if (key === undefined) this.#addExpression(shape, entry);
    else if (key === 'binding') this.#bindings.addTest(bindingName(shape), entry);
    else for (const kind of statementKinds[key]) append(this.#kinds, kind, entry);
  }

  #addExpression(conditions: ValueConditions, entry: Entry): void {
    const { call, method, api, compare, index, arguments: selected } = conditions;
    if (call !== undefined) {
      for (const pattern of toList(call).map(apiOf)) this.#calls.add(pattern, entry);
    } else if (method !== undefined) {
      for (const name of toList(method)) this.#methods.add(name, entry);
    } else if (api !== undefined) {
      for (const pattern of toList(api)) this.#references.add(pattern, entry);
    } else if (compare !== undefined) {
      append(this.#kinds, 'Compare', entry);
    } else if (index !== undefined) {
      append(this.#kinds, 'Subscript', entry);
    } else if (selected !== undefined) {
      append(this.#kinds, 'Call', entry);
    } else if (conditions.any?.every(isSelective) === true) {
      for (const alternative of conditions.any.filter(isSelective)) this.#addExpression(alternative, entry);
    } else {
      append(this.#kinds, '*', entry);
    }
  }

  /** What can match a node itself. */
  ofNode(node: TreeNode, tree: ModuleTree): readonly Entry[] {
    const kind = this.#kinds.get(node.kind) ?? none;
    if (!isExpression(node)) return kind;
    const found = joined(kind, this.#kinds.get('*') ?? none);
    if (node.kind === 'Call') {
      const api = tree.apiName(node.func);
      const method = unknownMethod(node, tree);
      const calls = api === undefined ? none : this.#calls.of(api);
      return joined(joined(found, calls), method === undefined ? none : this.#methods.of(method));
    }
    if (node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript') {
      const api = tree.apiName(node);
      return api === undefined ? found : joined(found, this.#references.of(api));
    }
    return found;
  }

  /** What can match where something of that name is given a value. */
  ofBinding(name: string): readonly Entry[] {
    return this.#bindings.of(name);
  }

  ofDecorator(): readonly Entry[] {
    return this.#kinds.get('decorator') ?? none;
  }
}

/** Shapes by a name that they ask for. */
class NamedEntries {
  readonly #exact = new Map<string, Entry[]>();
  readonly #tests: { readonly test: NameTest; readonly entry: Entry }[] = [];

  /** Those that a name can match. */
  readonly of = remembering((name): readonly Entry[] => {
    const tested = this.#tests.filter(({ test }) => test(name)).map(({ entry }) => entry);
    return joined(this.#exact.get(name) ?? none, tested);
  });

  /** @param pattern a name, or a glob over API names */
  add(pattern: string, entry: Entry): void {
    if (isGlob(pattern)) this.addTest(apiGlob(pattern), entry);
    else append(this.#exact, pattern, entry);
  }

  addTest(test: NameTest, entry: Entry): void {
    this.#tests.push({ test, entry });
  }
}

function bindingName({ binding }: Shape): NameTest {
  return binding?.named === undefined ? () => true : nameTest(binding.named);
}

const statementKinds = {
  raise: ['Raise'],
  assert: ['Assert'],
  return: ['Return'],
  import: ['Import', 'ImportFrom'],
  decorator: ['decorator'],
} as const;

function isSelective(value: unknown): value is ValueConditions {
  if (typeof value !== 'object' || value === null) return false;
  return ['call', 'method', 'api', 'compare', 'index'].some((key) => key in value);
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else if (!list.includes(entry)) list.push(entry);
}

/** Both lists as one, each entry once. */
function joined(first: readonly Entry[], second: readonly Entry[]): readonly Entry[] {
  if (second.length === 0) return first;
  return [...new Set([...first, ...second])];
}

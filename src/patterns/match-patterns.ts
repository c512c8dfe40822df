import { compareRegions, type Region } from '../model/location.ts';
import type { Confidence } from '../model/rule.ts';
import type { Expr } from '../python/ir.ts';
import type { ModuleFacts } from '../python/module-facts.ts';
import { statementKeys, type ValueConditions } from '../rules/pattern.ts';
import type { Rule } from '../rules/rule.ts';
import { apiGlob, isGlob, type NameTest } from './api-glob.ts';
import { givenValues } from './given-value.ts';
import { isExpression, ModuleTree, type TreeNode } from './module-tree.ts';
import type { Capture, Scene } from './scene.ts';
import { compileShape, reportedRegion, type Candidate, type CompiledShape } from './shape-test.ts';
import { apiOf, toList, unknownMethod } from './value-test.ts';

// All pattern rules over one module in one walk. The shapes are sorted beforehand by what they can match at all: calls of
// an API by its name, of a method by its name, bindings, statements by kind; so a module pays for what stands in it, not
// for the number of rules. Pure and synchronous: facts in, matches out.

/** One place that a pattern rule reports. */
export interface PatternHit {
  readonly rule: Rule;
  readonly region: Region;
  /** Values for the placeholders of the message. They may show parts of the code: the message is to be redacted. */
  readonly captures: Readonly<Record<string, string>>;
  /** The shape's own message, instead of the rule's. */
  readonly message?: string;
  /** The shape's own confidence, instead of the rule's. */
  readonly confidence?: Confidence;
}

export type PatternMatcher = (facts: ModuleFacts) => readonly PatternHit[];

/** Compiles the pattern rules of a rule set, once; the others are passed over. */
export function compilePatterns(rules: readonly Rule[]): PatternMatcher {
  const index = new ShapeIndex();
  for (const rule of rules) {
    if (rule.match.kind !== 'pattern') continue;
    const unless = (rule.match.pattern.unless ?? []).map(compileShape);
    for (const shape of rule.match.pattern.any) index.add({ rule, shape: compileShape(shape), unless });
  }
  return (facts) => (index.isEmpty ? [] : matchModule(facts, index));
}

interface Entry {
  readonly rule: Rule;
  readonly shape: CompiledShape;
  readonly unless: readonly CompiledShape[];
}

/** Shapes by what they can match. */
class ShapeIndex {
  readonly calls = new Map<string, Entry[]>();
  readonly callGlobs: { readonly test: NameTest; readonly entry: Entry }[] = [];
  readonly methods = new Map<string, Entry[]>();
  readonly references = new Map<string, Entry[]>();
  readonly referenceGlobs: { readonly test: NameTest; readonly entry: Entry }[] = [];
  /** By kind of node; `*` for expressions of any kind, `binding` and `decorator` for those places. */
  readonly kinds = new Map<string, Entry[]>();
  isEmpty = true;

  add(entry: Entry): void {
    this.isEmpty = false;
    const { shape } = entry.shape;
    const key = statementKeys.find((statement) => shape[statement] !== undefined);
    if (key === undefined) this.addExpression(shape, entry);
    else for (const kind of statementKinds[key]) append(this.kinds, kind, entry);
  }

  private addExpression(conditions: ValueConditions, entry: Entry): void {
    const { call, method, api, compare, index, arguments: selected } = conditions;
    if (call !== undefined) {
      for (const pattern of toList(call).map(apiOf)) addName(pattern, entry, this.calls, this.callGlobs);
    } else if (method !== undefined) {
      for (const name of toList(method)) append(this.methods, name, entry);
    } else if (api !== undefined) {
      for (const pattern of toList(api)) addName(pattern, entry, this.references, this.referenceGlobs);
    } else if (compare !== undefined) {
      append(this.kinds, 'Compare', entry);
    } else if (index !== undefined) {
      append(this.kinds, 'Subscript', entry);
    } else if (selected !== undefined) {
      append(this.kinds, 'Call', entry);
    } else if (conditions.any?.every(isSelective) === true) {
      for (const alternative of conditions.any.filter(isSelective)) this.addExpression(alternative, entry);
    } else {
      append(this.kinds, '*', entry);
    }
  }
}

const statementKinds = {
  binding: ['binding'],
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

function addName(
  pattern: string,
  entry: Entry,
  exact: Map<string, Entry[]>,
  globs: { readonly test: NameTest; readonly entry: Entry }[],
): void {
  if (isGlob(pattern)) globs.push({ test: apiGlob(pattern), entry });
  else append(exact, pattern, entry);
}

function append(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else if (!list.includes(entry)) list.push(entry);
}

function matchModule(facts: ModuleFacts, index: ShapeIndex): readonly PatternHit[] {
  const tree = new ModuleTree(facts);
  const found = new Map<string, PatternHit>();
  const tryAll = (entries: Iterable<Entry>, candidate: Candidate): void => {
    for (const entry of entries) {
      const match = tryEntry(entry, candidate, tree);
      if (match === null) continue;
      const { region } = match;
      // One finding for a place, however many shapes see it.
      const key = `${match.rule.id}:${region.startLine}:${region.startColumn}:${region.endLine}:${region.endColumn}`;
      if (!found.has(key)) found.set(key, match);
    }
  };

  const bindings = index.kinds.get('binding') ?? [];
  const decorated = index.kinds.get('decorator') ?? [];
  for (const node of tree.nodes) {
    tryAll(candidateEntries(node, index, tree), { node, given: null, decorator: false });
    if (bindings.length > 0) {
      for (const given of givenValues(node, tree)) tryAll(bindings, { node, given, decorator: false });
    }
    if (decorated.length > 0 && (node.kind === 'FunctionDef' || node.kind === 'ClassDef')) {
      for (const decorator of node.decorators) tryAll(decorated, { node: decorator, given: null, decorator: true });
    }
  }
  return [...found.values()].toSorted((a, b) => compareRegions(a.region, b.region) || compareIds(a.rule, b.rule));
}

function compareIds(a: Rule, b: Rule): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The shapes that can match this node. */
function candidateEntries(node: TreeNode, index: ShapeIndex, tree: ModuleTree): Set<Entry> {
  const entries = new Set(index.kinds.get(node.kind));
  if (!isExpression(node)) return entries;
  addTo(entries, index.kinds.get('*'));
  if (node.kind === 'Call') {
    const api = tree.apiName(node.func);
    if (api !== undefined) addNamed(entries, api, index.calls, index.callGlobs);
    const method = unknownMethod(node, tree);
    if (method !== undefined) addTo(entries, index.methods.get(method));
  } else if (isReference(node)) {
    const api = tree.apiName(node);
    if (api !== undefined) addNamed(entries, api, index.references, index.referenceGlobs);
  }
  return entries;
}

function isReference(node: Expr): boolean {
  return node.kind === 'Name' || node.kind === 'Attribute' || node.kind === 'Subscript';
}

function addNamed(
  entries: Set<Entry>,
  name: string,
  exact: ReadonlyMap<string, Entry[]>,
  globs: readonly { readonly test: NameTest; readonly entry: Entry }[],
): void {
  addTo(entries, exact.get(name));
  for (const { test, entry } of globs) if (test(name)) entries.add(entry);
}

function addTo(entries: Set<Entry>, more: readonly Entry[] | undefined): void {
  for (const entry of more ?? []) entries.add(entry);
}

function tryEntry({ rule, shape, unless }: Entry, candidate: Candidate, tree: ModuleTree): PatternHit | null {
  const scene: Scene = { tree, captures: new Map() };
  if (shape.test(candidate, scene) !== true) return null;
  const region = reportedRegion(shape.shape, candidate, scene);
  const captures = { function: functionName(candidate.node, tree), ...textsOf(scene.captures) };
  // An exception that can't be decided counts: better a miss than noise.
  if (unless.some((exception) => exception.test(candidate, scene) !== false)) return null;
  const { message, confidence } = shape.shape;
  return { rule, region, captures, ...(message && { message }), ...(confidence && { confidence }) };
}

function textsOf(captures: ReadonlyMap<string, Capture>): Record<string, string> {
  return Object.fromEntries([...captures].map(([name, { text }]) => [name, text]));
}

/** The function around a node, for messages. */
function functionName(node: TreeNode, tree: ModuleTree): string {
  const scope = tree.functionScope(node.node);
  return scope === 0 ? 'The module' : tree.facts.scopes[scope]!.name;
}

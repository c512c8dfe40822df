import { compareRegions, type Region } from '../model/location.ts';
import type { Confidence } from '../model/rule.ts';
import type { ModuleFacts } from '../python/module-facts.ts';
import type { Rule } from '../rules/rule.ts';
import { givenValues } from './given-value.ts';
import { ModuleTree, type TreeNode } from './module-tree.ts';
import type { Capture, Scene } from './scene.ts';
import { ShapeIndex, type Entry } from './shape-index.ts';
import { compileShape, reportedRegion, type Candidate } from './shape-test.ts';

// All pattern rules over one module in one walk: at each node those shapes are tried that can match there at all. Pure and
// synchronous: facts in, matches out.

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

  const decorated = index.ofDecorator();
  for (const node of tree.nodes) {
    tryAll(index.ofNode(node, tree), { node, given: null, decorator: false });
    for (const given of givenValues(node, tree)) {
      tryAll(index.ofBinding(given.name), { node, given, decorator: false });
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

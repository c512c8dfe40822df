// One Python file's text in, everything that is known of it alone out. The story of this folder, step by step.
import { hashIr } from './ir-hash.ts';
import { Lowering, NodeNumbers, type LoweringLog } from './lower.ts';
import type { Comment, ModuleFacts } from './module-facts.ts';
import { parse, type SyntaxTree } from './parse.ts';
import { lineStartsOf, positionsOf } from './positions.ts';

/** How many lines with syntax errors are told. */
const toldErrorLines = 20;

/**
 * Analyses one module. Total: whatever the text, the answer is facts; what was not understood is counted and noted in
 * them. Equal texts give equal facts. `path` is only copied.
 */
export function analyzeModule(path: string, text: string): ModuleFacts {
  const tree = parse(text);
  const log: LoweringLog = { numbers: new NodeNumbers(), notes: new Set(), python2: false };
  const body = new Lowering(tree, log).block(0);
  const lineStarts = lineStartsOf(tree.text);
  const count = log.numbers.offsets.length / 2;
  const errorLines = new Set(linesOf(tree.errors, lineStarts));
  return {
    path,
    body,
    positions: positionsOf(log.numbers.offsets, lineStarts),
    scopes: [{ kind: 'module', name: '', qualifiedName: '', parent: null, node: -1, bindings: [] }],
    bindings: [],
    nameBinding: new Int32Array(count).fill(-1),
    nodeScope: new Int32Array(count),
    imports: [],
    apiNames: new Map(),
    constants: new Map(),
    stringAnnotations: new Map(),
    exportedNames: null,
    comments: commentsOf(tree, lineStarts),
    docstringNodes: [],
    syntaxErrors: tree.errors.length,
    syntaxErrorLines: [...errorLines].slice(0, toldErrorLines),
    notes: [...log.notes],
    python2: log.python2,
    irHash: hashIr(body),
  };
}

function linesOf(offsets: readonly number[], lineStarts: readonly number[]): number[] {
  const positions = positionsOf(offsets, lineStarts);
  return offsets.map((_, at) => positions[at * 2]!);
}

function commentsOf(tree: SyntaxTree, lineStarts: readonly number[]): Comment[] {
  const { comments } = tree;
  const positions = positionsOf(comments, lineStarts);
  const result: Comment[] = [];
  for (let at = 0; at < comments.length; at += 2) {
    const text = tree.text.slice(comments[at], comments[at + 1]).trimEnd();
    result.push({ line: positions[at * 2]!, column: positions[at * 2 + 1]!, text });
  }
  return result;
}

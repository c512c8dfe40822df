// One Python file's text in, everything that is known of it alone out. The story of this folder, step by step.
import { ApiNames } from './api-names.ts';
import { memberLookup } from './class-members.ts';
import { ConstantFolder } from './constants.ts';
import { docstringNodesOf } from './docstrings.ts';
import { exportedNamesOf } from './exported-names.ts';
import { importsOf } from './imports.ts';
import type { Expr, NodeId } from './ir.ts';
import { Lowering, NodeNumbers, type LoweringLog } from './lower.ts';
import type { Binding, Comment, ModuleFacts } from './module-facts.ts';
import { indexModule } from './module-index.ts';
import { parse, type SyntaxTree } from './parse.ts';
import { lineStartsOf, positionsOf } from './positions.ts';
import type { ResolvedScopes } from './scope-table.ts';
import { scopesOf } from './scopes.ts';
import { annotationReader } from './string-annotations.ts';
import { visitModule } from './walk.ts';

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
  const stringAnnotations = new Map<NodeId, Expr>();
  const readAnnotation = annotationReader(tree.text, log, stringAnnotations);
  const scopes = scopesOf(body, readAnnotation, () => log.numbers.offsets.length / 2);
  const index = indexModule(body, scopes);
  const memberOf = memberLookup(index, scopes);
  const names = new ApiNames(scopes, index, memberOf, stringAnnotations);
  const folder = new ConstantFolder(scopes, index, memberOf);
  const apiNames = new Map<NodeId, string>();
  visitModule(body, {
    expression(expr) {
      folder.of(expr);
      if (expr.kind !== 'Name' && expr.kind !== 'Attribute') return;
      const name = names.of(expr);
      if (name !== null) apiNames.set(expr.node, name);
    },
  });
  if (folder.isExhausted) log.notes.add('cut short: too much text made by constant folding');

  const lineStarts = lineStartsOf(tree.text);
  const errorLines = new Set(linesOf(tree.errors, lineStarts));
  return {
    path,
    body,
    positions: positionsOf(log.numbers.offsets, lineStarts),
    scopes: scopes.scopes,
    bindings: scopes.bindings,
    nameBinding: scopes.nameBinding,
    nodeScope: scopes.nodeScope,
    imports: importsOf(body, scopes.nameBinding),
    apiNames,
    constants: folder.found,
    stringAnnotations,
    exportedNames: exportedNamesOf(body, moduleBinding(scopes, '__all__'), (expr) => folder.of(expr)),
    comments: commentsOf(tree, lineStarts),
    docstringNodes: docstringNodesOf(body),
    syntaxErrors: tree.errors.length,
    syntaxErrorLines: [...errorLines].slice(0, toldErrorLines),
    notes: [...log.notes],
    python2: log.python2,
  };
}

function moduleBinding({ scopes, bindings }: ResolvedScopes, name: string): Binding | undefined {
  const found = scopes[0]!.bindings.find((binding) => bindings[binding]!.name === name);
  return found === undefined ? undefined : bindings[found];
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

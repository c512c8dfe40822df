// Text to a concrete syntax tree, copied at once out of tree-sitter into flat arrays in reading order (a node's children
// follow it), so that no native tree lives on and nobody needs to recurse. Comments stand apart and line continuations
// are left out: they may come between any two tokens.
// The native tree is freed only when the event loop turns: whoever parses many files must `await` between them.
import { createRequire } from 'node:module';
import type Parser from 'tree-sitter';
import { nativeWork } from '../threads/stop-flag.ts';

/** Index of a syntax node; -1 stands for "none". */
export type SyntaxIndex = number;

/** All arrays hold one entry a syntax node, the root first. Offsets are UTF-16 code units of `text`. */
export interface SyntaxTree {
  /** What was parsed: the text given, with lone carriage returns made line feeds, as Python reads them. */
  readonly text: string;
  readonly count: number;
  /** Numbers to be looked up with `typeName`. */
  readonly type: Uint16Array;
  readonly field: Uint8Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** Index of the first node that is not below this one. */
  readonly after: Uint32Array;
  /** Pairs of start and end offset. */
  readonly comments: readonly number[];
  /** Start offsets of what was not Python: error nodes and tokens that the parser had to invent. */
  readonly errors: readonly number[];
}

/** tree-sitter's number of an error node; kept as 0, which no node of a tree has otherwise. */
const errorTypeId = 0xffff;
const typeNames: string[] = ['ERROR'];
const typeIsNamed: boolean[] = [true];
const fieldNames: string[] = [''];

/** Characters handed to the parser at a time: its buffer holds 32 KiB of UTF-16. */
const chunkLength = 8192;

/** The grammar's name of a syntax node: `call`, `if_statement`; a token's is its text. */
export function typeName(tree: SyntaxTree, index: SyntaxIndex): string {
  return typeNames[tree.type[index]!]!;
}

/** False for punctuation and keywords. */
export function isNamed(tree: SyntaxTree, index: SyntaxIndex): boolean {
  return typeIsNamed[tree.type[index]!]!;
}

/** Name of the role that the node plays in its parent, or the empty string. */
export function fieldName(tree: SyntaxTree, index: SyntaxIndex): string {
  return fieldNames[tree.field[index]!]!;
}

/** Parses Python, 2 or 3. Whatever the text, the answer is a tree: errors are counted, never thrown. */
export function parse(source: string): SyntaxTree {
  return nativeWork(() => parseNatively(source));
}

/** The grammar's scanner ends the process where it has more levels of indentation than its buffer of 1024 bytes holds. */
const mostIndentations = 350;

/** Blanks the lines of the deepest levels. There are no more levels than widths of indentation. */
function withoutDeepest(text: string): string {
  // A tab is as wide as eight blanks: so many characters at least have more widths than are allowed. Spares most files.
  if (!/^[ \t]{44}/m.test(text)) return text;
  const widths = new Set<number>();
  for (const [indentation] of text.matchAll(/^[ \t]+/gm)) widths.add(widthOf(indentation));
  if (widths.size < mostIndentations) return text;
  const most = [...widths].toSorted((a, b) => a - b)[mostIndentations - 1]!;
  return text.replace(/^([ \t]+)([^\r\n]*)/gm, (line: string, indentation: string) =>
    widthOf(indentation) < most ? line : ' '.repeat(line.length),
  );
}

function widthOf(indentation: string): number {
  return indentation.length + 7 * (indentation.split('\t').length - 1);
}

const require = createRequire(import.meta.url);
let newParser: (() => Parser) | null = null;

/** Loads the parser when it is needed first: loading is native work too, during which no thread may be ended. */
function loadParser(): () => Parser {
  /* oxlint-disable typescript/no-unsafe-type-assertion -- what a module exports, as its declarations say */
  const NativeParser = require('tree-sitter') as typeof Parser;
  const language = require('tree-sitter-python') as Parser.Language;
  /* oxlint-enable typescript/no-unsafe-type-assertion */
  return () => {
    const parser = new NativeParser();
    parser.setLanguage(language);
    return parser;
  };
}

function parseNatively(source: string): SyntaxTree {
  const text = withoutDeepest(source.includes('\r') ? source.replace(/\r(?!\n)/g, '\n') : source);
  newParser ??= loadParser();
  const parser = newParser();
  const cursor = parser.parse((index) => text.slice(index, index + chunkLength)).walk();

  const columns = new Columns(Math.max(64, text.length >> 2));
  const comments: number[] = [];
  const errors: number[] = [];
  const open: SyntaxIndex[] = [];
  let lastCommentEnd = -1;
  for (;;) {
    const type = knownType(cursor);
    const name = typeNames[type]!;
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    if (name === 'comment') {
      comments.push(start, end);
      lastCommentEnd = end;
    }
    if (name !== 'comment' && name !== 'line_continuation') {
      if (name === 'ERROR' || (start === end && cursor.nodeIsMissing)) errors.push(start);
      const index = columns.add(type, knownField(cursor), start, end);
      if (cursor.gotoFirstChild()) {
        open.push(index);
        continue;
      }
      columns.after[index] = columns.count;
    }
    while (!cursor.gotoNextSibling()) {
      const parent = open.pop();
      if (parent === undefined) return columns.finish(text, comments, errors);
      columns.after[parent] = columns.count;
      // A block ends where its last token does, not with a comment behind that.
      if (columns.end[parent] === lastCommentEnd) columns.end[parent] = columns.end[columns.count - 1]!;
      cursor.gotoParent();
    }
  }
}

/** The tree's arrays while they grow. */
class Columns {
  count = 0;
  type: Uint16Array;
  field: Uint8Array;
  start: Uint32Array;
  end: Uint32Array;
  after: Uint32Array;

  constructor(capacity: number) {
    this.type = new Uint16Array(capacity);
    this.field = new Uint8Array(capacity);
    this.start = new Uint32Array(capacity);
    this.end = new Uint32Array(capacity);
    this.after = new Uint32Array(capacity);
  }

  add(type: number, field: number, start: number, end: number): SyntaxIndex {
    if (this.count === this.type.length) this.grow();
    const index = this.count++;
    this.type[index] = type;
    this.field[index] = field;
    this.start[index] = start;
    this.end[index] = end;
    return index;
  }

  finish(text: string, comments: readonly number[], errors: readonly number[]): SyntaxTree {
    const { count, type, field, start, end, after } = this;
    return { text, count, type, field, start, end, after, comments, errors };
  }

  private grow(): void {
    const { type, field, start, end, after } = this;
    const capacity = this.count * 2;
    (this.type = new Uint16Array(capacity)).set(type);
    (this.field = new Uint8Array(capacity)).set(field);
    (this.start = new Uint32Array(capacity)).set(start);
    (this.end = new Uint32Array(capacity)).set(end);
    (this.after = new Uint32Array(capacity)).set(after);
  }
}

function knownType(cursor: Parser.TreeCursor): number {
  const id = cursor.nodeTypeId;
  if (id === errorTypeId) return 0;
  if (typeNames[id] === undefined) {
    // As a property's key the string becomes an internalised one: comparing with it is comparing pointers.
    typeNames[id] = Object.keys({ [cursor.nodeType]: 0 })[0]!;
    typeIsNamed[id] = cursor.nodeIsNamed;
  }
  return id;
}

function knownField(cursor: Parser.TreeCursor): number {
  const id = cursor.currentFieldId;
  if (id === undefined) return 0;
  fieldNames[id] ??= cursor.currentFieldName;
  return id;
}

// Strings: literals joined as Python joins neighbours, f-strings with what stands in their braces (PEP 701), and Python
// 2's backticks.
import type { Expr, FormattedValue } from './ir.ts';
import type { Lowering } from './lower.ts';
import { typeName, type SyntaxIndex } from './parse.ts';
import { decodeLiteral, parsePrefix, type StringPrefix } from './string-literals.ts';
import { childInField, childOfType, childrenAndErrorsOf, childrenOf, tokenIn } from './syntax.ts';

/** Parts of a string in reading order; literal ones still without a node, for neighbours are joined. */
type Part = { readonly text: string; readonly start: number; readonly end: number } | { readonly value: Expr };

export function lowerString(lower: Lowering, index: SyntaxIndex): Expr {
  const { tree } = lower;
  const strings = typeName(tree, index) === 'concatenated_string' ? childrenOf(tree, index) : [index];
  const prefixes = strings.map((string) => prefixOf(lower, string));
  const node = lower.node(index);
  if (strings.length === 1 && lower.text(index).startsWith('`')) return lowerBackticks(lower, index, node);
  if (!prefixes.some((prefix) => prefix.isFormatted)) {
    const value = strings.map((string, at) => decodeLiteral(bodyOf(lower, string), prefixes[at]!)).join('');
    const isBytes = prefixes.length > 0 && prefixes.every((prefix) => prefix.isBytes);
    return { kind: 'Constant', node, value: { type: isBytes ? 'bytes' : 'string', value } };
  }
  const parts = strings.flatMap((string, at) => partsOf(lower, string, prefixes[at]!));
  const template = prefixes.some((prefix) => prefix.isTemplate);
  return { kind: 'JoinedStr', node, values: joined(lower, parts), template };
}

function prefixOf(lower: Lowering, string: SyntaxIndex): StringPrefix {
  const start = childOfType(lower.tree, string, 'string_start');
  return parsePrefix(start < 0 ? '' : lower.text(start));
}

function bounds(lower: Lowering, string: SyntaxIndex): { start: number; end: number } {
  const { tree } = lower;
  const open = childOfType(tree, string, 'string_start');
  const close = childOfType(tree, string, 'string_end');
  const start = open < 0 ? tree.start[string]! : tree.end[open]!;
  // The closing token also holds what the grammar's scanner skipped before the quotes: `\\` of `r'\\'`.
  const quotes = /(?:"""|'''|.)$/.exec(tree.text.slice(tree.start[string], start))?.[0].length ?? 0;
  const end = tree.end[string]! - (close < 0 || tree.end[close] === tree.start[close] ? 0 : quotes);
  return { start, end: Math.max(start, end) };
}

function bodyOf(lower: Lowering, string: SyntaxIndex): string {
  const { start, end } = bounds(lower, string);
  return lower.tree.text.slice(start, end);
}

function lowerBackticks(lower: Lowering, index: SyntaxIndex, node: number): Expr {
  lower.log.python2 = true;
  const { start, end } = bounds(lower, index);
  const func: Expr = { kind: 'Name', node: lower.nodeAt(start - 1, start), name: 'repr' };
  return {
    kind: 'Call',
    node,
    func,
    args: [lower.expressionFromText(lower.tree.text.slice(start, end), start)],
    keywords: [],
  };
}

/** The pieces of one string. What is neither a brace's expression nor an error is literal text. */
function partsOf(lower: Lowering, string: SyntaxIndex, prefix: StringPrefix): Part[] {
  const { start, end } = bounds(lower, string);
  return pieces(lower, string, prefix, start, end);
}

function pieces(lower: Lowering, parent: SyntaxIndex, prefix: StringPrefix, start: number, end: number): Part[] {
  const { tree } = lower;
  const parts: Part[] = [];
  let from = start;
  const literalUntil = (to: number): void => {
    if (to <= from) return;
    const source = tree.text.slice(from, to);
    const braces = prefix.isFormatted ? source.replaceAll('{{', '{').replaceAll('}}', '}') : source;
    parts.push({ text: decodeLiteral(braces, prefix), start: from, end: to });
  };
  for (const child of childrenAndErrorsOf(tree, parent)) {
    const type = typeName(tree, child);
    if (type !== 'interpolation' && type !== 'format_expression') continue;
    literalUntil(tree.start[child]!);
    parts.push(...lowerInterpolation(lower, child, prefix));
    from = tree.end[child]!;
  }
  literalUntil(end);
  return parts;
}

/** `{value!r:>{width}}`; `{value=}` also says its own text. */
function lowerInterpolation(lower: Lowering, index: SyntaxIndex, prefix: StringPrefix): Part[] {
  const { tree } = lower;
  const node = lower.node(index);
  const conversion = childInField(tree, index, 'type_conversion');
  const specifier = childInField(tree, index, 'format_specifier');
  const equals = tokenIn(tree, index, '=');
  const formatted: FormattedValue = {
    kind: 'FormattedValue',
    node,
    value: lower.expressionIn(index, 'expression'),
    conversion: conversion >= 0 ? lower.text(conversion).slice(1) : equals >= 0 && specifier < 0 ? 'r' : '',
    format: specifier < 0 ? null : lowerFormat(lower, specifier, prefix),
  };
  if (equals < 0) return [{ value: formatted }];
  const start = tree.start[index]! + 1;
  let end = tree.end[equals]!;
  while (/\s/.test(tree.text[end] ?? '')) end++;
  return [{ text: tree.text.slice(start, end), start, end }, { value: formatted }];
}

function lowerFormat(lower: Lowering, specifier: SyntaxIndex, prefix: StringPrefix): Expr {
  const { tree } = lower;
  const node = lower.node(specifier);
  const start = tree.start[specifier]! + 1;
  const parts = lower.room > 0 ? pieces(lower, specifier, prefix, start, tree.end[specifier]!) : [];
  return { kind: 'JoinedStr', node, values: joined(lower, parts), template: false };
}

function joined(lower: Lowering, parts: readonly Part[]): Expr[] {
  const values: Expr[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!;
    if ('value' in part) {
      values.push(part.value);
      continue;
    }
    let { text, end } = part;
    for (let next = parts[at + 1]; next !== undefined && 'text' in next; next = parts[at + 1]) {
      text += next.text;
      end = next.end;
      at++;
    }
    values.push({ kind: 'Constant', node: lower.nodeAt(part.start, end), value: { type: 'string', value: text } });
  }
  return values;
}

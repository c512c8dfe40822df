// `case` patterns: whether one can match, what it binds, and what matching says of the subject.
import { foldComparison } from '../python/fold.ts';
import type { Expr, Pattern } from '../python/ir.ts';
import { bind, partAt } from './assign.ts';
import { readAttribute } from './attributes.ts';
import { apply } from './conditions.ts';
import { everything } from './environment.ts';
import { evaluate } from './evaluate.ts';
import { readItem } from './subscripts.ts';
import type { Frame } from './frame.ts';
import { addAnywhere, emptyObject, itemsOf, withItems } from './heap-object.ts';
import { allocate, objectsOf } from './objects.ts';
import { kindsOfType } from './type-calls.ts';
import { onlyConstant, type Value } from './value.ts';

export type MatchOutcome = 'always' | 'maybe' | 'never';

/** Tries a pattern in the frame's environment, which then holds what is true where it matches. */
export function matchCase(frame: Frame, pattern: Pattern, subject: Value): MatchOutcome {
  switch (pattern.kind) {
    case 'MatchValue':
      return matchValue(frame, pattern.value, subject);
    case 'MatchAs': {
      const outcome = pattern.pattern === null ? 'always' : matchCase(frame, pattern.pattern, subject);
      if (pattern.name !== null && pattern.nameNode !== null) bind(frame, pattern.nameNode, pattern.name, subject);
      return outcome;
    }
    case 'MatchOr': {
      let result: MatchOutcome = 'never';
      for (const one of pattern.patterns) {
        // What only some of the alternatives say of the subject is not known after them.
        const before = frame.env.fork();
        const outcome = matchCase(frame, one, subject);
        if (outcome !== 'never') frame.env.join(before);
        else frame.env = before;
        if (outcome === 'always') return 'always';
        if (outcome === 'maybe') result = 'maybe';
      }
      if (result === 'maybe' && pattern.patterns.every(({ kind }) => kind === 'MatchValue')) {
        apply(frame.env, { taints: subject.taints, kinds: everything });
      }
      return result;
    }
    case 'MatchSequence':
      matchSequence(frame, pattern.patterns, subject, pattern.node);
      return 'maybe';
    case 'MatchMapping':
      for (const { key, pattern: inner } of pattern.entries) {
        matchCase(frame, inner, readItem(frame, pattern.node, subject, evaluate(frame, key)));
      }
      if (pattern.rest !== null && pattern.restNode !== null) bind(frame, pattern.restNode, pattern.rest, subject);
      return 'maybe';
    case 'MatchClass':
      apply(frame.env, { taints: subject.taints, kinds: kindsOfType(frame, evaluate(frame, pattern.cls)) });
      for (const inner of pattern.patterns) matchCase(frame, inner, subject);
      for (const { name, pattern: inner } of pattern.keywords) {
        matchCase(frame, inner, readAttribute(frame, pattern.node, subject, name));
      }
      return 'maybe';
    case 'MatchStar':
      return 'maybe';
  }
}

function matchValue(frame: Frame, expr: Expr, subject: Value): MatchOutcome {
  const wanted = evaluate(frame, expr);
  const only = onlyConstant(wanted);
  if (only === undefined) return 'maybe';
  const known = subject.constants?.map((one) => foldComparison('==', one, only));
  if (known !== undefined && known.length > 0) {
    if (known.every((equal) => equal === true)) return 'always';
    if (known.every((equal) => equal === false)) return 'never';
  }
  apply(frame.env, { taints: subject.taints, kinds: everything });
  return 'maybe';
}

function matchSequence(frame: Frame, patterns: readonly Pattern[], subject: Value, node: number): void {
  const object = subject.objects.length === 1 ? objectsOf(frame, subject)[0]?.[1] : undefined;
  const items = object !== undefined && object.length !== null && object.parameter === null ? itemsOf(object) : null;
  const star = patterns.findIndex(({ kind }) => kind === 'MatchStar');
  const more = items === null || star < 0 ? 0 : Math.max(0, items.length - patterns.length + 1);
  for (const [at, pattern] of patterns.entries()) {
    if (pattern.kind === 'MatchStar') {
      if (pattern.name === null) continue;
      const rest = partAt(frame, subject, node, at);
      const list =
        items === null
          ? { ...addAnywhere(emptyObject('list'), rest), length: null }
          : withItems(emptyObject('list'), items.slice(at, at + more));
      bind(frame, pattern.node, pattern.name, allocate(frame, pattern.node, list));
      continue;
    }
    const index = star >= 0 && at > star ? at + more - 1 : at;
    matchCase(frame, pattern, items?.[index] ?? partAt(frame, subject, node, at));
  }
}

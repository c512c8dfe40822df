// "F does not validate what it is given." Half true is usual: some of it is checked, and some of that badly.
import type { Expr, If } from '../../python/ir.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { walkExpressions } from '../../python/walk.ts';
import type { Finding } from '../../model/finding.ts';
import {
  functionsOf,
  ownParameters,
  ownStatements,
  visitOwnExpressions,
  type FunctionInModule,
} from '../checks/functions.ts';
import { findingLines, linesText, type Evidence, type Judge } from './judgement.ts';

export const judgeValidation: Judge = (evidence, names) => {
  const all = evidence.modules.flatMap((facts) => functionsOf(facts).map((one) => ({ facts, one })));
  const meant = all.find(({ one }) => names.includes(one.def.name)) ?? (names.length === 0 ? onlyOf(all) : undefined);
  if (meant === undefined) return null;
  const { facts, one } = meant;
  const checks = checksIn(one);
  const gaps = gapsOf(facts, one, evidence);
  const looked = checks.map(({ what, stmts }) => {
    const spots = stmts.map(({ node }) => ({ facts, node }));
    return `\`${what}\` (${linesText(spots, evidence)})`;
  });
  const parts = [
    looked.length === 0 ? `Nothing that \`${one.def.name}\` is given is checked.` : `It checks ${looked.join(', ')}.`,
    ...gaps.map((gap) => `But ${lowerFirst(gap.message).replace(/\.$/, '')} (${findingLines([gap], evidence)}).`),
  ];
  const verdict = looked.length === 0 ? 'true' : gaps.length > 0 ? 'half' : 'false';
  return { verdict, because: parts.join(' ') };
};

function onlyOf<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

interface Checked {
  readonly what: string;
  readonly stmts: If[];
}

/** Conditions about parameters of which a branch ends in an error, by what they ask of. */
function checksIn(one: FunctionInModule): Checked[] {
  const parameters = new Set(ownParameters(one).map(({ name }) => name));
  const found = new Map<string, If[]>();
  for (const stmt of ownStatements(one.def.body)) {
    if (stmt.kind !== 'If' || !refuses(stmt)) continue;
    for (const what of askedOf(stmt.test, parameters)) found.set(what, [...(found.get(what) ?? []), stmt]);
  }
  return [...found].map(([what, stmts]) => ({ what, stmts }));
}

/** One of its branches, or of the chain that it begins, raises. */
function refuses({ body, orelse }: If): boolean {
  return [body, orelse].some((block) => {
    const last = block.at(-1);
    return last?.kind === 'Raise' || (block === orelse && last?.kind === 'If' && refuses(last));
  });
}

/** `req.method`, `name`: the parameters that an expression looks at, with their attributes. */
function askedOf(test: Expr, parameters: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const inside = new Set<number>();
  walkExpressions(test, (expr) => {
    if (expr.kind === 'Attribute' && expr.value.kind === 'Name' && parameters.has(expr.value.name)) {
      inside.add(expr.value.node);
      found.add(`${expr.value.name}.${expr.attr}`);
    } else if (expr.kind === 'Name' && parameters.has(expr.name) && !inside.has(expr.node)) found.add(expr.name);
  });
  return found;
}

/** What was found about the input of the function, or of functions of the module that it calls. */
function gapsOf(facts: ModuleFacts, { def }: FunctionInModule, { findings }: Evidence): Finding[] {
  const called = new Set([def.name]);
  visitOwnExpressions(def.body, (expr) => {
    if (expr.kind === 'Call' && expr.func.kind === 'Name') called.add(expr.func.name);
    if (expr.kind === 'Call' && expr.func.kind === 'Attribute') called.add(expr.func.attr);
  });
  const regions = functionsOf(facts)
    .filter((other) => called.has(other.def.name))
    .map((other) => regionOf(facts, other.def.node));
  return findings.filter(
    ({ location: { path, region }, category, ruleId }) =>
      (category === 'input-validation' || ruleId.endsWith('/empty-password-accepted')) &&
      path === facts.path &&
      regions.some(({ startLine, endLine }) => startLine <= region.startLine && region.startLine <= endLine),
  );
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

// Regular expressions, written out, for which there are texts that take longer with every character: twice as long, as a rule.
import type { Call, Expr } from '../../python/ir.ts';
import { apiNameOf, constantOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import { isExponential } from '../regex-ambiguity.ts';
import type { Check, CheckHit } from './check.ts';

const takers =
  /^(?:(?:re|regex)\.(?:compile|match|fullmatch|search|findall|finditer|split|subn?)|django\.core\.validators\.RegexValidator|wtforms\.validators\.Regexp|marshmallow\.validate\.Regexp)$/;

const letters: Readonly<Record<string, string>> = {
  IGNORECASE: 'i',
  MULTILINE: 'm',
  DOTALL: 's',
  VERBOSE: 'x',
};

export const slowRegex: Check = (facts) => {
  const hits: CheckHit[] = [];
  visitModule(facts.body, {
    expression(expr) {
      if (expr.kind !== 'Call') return;
      const callee = apiNameOf(facts, expr.func);
      if (callee === undefined || !takers.test(callee)) return;
      const written = expr.args[0] ?? keyword(expr, ['pattern', 'regex']);
      const pattern = written === undefined ? undefined : constantOf(facts, written);
      // Without a group that is repeated there is nothing to be found.
      if (pattern?.type !== 'string' || !/\)\s*[*+{]/.test(pattern.value)) return;
      if (!isExponential(pattern.value, flagsOf(facts, expr), callee.endsWith('.fullmatch'))) return;
      hits.push({ region: regionOf(facts, expr.node), captures: { callee } });
    },
  });
  return hits;
};

/** Those that any argument names. */
function flagsOf(facts: ModuleFacts, call: Call): ReadonlySet<string> {
  const flags = new Set<string>();
  const add = (expr: Expr): void => {
    if (expr.kind === 'BinOp') {
      add(expr.left);
      add(expr.right);
      return;
    }
    const name = /^re(?:gex)?\.(?:RegexFlag\.)?([A-Z]+)$/.exec(apiNameOf(facts, expr) ?? '')?.[1];
    const letter = name === undefined ? undefined : (letters[name] ?? name.toLowerCase());
    if (letter !== undefined) flags.add(letter);
  };
  for (const argument of [...call.args, ...call.keywords.map(({ value }) => value)]) add(argument);
  return flags;
}

function keyword(call: Call, names: readonly string[]): Expr | undefined {
  return call.keywords.find(({ name }) => name !== null && names.includes(name))?.value;
}

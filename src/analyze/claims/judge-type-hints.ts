// "The functions have no type hints."
import type { ModuleFacts } from '../../python/module-facts.ts';
import { count } from '../../text/count.ts';
import { functionsOf, type FunctionInModule } from '../checks/functions.ts';
import { missingHints } from '../checks/missing-type-hints.ts';
import { linesText, verdictOf, type Judge } from './judgement.ts';

export const judgeTypeHints: Judge = (evidence, names) => {
  const all = evidence.modules.flatMap((facts) => functionsOf(facts).map((one) => ({ facts, one })));
  const named = all.filter(({ one }) => names.includes(one.def.name));
  const about = named.length > 0 ? named : all;
  if (about.length === 0) return null;
  const lacking = about.filter(({ one }) => missingHints(one).length > 0);
  if (lacking.length === 0) {
    return {
      verdict: 'false',
      because: `${about.length === 1 ? 'The function has' : `All ${about.length} functions have`} them.`,
    };
  }
  const missing = lacking.flatMap(({ one }) => missingHints(one));
  const results = missing.filter((name) => name === 'its result').length;
  const told = [
    ...(missing.length > results ? [count(missing.length - results, 'parameter')] : []),
    ...(results > 0 ? [count(results, 'return')] : []),
  ].join(' and ');
  const spots = lacking.map(spotOf);
  return {
    verdict: verdictOf(lacking.length, about.length),
    because: `${told} have none (${linesText(spots, evidence)}).`,
  };
};

function spotOf({ facts, one }: { readonly facts: ModuleFacts; readonly one: FunctionInModule }) {
  return { facts, node: one.def.nameNode };
}

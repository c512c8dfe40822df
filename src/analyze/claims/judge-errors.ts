// "E1 and E2 are raised without a message."
import type { Expr, Raise } from '../../python/ir.ts';
import { hasDetail, newErrors } from '../tally.ts';
import { linesText, verdictOf, type Judge } from './judgement.ts';

export const judgeErrors: Judge = (evidence, names) => {
  const raises = evidence.modules.flatMap((facts) =>
    newErrors(facts).map((raise) => ({ facts, node: raise.node, name: classOf(raise), said: hasDetail(raise) })),
  );
  const named = raises.filter(({ name }) => names.includes(name));
  const about = named.length > 0 ? named : names.length > 0 ? [] : raises;
  if (about.length === 0) return null;
  const classes = [...new Set(about.map(({ name }) => name))];
  const parts = classes.map((name) => {
    const mine = about.filter((one) => one.name === name);
    const [bare, detailed] = [mine.filter(({ said }) => !said), mine.filter(({ said }) => said)];
    const texts = [
      ...(bare.length > 0 ? [`without detail (${linesText(bare, evidence)})`] : []),
      ...(detailed.length > 0 ? [`with detail (${linesText(detailed, evidence)})`] : []),
    ];
    return `\`${name}\` is raised ${texts.join(' and ')}.`;
  });
  return { verdict: verdictOf(about.filter(({ said }) => !said).length, about.length), because: parts.join(' ') };
};

/** The last part of the class's name, as it is written. */
function classOf({ exception }: Raise): string {
  const nameOf = (expr: Expr | null): string => {
    if (expr?.kind === 'Call') return nameOf(expr.func);
    return expr?.kind === 'Attribute' ? expr.attr : expr?.kind === 'Name' ? expr.name : '';
  };
  return nameOf(exception);
}

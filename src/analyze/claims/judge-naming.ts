// "Names mix snake_case and camelCase." Only the module's own names count: what a library calls its things is its business.
import { styledNames } from '../checks/naming-style.ts';
import { linesText, type Judge } from './judgement.ts';

export const judgeNaming: Judge = (evidence) => {
  const names = evidence.modules.flatMap((facts) => styledNames(facts).map((name) => ({ facts, ...name })));
  if (names.length === 0) return null;
  const snake = names.filter(({ style }) => style === 'snake_case');
  const camel = names.filter(({ style }) => style === 'camelCase');
  const [many, few] = snake.length >= camel.length ? [snake, camel] : [camel, snake];
  if (few.length === 0) {
    const usual = many[0]!.style;
    return {
      verdict: 'false',
      because: `All ${many.length} names of two words or more that the code gives are in ${usual}; names of libraries do not count.`,
    };
  }
  const told = few.slice(0, 5).map(({ name }) => `\`${name}\``);
  return {
    verdict: 'true',
    because: `${few.length} of ${names.length} names are in ${few[0]!.style}: ${told.join(', ')} (${linesText(few, evidence)}).`,
  };
};

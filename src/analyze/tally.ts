// Counts what the rules of a review looked at, so that a review can say what is fine, and of how much.
import type { Tally } from '../model/analysis.ts';
import { classifyName } from '../names/classify-name.ts';
import type { Raise } from '../python/ir.ts';
import { regionOf, type ModuleFacts } from '../python/module-facts.ts';
import { visitModule } from '../python/walk.ts';
import { cognitiveComplexity } from './checks/complexity.ts';
import { functionsOf } from './checks/functions.ts';
import { isPublic, missingHints } from './checks/missing-type-hints.ts';
import { styledNames } from './checks/naming-style.ts';

/** The numbers of one module; `text` is what its facts were made from. */
export function tallyOf(facts: ModuleFacts, text: string): Tally {
  const functions = functionsOf(facts);
  const publicOnes = functions.filter(isPublic);
  const names = styledNames(facts);
  const raises = newErrors(facts);
  const longest = functions.reduce((most, { def }) => {
    const { startLine, endLine } = regionOf(facts, def.node);
    return Math.max(most, endLine - startLine + 1);
  }, 0);
  return {
    lines: linesOf(text),
    imports: facts.imports.filter(({ local, module }) => local !== '*' && module !== '__future__').length,
    functions: functions.length,
    publicFunctions: publicOnes.length,
    hintedFunctions: publicOnes.filter((one) => missingHints(one).length === 0).length,
    snakeCase: names.filter(({ style }) => style === 'snake_case').length,
    camelCase: names.filter(({ style }) => style === 'camelCase').length,
    errors: raises.length,
    errorsWithDetail: raises.filter(hasDetail).length,
    secretNames: new Set(facts.bindings.map(({ name }) => name).filter(isSecret)).size,
    longestFunction: longest,
    complexity: functions.reduce((most, { def }) => Math.max(most, cognitiveComplexity(def)), 0),
  };
}

/** Raises of an error that is made there, not of one that was caught. */
export function newErrors({ body }: ModuleFacts): Raise[] {
  const found: Raise[] = [];
  visitModule(body, {
    statement(stmt) {
      if (stmt.kind !== 'Raise' || stmt.exception === null) return;
      const { exception } = stmt;
      const isClass = exception.kind === 'Name' && /^[A-Z]/.test(exception.name);
      const isMember = exception.kind === 'Attribute' && /^[A-Z]/.test(exception.attr);
      if (exception.kind === 'Call' || isClass || isMember) found.push(stmt);
    },
  });
  return found;
}

/** Whether the error is given anything to say. */
export function hasDetail({ exception }: Raise): boolean {
  return exception?.kind === 'Call' && exception.args.length + exception.keywords.length > 0;
}

function isSecret(name: string): boolean {
  return ['password', 'secret'].includes(classifyName(name));
}

function linesOf(text: string): number {
  const breaks = text.match(/\r\n|\n|\r/g)?.length ?? 0;
  return text === '' || /[\r\n]$/.test(text) ? breaks : breaks + 1;
}

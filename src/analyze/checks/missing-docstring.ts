// Public functions that handle a password or secret, as their name or a parameter says, and tell in no docstring what
// they take and give.
import { classifyName } from '../../names/classify-name.ts';
import { words } from '../../names/words.ts';
import type { Stmt } from '../../python/ir.ts';
import { regionOf } from '../../python/module-facts.ts';
import { isTestCode } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf } from './functions.ts';
import { isPublic } from './missing-type-hints.ts';

export const missingDocstring: Check = (facts) => {
  if (isTestCode(facts.path)) return [];
  return functionsOf(facts)
    .filter(isPublic)
    .filter(({ def }) => [def.name, ...def.params.map(({ name }) => name)].some(isSecretName))
    .filter(({ def: { body } }) => !hasDocstring(body[0]))
    .map(({ def }): CheckHit => ({ region: regionOf(facts, def.nameNode), captures: { function: def.name } }));
};

/** One of its words is enough: `extract_password` holds none, but is about one. */
function isSecretName(name: string): boolean {
  return [name, ...words(name)].some((part) => ['password', 'secret'].includes(classifyName(part)));
}

function hasDocstring(first: Stmt | undefined): boolean {
  return first?.kind === 'ExprStmt' && first.value.kind === 'Constant';
}

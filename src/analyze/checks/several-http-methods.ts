// One function that does different things for several HTTP methods, each named in a branch of its own. (A form that is
// shown on GET and taken on POST, `if request.method == 'POST'` with the rest below, is one thing.)
import { regionOf } from '../../python/module-facts.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, ownStatements } from './functions.ts';
import { methodSwitch } from './http-methods.ts';

export const severalHttpMethods: Check = (facts) =>
  functionsOf(facts).flatMap(({ def }): CheckHit[] => {
    const methods = ownStatements(def.body).flatMap((stmt) => {
      const branches = stmt.kind === 'If' ? (methodSwitch(facts, stmt)?.branches ?? []) : [];
      return branches.length > 1 ? branches.flatMap((branch) => branch.methods) : [];
    });
    const different = [...new Set(methods)];
    if (different.length < 2) return [];
    const told = `${different.slice(0, -1).join(', ')} and ${different.at(-1)}`;
    return [{ region: regionOf(facts, def.nameNode), captures: { function: def.name, methods: told } }];
  });

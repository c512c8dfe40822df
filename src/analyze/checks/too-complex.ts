// Functions that are too hard to follow, or have too many parameters, to be reviewed for safety with any confidence.
import { regionOf } from '../../python/module-facts.ts';
import { isTestCode } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';
import { cognitiveComplexity } from './complexity.ts';
import { functionsOf, ownParameters } from './functions.ts';

/** Sonar's limit is 15, which every fifth handler exceeds; this is where readers lose the thread. */
export const mostComplexity = 25;
const mostParameters = 10;

export const tooComplex: Check = (facts) => {
  if (isTestCode(facts.path)) return [];
  return functionsOf(facts).flatMap((one): CheckHit[] => {
    const { def } = one;
    const complexity = cognitiveComplexity(def);
    const parameters = ownParameters(one).length;
    const reason =
      complexity > mostComplexity
        ? `a cognitive complexity of ${complexity} (limit: ${mostComplexity})`
        : parameters > mostParameters && def.name !== '__init__'
          ? `${parameters} parameters (limit: ${mostParameters})`
          : null;
    return reason === null ? [] : [{ region: regionOf(facts, def.nameNode), captures: { function: def.name, reason } }];
  });
};

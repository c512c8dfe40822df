// The checks by the names under which rules ask for them.
import type { Check } from './check.ts';
import { raiseWithoutCause } from './raise-without-cause.ts';
import { unusedImport } from './unused-import.ts';
import { unusedParameter } from './unused-parameter.ts';

export const checks: Readonly<Record<string, Check>> = {
  'raise-without-cause': raiseWithoutCause,
  'unused-import': unusedImport,
  'unused-parameter': unusedParameter,
};

/** The names that `match: check:` may give. */
export const checkNames: readonly string[] = Object.keys(checks);

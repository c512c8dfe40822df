// The checks by the names under which rules ask for them.
import { bidirectionalText } from './bidirectional-text.ts';
import type { Check } from './check.ts';
import { failOpenExcept } from './fail-open-except.ts';
import { raiseWithoutCause } from './raise-without-cause.ts';
import { slowRegex } from './slow-regex.ts';
import { unusedImport } from './unused-import.ts';
import { unusedParameter } from './unused-parameter.ts';

export const checks: Readonly<Record<string, Check>> = {
  'bidirectional-text': bidirectionalText,
  'fail-open-except': failOpenExcept,
  'raise-without-cause': raiseWithoutCause,
  'slow-regex': slowRegex,
  'unused-import': unusedImport,
  'unused-parameter': unusedParameter,
};

/** The names that `match: check:` may give. */
export const checkNames: readonly string[] = Object.keys(checks);

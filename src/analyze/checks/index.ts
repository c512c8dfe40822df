// The checks by the names under which rules ask for them.
import { bidirectionalText } from './bidirectional-text.ts';
import type { Check } from './check.ts';
import { failOpenExcept } from './fail-open-except.ts';
import { optionalRequestField } from './optional-request-field.ts';
import { passwordInRepr } from './password-in-repr.ts';
import { raiseWithoutCause } from './raise-without-cause.ts';
import { redosLiteral } from './redos-literal.ts';
import { unusedImport } from './unused-import.ts';
import { unusedParameter } from './unused-parameter.ts';

export const checks: Readonly<Record<string, Check>> = {
  'bidirectional-text': bidirectionalText,
  'fail-open-except': failOpenExcept,
  'optional-request-field': optionalRequestField,
  'password-in-repr': passwordInRepr,
  'raise-without-cause': raiseWithoutCause,
  'redos-literal': redosLiteral,
  'unused-import': unusedImport,
  'unused-parameter': unusedParameter,
};

/** The names that `match: check:` may give. */
export const checkNames: readonly string[] = Object.keys(checks);

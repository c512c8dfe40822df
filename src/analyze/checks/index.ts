// The checks by the names under which rules ask for them.
import { bidirectionalText } from './bidirectional-text.ts';
import type { Check } from './check.ts';
import { emptyPasswordAccepted } from './empty-password-accepted.ts';
import { failOpenExcept } from './fail-open-except.ts';
import { inconsistentReturn } from './inconsistent-return.ts';
import { missingDocstring } from './missing-docstring.ts';
import { missingTypeHints } from './missing-type-hints.ts';
import { namingStyle } from './naming-style.ts';
import { raiseWithoutCause } from './raise-without-cause.ts';
import { securityTodo } from './security-todo.ts';
import { severalHttpMethods } from './several-http-methods.ts';
import { shadowedName } from './shadowed-name.ts';
import { swallowedException } from './swallowed-exception.ts';
import { tooComplex } from './too-complex.ts';
import { optionalRequestField } from './optional-request-field.ts';
import { passwordInRepr } from './password-in-repr.ts';
import { redosLiteral } from './redos-literal.ts';
import { unusedImport } from './unused-import.ts';
import { unusedParameter } from './unused-parameter.ts';
import { wrongHttpStatus } from './wrong-http-status.ts';

export const checks: Readonly<Record<string, Check>> = {
  'bidirectional-text': bidirectionalText,
  'empty-password-accepted': emptyPasswordAccepted,
  'fail-open-except': failOpenExcept,
  'inconsistent-return': inconsistentReturn,
  'missing-docstring': missingDocstring,
  'missing-type-hints': missingTypeHints,
  'naming-style': namingStyle,
  'raise-without-cause': raiseWithoutCause,
  'security-todo': securityTodo,
  'several-http-methods': severalHttpMethods,
  'shadowed-name': shadowedName,
  'swallowed-exception': swallowedException,
  'too-complex': tooComplex,
  'optional-request-field': optionalRequestField,
  'password-in-repr': passwordInRepr,
  'redos-literal': redosLiteral,
  'unused-import': unusedImport,
  'unused-parameter': unusedParameter,
  'wrong-http-status': wrongHttpStatus,
};

/** The names that `match: check:` may give. */
export const checkNames: readonly string[] = Object.keys(checks);

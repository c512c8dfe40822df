// The checks by the names under which rules ask for them.
import type { Check } from './check.ts';

export const checks: Readonly<Record<string, Check>> = {};

/** The names that `match: check:` may give. */
export const checkNames: readonly string[] = Object.keys(checks);

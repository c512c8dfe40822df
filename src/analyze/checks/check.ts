// A check is code for a rule that no pattern describes well (`match: check: <name>`). It looks at one module's facts, some
// at its text, and says where the fault is. Pure and synchronous. It may not: read files, keep state, decide severity or wording (the rule does).
import type { Region } from '../../model/location.ts';
import type { ModuleFacts } from '../../python/module-facts.ts';
import type { Confidence } from '../../model/rule.ts';

/** One fault that a check found. */
export interface CheckHit {
  readonly region: Region;
  /** Values for the placeholders of the rule's message; never the text of a secret. */
  readonly captures: Readonly<Record<string, string>>;
  /** Lower than the rule's own confidence where the proof is weaker. */
  readonly confidence?: Confidence;
}

export type Check = (facts: ModuleFacts, text: string) => readonly CheckHit[];

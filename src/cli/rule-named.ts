import { nearestWord } from '../config/nearest-word.ts';
import { UserError } from '../model/errors.ts';
import type { RuleInfo } from '../model/rule.ts';

type Named = Pick<RuleInfo, 'id' | 'aliases'>;

/** The rules that a typed name stands for: an id, the last part of one, or an alias. */
export function rulesNamed<Rule extends Named>(name: string, rules: readonly Rule[]): Rule[] {
  const typed = name.toLowerCase();
  return rules.filter((rule) => namesOf(rule).some((own) => own.toLowerCase() === typed));
}

/** Names no rule; suggests the one that was probably meant. */
export function unknownRule(name: string, rules: readonly Named[]): UserError {
  const near = nearestWord(name, rules.flatMap(namesOf));
  const hint = '`tocsin rules` lists them all.';
  return new UserError(`No rule is called "${name}".`, near === null ? hint : `Did you mean ${near}? ${hint}`);
}

function namesOf({ id, aliases }: Named): string[] {
  return [id, id.slice(id.lastIndexOf('/') + 1), ...aliases];
}

import { nearestWord } from '../config/nearest-word.ts';
import { UserError } from '../model/errors.ts';
import type { RuleInfo } from '../model/rule.ts';
import { pathMatcher } from '../store/finding-filter.ts';

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

/**
 * The ids of the rules for which `patterns` stand: names as above, or globs over ids. Where no rule is known, there are no
 * findings either, and the patterns come back as they are.
 * @throws UserError for a pattern that fits none
 */
export function rulesFitting(patterns: readonly string[], rules: readonly Named[]): readonly string[] {
  if (rules.length === 0) return patterns;
  return patterns.flatMap((pattern) => {
    const named = rulesNamed(pattern, rules);
    const fits = pathMatcher([pattern]);
    const fitting = named.length > 0 ? named : rules.filter(({ id }) => fits(id));
    if (fitting.length > 0) return fitting.map(({ id }) => id);
    const { hint } = unknownRule(pattern, rules);
    throw new UserError(`No rule that was used so far is called "${pattern}" or fits that.`, hint);
  });
}

function namesOf({ id, aliases }: Named): string[] {
  return [id, id.slice(id.lastIndexOf('/') + 1), ...aliases];
}

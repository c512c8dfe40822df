// The key with which Rails decrypts its credentials: a file of its own that holds 32 hexadecimal digits and nothing else
// (https://guides.rubyonrails.org/security.html#custom-credentials).
import type { SecretRule } from '../model/secret-rule.ts';
import { candidateAt, type Finder, ranks } from './candidate.ts';
import { isMask } from './placeholder.ts';

const keyFile = /(?:^|\/)config\/(?:master|credentials\/[\w-]{1,40})\.key$/;
const content = /^\s{0,8}([0-9a-f]{32}|[0-9a-f]{64})\s{0,8}$/d;

/** Is a file with this path read whatever stands in it? */
export function isRailsKeyFile(path: string): boolean {
  return keyFile.test(path);
}

/** The finder of the rule with `structure: rails-key`. */
export function railsKeyFinder(rule: SecretRule): Finder {
  return ({ path, text, place }) => {
    const match = isRailsKeyFile(path) && text.length < 100 ? content.exec(text) : null;
    const span = match?.indices?.[1];
    if (!match || !span || isMask(match[1]!)) return [];
    const [start, end] = span;
    return [candidateAt(place, { rule, rank: ranks.structure, start, end, value: match[1]!, confidence: 'high' })];
  };
}

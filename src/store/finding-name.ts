// Public ids of findings, such as `PW-7F3K`: short, stable, and hard to misread. The letters say what kind of rule it was;
// the rest is Crockford's base 32, which has no I, L, O and U, taken from a hash and made longer where it is taken.
import { createHash } from 'node:crypto';
import type { Category, RuleInfo } from '../model/rule.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const shortest = 4;
const longest = 12;

const categoryPrefixes: Readonly<Record<Category, string>> = {
  'password-handling': 'PW',
  'input-validation': 'IV',
  secrets: 'SE',
  review: 'RV',
};

/** The letters of the rule's first alias; `SE` for secrets, whatever the rule. */
export function namePrefix(category: Category, rule: RuleInfo | undefined): string {
  const letters = category === 'secrets' ? undefined : rule?.aliases[0]?.match(/^[A-Za-z]+/)?.[0];
  return letters?.toUpperCase() ?? categoryPrefixes[category];
}

/** The shortest name that is free. `identity`: what the finding was when it was first seen. */
export function chooseName(prefix: string, identity: readonly string[], isTaken: (name: string) => boolean): string {
  for (let round = 0; ; round++) {
    const code = base32(
      createHash('sha256')
        .update(JSON.stringify([...identity, round]))
        .digest(),
    );
    for (let length = shortest; length <= longest; length++) {
      const name = `${prefix}-${code.slice(0, length)}`;
      if (!isTaken(name)) return name;
    }
  }
}

/** What was typed as it would be stored: O read as 0, I and L as 1; null where it cannot be a name or begin one. */
export function readName(typed: string): string | null {
  const match = /^([A-Z]+)-([0-9A-Z]+)$/.exec(typed.trim().toUpperCase());
  return match && `${match[1]}-${match[2]!.replaceAll('O', '0').replaceAll(/[IL]/g, '1')}`;
}

function base32(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < longest * 5; at += 5) {
    const pair = (bytes[at >> 3]! << 8) | bytes[(at >> 3) + 1]!;
    text += digits[(pair >> (11 - (at & 7))) & 31];
  }
  return text;
}

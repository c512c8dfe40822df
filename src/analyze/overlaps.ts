// One weakness, one finding. A hard-coded password is seen by the rule for Python and by the secrets engine, a password's
// weak hash by the rule for hashes and by the one for passwords. Where both report one place the more specific stays;
// what is known of the secret goes to it.
import type { Finding } from '../model/finding.ts';
import type { Region } from '../model/location.ts';

/** A finding that has no identity yet. */
export type Draft = Omit<Finding, 'fingerprint' | 'ordinal'>;

/** Rules that say the same in other words, the more specific one first: ids, or folders of rules that end in a slash. */
const sameWeakness: readonly (readonly [specific: string, general: string])[] = [
  ['python/passwords/fast-hash-for-password', 'python/passwords/weak-hash'],
  ['python/passwords/empty-password', 'python/passwords/hardcoded-password'],
  ['python/passwords/credential-in-url-literal', 'secrets/'],
  ['python/passwords/credential-in-url-literal', 'python/passwords/hardcoded-password'],
  ['python/passwords/hardcoded-password', 'secrets/generic-secret'],
  // A provider's format says more than "a password": where it comes from, and where to revoke it.
  ['secrets/', 'python/passwords/hardcoded-password'],
];

/** Leaves out what another finding at an overlapping place says better. */
export function dropOverlaps(drafts: readonly Draft[]): Draft[] {
  const better = new Map<Draft, Draft>();
  for (const general of drafts) {
    const specific = drafts.find((other) => other !== general && saysBetter(other, general));
    if (specific !== undefined) better.set(general, specific);
  }
  const secrets = new Map([...better].map(([general, specific]) => [specific, general.secret]));
  return drafts
    .filter((draft) => !better.has(draft))
    .map((draft) => ({ ...draft, secret: draft.secret ?? secrets.get(draft) ?? null }));
}

function saysBetter(specific: Draft, general: Draft): boolean {
  const decides = ([first, second]: readonly [string, string], a: Draft, b: Draft): boolean =>
    names(first, a.ruleId) && names(second, b.ruleId);
  const pair = sameWeakness.find((one) => decides(one, specific, general) || decides(one, general, specific));
  return (
    pair !== undefined && decides(pair, specific, general) && overlap(specific.location.region, general.location.region)
  );
}

function names(pattern: string, ruleId: string): boolean {
  return pattern.endsWith('/') ? ruleId.startsWith(pattern) : ruleId === pattern;
}

function overlap(a: Region, b: Region): boolean {
  return startsBeforeEnd(a, b) && startsBeforeEnd(b, a);
}

function startsBeforeEnd(a: Region, b: Region): boolean {
  return a.startLine < b.endLine || (a.startLine === b.endLine && a.startColumn < b.endColumn);
}

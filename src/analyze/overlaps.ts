// One weakness, one finding. A hard-coded password is seen by the rule for Python and by the secrets engine, a password's
// weak hash by the rule for hashes and by the one for passwords. Where both report one place the more specific stays;
// what is known of the secret goes to it, and the better of the two confidences.
import type { Finding } from '../model/finding.ts';
import { compareRegions, type Region } from '../model/location.ts';
import { confidences, type Confidence } from '../model/rule.ts';

/** A finding that has no identity yet. */
export type Draft = Omit<Finding, 'fingerprint' | 'ordinal'>;

type Judgement = Pick<Finding, 'ruleId' | 'location' | 'secret' | 'confidence'>;

/** Rules that say the same in other words, the more specific one first: ids, or folders of rules that end in a slash. */
const sameWeakness: readonly (readonly [specific: string, general: string])[] = [
  ['python/passwords/fast-hash-for-password', 'python/passwords/weak-hash'],
  ['python/passwords/default-credential-pair', 'python/passwords/hardcoded-password'],
  ['python/passwords/default-credential-pair', 'secrets/generic-secret'],
  ['python/passwords/hardcoded-crypto-key', 'python/passwords/hardcoded-password'],
  ['python/passwords/hardcoded-crypto-key', 'secrets/generic-secret'],
  ['python/passwords/insecure-env-default', 'secrets/generic-secret'],
  ['python/passwords/empty-password', 'python/passwords/hardcoded-password'],
  ['python/passwords/credential-in-url-literal', 'secrets/'],
  ['python/passwords/credential-in-url-literal', 'python/passwords/hardcoded-password'],
  ['python/passwords/hardcoded-password', 'secrets/generic-secret'],
  // A provider's format says more than "a password": where it comes from, and where to revoke it.
  ['secrets/', 'python/passwords/hardcoded-password'],
  // What flows there says more than that something could.
  ['python/validation/sql-injection', 'python/validation/sql-dynamic-string'],
  ['python/validation/os-command-injection', 'python/validation/shell-true-dynamic'],
  ['python/validation/sql-injection', 'python/validation/sql-text'],
  ['python/validation/sql-dynamic-string', 'python/validation/sql-text'],
  ['python/validation/os-command-injection', 'python/validation/dynamic-program'],
  ['python/validation/shell-true-dynamic', 'python/validation/dynamic-program'],
  ['python/validation/code-injection', 'python/validation/dynamic-code'],
  ['python/validation/untrusted-code-download', 'python/validation/dynamic-code'],
  ['python/validation/ssrf', 'python/validation/dynamic-url-scheme'],
  ['python/validation/ssrf', 'python/validation/url-host-text'],
  ['python/validation/open-redirect', 'python/validation/url-host-text'],
  ['python/validation/path-traversal', 'python/validation/archive-slip'],
  ['python/validation/untrusted-deserialization', 'python/validation/unsafe-deserialization'],
  ['python/passwords/password-in-cookie-or-session', 'python/validation/trust-boundary'],
  ['python/passwords/password-given-to-program', 'python/passwords/password-on-command-line'],
  ['python/validation/reflected-xss', 'python/validation/autoescape-off'],
  ['settings/password-in-config-file', 'secrets/generic-secret'],
  ['secrets/', 'settings/password-in-config-file'],
  ['python/settings/password-validators', 'python/passwords/password-not-validated'],
  ['python/settings/secret-default', 'python/passwords/hardcoded-crypto-key'],
  ['python/settings/secret-default', 'python/passwords/hardcoded-password'],
  ['python/settings/secret-default', 'secrets/generic-secret'],
  // Who catches the one thing must think of the other.
  ['python/validation/unguarded-request-conversion', 'python/validation/optional-request-field-unchecked'],
];

/** Rules that know more of where a value stands than those that say the same less well: their confidence is the one. */
const knowBetter: ReadonlySet<string> = new Set([
  'settings/password-in-config-file',
  'python/settings/secret-default',
  'python/passwords/hardcoded-crypto-key',
]);

/** The findings of one file by itself and those of flows that end in it: one list in reading order, each fault once. */
export function mergeFindings(own: readonly Finding[], flows: readonly Finding[]): readonly Finding[] {
  if (flows.length === 0) return own;
  return dropOverlaps([...own, ...flows]).toSorted(
    (a, b) => compareRegions(a.location.region, b.location.region) || (a.ruleId < b.ruleId ? -1 : 1),
  );
}

/** Leaves out what another finding at an overlapping place says better. */
export function dropOverlaps<T extends Judgement>(drafts: readonly T[]): T[] {
  const better = new Map<T, T>();
  const worse = new Map<T, T>();
  const around = overlapping(drafts);
  for (const general of drafts) {
    const specific = around.get(general)?.find((other) => saysBetter(other, general));
    if (specific === undefined) continue;
    better.set(general, specific);
    worse.set(specific, general);
  }
  return drafts
    .filter((draft) => !better.has(draft))
    .map((draft) => {
      const general = worse.get(draft);
      if (general === undefined) return draft;
      return {
        ...draft,
        secret: draft.secret ?? general.secret,
        confidence: knowBetter.has(draft.ruleId) ? draft.confidence : higher(draft.confidence, general.confidence),
      };
    });
}

/** With each draft those that overlap it, both in the given order. Goes through them once, from the file's start to its end. */
function overlapping<T extends Judgement>(drafts: readonly T[]): ReadonlyMap<T, readonly T[]> {
  const pairs = new Map<T, T[]>();
  const add = (one: T, other: T): unknown => pairs.get(one)?.push(other) ?? pairs.set(one, [other]);
  let open: T[] = [];
  for (const draft of drafts.toSorted((a, b) => compareRegions(a.location.region, b.location.region))) {
    open = open.filter((other) => startsBeforeEnd(draft.location.region, other.location.region));
    for (const other of open) {
      if (!overlap(draft.location.region, other.location.region)) continue;
      add(draft, other);
      add(other, draft);
    }
    open.push(draft);
  }
  const order = new Map(drafts.map((draft, index) => [draft, index]));
  for (const others of pairs.values()) others.sort((a, b) => order.get(a)! - order.get(b)!);
  return pairs;
}

function saysBetter(specific: Judgement, general: Judgement): boolean {
  const decides = ([first, second]: readonly [string, string], a: Judgement, b: Judgement): boolean =>
    names(first, a.ruleId) && names(second, b.ruleId);
  const pair = sameWeakness.find((one) => decides(one, specific, general) || decides(one, general, specific));
  return pair !== undefined && decides(pair, specific, general);
}

function higher(a: Confidence, b: Confidence): Confidence {
  return confidences.indexOf(a) <= confidences.indexOf(b) ? a : b;
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

// A review in prose against the code: which of its sentences are claims that can be checked, and whether they hold.
// The same text, files and findings give the same answer. What is no such claim is said to be an opinion, not judged.
import type { JudgedClaim } from '../../model/claim.ts';
import type { ClaimKind } from '../../rules/load-claims.ts';
import { judgeErrors } from './judge-errors.ts';
import { judgeImports } from './judge-imports.ts';
import { judgeNaming } from './judge-naming.ts';
import { judgeNoDefects, judgeOrganisation, judgePlaintext } from './judge-security.ts';
import { judgeTypeHints } from './judge-type-hints.ts';
import { judgeValidation } from './judge-validation.ts';
import type { Evidence, Judge } from './judgement.ts';
import { itemsOf, type Item } from './prose.ts';

/** By the names under which files of claims ask for them. */
const judges: Readonly<Record<string, Judge>> = {
  'exception-without-detail': judgeErrors,
  'missing-type-hints': judgeTypeHints,
  'mixed-naming': judgeNaming,
  'no-security-defects': judgeNoDefects,
  'no-validation': judgeValidation,
  organisation: judgeOrganisation,
  'plaintext-password': judgePlaintext,
  'unused-import': judgeImports,
};
export const judgeNames: readonly string[] = Object.keys(judges);

/** The claims of a review in their order: those of an item that are recognised, each kind once, or that none is. */
export function judgeClaims(prose: string, kinds: readonly ClaimKind[], evidence: Evidence): JudgedClaim[] {
  return itemsOf(prose).flatMap((item) => {
    const claims = claimsOf(item, kinds);
    if (claims.length > 0) return claims.map((claim) => judged(claim, evidence));
    const sentence = item.sentences[0] ?? item.title;
    return sentence === null || item.sentences.length === 0 ? [] : [opinion(sentence)];
  });
}

interface Claim {
  readonly kind: ClaimKind;
  readonly sentence: string;
}

function claimsOf({ sentences }: Item, kinds: readonly ClaimKind[]): Claim[] {
  const claims: Claim[] = [];
  for (const sentence of sentences) {
    if (advice.test(sentence)) continue;
    const kind = recognise(sentence, kinds);
    if (kind !== null && !claims.some((claim) => claim.kind === kind)) claims.push({ kind, sentence });
  }
  return claims;
}

/** Sentences that say what to do claim nothing of the code. */
const advice =
  /^(?:it(?:'s| is| would be| might be) (?:better|good|best|a good|recommended|advisable|worth)|(?:adding|using|removing|providing|following)\b)/i;

/** The first kind of which a phrasing matches. */
export function recognise(sentence: string, kinds: readonly ClaimKind[]): ClaimKind | null {
  return kinds.find(({ phrasings }) => phrasings.some((phrasing) => phrasing.test(sentence))) ?? null;
}

function judged({ kind, sentence }: Claim, evidence: Evidence): JudgedClaim {
  const judgement = judges[kind.judge]?.(evidence, namesIn(sentence)) ?? null;
  if (judgement === null) return { ...opinion(sentence), claim: kind.id };
  return { sentence, claim: kind.id, ...judgement };
}

function opinion(sentence: string): JudgedClaim {
  return { sentence, claim: null, verdict: 'opinion', because: '' };
}

/** What a sentence names: code in backticks or quotes, and words that only code has (`a_b`, `a.b`, `aB`, `A()`). */
export function namesIn(sentence: string): string[] {
  const quoted = Array.from(sentence.matchAll(/[`"']([\w.]+)(?:\(\))?[`"']/g), ([, name]) => name!);
  const words = sentence.replace(/[`"][^`"]*[`"]/g, ' ').match(/\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g) ?? [];
  const code = words.filter(
    (word) => /[a-z0-9]_[a-z0-9]|[a-z]\.[a-z]|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word) && !styleNames.has(word),
  );
  return [...new Set([...quoted, ...code])];
}

/** They look like code and are about it. */
const styleNames = new Set(['snake_case', 'camelCase', 'PascalCase', 'kebab_case', 'e.g', 'i.e']);

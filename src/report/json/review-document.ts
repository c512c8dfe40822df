// `tocsin review --format json`; docs/json.md describes each member.
import type { JudgedClaim } from '../../model/claim.ts';
import type { Review } from '../review/review.ts';
import type { Tool } from '../records.ts';
import { headOf } from './documents.ts';
import { findingJson } from './finding-json.ts';
import { jsonText } from './json-text.ts';

/** The review as one JSON document. */
export function reviewDocument({ verdict, sections, fine, rules, notSeen }: Review, tool: Tool): string {
  return `${jsonText({
    ...headOf(tool),
    verdict,
    sections: sections.map(({ heading, findings }) => ({
      heading,
      findings: findings.map((finding) => findingJson(finding, rules.get(finding.ruleId)?.cwe ?? [])),
    })),
    fine: fine.map(({ heading, sentence }) => ({ heading, sentence })),
    notSeen,
  })}\n`;
}

/** `tocsin review --against FILE --format json`. */
export function claimsDocument(claims: readonly JudgedClaim[], tool: Tool): string {
  return `${jsonText({
    ...headOf(tool),
    claims: claims.map(({ sentence, claim, verdict, because }) => ({ sentence, claim, verdict, because })),
  })}\n`;
}

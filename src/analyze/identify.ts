// From drafts to findings: what every finding needs whoever found it, its scope, its fingerprint with the number that tells
// equal ones apart, and the comment that silences it.
import type { Finding } from '../model/finding.ts';
import { compareRegions } from '../model/location.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { FlowFacts } from '../python/module-facts.ts';
import type { Rule } from '../rules/rule.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Draft } from './overlaps.ts';
import { scopeFinder } from './scopes.ts';
import { readSuppressions } from './suppress.ts';

/** A rule's message with its placeholders filled in. */
export function fillIn(message: string, captures: Readonly<Record<string, string>>): string {
  const filled = message.replace(/\{(\w+)\}/g, (placeholder, name: string) => captures[name] ?? placeholder);
  // `{source} is …`: what it names may begin with a word; a name of the code stays as it is written.
  return filled.replace(/^the /, 'The ');
}

/** Gives drafts in reading order what makes them findings. */
export function identify(
  drafts: readonly Draft[],
  { text }: SourceFile,
  facts: FlowFacts | null,
  rules: readonly Rule[],
): Finding[] {
  if (drafts.length === 0) return [];
  const lines = text.split(/\r\n|\n|\r/);
  const scopeOf = facts === null ? () => '' : scopeFinder(facts);
  const suppressionOf = readSuppressions(lines, facts === null ? undefined : commentTest(facts));
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const seen = new Map<string, number>();
  const inOrder = drafts.toSorted(
    (a, b) => compareRegions(a.location.region, b.location.region) || (a.ruleId < b.ruleId ? -1 : 1),
  );
  return inOrder.map((draft) => {
    const rule = byId.get(draft.ruleId)!;
    const { region } = draft.location;
    const scope = scopeOf(region);
    const fingerprint = fingerprintOf(rule, scope, lines, region, facts !== null);
    const ordinal = seen.get(fingerprint) ?? 0;
    seen.set(fingerprint, ordinal + 1);
    return { ...draft, scope, fingerprint, ordinal, suppression: suppressionOf(rule, region.startLine) };
  });
}

/** In Python a suppression counts only in a real comment, not in a string that looks like one. */
function commentTest({ comments }: FlowFacts): (line: number, column: number) => boolean {
  const starts = new Map(comments.map(({ line, column }) => [line, column]));
  return (line, column) => (starts.get(line) ?? Infinity) <= column;
}

/** What of the rules the detector of secrets needs. */
export function secretRules(rules: readonly Rule[]) {
  return rules.flatMap(({ match }) => (match.kind === 'secret' ? [match.secret] : []));
}

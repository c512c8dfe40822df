import type { Rule } from '../src/rules/rule.ts';
import { chapters, otherRequirements } from './coverage-data.ts';
import { unservedWeaknesses, weaknessNames } from './weaknesses.ts';

// docs/coverage.md: which requirements of ASVS and which weaknesses of CWE which rules serve, or why none does. Made from
// what the rules say of themselves; a statement that is no longer true is an error.

const made =
  '<!-- Made by scripts/coverage-page.ts from the rules and scripts/coverage-data.ts: change these, then run `npm run docs`. -->';

const opening = `What the rules look for, by the numbers of two standards: OWASP's Application Security Verification Standard 5.0 and
the Common Weakness Enumeration. A rule serves a requirement where its findings break it; that all is quiet does not prove that
the requirement is met. Rules in preview are in italics.`;

/** The page, or what in its data contradicts the rules. */
export function coveragePage(rules: readonly Rule[]): string {
  const problems = contradictions(rules);
  if (problems.length > 0) throw new Error(`docs/coverage.md: ${problems.join('; ')}`);
  const byRequirement = index(rules, ({ asvs }) => asvs);
  const byWeakness = index(rules, ({ cwe }) => cwe);
  const whole = chapters.map(({ title, requirements }) => {
    const rows = Object.entries(requirements).map(([id, { asks, because }]) =>
      row([id, asks, links(byRequirement.get(id)) || `— ${because}`]),
    );
    return table(`### ${title}`, ['', 'asks', 'rules'], rows);
  });
  const others = Object.entries(otherRequirements).map(([id, asks]) => row([id, asks, links(byRequirement.get(id))]));
  const served = [...weaknessNames].map(([number, name]) =>
    row([cweLink(number), name, links(byWeakness.get(`CWE-${number}`), `CWE-${number}`)]),
  );
  const unserved = [...unservedWeaknesses].map(([number, { name, because }]) => row([cweLink(number), name, because]));
  return [
    `# Coverage\n\n${made}\n\n${opening}\n`,
    `## OWASP ASVS 5.0\n\nIn words of our own; the chapters on encoding, validation and authentication whole, of the others what rules serve.\n`,
    ...whole,
    table('### Of other chapters', ['', 'asks', 'rules'], others),
    table('## CWE\n\nIn bold the rules whose first weakness it is.', ['', 'weakness', 'rules'], served),
    table('### No rule names', ['', 'weakness', 'because'], unserved),
  ].join('\n');
}

/** What the data says that the rules do not, and the other way round. */
export function contradictions(rules: readonly Rule[]): string[] {
  const named = new Set(rules.flatMap(({ asvs }) => asvs));
  const weaknesses = new Set(rules.flatMap(({ cwe }) => cwe));
  const known = new Map([
    ...chapters.flatMap(({ requirements }) => Object.entries(requirements)),
    ...Object.entries(otherRequirements).map(([id, asks]) => [id, { asks }] as const),
  ]);
  return [
    ...[...named].filter((id) => !known.has(id)).map((id) => `ASVS ${id} is named by a rule and not described`),
    ...[...known].flatMap(([id, requirement]) => {
      const because = 'because' in requirement ? requirement.because : undefined;
      if (named.has(id)) return because === undefined ? [] : `ASVS ${id} is served, and has a reason why not`;
      return because === undefined ? `ASVS ${id} is not served, and has no reason` : [];
    }),
    ...[...weaknesses].flatMap((id) => {
      const number = Number(id.slice(4));
      if (unservedWeaknesses.has(number)) return `${id} is named by a rule, and has a reason why not`;
      return weaknessNames.has(number) ? [] : `${id} is named by a rule and has no name`;
    }),
    ...[...weaknessNames.keys()]
      .filter((number) => !weaknesses.has(`CWE-${number}`))
      .map((number) => `no rule names CWE-${number}`),
  ];
}

function index(
  rules: readonly Rule[],
  keysOf: (rule: Rule) => readonly string[],
): ReadonlyMap<string, readonly Rule[]> {
  const result = new Map<string, Rule[]>();
  for (const rule of rules) {
    for (const key of keysOf(rule)) result.set(key, [...(result.get(key) ?? []), rule]);
  }
  return result;
}

/** @param first a weakness: rules of which it is the first stand in bold */
function links(rules: readonly Rule[] = [], first?: string): string {
  const secrets = rules.filter(({ category }) => category === 'secrets');
  const others = rules.filter((rule) => secrets.length < 4 || !secrets.includes(rule));
  const listed = others.map((rule) => {
    const link = `[${rule.id.split('/').at(-1)}](rules/${rule.id}.md)`;
    const marked = rule.preview ? `*${link}*` : link;
    return first !== undefined && rule.cwe[0] === first ? `**${marked}**` : marked;
  });
  if (secrets.length >= 4) listed.push(`[${secrets.length} rules for secrets](rules/README.md#secrets)`);
  return listed.join(', ');
}

function cweLink(number: number): string {
  return `[CWE-${number}](https://cwe.mitre.org/data/definitions/${number}.html)`;
}

function table(title: string, head: readonly string[], rows: readonly string[]): string {
  return `${title}\n\n${row(head)}\n${row(head.map(() => '---'))}\n${rows.join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

// Tries a rule's examples the way ESLint's RuleTester does: an example says which lines are reported, every other line
// must be silent.
import { createHash } from 'node:crypto';
import type { Analyzer } from '../../src/analyze/analyze-file.ts';
import type { Example, Rule } from '../../src/rules/rule.ts';
import { fillSamples, seededRandom } from './secret-samples.ts';

export interface Verdict {
  readonly found: readonly number[];
  /** Lines that say they are findings and were not reported. */
  readonly missing: readonly number[];
  /** Lines that were reported and do not say so. */
  readonly noisy: readonly number[];
}

const findingComment = /(?:#|\/\/|--|;|<!--|\/\*)\s*finding\b/;

/** The example's code, with made-up secrets where it has places for them. */
export function exampleCode(rule: Rule, { code }: Example): string {
  return rule.match.kind === 'secret' ? fillSamples(code, rule.match.secret, seededRandom(1)) : code;
}

/** Lines (from 1) that the example says are findings. */
export function expectedLines(example: Example, code: string): readonly number[] {
  return example.lines ?? code.split('\n').flatMap((line, index) => (findingComment.test(line) ? [index + 1] : []));
}

/** What `analyze`, made with this one rule, says of the example against what the example says. */
export function judgeExample(rule: Rule, example: Example, analyze: Analyzer): Verdict {
  const code = exampleCode(rule, example);
  const expected = expectedLines(example, code);
  const outcome = analyze({
    path: example.path,
    text: code,
    contentHash: createHash('sha256').update(code).digest('hex'),
    language: /\.pyi?w?$/.test(example.path) ? 'python' : 'text',
  });
  if (outcome.outcome !== 'analyzed') throw new Error(`${rule.id}, ${example.name}: ${outcome.outcome}`);
  if (outcome.diagnostics.syntaxErrors > 0) {
    throw new Error(
      `${rule.id}, ${example.name}: not Python in line ${outcome.diagnostics.syntaxErrorLines.join(', ')}`,
    );
  }
  const reported = outcome.findings
    .filter(({ ruleId }) => ruleId === rule.id)
    .map(({ location }) => location.region.startLine);
  return {
    found: expected.filter((line) => reported.includes(line)),
    missing: expected.filter((line) => !reported.includes(line)),
    noisy: reported.filter((line, index) => !expected.includes(line) || reported.indexOf(line) !== index),
  };
}

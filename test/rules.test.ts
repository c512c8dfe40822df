// Holds every rule file to its promises: its examples, its form, its regular expressions.
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, type Analyzer } from '../src/analyze/analyze-file.ts';
import { checkNames } from '../src/analyze/checks/index.ts';
import { builtInRules, loadRules } from '../src/rules/load-rules.ts';
import { placeholdersOf } from '../src/rules/placeholders.ts';
import { judgesPrograms, type Rule } from '../src/rules/rule.ts';
import { newAnalyzer } from './support/flow-cases.ts';
import { knownCwes } from './support/cwe.ts';
import { regexBounds } from './support/regex-bounds.ts';
import { exampleCode, expectedLines, judgeExample } from './support/rule-examples.ts';

const options = { enable: [], disable: [], severity: [], preview: true, checks: checkNames, engineVersion: 'test' };
const { all, problems, flow } = await loadRules([builtInRules], options);
const named = all.map((rule): [string, Rule] => [rule.id, rule]);
const key = new TextEncoder().encode('a key for tests');
const silent = { missing: [], noisy: [] };

describe('rules/', () => {
  it('can be read without a problem', () => {
    expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(0);
  });
});

describe.each(named)('%s', (_, rule) => {
  it('has enough bad and good examples, with different names', () => {
    const { bad, good } = rule.examples;
    // A provider's secrets are tried in every syntax, too (test/secrets/provider-rules.test.ts).
    const isProviders = rule.match.kind === 'secret' && rule.match.secret.provider !== null;
    expect(bad.length).toBeGreaterThanOrEqual(isProviders ? 1 : 3);
    expect(good.length).toBeGreaterThanOrEqual(isProviders ? 2 : 3);
    const names = [...bad, ...good].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('names weaknesses that exist', () => {
    expect(rule.cwe.filter((cwe) => !knownCwes.has(Number(cwe.slice(4))))).toEqual([]);
  });

  it('has no regular expression that can be made slow', () => {
    expect(regularExpressions(rule).filter(canBeSlow)).toEqual([]);
  });
});

describe.each(named.filter(([, rule]) => !judgesPrograms(rule)))('%s', (_, rule) => {
  const analyze = createAnalyzer({ rules: [rule], key });

  it.each(rule.examples.bad.map((example) => [example.name, example] as const))('finds: %s', (_name, example) => {
    expect(expectedLines(example, exampleCode(rule, example))).not.toEqual([]);
    expect(judgeExample(rule, example, analyze)).toMatchObject(silent);
  });

  it.each(rule.examples.good.map((example) => [example.name, example] as const))('is silent: %s', (_name, example) => {
    expect(judgeExample(rule, example, analyze)).toEqual({ found: [], ...silent });
  });

  it('fills every placeholder of its message and keeps it short', () => {
    for (const example of rule.examples.bad) {
      const code = exampleCode(rule, example);
      const language = example.path.endsWith('.py') ? 'python' : 'text';
      const outcome = analyze({ path: example.path, text: code, contentHash: '', language });
      const messages = outcome.outcome === 'analyzed' ? outcome.findings.map(({ message }) => message) : [];
      for (const message of messages) {
        expect(placeholdersOf(message)).toEqual([]);
        expect(message).not.toContain('…,');
        expect(message.length).toBeLessThanOrEqual(160);
      }
    }
  });
});

describe.each(named.filter(([, rule]) => judgesPrograms(rule)))('%s', (_, rule) => {
  const analyze = oneFilePrograms(rule);

  it.each(rule.examples.bad.map((example) => [example.name, example] as const))('finds: %s', (_name, example) => {
    expect(expectedLines(example, example.code)).not.toEqual([]);
    expect(judgeExample(rule, example, analyze)).toMatchObject(silent);
  });

  it.each(rule.examples.good.map((example) => [example.name, example] as const))('is silent: %s', (_name, example) => {
    expect(judgeExample(rule, example, analyze)).toEqual({ found: [], ...silent });
  });
});

/** Judges each file as a program of its own. */
function oneFilePrograms(rule: Rule): Analyzer {
  return (file) => {
    const program = newAnalyzer({ rules: [rule], flow, key });
    program.update([file], []);
    const findings = program.analyze().files.flatMap((one) => one.findings);
    const alone = createAnalyzer({ rules: [], key })(file);
    return alone.outcome === 'analyzed' ? { ...alone, findings } : alone;
  };
}

/** Most forms of secrets have an end, and what they can cost is calculated; the others are searched for what is slow. */
function canBeSlow({ source, flags }: RegularExpression): boolean {
  const bounds = regexBounds(source);
  if (bounds && bounds.longest <= 5000 && bounds.ways <= 50_000) return false;
  return checkSync(source, flags, { timeout: 20_000 }).status === 'vulnerable';
}

interface RegularExpression {
  readonly source: string;
  readonly flags: string;
}

function regularExpressions({ match }: Rule): RegularExpression[] {
  if (match.kind === 'pattern') return patternExpressions(match.pattern);
  if (match.kind === 'setting') return patternExpressions(match.setting);
  if (match.kind !== 'secret') return [];
  const { token, precededBy, near, placeholders } = match.secret;
  const sources = [
    ...(token === null ? [] : [token]),
    ...(precededBy === null ? [] : [precededBy]),
    ...(near === null ? [] : [near.token]),
    ...placeholders.map((pattern) => `^(?:${pattern})$`), // matched whole
  ];
  return sources.map((source) => ({ source, flags: '' }));
}

/** `matches` and `text`, wherever they stand. */
function patternExpressions(node: unknown): RegularExpression[] {
  if (Array.isArray(node)) return node.flatMap(patternExpressions);
  if (typeof node !== 'object' || node === null) return [];
  const ignoreCase = 'ignoreCase' in node && node.ignoreCase === true;
  return Object.entries(node).flatMap(([name, inner]: [string, unknown]) =>
    (name === 'matches' || name === 'text') && typeof inner === 'string'
      ? [{ source: inner, flags: ignoreCase ? 'isu' : 'su' }]
      : patternExpressions(inner),
  );
}

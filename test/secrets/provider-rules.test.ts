// Every rule for a provider's secrets against every syntax that a value is written in, and against all other rules. The
// values are made from the rules' own expressions; one detector holds all rules, as in the program.
import { describe, expect, it } from 'vitest';
import { detectorOf, type SecretRuleFile } from '../support/secret-rules.ts';
import { secretSample, seededRandom } from '../support/secret-samples.ts';
import { namedSyntaxes, namelessSyntaxes, urlSyntaxes, written, type Syntax } from '../support/secret-syntaxes.ts';

const { detector, rules } = await detectorOf();
const tokenRules = rules.filter(({ secret }) => secret.token !== null);
const named = tokenRules.map((rule): [string, SecretRuleFile] => [rule.id, rule]);
const random = seededRandom(20_261_127);

/** The ids of the rules that report something, and what, as `id: value`. */
function found(path: string, text: string): string[] {
  return detector
    .detect({ path, text, language: path.endsWith('.py') ? 'python' : 'text' })
    .map(({ ruleId, start, end }) => `${ruleId}: ${text.slice(start, end)}`);
}

/** Syntaxes that a value may stand in: without a name only where it proves itself, in a URL only what needs no escapes. */
function syntaxesFor({ secret }: SecretRuleFile): Syntax[] {
  if (needsKeyword(secret)) return [...namedSyntaxes];
  const inUrl = secret.precededBy === null && !/[+/=|:]/.test(secret.token!.replaceAll('(?:', ''));
  return [...namedSyntaxes, ...namelessSyntaxes, ...(inUrl ? urlSyntaxes : [])];
}

function needsKeyword({ keywordWithin }: SecretRuleFile['secret']): boolean {
  return keywordWithin !== null;
}

describe.each(named)('%s', (id, rule) => {
  const { secret } = rule;
  /** Where a keyword must stand near, the name holds it. */
  const word = needsKeyword(secret) ? secret.keywords[0]! : '';

  it('finds its value in every syntax, and nothing else does', () => {
    const value = secretSample(secret, random);
    const wrong = syntaxesFor(rule).flatMap((syntax) => {
      const { path, text } = written(syntax, value.before + value.sample, word);
      const hits = found(path, `${text}\n${value.near}\n`);
      // Some syntaxes write it twice.
      return hits.length > 0 && hits.every((hit) => hit === `${id}: ${value.sample}`) ? [] : [{ path, text, hits }];
    });
    expect(wrong).toEqual([]);
  });

  it('makes values of which no other rule takes one', () => {
    for (let round = 0; round < 5; round++) {
      const { sample, near, before } = secretSample(secret, random);
      const { path, text } = written(['a.yaml', 'api_token: "§"'], before + sample, word);
      expect(found(path, `${text} # ${near}`)).toEqual([`${id}: ${sample}`]);
    }
  });
});

describe.each(named.filter(([, { secret }]) => needsKeyword(secret)))('%s', (id, { secret }) => {
  it('knows its value by each of its keywords', () => {
    const missed = secret.keywords.filter((keyword) => {
      const { sample, near, before } = secretSample(secret, random);
      const text = `${keyword}_token: "${before}${sample}"\n# ${near}\n`;
      return !found('a.yaml', text).includes(`${id}: ${sample}`);
    });
    expect(missed).toEqual([]);
  });
});

describe.each(named.filter(([, { secret }]) => secret.provider !== null))('%s', (_, rule) => {
  it('says whose secret it is, and where that is documented', () => {
    const { tier, documentation, shapeFrom } = rule.secret;
    expect({ tier, documentation, shapeFrom }).toEqual({
      tier: expect.stringMatching(/^[AB]$/),
      documentation: expect.stringMatching(/^https:/),
      shapeFrom: expect.any(String),
    });
    expect(rule.references).toContain(documentation);
    expect(tier === 'B' && rule.confidence === 'high').toBe(false);
  });
});

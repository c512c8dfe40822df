import { z } from 'zod';
import { categories, confidences, severities } from '../model/rule.ts';
import { secretTiers, shapeSources } from '../model/secret-rule.ts';
import { flowSchema, taintSchema } from './flow-schema.ts';
import { patternSchema } from './pattern-schema.ts';
import { settingSchema } from './setting-schema.ts';

// How rule and model files are written; rules/schema.json is made from it. Imported dynamically only: zod takes 50 ms.

const sentence = z.string().trim().min(1);
const message = sentence
  .max(120, { error: 'a sentence of at most 120 characters' })
  .regex(/^[A-Z`"'{].*[.?]$/s, { error: 'one sentence: a capital at its start, a full stop at its end' });
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)+$/, {
  error: 'words with dashes, folders with slashes: "python/passwords/hardcoded-password"',
});

const example = z.strictObject({
  name: sentence,
  code: z.string().min(1),
  path: z.string().min(1).exactOptional().describe('The file that the code stands in. Default: example.py.'),
  lines: z
    .array(z.int().min(1))
    .min(1)
    .exactOptional()
    .describe('Lines that must be reported, where a `# finding` comment can not say it.'),
});

const secret = z.strictObject({
  kind: z.string().min(1).exactOptional().describe("The word for it. Default: the id's last part."),
  provider: sentence.exactOptional().describe('Who gives such secrets out, by the name that people know.'),
  tier: z
    .enum(secretTiers)
    .exactOptional()
    .describe('A: its form proves itself; B: a keyword must stand near, and its name must promise a secret.'),
  grants: sentence
    .exactOptional()
    .describe('What one can do with it: completes "Whoever reads it can …". Instead of `why`.'),
  revoke: sentence
    .exactOptional()
    .describe('Where or how it is revoked: completes "Revoke it …". Instead of `fix`. Default: at the provider.'),
  documentation: z.url().exactOptional().describe("The provider's page about it; becomes the first reference."),
  shapeFrom: z
    .enum(shapeSources)
    .exactOptional()
    .describe("What says how it looks: the provider's documentation, its published code, or tokens that were seen."),
  keywords: z
    .array(z.string().regex(/^[^A-Z]+$/, { error: 'a keyword in lower case' }))
    .min(1)
    .describe('Lower case. One of them occurs, in any case, in every text that the rule can match (or near it).'),
  token: z.string().min(1).exactOptional().describe('Regular expression without boundaries: the engine adds them.'),
  precededBy: z
    .string()
    .min(1)
    .exactOptional()
    .describe('Regular expression for what stands directly before the token and is no part of it.'),
  structure: z.string().min(1).exactOptional().describe('A detector by name instead of `token`.'),
  keywordWithin: z.int().min(1).exactOptional().describe('A keyword must stand within so many characters.'),
  minEntropy: z.number().min(0).max(8).exactOptional().describe('Least Shannon entropy, bits a character.'),
  checksum: z.string().min(1).exactOptional().describe('A checksum that the token must satisfy.'),
  near: z
    .strictObject({ token: z.string().min(1), within: z.int().min(1) })
    .exactOptional()
    .describe('A second part that must stand close by.'),
  placeholders: z.array(z.string().min(1)).exactOptional().describe('Tokens that one of these matches whole are none.'),
  previewLength: z.int().min(0).max(4).exactOptional().describe('How many leading characters may be shown.'),
});

/** A rule file. `match` has exactly one key, which the loader checks: its words are better than the schema's. */
export const ruleSchema = z.strictObject({
  id: id.describe('Its path under rules/ without the ending.'),
  aliases: z
    .array(z.string().regex(/^[A-Z]{2,3}\d{3}[a-z]?$/, { error: 'a short name such as PW001' }))
    .min(1)
    .exactOptional(),
  title: sentence.max(80),
  severity: z.enum(severities),
  confidence: z.enum(confidences).exactOptional().describe('Secrets of tier A: high, of tier B: medium, unless given.'),
  category: z.enum(categories),
  cwe: z
    .array(z.string().regex(/^CWE-[1-9]\d*$/, { error: 'a CWE such as CWE-259' }))
    .min(1)
    .exactOptional()
    .describe('The primary one first. Secrets: CWE-798 unless given.'),
  asvs: z
    .array(z.string().regex(/^\d+\.\d+\.\d+$/, { error: 'a requirement of OWASP ASVS 5.0 such as "11.4.2"' }))
    .exactOptional()
    .describe('Requirements of OWASP ASVS 5.0.'),
  message: message
    .exactOptional()
    .describe('What is wrong, one sentence; {name} stands for a capture. Secrets: made of the title unless given.'),
  why: sentence.exactOptional().describe('Why it matters. Secrets: made of `grants` unless given.'),
  fix: sentence.exactOptional().describe('What to do. Secrets: made of `provider` and `revoke` unless given.'),
  match: z.strictObject({
    pattern: patternSchema.exactOptional(),
    secret: secret.exactOptional(),
    taint: taintSchema.exactOptional(),
    setting: settingSchema.exactOptional(),
    check: z.string().min(1).exactOptional().describe('A file in src/analyze/checks/.'),
  }),
  references: z.array(z.url()).min(1).exactOptional().describe('Primary sources.'),
  examples: z.strictObject({
    bad: z.array(example).exactOptional(),
    good: z.array(example).exactOptional(),
  }),
  status: z.literal('preview').exactOptional().describe('In use only with `rules: {preview: true}`.'),
});
export type RuleFile = z.infer<typeof ruleSchema>;
export type SecretFile = z.infer<typeof secret>;

/** A model file: named sets that patterns refer to as `$name`, and what libraries do with data. */
export const modelSchema = z.strictObject({
  about: sentence.describe('What the file models.'),
  sets: z
    .record(
      z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a name such as "weak-hashes"' }),
      z.strictObject({
        about: sentence.describe('What its members have in common, one line.'),
        apis: z
          .array(z.union([z.string().min(1), z.strictObject({ api: z.string().min(1), argument: z.string().min(1) })]))
          .min(1)
          .exactOptional()
          .describe('Dotted API names, globs, other sets; with the argument (`1|name`) that `$` stands for.'),
        words: z.array(z.string().min(1)).min(1).exactOptional().describe('Words: method names, algorithm names, ….'),
      }),
    )
    .exactOptional(),
  flow: flowSchema.exactOptional().describe('Where data comes from, where it must not arrive, how calls pass it on.'),
});

/** The JSON Schema of rule files, for editors. */
export function ruleJsonSchema(): object {
  return { ...z.toJSONSchema(ruleSchema, { io: 'input' }), title: 'Tocsin rule' };
}

/** The JSON Schema of model files. */
export function modelJsonSchema(): object {
  return { ...z.toJSONSchema(modelSchema, { io: 'input' }), title: 'Tocsin model' };
}

import { z } from 'zod';
import { confidences } from '../model/rule.ts';
import { environments, settingOrigins, settingPlaces, type SettingCondition } from './setting.ts';

// How `match: setting:` is written. Imported dynamically only, as the rest of the schema is.

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const keys = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe('Keys as they are written, with `*` and `{a,b}`; `password-kind` and `secret-kind`.');

// Recursive: read when the first rule is validated.
const condition: z.ZodType<SettingCondition> = z.lazy(() => z.union([scalar, z.array(scalar).min(1), conditions]));

const conditions = z.strictObject({
  matches: z.string().min(1).exactOptional().describe('A regular expression that the text contains a match of.'),
  ignoreCase: z.boolean().exactOptional().describe('For `matches`.'),
  above: z.number().exactOptional().describe('A number greater than this; of a timedelta, its seconds.'),
  below: z.number().exactOptional().describe('A number smaller than this.'),
  truthy: z.boolean().exactOptional().describe('What is taken as true (or as false); in files also yes, on and 1.'),
  empty: z.boolean().exactOptional().describe('An empty text, list or dict.'),
  text: z.boolean().exactOptional().describe('A text that is known.'),
  credential: z
    .enum(['likely', 'possible'])
    .exactOptional()
    .describe('A text that, under this name, is a password or key; or that may be one.'),
  wellKnown: z.boolean().exactOptional().describe('A password that is tried first: `postgres`, `admin`, `changeme`.'),
  first: condition.exactOptional().describe('The first element of a list.'),
  element: condition.exactOptional().describe('Some element of a list.'),
  lacks: condition.exactOptional().describe('No element of a list whose elements are all known.'),
  entries: z.record(z.string(), condition).exactOptional().describe('Entries of a dict by constant key.'),
  not: condition.exactOptional(),
});

const shape = z.strictObject({
  key: keys,
  of: z.array(z.enum(settingOrigins)).min(1).exactOptional().describe('Who reads it. Default: anybody.'),
  environment: z
    .array(z.enum(environments))
    .min(1)
    .exactOptional()
    .describe('What it is for. Default: all, with less confidence in those of development, tests and examples.'),
  value: condition.exactOptional(),
  missingBeside: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .exactOptional()
    .describe('Instead of `value`: the key is nowhere set, and one of these is; there it is reported.'),
  with: z.record(z.string(), condition).exactOptional().describe('Other keys of the same settings, by exact name.'),
  confidence: z.enum(confidences).exactOptional().describe("Instead of the rule's."),
  message: z.string().max(120).exactOptional().describe("Instead of the rule's."),
});

/** `match: setting:` of a rule file. */
export const settingSchema = z.strictObject({
  in: z.enum(settingPlaces).describe('Settings of Python programs, or configuration files.'),
  any: z.array(shape).min(1).describe('What is reported: settings that one of these shapes matches.'),
});
export type SettingFile = z.infer<typeof settingSchema>;

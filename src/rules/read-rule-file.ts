// One rule or model file → its content by the schema. What was compiled when the program was built is taken from there;
// zod and yaml (180 ms) are loaded only where a file must be read.
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { ValuePath } from '../config/value-path.ts';
import type { YamlSource } from '../config/yaml-source.ts';
import { errorMessage } from '../model/errors.ts';
import { hashOf, type CompiledFiles } from './compiled-files.ts';
import type { RuleProblem } from './rule.ts';
import type { modelSchema, ruleSchema } from './schema.ts';
import type { JsonSchema } from './schema-keys.ts';

interface Content<T> {
  readonly file: string;
  /** `hashOf` its text. */
  readonly hash: string;
  readonly data: T;
  /** The text as YAML, which knows where each part stands. */
  readonly source: () => Promise<YamlSource>;
}

export type RuleContent = Content<z.infer<typeof ruleSchema>>;
export type ModelContent = Content<z.infer<typeof modelSchema>>;

/** What is wrong with the meaning of a file that its schema takes. */
export interface Complaint {
  readonly content: Content<unknown>;
  readonly path: ValuePath;
  readonly message: string;
  /** The key of the path is wrong, not its value. Default: false. */
  readonly onKey?: boolean;
}

/** Null where the file has no content that could be used, which is told. */
export async function readRuleFile(
  file: string,
  compiled: CompiledFiles,
  problems: RuleProblem[],
): Promise<RuleContent | null> {
  return await read('rule', file, ruleSchemas, compiled, problems);
}

/** Null where the file has no content that could be used, which is told. */
export async function readModelFile(
  file: string,
  compiled: CompiledFiles,
  problems: RuleProblem[],
): Promise<ModelContent | null> {
  return await read('model', file, modelSchemas, compiled, problems);
}

interface Schemas<T> {
  readonly schema: z.ZodType<T>;
  readonly json: () => object;
}

async function ruleSchemas(): Promise<Schemas<RuleContent['data']>> {
  const { ruleSchema, ruleJsonSchema } = await import('./schema.ts');
  return { schema: ruleSchema, json: ruleJsonSchema };
}

async function modelSchemas(): Promise<Schemas<ModelContent['data']>> {
  const { modelSchema, modelJsonSchema } = await import('./schema.ts');
  return { schema: modelSchema, json: modelJsonSchema };
}

async function read<T>(
  kind: 'rule' | 'model',
  file: string,
  schemas: () => Promise<Schemas<T>>,
  compiled: CompiledFiles,
  problems: RuleProblem[],
): Promise<Content<T> | null> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    problems.push({ file, line: 1, column: 1, message: `The file can't be read: ${errorMessage(error)}` });
    return null;
  }
  const hash = hashOf(kind, text);
  const parse = async (): Promise<YamlSource> => (await import('../config/yaml-source.ts')).parseYaml(file, text);
  const known = compiled[hash];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema took the same text when it was compiled
  if (known !== undefined) return { file, hash, data: known as T, source: parse };

  const source = await parse();
  if (source.problems.length > 0) {
    problems.push(...source.problems.slice(0, 1)); // the others follow from the first
    return null;
  }
  const { schema, json } = await schemas();
  const parsed = schema.safeParse(source.value ?? {});
  if (parsed.success) return { file, hash, data: parsed.data, source: () => Promise.resolve(source) };
  const { explainIssue } = await import('./explain-issue.ts');
  const jsonSchema = json() as JsonSchema;
  problems.push(...parsed.error.issues.flatMap((issue) => explainIssue(file, issue, source, jsonSchema)));
  return null;
}

/** Finds out where complaints stand. */
export async function placed(complaints: readonly Complaint[]): Promise<RuleProblem[]> {
  return await Promise.all(
    complaints.map(async ({ content, path, message, onKey }) => {
      const source = await content.source();
      const place = onKey === true ? source.positionOfKey(path) : source.positionOf(path);
      return { file: content.file, ...place, message };
    }),
  );
}

import { ruleJsonSchema } from '../src/rules/schema.ts';

/** rules/schema.json: what editors complete and check rule files with. */
export function ruleSchemaFile(): string {
  return `${JSON.stringify(ruleJsonSchema(), null, 2)}\n`;
}

import type { ValuePath } from '../config/value-path.ts';

/** As much of JSON Schema as the rule files' own uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: boolean | JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
}

/** The keys that may stand at `path` of a document with this schema. */
export function keysAt(schema: JsonSchema, path: ValuePath): string[] {
  let nodes = alternatives([schema], schema);
  for (const step of path) {
    const children = nodes.flatMap(({ properties, additionalProperties, items, prefixItems }) =>
      typeof step === 'number' ? [prefixItems?.[step], items] : [properties?.[String(step)] ?? additionalProperties],
    );
    nodes = alternatives(
      children.filter((child) => typeof child === 'object'),
      schema,
    );
  }
  return [...new Set(nodes.flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

/** The nodes with references followed and unions opened; each once, as schemas may be recursive. */
function alternatives(nodes: readonly JsonSchema[], root: JsonSchema): JsonSchema[] {
  const seen = new Set<JsonSchema>();
  const queue = [...nodes];
  for (const node of queue) {
    if (seen.has(node)) continue;
    seen.add(node);
    queue.push(...(node.anyOf ?? []), ...(node.allOf ?? []));
    const referred = node.$ref === '#' ? root : root.$defs?.[node.$ref?.replace('#/$defs/', '') ?? ''];
    if (referred) queue.push(referred);
  }
  return [...seen];
}

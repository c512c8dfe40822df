import type { ValuePath } from './value-path.ts';

// The configuration's JSON Schema read as a tree of keys: which there are at a place, and where one belongs.

/** As much of JSON Schema as the configuration's own uses. */
export interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly additionalProperties?: boolean | SchemaNode;
}

/** Every key with its dotted path, parents before children; `[]` stands for each entry of a list. */
export function schemaKeys(schema: SchemaNode, prefix = ''): { readonly path: string; readonly node: SchemaNode }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, node]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [{ path, node }, ...schemaKeys(node, path), ...(node.items ? schemaKeys(node.items, `${path}[]`) : [])];
  });
}

/** The names that may stand at `path`. */
export function keysAt(schema: SchemaNode, path: ValuePath): string[] {
  let node: SchemaNode | undefined = schema;
  for (const step of path) node = typeof step === 'number' ? node?.items : node?.properties?.[String(step)];
  return Object.keys(node?.properties ?? {});
}

/**
 * The same data without keys that have no value (`limits:` with only comments below it): such a key means its default.
 * Only keys that the schema knows are dropped, so that a misspelt one is still told.
 */
export function dropEmptyKeys(value: unknown, schema: SchemaNode | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry) => dropEmptyKeys(entry, schema?.items));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== null || !Object.hasOwn(schema?.properties ?? {}, key))
      .map(([key, inner]) => [key, dropEmptyKeys(inner, schema?.properties?.[key])]),
  );
}

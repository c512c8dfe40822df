import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Config } from '../../src/config/config.ts';
import { loadConfig, type ConfigOutcome } from '../../src/config/load-config.ts';
import { schemaKeys, type SchemaNode } from '../../src/config/schema-shape.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { environment } from './environment.ts';

const example = readFileSync(new URL('../../config.example.yaml', import.meta.url), 'utf8');

function configOf(outcome: ConfigOutcome): Config {
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome.config;
}

describe('config.example.yaml', () => {
  it('gives every setting its default', async () => {
    const file = `${environment.cwd}/config.yaml`;
    expect(configOf(await loadConfig(file, example, environment))).toEqual(
      configOf(await loadConfig(file, '', environment)),
    );
  });

  it('holds every key', () => {
    const keys = schemaKeys(configJsonSchema() as SchemaNode).map(({ path }) => path.replaceAll('[]', '[0]'));
    expect(keys.length).toBeGreaterThan(30);
    expect(keysIn(parse(example), '')).toEqual(keys);
  });
});

describe('configJsonSchema', () => {
  it('describes every key', () => {
    const silent = schemaKeys(configJsonSchema() as SchemaNode).filter(({ node }) => !node.description?.endsWith('.'));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it('allows no others', () => {
    expect(configJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
      properties: { log: { additionalProperties: false } },
    });
  });
});

function keysIn(value: unknown, prefix: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (Array.isArray(value)) return keysIn(inner, `${prefix}[${key}]`);
    const path = prefix === '' ? key : `${prefix}.${key}`;
    return [path, ...keysIn(inner, path)];
  });
}

import type { z } from 'zod';
import { nearestWord } from './nearest-word.ts';
import type { ConfigProblem } from './problem.ts';
import { keysAt, schemaKeys, type SchemaNode } from './schema-shape.ts';
import { dotted, type ValuePath } from './value-path.ts';
import type { YamlSource } from './yaml-source.ts';

// What the schema found wrong, in plain words and with its place in the file.

type Issue = z.core.$ZodIssue;

const plainTypes: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

/** What was expected, for issues whose schema does not say it itself. */
export const expectation: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type') return plainTypes[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return undefined;
};

/** One issue as one problem, or several where it names several keys. */
export function explainIssue(file: string, issue: Issue, source: YamlSource, schema: SchemaNode): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      ...source.positionOfKey([...issue.path, key]),
      message: `Unknown key "${key}"${suggestion(key, issue.path, schema)}`,
    }));
  }
  const place = dotted(issue.path);
  const found = source.nameOf(issue.path);
  const message =
    found === 'nothing' && issue.path.length > 0
      ? `${place} is missing: expected ${issue.message}`
      : `${place === '' ? '' : `${place}: `}expected ${issue.message}, got ${found}${nearestValue(issue, source)}`;
  return [{ file, ...source.positionOf(issue.path), message: place === '' ? capitalized(message) : message }];
}

function suggestion(key: string, path: ValuePath, schema: SchemaNode): string {
  const here = keysAt(schema, path);
  const near = nearestWord(key, here);
  if (near !== null) return ` — did you mean "${near}"?`;
  const elsewhere = schemaKeys(schema).find((known) => known.path.endsWith(`.${key}`));
  if (elsewhere) return ` — it belongs under "${elsewhere.path.slice(0, -key.length - 1)}"`;
  return here.length > 0 ? ` — known here: ${here.join(', ')}` : '';
}

function nearestValue(issue: Issue, source: YamlSource): string {
  if (issue.code !== 'invalid_value') return '';
  const word = /^"(.*)"$/.exec(source.nameOf(issue.path))?.[1];
  const near = word === undefined ? null : nearestWord(word, issue.values.map(String));
  return near === null ? '' : ` — did you mean "${near}"?`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

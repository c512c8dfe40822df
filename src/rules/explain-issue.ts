import type { z } from 'zod';
import { nearestWord } from '../config/nearest-word.ts';
import { dotted, type ValuePath } from '../config/value-path.ts';
import type { YamlSource } from '../config/yaml-source.ts';
import type { RuleProblem } from './rule.ts';
import { keysAt, type JsonSchema } from './schema-keys.ts';

// What the schema found wrong in a rule file, in plain words and with its place. Differs from the configuration's in
// that the pattern language is made of unions: the branch that the author meant is explained, not all of them.

type Issue = z.core.$ZodIssue;

/** One issue as problems of the file, one for each key where it names several. */
export function explainIssue(file: string, issue: Issue, source: YamlSource, schema: JsonSchema): RuleProblem[] {
  const meant = meantIssue(issue, []);
  const { path } = meant;
  if (meant.issue.code === 'unrecognized_keys') {
    return meant.issue.keys.map((key) => ({
      file,
      ...source.positionOfKey([...path, key]),
      message: unknownKey(key, path, schema),
    }));
  }
  const found = source.nameOf(path);
  const place = dotted(path);
  const message =
    found === 'nothing' && !present(source, path)
      ? `${place} is missing`
      : `${place === '' ? 'The file' : place}: ${lowerFirst(meant.issue.message)}${nearestValue(meant.issue, found)}`;
  return [{ file, ...source.positionOf(path), message }];
}

function unknownKey(key: string, path: ValuePath, schema: JsonSchema): string {
  const known = keysAt(schema, path);
  const near = nearestWord(key, known);
  return `Unknown key "${key}" — ${near === null ? `known here: ${known.join(', ')}` : `did you mean "${near}"?`}`;
}

/**
 * Of a union's branches, the one that understood most: whose first mistake lies deepest, or is an unknown key (it took
 * the value for an object, as the author did).
 */
function meantIssue(issue: Issue, base: ValuePath): { readonly issue: Issue; readonly path: ValuePath } {
  const path = [...base, ...issue.path];
  if (issue.code !== 'invalid_union') return { issue, path };
  const branches = issue.errors
    .flatMap((issues) => issues.slice(0, 1))
    .map((inner) => meantIssue(inner, path))
    .filter(({ issue: inner, path: place }) => place.length > path.length || inner.code !== 'invalid_type');
  return (
    branches.toSorted((a, b) => b.path.length - a.path.length)[0] ?? {
      issue: { ...issue, message: 'no value of this kind can stand here' },
      path,
    }
  );
}

function present(source: YamlSource, path: ValuePath): boolean {
  let value: unknown = source.value;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false;
    value = Reflect.get(value, step);
  }
  return true;
}

function nearestValue(issue: Issue, found: string): string {
  if (issue.code !== 'invalid_value') return '';
  const near = nearestWord(found.replaceAll('"', ''), issue.values.map(String));
  return near === null ? '' : ` — did you mean "${near}"?`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

import type { Call, Expr } from '../python/ir.ts';
import type { ModuleTree } from './module-tree.ts';

// The two ways in which a text has fields: `"%s" % x` and `"{}".format(x)`. Which value each field is filled with.

/** What stands in a field's place: a text that is known, the value's expression, or null for a number in digits. */
export type Field = (field: string) => string | Expr | null;

/** What a `%` format's fields are, and what the right operand fills them with, in order. */
export function percent(values: Expr, tree: ModuleTree): readonly [RegExp, Field] {
  const form = /%%|%(?:\(\w*\))?[-#0 +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[diouxXeEfFgGcrsab]/g;
  let next = 0;
  return [
    form,
    (field) => {
      if (field === '%%') return '%';
      const position = next++;
      if (/[diouxXeEfFgG]$/.test(field)) return null;
      const key = /^%\((\w*)\)/.exec(field)?.[1];
      if (key !== undefined) return valueOfKey(values, key, tree) ?? values;
      if (values.kind !== 'Tuple' || values.elements.some(({ kind }) => kind === 'Starred')) return values;
      return values.elements[position] ?? values;
    },
  ];
}

function valueOfKey(values: Expr, key: string, tree: ModuleTree): Expr | undefined {
  if (values.kind !== 'Dict') return undefined;
  return values.entries.findLast((entry) => entry.key !== null && tree.constantText(entry.key) === key)?.value;
}

/** What the fields of `text.format(…)` are, and what its arguments fill them with, in order. */
export function braces(call: Call): readonly [RegExp, Field] {
  const form = /\{\{|\}\}|\{[^{}]*\}/g;
  let next = 0;
  return [
    form,
    (field) => {
      if (field === '{{' || field === '}}') return field[0]!;
      if (/:[^}]*[bdoxXeEfFgGn%]\}$/.test(field)) {
        if (/^\{[:!]/.test(field)) next++;
        return null;
      }
      const name = /^\{(\w*)/.exec(field)?.[1] ?? '';
      const position = name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : null;
      const given =
        position === null ? call.keywords.find((keyword) => keyword.name === name)?.value : call.args[position];
      // Behind stars nobody knows which is which: any of them. Where there is none, Python raises.
      const spread =
        call.args.find(({ kind }) => kind === 'Starred') ?? call.keywords.find((one) => one.name === null)?.value;
      return given ?? spread ?? null;
    },
  ];
}

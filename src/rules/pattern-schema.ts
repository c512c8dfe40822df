import { z } from 'zod';
import { confidences } from '../model/rule.ts';
import {
  bindingPlaces,
  valueTypes,
  type ApiPattern,
  type BindingPattern,
  type ContextPattern,
  type PatternMatcher,
  type Shape,
  type ValueConditions,
  type ValuePattern,
} from './pattern.ts';

// How `match: pattern:` is written. The descriptions become the tool tips of editors through rules/schema.json.

const word = z.string().min(1);
const number = z.number();
const flag = z.boolean();

/** One entry or a list of them. */
function oneOrMore<T extends z.ZodType>(entry: T) {
  return z.union([entry, z.array(entry).min(1)]);
}

const scalar = z.union([z.string(), number, flag, z.null()]);
const captureName = z.string().regex(/^[a-z][a-zA-Z]*$/, { error: 'a name such as "algorithm"' });

// Recursive: read when the first rule is validated.
const value: z.ZodType<ValuePattern> = z.lazy(() => z.union([scalar, z.array(scalar).min(1), valueObject]));
const values = z.array(value).min(1);

const api: z.ZodType<ApiPattern> = z.union([word, z.strictObject({ api: word, argument: word })]);
const names = oneOrMore(word);
const limits = z.strictObject({ above: number.exactOptional(), below: number.exactOptional() });

const compare = z.strictObject({
  operators: oneOrMore(z.enum(['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'])).exactOptional(),
  sides: z.tuple([value, value]).exactOptional(),
  left: value.exactOptional(),
  right: value.exactOptional(),
});

const valueShape = {
  is: scalar.exactOptional().describe('The constant itself.'),
  in: z.array(scalar).min(1).exactOptional().describe('One of these constants, or of the words of a `$set`.'),
  matches: word.exactOptional().describe('A regular expression that the constant text contains a match of.'),
  ignoreCase: flag.exactOptional().describe('For `is`, `in`, `matches` and `text`.'),
  above: number.exactOptional().describe('A constant number greater than this.'),
  below: number.exactOptional().describe('A constant number smaller than this.'),
  bits: number.exactOptional().describe('A constant whole number with at least one of these bits set.'),
  length: limits.exactOptional().describe('The length of a constant text or bytes.'),
  truthy: flag.exactOptional().describe('A constant that Python takes as true (or as false).'),
  empty: flag.exactOptional().describe('An empty text, bytes or collection.'),
  constant: flag.exactOptional().describe('Whether the value is known, for collections in all parts.'),
  credential: flag
    .exactOptional()
    .describe('A constant text that reads like a password, not like prose or a placeholder.'),
  absent: flag.exactOptional().describe('Whether the argument is not given.'),
  type: oneOrMore(z.enum(valueTypes)).exactOptional().describe('What kind of value or expression it is.'),
  text: word
    .exactOptional()
    .describe('A regular expression over the text that is put together, unknown parts as `{}`.'),
  interpolated: flag.exactOptional().describe('Text put together from parts that are not all constants or numbers.'),
  parts: value
    .exactOptional()
    .describe('Every part of the text that is not constant; of what is not put together, the whole.'),
  api: names.exactOptional().describe('A reference (not a call) to an API with this dotted name.'),
  named: names
    .exactOptional()
    .describe('The name of the expression: `password-kind`, `secret-kind` or globs over words_in_snake_case.'),
  call: oneOrMore(api).exactOptional().describe('A call of an API with this dotted name; globs; `$set` of a model.'),
  method: names.exactOptional().describe('A call of a method by this name on a receiver whose type is not known.'),
  arguments: z
    .record(
      z.string().regex(/^(\$|\*|\d+(\|\w+)*|[A-Za-z_]\w*(\|\w+)*)$/, {
        error: '"1|name" (position and keyword), "name", "*" (any argument) or "$" (the one that the model names)',
      }),
      value,
    )
    .exactOptional()
    .describe('Arguments of the call by position and keyword.'),
  receiver: value.exactOptional().describe('What stands before the last dot, or before the brackets.'),
  index: value.exactOptional().describe('What stands in the brackets of a subscript.'),
  element: value.exactOptional().describe('Some element of a list, tuple or set display.'),
  elements: z
    .record(z.string().regex(/^[1-9]\d*$/, { error: 'a place counted from 1' }), value)
    .exactOptional()
    .describe('Elements of a list or tuple display by their place, counted from 1.'),
  entries: z
    .record(z.string(), value)
    .exactOptional()
    .describe('Entries of a dict display or `dict(…)` by constant key.'),
  compare: compare.exactOptional().describe('A comparison.'),
  same: captureName.exactOptional().describe('Spelled like what was captured under this name.'),
  contains: value.exactOptional().describe('The expression or some part of it.'),
  origin: value
    .exactOptional()
    .describe('The expression or, through variables that are assigned once, what it comes from.'),
  hole: z
    .strictObject({ after: word, value })
    .exactOptional()
    .describe('An unknown part of a text, before which the text matches this.'),
  byDefault: value.exactOptional().describe('A parameter that is worth so where the caller gives nothing.'),
  derivedFrom: value.exactOptional().describe('Some part of the expression or of what it comes from.'),
  not: value.exactOptional(),
  any: values.exactOptional(),
  all: values.exactOptional(),
  as: captureName.exactOptional().describe('Captures the expression under this name.'),
};

const valueObject: z.ZodType<ValueConditions> = z.strictObject(valueShape);

const binding: z.ZodType<BindingPattern> = z.strictObject({
  named: names.exactOptional().describe('The name: `password-kind`, `secret-kind` or globs over words_in_snake_case.'),
  target: value.exactOptional().describe('The target as an expression, for assignments, attributes and items.'),
  value: value.exactOptional(),
  in: oneOrMore(z.enum(bindingPlaces)).exactOptional().describe('Default: all but `comparison` and `fallback`.'),
  reassigned: flag.exactOptional().describe('Whether the same target is also given a value elsewhere in the file.'),
});

const context: z.ZodType<ContextPattern> = z.strictObject({
  function: z.union([flag, names]).exactOptional().describe('Name of the innermost function; true: any.'),
  class: z.union([flag, names]).exactOptional().describe('Name of an enclosing class; true: any.'),
  handler: flag.exactOptional().describe('In an `except` of the same function.'),
  test: flag.exactOptional().describe('In a function or class that a test runner would run.'),
  decoratedBy: names.exactOptional().describe('API names of decorators of an enclosing function or class.'),
  call: oneOrMore(api).exactOptional().describe('In an argument of such a call.'),
  givenTo: names.exactOptional().describe('In the value that is given to such a name.'),
  with: value.exactOptional().describe('In the body of a `with` of such an expression.'),
  branchOf: value.exactOptional().describe('In a branch of an `if`, `while` or conditional with such a test.'),
  condition: flag.exactOptional().describe('In the test of an `if`, `while`, `assert`, conditional or comprehension.'),
  discarded: flag.exactOptional().describe('A statement of its own, whose value nobody uses.'),
});

const file = z.strictObject({
  imports: names.exactOptional().describe('The file imports one of these modules.'),
  path: names.exactOptional().describe("Globs of the file's path."),
});

const shape: z.ZodType<Shape> = z.strictObject({
  ...valueShape,
  binding: binding.exactOptional().describe('A value that is given to a name, in whatever syntax.'),
  raise: z
    .strictObject({ exception: value.exactOptional(), cause: value.exactOptional() })
    .exactOptional()
    .describe('A raise statement.'),
  assert: z
    .strictObject({ test: value.exactOptional(), message: value.exactOptional() })
    .exactOptional()
    .describe('An assert statement.'),
  return: value.exactOptional().describe('A return statement of such a value.'),
  import: names.exactOptional().describe('An import of one of these modules or names.'),
  decorator: value.exactOptional().describe('A decorator.'),
  inside: context.exactOptional(),
  notInside: context.exactOptional(),
  scopeHas: value.exactOptional().describe('The same function (or module) has such an expression.'),
  scopeLacks: value.exactOptional().describe('The same function (or module) has no such expression.'),
  file: file.exactOptional(),
  at: captureName.exactOptional().describe('The capture whose place is reported. Default: the whole node.'),
  confidence: z.enum(confidences).exactOptional().describe("Instead of the rule's."),
  message: z.string().max(120).exactOptional().describe("Instead of the rule's."),
});

/** `match: pattern:` of a rule file. */
export const patternSchema: z.ZodType<PatternMatcher> = z.strictObject({
  any: z.array(shape).min(1).describe('What is reported: nodes that one of these shapes matches.'),
  unless: z.array(shape).min(1).exactOptional().describe('Nodes that one of these matches too are not reported.'),
});

import { z } from 'zod';
import { allSinkKinds, sinkKinds, sourceKinds } from '../model/flow-kinds.ts';

// How the `flow:` part of a model file and the `taint:` of a rule are written; src/rules/compile-flow.ts makes a FlowModel
// of the one. Imported dynamically only, as the rest of the schema is.

const text = z.string().min(1);
const oneOrMore = z.union([text, z.array(text).min(1)]);
const api = oneOrMore.describe('API names: `a.{b,c}` for several, `*.b` for any object, `$set` for those of a set.');
const sinkKind = z.enum(allSinkKinds);
const protectedKind = z.enum(sinkKinds);
const argument = text.describe(
  '`1|name`: by position or keyword; `1`; `name`; `0`: the object of the method; `*`: any; `**`: names that are spread as keywords.',
);
const constant = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const conditions = z
  .record(argument, z.union([constant, z.array(constant).min(1)]))
  .describe('Arguments that must be one of these constants; null: absent or not constant.');
const protects = z
  .union([z.enum(['all', 'number']), z.array(protectedKind).min(1)])
  .describe('Sink kinds that the value is safe for; `all`; or `number`: all but `size`.');

const source = z.strictObject({
  kind: z.enum(sourceKinds),
  api,
  what: text.describe('Words for the evidence: "the query string".'),
  keys: text
    .exactOptional()
    .describe('Of a mapping: a regular expression for the keys that outsiders fill. Default: all.'),
  fields: z.boolean().exactOptional().describe('It holds what the fields of its class let pass. Default: false.'),
});

const entryPoint = z.strictObject({
  decorator: api.exactOptional().describe('Functions with this decorator.'),
  call: api.exactOptional().describe('Functions that are handed over by such a call.'),
  handler: argument.exactOptional().describe('Of `call`: which argument is the function. Default: `1`.'),
  route: argument.exactOptional().describe('Of `call`: which argument is the pattern of the route.'),
  base: api.exactOptional().describe('Methods of classes with this base.'),
  methods: oneOrMore
    .exactOptional()
    .describe('Names of the methods (with `base`) or functions; `validate_*` for all that begin so.'),
  when: conditions.exactOptional(),
  answers: api.exactOptional().describe('Functions that return what such a call gives.'),
  signature: z.array(text).min(1).exactOptional().describe('Names that its first parameters must have.'),
  imports: oneOrMore.exactOptional().describe('The module must import one of these packages.'),
  parameters: z.enum(sourceKinds).exactOptional().describe('What its parameters hold.'),
  objects: z
    .record(text, text)
    .exactOptional()
    .describe('Parameters that are objects of the framework: name → API name.'),
  first: text.exactOptional().describe('API name of the first parameter after self, whatever its name.'),
  returns: z.array(sinkKind).min(1).exactOptional().describe('Sink kinds of what it returns.'),
});

const sink = z.strictObject({
  kind: sinkKind,
  api,
  argument: z
    .union([argument, z.array(argument).min(1)])
    .exactOptional()
    .describe('Where it must not arrive. Members of a set that name an argument of their own need none here.'),
  when: conditions.exactOptional(),
  unless: conditions.exactOptional(),
});

const sanitizer = z.strictObject({ api, protects, when: conditions.exactOptional() });

const guard = z.strictObject({
  api,
  argument: argument.exactOptional().describe('What is checked. Default: `1`.'),
  protects,
  holds: z.boolean().exactOptional().describe('The answer that means safe. Default: true.'),
  raises: z.boolean().exactOptional().describe('It raises where the argument is bad. Default: false.'),
});

const alias = z.strictObject({
  api: api.describe(
    'API names, as everywhere; `a.b.*` for all members that no model names, `a.b.*()` for what they give.',
  ),
  when: conditions.exactOptional(),
  is: text.describe('The API name that its value has.'),
});

const nameGuess = z.strictObject({
  names: oneOrMore.describe('Names of variables.'),
  imports: oneOrMore.exactOptional().describe('The module must import one of these packages.'),
  is: text.describe('The API name of what such a variable most likely holds.'),
});

const step = z.strictObject({
  api,
  from: z.array(argument).describe('Arguments whose text the result holds; empty: none.'),
  decodes: z.boolean().exactOptional().describe('It undoes an encoding, and with it what protected. Default: false.'),
  fields: z.boolean().exactOptional().describe('It gives what the fields of its class let pass. Default: false.'),
});

const end = z.strictObject({ api });

/** What a model file says of the ways of data. */
export const flowSchema = z.strictObject({
  sources: z.array(source).min(1).exactOptional(),
  entryPoints: z.array(entryPoint).min(1).exactOptional(),
  sinks: z.array(sink).min(1).exactOptional(),
  sanitizers: z.array(sanitizer).min(1).exactOptional(),
  guards: z.array(guard).min(1).exactOptional(),
  aliases: z.array(alias).min(1).exactOptional(),
  nameGuesses: z.array(nameGuess).min(1).exactOptional(),
  steps: z.array(step).min(1).exactOptional(),
  neverReturns: z.array(end).min(1).exactOptional().describe('Calls that raise or leave the program.'),
  ownHosts: z.array(end).min(1).exactOptional().describe('Sources that name the server itself.'),
});
export type FlowFile = z.infer<typeof flowSchema>;

/** `match: taint:` of a rule file. */
export const taintSchema = z.strictObject({
  sources: z.array(z.enum(sourceKinds)).min(1).describe('What flows.'),
  sinks: z.array(sinkKind).min(1).describe('Where it must not arrive as it came.'),
});

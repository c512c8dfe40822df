// What click makes of the options and arguments of a command, by the decorators that declare them, and Django of those of
// its commands, by the calls in `add_arguments`: numbers, choices, flags.
import type { Call, Expr } from '../python/ir.ts';
import { visitModule } from '../python/walk.ts';
import { promisedType } from './annotations.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import type { FunctionInfo } from './linked-module.ts';
import { allKinds, type Kinds } from './kinds.ts';

/** By parameter: for which kinds of sink what somebody types is harmless. */
export function clickOptions(frame: Frame, fn: FunctionInfo): ReadonlyMap<string, Kinds> {
  const safe = new Map<string, Kinds>();
  for (const decorator of fn.decorators) {
    if (decorator.kind !== 'Call' || !/^(option|argument)$/.test(memberOf(decorator.func))) continue;
    const name = parameterOf(decorator);
    if (name !== null) safe.set(name, protectionOf(frame, decorator));
  }
  return safe;
}

/** Of what `parser.add_argument(…)` declares in a method, by name: for which kinds of sink it is harmless. */
export function declaredArguments(frame: Frame, { node, module }: FunctionInfo): ReadonlyMap<string, Kinds> {
  const safe = new Map<string, Kinds>();
  if (node.kind === 'Lambda') return safe;
  const inside: Frame = { ...frame, module, fn: null, isModuleBody: false, closure: null, env: frame.env.enter() };
  visitModule(node.body, {
    expression(expr) {
      if (expr.kind !== 'Call' || memberOf(expr.func) !== 'add_argument') return;
      const name = parameterOf(expr);
      if (name !== null) safe.set(name, protectionOf(inside, expr));
    },
  });
  return safe;
}

/** `--dry-run` is given as `dry_run`; a name without dashes says another one. */
function parameterOf({ args }: Call): string | null {
  const texts = args.flatMap((arg) =>
    arg.kind === 'Constant' && arg.value.type === 'string' ? [arg.value.value] : [],
  );
  const own = texts.find((text) => /^\w/.test(text));
  const long = texts.toSorted((a, b) => b.length - a.length)[0];
  const name = own ?? long?.replace(/^-+/, '').split('/', 1)[0];
  return name === undefined ? null : name.replaceAll('-', '_').toLowerCase();
}

const harmlessTypes = /^click\.((types\.)?(Choice|IntRange|FloatRange|DateTime)\(\)|INT|FLOAT|BOOL|UUID)$/;

function protectionOf(frame: Frame, { keywords }: Call): Kinds {
  const given = (name: string): Expr | null => keywords.find((one) => one.name === name)?.value ?? null;
  const [choices, action] = [given('choices'), given('action')];
  if (choices !== null && /^(List|Tuple|Set|Dict)$/.test(choices.kind)) return allKinds;
  if (action?.kind === 'Constant' && action.value.type === 'string' && /^store_|^count$/.test(action.value.value))
    return allKinds;
  const type = given('type');
  if (type !== null) {
    return harmlessTypes.test(evaluate(frame, type).api ?? '') ? allKinds : promisedType(frame, type).safe;
  }
  if (isTrue(given('is_flag')) || isTrue(given('count'))) return allKinds;
  // Without a type the default's is taken.
  const fallback = given('default');
  return fallback?.kind === 'Constant' && /^(int|float|bool)$/.test(fallback.value.type) ? allKinds : 0;
}

function isTrue(expr: Expr | null): boolean {
  return expr?.kind === 'Constant' && expr.value.type === 'bool' && expr.value.value;
}

function memberOf(expr: Expr): string {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : '';
}

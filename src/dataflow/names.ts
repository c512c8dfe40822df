// What a name refers to where it is read.
import { assumedModules } from '../python/assumed-modules.ts';
import { builtinNames } from '../python/builtin-names.ts';
import type { Expr, Name } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { objectOf } from './objects.ts';
import { ofApi, unknown, type Value } from './value.ts';

/** The last part of what an object is written as: `objects` of `User.objects`. */
export function nameOf(expr: Expr): string | null {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : null;
}

export function lookUp(frame: Frame, { name, node }: Name): Value {
  const { facts } = frame.module;
  const binding = facts.nameBinding[node] ?? -1;
  if (binding < 0) {
    if (builtinNames.has(name)) return ofApi(`builtins.${name}`);
    const member = frame.program.starMember(frame.module, name);
    // What a library that is not read may have under that name is less likely than what the name says.
    const isRead = member !== null && member.api?.endsWith(`.${name}`) !== true;
    return isRead ? member : (assumed(frame, name) ?? member ?? unknown);
  }
  let isInModule = false;
  for (let at: Frame | null = frame; at !== null; at = at.closure) {
    const value = at.env.get(binding);
    if (value !== undefined) return at.owner === frame.owner ? value : withoutParameters(at, value);
    isInModule ||= at.isModuleBody && at.fn === null;
  }
  if (isInModule || facts.bindings[binding]!.scope !== 0) return unknown;
  return frame.program.memberOf(frame.module, name) ?? unknown;
}

/** A name that nobody binds. */
function assumed(frame: Frame, name: string): Value | null {
  const api = assumedModules.has(name) ? name : frame.program.models.guess(name, frame.module.importedPackages);
  return api === undefined ? null : ofApi(api);
}

/** What is known of a variable of a function that was left: whatever its caller gave belongs to no one here. */
function withoutParameters(frame: Frame, value: Value): Value {
  const taints = value.taints.filter(({ origin }) => origin.type !== 'parameter');
  const objects = value.objects.filter((id) => (objectOf(frame, id)?.parameter ?? null) === null);
  return taints.length === value.taints.length && objects.length === value.objects.length
    ? value
    : { ...value, taints, objects };
}

// Mappings that a form, a serializer or a schema gives, with what each field that its class declares lets pass:
// `form.cleaned_data['number']` of `number = forms.IntegerField()` is a number. What a kind of field protects from the models
// say, as of any other call.
import type { NodeId } from '../python/ir.ts';
import { fieldType } from './annotations.ts';
import type { Frame } from './frame.ts';
import { attributeKey, emptyObject, itemsOf, setCell } from './heap-object.ts';
import { keyOf } from './keys.ts';
import { kindBit, type Kinds } from './kinds.ts';
import type { ClassInfo } from './linked-module.ts';
import { allocate, deriveAll, objectsOf, readCell } from './objects.ts';
import { protectionOf } from './patterns-of-text.ts';
import { withSafe, type Taint } from './taint.ts';
import { onlyText, tainted, truth, unknown, type Value } from './value.ts';

/** The mapping that an object of a class of the project gives of `taints`, or a list of them; null: it is no such object. */
export function declaredFields(
  frame: Frame,
  node: NodeId,
  object: Value,
  taints: readonly Taint[],
  isMany = false,
): Value | null {
  const classes = objectsOf(frame, object).flatMap(([, { cls }]) => cls ?? []);
  const [cls] = classes;
  if (cls === undefined || classes.length > 1 || taints.length === 0) return null;
  // Its names are those of the fields, whatever is sent, and what the fields let pass was looked at.
  const checked = taints.map((taint) => withSafe(taint, kindBit('fields') | kindBit('session')));
  // Fields that nobody declares here are of other bases, or of a database's table.
  let mapping = { ...emptyObject('dict'), rest: tainted(checked), keys: tainted([]) };
  for (const name of declaredNames(frame, cls)) {
    const safe = protectionOfName(frame, cls, name);
    if (safe === 0) continue;
    const own = deriveAll(checked, keyOf(`s:${name}`), 'part').map((taint) => withSafe(taint, safe));
    mapping = { ...mapping, ...setCell(mapping, `s:${name}`, tainted(own)) };
  }
  const one = allocate(frame, node, mapping, 'fields');
  const many = truth(readCell(frame, object, attributeKey('many')) ?? unknown) === true;
  return many || isMany ? allocate(frame, node, { ...emptyObject('list'), rest: one, length: null }, 'many') : one;
}

function declaredNames({ program }: Frame, cls: ClassInfo): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of program.ancestorsOf(cls)) {
    for (const stmt of node.body) {
      const targets = stmt.kind === 'Assign' ? stmt.targets : stmt.kind === 'AnnAssign' ? [stmt.target] : [];
      for (const target of targets) if (target.kind === 'Name') names.add(target.name);
    }
  }
  return names;
}

function protectionOfName(frame: Frame, cls: ClassInfo, name: string): Kinds {
  const type = fieldType(frame, cls, name);
  if (type !== null) return type.safe;
  const value = frame.program.classMember(cls, name)?.value;
  return value === undefined ? 0 : protectionOfField(frame, value);
}

/** What a field lets pass, by its class and by the validators that it was made with. */
export function protectionOfField(frame: Frame, field: Value): Kinds {
  let safe = protectionOfMade(frame, field);
  for (const [, { cls, cells }] of field.api === null ? [] : objectsOf(frame, field)) {
    if (cls !== null) continue;
    if (cells.has('s:max_value') || cells.has('s:max_length')) safe |= kindBit('size');
    for (const place of ['s:validate', 's:validators', 'i:1']) {
      const validators = cells.get(place);
      if (validators !== undefined) safe |= protectionOfValidators(frame, validators);
    }
  }
  return safe;
}

/** What one validator, or all of a list, let pass. */
export function protectionOfValidators(frame: Frame, validators: Value): Kinds {
  if (validators.api !== null) return protectionOfMade(frame, validators);
  return objectsOf(frame, validators)
    .flatMap(([, list]) => itemsOf(list))
    .reduce((sum, one) => sum | protectionOfMade(frame, one), 0);
}

const patterns = /^(marshmallow\.validate\.Regexp|wtforms\.validators\.Regexp|attrs\.validators\.matches_re)\(\)$/;

function protectionOfMade(frame: Frame, { api, ...value }: Value): Kinds {
  if (api === null) return 0;
  if (patterns.test(api)) {
    const given = { ...value, api: null };
    const pattern = onlyText(readCell(frame, given, 'i:0') ?? readCell(frame, given, 's:regex') ?? unknown);
    return pattern === undefined ? 0 : protectionOf(pattern, api.startsWith('attrs') ? 'fullmatch' : 'match');
  }
  const made = api.endsWith('()') ? api.slice(0, -2) : api;
  return frame.program.models.sanitizers(made, [])[0]?.bits ?? 0;
}

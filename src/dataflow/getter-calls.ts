// `operator.itemgetter`, `attrgetter` and `methodcaller`: functions that are made of names.
import { readAttribute } from './attributes.ts';
import { compose } from './evaluate.ts';
import { readItem } from './subscripts.ts';
import type { Frame } from './frame.ts';
import { emptyObject, itemsOf, withItems } from './heap-object.ts';
import { first, sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { allocate, objectsOf } from './objects.ts';
import { onlyText, unknown, type Value } from './value.ts';

/** The function: it keeps what it was made with. */
const make: KnownCall = (frame, node, { positional }, { api }) => ({
  ...allocate(frame, node, withItems(emptyObject('tuple'), positional)),
  api: `${api}()`,
});

/** Gets one thing by each name that the function was made with. */
function getter(get: (frame: Frame, node: number, from: Value, name: Value) => Value): KnownCall {
  return (frame, node, args, { callee }) => {
    const names = objectsOf(frame, callee).flatMap(([, object]) => itemsOf(object));
    const values = names.map((name) => get(frame, node, first(args), name));
    return values.length === 1 ? values[0]! : allocate(frame, node, withItems(emptyObject('tuple'), values));
  };
}

function attribute(frame: Frame, node: number, from: Value, name: Value): Value {
  const path = onlyText(name);
  if (path === undefined) return compose(frame, node, [from], null);
  return path.split('.').reduce((value, one) => readAttribute(frame, node, value, one), from);
}

export const getterCalls: KnownCalls = [
  ...sameCall(['operator.itemgetter', 'operator.attrgetter', 'operator.methodcaller'], make),
  ['operator.itemgetter()', getter(readItem)],
  ['operator.attrgetter()', getter(attribute)],
  [
    'operator.methodcaller()',
    (frame, node, args, { callee }) =>
      compose(frame, node, [first(args), ...objectsOf(frame, callee).flatMap(([, object]) => itemsOf(object))], null),
  ],
  ...sameCall(
    ['operator.add', 'operator.concat', 'operator.mod'],
    (frame, node, { positional: [a = unknown, b = unknown] }) => compose(frame, node, [a, b], null),
  ),
];

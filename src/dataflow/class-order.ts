// In which order a class and what it inherits from are searched for a name: Python's own, C3, in which a class comes before
// its bases and bases stay in the order in which they are written (https://docs.python.org/3/howto/mro.html). Where the bases
// contradict each other, which Python refuses, or are not all known, they are searched depth first.
import type { ClassInfo } from './linked-module.ts';

const deepest = 20;

/** The class and all that it inherits from, nearest first. */
export function orderOf(cls: ClassInfo, basesOf: (cls: ClassInfo) => readonly ClassInfo[]): readonly ClassInfo[] {
  const known = new Map<string, readonly ClassInfo[] | null>();
  const linear = (one: ClassInfo, depth: number): readonly ClassInfo[] | null => {
    const before = known.get(one.key);
    if (before !== undefined) return before;
    // A class that inherits from itself has no order; this is what its heirs find meanwhile.
    known.set(one.key, null);
    const bases = depth > deepest ? [] : basesOf(one);
    const orders = bases.map((base) => linear(base, depth + 1));
    const merged = orders.every((order) => order !== null) ? merge([...orders, bases]) : null;
    const order = merged === null ? null : [one, ...merged];
    known.set(one.key, order);
    return order;
  };
  return linear(cls, 0) ?? depthFirst(cls, basesOf);
}

/** Takes the first class that is in no list behind another one, again and again; null where there is none. */
function merge(lists: readonly (readonly ClassInfo[])[]): readonly ClassInfo[] | null {
  const left = lists.map((list) => [...list]);
  const order: ClassInfo[] = [];
  for (;;) {
    const heads = left.filter((list) => list.length > 0).map((list) => list[0]!);
    if (heads.length === 0) return order;
    const next = heads.find((head) => left.every((list) => list.findIndex(({ key }) => key === head.key) <= 0));
    if (next === undefined) return null;
    order.push(next);
    for (const list of left) if (list[0]?.key === next.key) list.shift();
  }
}

function depthFirst(cls: ClassInfo, basesOf: (cls: ClassInfo) => readonly ClassInfo[]): readonly ClassInfo[] {
  const order: ClassInfo[] = [];
  const visit = (one: ClassInfo, depth: number): void => {
    if (depth > deepest || order.some(({ key }) => key === one.key)) return;
    order.push(one);
    for (const base of basesOf(one)) visit(base, depth + 1);
  };
  visit(cls, 0);
  return order;
}

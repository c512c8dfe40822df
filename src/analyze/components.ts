// Strongly connected components of a graph that is asked for as it is walked: Tarjan's algorithm, without recursion.
// R. Tarjan, "Depth-first search and linear graph algorithms", 1972.

interface Visit {
  readonly node: number;
  readonly rest: Iterator<number>;
}

/**
 * The components that hold a circle: more than one node, or one that leads to itself.
 * @param from where the walk begins
 * @param next the nodes that one leads to
 */
export function componentsOf(from: Iterable<number>, next: (node: number) => Iterable<number>): ReadonlySet<number>[] {
  const found: ReadonlySet<number>[] = [];
  const order = new Map<number, number>();
  const lowest = new Map<number, number>();
  const open: number[] = [];
  const isOpen = new Set<number>();
  const leadsToItself = new Set<number>();
  const path: Visit[] = [];

  const enter = (node: number): void => {
    order.set(node, order.size);
    lowest.set(node, order.get(node)!);
    open.push(node);
    isOpen.add(node);
    path.push({ node, rest: next(node)[Symbol.iterator]() });
  };
  const lower = (node: number, to: number): void => {
    lowest.set(node, Math.min(lowest.get(node)!, to));
  };
  const leave = (node: number): void => {
    path.pop();
    const above = path.at(-1);
    if (above !== undefined) lower(above.node, lowest.get(node)!);
    if (lowest.get(node) !== order.get(node)) return;
    const component = new Set(open.splice(open.lastIndexOf(node)));
    for (const one of component) isOpen.delete(one);
    if (component.size > 1 || leadsToItself.has(node)) found.push(component);
  };

  for (const start of from) {
    if (order.has(start)) continue;
    enter(start);
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { done, value: to } = visit.rest.next();
      if (done === true) {
        leave(visit.node);
        continue;
      }
      if (to === visit.node) leadsToItself.add(to);
      if (!order.has(to)) enter(to);
      else if (isOpen.has(to)) lower(visit.node, order.get(to)!);
    }
  }
  return found;
}

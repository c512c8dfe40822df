// Strongly connected components, by Tarjan's algorithm without recursion: graphs of automata are deep.

/** The components of the nodes `0 … count - 1`, each once. */
export function componentsOf(count: number, after: (node: number) => readonly number[]): number[][] {
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOpen = new Uint8Array(count);
  const open: number[] = [];
  const components: number[][] = [];
  let next = 0;
  for (let root = 0; root < count; root++) {
    if (index[root] !== -1) continue;
    const path: { readonly node: number; readonly next: readonly number[]; at: number }[] = [];
    const enter = (node: number): void => {
      index[node] = low[node] = next++;
      open.push(node);
      isOpen[node] = 1;
      path.push({ node, next: after(node), at: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      if (top.at < top.next.length) {
        const to = top.next[top.at++]!;
        if (index[to] === -1) enter(to);
        else if (isOpen[to] === 1) low[node] = Math.min(low[node]!, index[to]!);
        continue;
      }
      path.pop();
      const around = path.at(-1);
      if (around !== undefined) low[around.node] = Math.min(low[around.node]!, low[node]!);
      if (low[node] === index[node]) components.push(takeUpTo(node));
    }
  }
  return components;

  function takeUpTo(node: number): number[] {
    const component = open.splice(open.lastIndexOf(node));
    for (const one of component) isOpen[one] = 0;
    return component;
  }
}

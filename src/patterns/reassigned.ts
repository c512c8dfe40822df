import { bindingOf } from '../python/lookups.ts';
import { givenValues, type GivenValue } from './given-value.ts';
import type { ModuleTree } from './module-tree.ts';
import { spell } from './spelling.ts';

const targetsByTree = new WeakMap<ModuleTree, ReadonlyMap<string, number>>();

/**
 * Whether something else in the file gives the same target a value: a variable in its scope, an attribute or item that is
 * spelled alike. What is no target (a keyword, a default, …) is given a value once.
 */
export function reassigned({ target }: GivenValue, tree: ModuleTree): boolean {
  if (target === null) return false;
  if (target.kind === 'Name') {
    const binding = bindingOf(tree.facts, target);
    return binding !== undefined && binding.sites.filter(({ kind }) => kind !== 'annotation').length > 1;
  }
  return (targets(tree).get(spell(target)) ?? 0) > 1;
}

/** How often each attribute and item is given a value. */
function targets(tree: ModuleTree): ReadonlyMap<string, number> {
  let counts = targetsByTree.get(tree);
  if (counts === undefined) {
    const counted = new Map<string, number>();
    for (const node of tree.nodes) {
      if (node.kind !== 'Assign' && node.kind !== 'AnnAssign' && node.kind !== 'AugAssign') continue;
      const written =
        node.kind === 'AugAssign' ? [node.target] : givenValues(node, tree).flatMap((given) => given.target ?? []);
      for (const target of written) counted.set(spell(target), (counted.get(spell(target)) ?? 0) + 1);
    }
    counts = counted;
    targetsByTree.set(tree, counts);
  }
  return counts;
}

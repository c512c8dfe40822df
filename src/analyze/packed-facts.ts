// What following data needs of a module, as the thread that analysed it hands it to the one that follows.
import { pack } from '../packing/pack.ts';
import type { Packed } from '../packing/packed.ts';
import { unpack } from '../packing/unpack.ts';
import type { FlowFacts, ModuleFacts } from '../python/module-facts.ts';
import { mayHoldDirective } from './suppress.ts';

/** Packs facts. The arrays of numbers among them belong to what is given back. */
export function packFacts(facts: ModuleFacts): Packed {
  const { path, body, positions, scopes, nameBinding, imports, apiNames, stringAnnotations } = facts;
  const bindings = facts.bindings.map(({ name, scope, sites }) => ({ name, scope, sites }));
  const comments = facts.comments.filter(({ text }) => mayHoldDirective(text));
  const needed: FlowFacts = {
    path,
    body,
    positions,
    scopes,
    bindings,
    nameBinding,
    imports,
    apiNames,
    stringAnnotations,
    comments,
  };
  return pack(needed);
}

export function unpackFacts(packed: Packed): FlowFacts {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what packFacts packed
  return unpack(packed) as FlowFacts;
}

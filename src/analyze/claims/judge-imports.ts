// "X and Y are imported but not used."
import type { ImportFact, ModuleFacts } from '../../python/module-facts.ts';
import { unusedImport } from '../checks/unused-import.ts';
import { regionOf } from '../../python/module-facts.ts';
import { linesText, verdictOf, type Judge } from './judgement.ts';

export const judgeImports: Judge = (evidence, names) => {
  const all = evidence.modules.flatMap((facts) => {
    const unused = new Set(unusedImport(facts, '').map(({ region }) => `${region.startLine}:${region.startColumn}`));
    return facts.imports.map((fact) => ({ facts, fact, isUnused: unused.has(placeOf(facts, fact)) }));
  });
  const meant = names.flatMap((name) => all.filter(({ fact }) => isNamed(fact, name)));
  const about = names.length === 0 ? all : meant;
  if (about.length === 0) return null;
  const unused = about.filter(({ isUnused }) => isUnused);
  const spots = unused.map(({ facts, fact }) => ({ facts, node: fact.node }));
  const parts: string[] = [];
  if (unused.length > 0) {
    const told = unused.map(({ fact }) => `\`${fact.local}\``);
    parts.push(`${told.join(', ')}: imported and not used (${linesText(spots, evidence)}).`);
  }
  if (names.length === 0) {
    if (unused.length === 0) parts.push(`All ${all.length} imports are used.`);
  } else {
    for (const { facts, fact, isUnused } of meant) {
      if (isUnused || fact.binding === null) continue;
      const uses = facts.bindings[fact.binding]!.uses.map((node) => ({ facts, node }));
      if (uses.length > 0) parts.push(`\`${fact.local}\` of ${fact.module} is used (${linesText(uses, evidence)}).`);
    }
  }
  return {
    verdict: names.length === 0 ? (unused.length > 0 ? 'true' : 'false') : verdictOf(unused.length, about.length),
    because: parts.join(' '),
  };
};

function placeOf(facts: ModuleFacts, { node }: ImportFact): string {
  const { startLine, startColumn } = regionOf(facts, node);
  return `${startLine}:${startColumn}`;
}

/** By the name that it binds, the module, or what is taken from it. */
function isNamed({ local, module, imported }: ImportFact, name: string): boolean {
  return [local, module, imported, imported === null ? null : `${module}.${imported}`].includes(name);
}

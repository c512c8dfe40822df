import type { Region } from '../model/location.ts';
import { regionOf, type FlowFacts } from '../python/module-facts.ts';

/** Says the qualified name of the innermost function or class around a region's start; empty at the top of the module. */
export function scopeFinder(facts: FlowFacts): (region: Region) => string {
  const named = facts.scopes
    .filter(({ kind }) => kind === 'function' || kind === 'class')
    .map(({ qualifiedName, node }) => ({ qualifiedName, region: regionOf(facts, node) }));
  return ({ startLine, startColumn }) => {
    // Inner scopes come after the ones around them, so the last that holds the place is the innermost.
    const innermost = named.findLast(({ region }) => holds(region, startLine, startColumn));
    return innermost?.qualifiedName ?? '';
  };
}

function holds(region: Region, line: number, column: number): boolean {
  if (line < region.startLine || (line === region.startLine && column < region.startColumn)) return false;
  return line < region.endLine || (line === region.endLine && column < region.endColumn);
}

// What a judge of claims is given and says. A judge is a pure function over facts and findings of the reviewed files; it
// says true only of what it can show, with lines, and null where the claim is about something that is not there.
import type { Verdict } from '../../model/claim.ts';
import type { Finding } from '../../model/finding.ts';
import type { NodeId } from '../../python/ir.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';

export interface Judgement {
  readonly verdict: Verdict;
  /** What is so, in one or two sentences with lines. */
  readonly because: string;
}

export interface Evidence {
  /** The Python files under review. */
  readonly modules: readonly ModuleFacts[];
  /** Their findings in the default view of a review. */
  readonly findings: readonly Finding[];
}

/** @param names what the sentence names, in order */
export type Judge = (evidence: Evidence, names: readonly string[]) => Judgement | null;

export interface Spot {
  readonly facts: ModuleFacts;
  readonly node: NodeId;
}

/** `line 5`, `lines 5, 8 and 9`; with paths where several files are reviewed. */
export function linesText(spots: readonly Spot[], { modules }: Evidence): string {
  const places = spots.map(({ facts, node }) => ({ path: facts.path, line: regionOf(facts, node).startLine }));
  return placesText(places, modules.length > 1);
}

/** The same for findings. */
export function findingLines(findings: readonly Finding[], { modules }: Evidence): string {
  const places = findings.map(({ location: { path, region } }) => ({ path, line: region.startLine }));
  return placesText(places, modules.length > 1);
}

/** More are only counted. */
const mostPlaces = 8;

function placesText(places: readonly { path: string; line: number }[], withPaths: boolean): string {
  const texts = [...new Set(places.map(({ path, line }) => (withPaths ? `${path}:${line}` : String(line))))];
  const shown = texts.slice(0, mostPlaces);
  const rest = texts.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.pop();
  const list = shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
  return `${withPaths ? '' : texts.length === 1 ? 'line ' : 'lines '}${list}`;
}

/** Of the claim's two halves, how many hold. */
export function verdictOf(holding: number, all: number): Verdict {
  return holding === 0 ? 'false' : holding === all ? 'true' : 'half';
}

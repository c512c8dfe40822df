// All flows of a program, as findings: of each rule at each sink the best proven one, with its trace.
import type { Confidence } from '../model/rule.ts';
import type { SourceKind } from '../model/flow-kinds.ts';
import { compareRegions, type Location } from '../model/location.ts';
import { regionOf } from '../python/module-facts.ts';
import { confidences } from '../model/rule.ts';
import type { TraceStep } from '../model/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { forEachBeginning } from './beginnings.ts';
import { describeTaint } from './describe.ts';
import type { Hit } from './frame.ts';
import type { Program } from './program.ts';
import { isBetter } from './sinks.ts';
import { stepsOf, type Place, type Taint } from './taint.ts';

/** A flow that a rule asks for. */
export interface Flow {
  readonly rule: Rule;
  readonly confidence: Confidence;
  /** The sink's place. */
  readonly location: Location;
  readonly trace: readonly TraceStep[];
  readonly captures: Readonly<Record<string, string>>;
}

export interface FlowReport {
  /** By the path of the sink's file. */
  readonly flows: ReadonlyMap<string, readonly Flow[]>;
  /** By path: what was cut short. */
  readonly notes: ReadonlyMap<string, readonly string[]>;
  readonly coverage: Coverage;
}

export interface Coverage {
  readonly functions: number;
  readonly cutShort: number;
  /** Calls through which something tainted went and which nobody knows, by name. */
  readonly unresolved: ReadonlyMap<string, number>;
  /** Packages of which no model says anything, by how many modules import them. */
  readonly unmodelled: ReadonlyMap<string, number>;
}

/** How far one believes what comes from there to be somebody else's. */
const lessTrusted: ReadonlySet<SourceKind> = new Set([
  'command-line',
  'environment',
  'file-content',
  'database-content',
]);

/**
 * @param isMadeUp whether a path is of a test or an example: what only such files hand to others is no flow of the program
 */
export function findFlows(program: Program, rules: readonly Rule[], isMadeUp: (path: string) => boolean): FlowReport {
  const relevant = relevantOf(rules);
  const best = new Map<string, { rule: Rule; hit: Hit }>();
  const notes = new Map<string, string[]>();
  const unresolved = new Map<string, number>();
  let functions = 0;
  let cutShort = 0;
  const take = (hits: readonly Hit[]): void => {
    for (const { rule, hit, key, from } of relevant(hits)) {
      if (isMadeUp(from) && !isMadeUp(hit.sink.at.path)) continue;
      const known = best.get(key);
      if (known === undefined || isStronger(hit.taint, known.hit.taint)) best.set(key, { rule, hit });
    }
  };
  forEachBeginning(program, isMadeUp, (fn) => {
    functions += 1;
    const summary = program.summaryOf(fn);
    take(summary.flows);
    for (const [name, times] of summary.unresolved) unresolved.set(name, (unresolved.get(name) ?? 0) + times);
    if (summary.wasCut) {
      const { path } = fn.module;
      cutShort += 1;
      notes.set(path, [
        ...(notes.get(path) ?? []),
        `data flow in ${fn.qualifiedName} was cut short: it is too large or nests too deeply`,
      ]);
    }
  });
  const paths = [...program.modules.keys()].toSorted();
  for (const path of paths) take(program.resultOf(path)?.summary.flows ?? []);
  const flows = new Map<string, Flow[]>();
  for (const { rule, hit } of best.values()) {
    const { path } = hit.sink.at;
    const list = flows.get(path) ?? [];
    list.push(flowOf(program, rule, hit));
    flows.set(path, list);
  }
  return { flows, notes, coverage: { functions, cutShort, unresolved, unmodelled: unmodelled(program) } };
}

function unmodelled(program: Program): ReadonlyMap<string, number> {
  const packages = new Map<string, number>();
  for (const module of program.modules.values()) {
    for (const name of program.foreignPackages(module)) {
      if (!program.models.knowsPackage(name)) packages.set(name, (packages.get(name) ?? 0) + 1);
    }
  }
  return packages;
}

/** A hit of which a rule speaks. */
interface Relevant {
  readonly rule: Rule;
  readonly hit: Hit;
  /** Names the rule and the sink. */
  readonly key: string;
  /** The path of the source's file. */
  readonly from: string;
}

type RelevantOf = (hits: readonly Hit[]) => readonly Relevant[];

const knownRules = new WeakMap<readonly Rule[], RelevantOf>();

/** Hits stay what they are until a function is interpreted again: which rules they are of is found out once. */
function relevantOf(rules: readonly Rule[]): RelevantOf {
  const before = knownRules.get(rules);
  if (before !== undefined) return before;
  const asked = indexRules(rules);
  const known = new WeakMap<readonly Hit[], readonly Relevant[]>();
  const relevant: RelevantOf = (hits) => {
    let found = known.get(hits);
    if (found === undefined) {
      found = hits.flatMap((hit): Relevant[] => {
        const { origin } = hit.taint;
        if (origin.type !== 'source') return [];
        const { path, site } = hit.sink.at;
        const ofKind = asked.get(`${origin.kind} ${hit.sink.kind}`) ?? [];
        return ofKind.map((rule) => ({ rule, hit, key: `${rule.id} ${path}:${site}`, from: origin.at.path }));
      });
      known.set(hits, found);
    }
    return found;
  };
  knownRules.set(rules, relevant);
  return relevant;
}

/** Rules by source and sink kind. */
function indexRules(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const asked = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (rule.match.kind !== 'taint') continue;
    for (const source of rule.match.taint.sources) {
      for (const sink of rule.match.taint.sinks) {
        const key = `${source} ${sink}`;
        asked.set(key, [...(asked.get(key) ?? []), rule]);
      }
    }
  }
  return asked;
}

/** Of equally good ones the same, in whichever order functions are looked at. */
function isStronger(a: Taint, b: Taint): boolean {
  if (isLessTrusted(a) !== isLessTrusted(b)) return isLessTrusted(b);
  return isBetter(a, b) || (!isBetter(b, a) && describeTaint(a) < describeTaint(b));
}

function isLessTrusted({ origin }: Taint): boolean {
  return origin.type === 'source' && lessTrusted.has(origin.kind);
}

/** More steps than these nobody reads. */
const longestTrace = 20;
/** What went through four calls and more went through as many guesses about objects: it is believed less. */
const farTrace = 6;

function flowOf(program: Program, rule: Rule, { sink, taint }: Hit): Flow {
  const { origin } = taint;
  const what = origin.type === 'source' ? origin.what : '';
  const location = locate(program, sink.at);
  const trace: TraceStep[] = [];
  for (const { at, note } of stepsOf(taint.steps)) {
    const here = locate(program, at);
    const last = trace.at(-1)?.location;
    // It says again where the last one was.
    if (last !== undefined && last.path === here.path && compareRegions(last.region, here.region) === 0) continue;
    const isFirst = trace.length === 0;
    trace.push({ location: here, role: isFirst ? 'source' : 'propagation', note: isFirst ? `${note} comes in` : note });
  }
  trace.splice(longestTrace - 1);
  trace.push({ location, role: 'sink', note: `arrives at ${sink.api}` });
  const kind = origin.type === 'source' ? origin.kind : 'web-request';
  const isFar = trace.length >= farTrace;
  const lower = taint.doubt + (lessTrusted.has(kind) ? 1 : 0) + (isFar ? 1 : 0);
  const confidence = confidences[Math.min(confidences.length - 1, confidences.indexOf(rule.confidence) + lower)]!;
  return { rule, confidence, location, trace, captures: { source: what, sink: sink.api } };
}

/** Where a place is now. What is known of a function holds for its code as it is, so its nodes are there. */
function locate(program: Program, { path, site }: Place): Location {
  const { facts, sites } = program.modules.get(path)!;
  return { path, region: regionOf(facts, sites.nodeAt(site) ?? 0) };
}

// Names in another style than the module's own majority. Only names that the module gives itself count: its functions,
// their parameters and variables; not classes, constants, attributes, imports, what a base class or a framework dictates,
// or what is called like what it was taken from (`userName = row.userName`).
import type { Expr } from '../../python/ir.ts';
import { regionOf, type Binding, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import { isTestCode } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, hasForeignBases, isSelf } from './functions.ts';

export type NamingStyle = 'snake_case' | 'camelCase';

export interface StyledName {
  readonly name: string;
  readonly style: NamingStyle;
  /** Where it gets its first value. */
  readonly node: number;
}

/** The majority is this many names at least. */
const leastMajority = 3;

export const namingStyle: Check = (facts) => {
  // Tests speak their framework's language: setUp, assertEqual and what is called like them.
  if (isTestCode(facts.path)) return [];
  const names = styledNames(facts);
  const snake = names.filter(({ style }) => style === 'snake_case');
  const camel = names.filter(({ style }) => style === 'camelCase');
  const [many, few] = snake.length >= camel.length ? [snake, camel] : [camel, snake];
  if (many.length < leastMajority || many.length <= few.length) return [];
  return few.map(({ name, style, node }): CheckHit => ({
    region: regionOf(facts, node),
    captures: { name, style, majority: `${many.length} of ${names.length}`, usual: many[0]!.style },
  }));
};

/** The module's own names that have a style (two words or more), each once. */
export function styledNames(facts: ModuleFacts): StyledName[] {
  const dictated = dictatedNodes(facts);
  const foreign = foreignNames(facts);
  const found = new Map<string, StyledName>();
  for (const binding of facts.bindings) {
    const style = styleOf(binding.name);
    const site = binding.sites[0];
    if (style === null || site === undefined || found.has(binding.name)) continue;
    if (!isOwn(binding, facts) || binding.sites.some(({ node }) => dictated.has(node))) continue;
    if (style === 'camelCase' && foreign.has(binding.name)) continue;
    found.set(binding.name, { name: binding.name, style, node: site.node });
  }
  return [...found.values()];
}

/** null: of one word, a constant's or class's name, or of no style. */
export function styleOf(name: string): NamingStyle | null {
  const bare = name.replace(/^_+|_+$/g, '');
  if (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(bare)) return 'snake_case';
  return /^[a-z][a-z0-9]+(?:[A-Z][a-z0-9]+)+$/.test(bare) ? 'camelCase' : null;
}

function isOwn({ sites, scope }: Binding, { scopes }: ModuleFacts): boolean {
  const { kind } = scopes[scope]!;
  if (sites.some((site) => site.kind === 'import' || site.kind === 'class')) return false;
  if (kind === 'class') return sites.every((site) => site.kind === 'function');
  return kind !== 'type-parameters';
}

/** Functions and parameters whose names somebody else has chosen. */
function dictatedNodes(facts: ModuleFacts): ReadonlySet<number> {
  const nodes = new Set<number>();
  for (const { def, owner } of functionsOf(facts)) {
    const isDictated = (owner !== null && hasForeignBases(owner)) || def.decorators.length > 0;
    if (!isDictated) continue;
    nodes.add(def.nameNode);
    for (const param of def.params) nodes.add(param.node);
  }
  return nodes;
}

/** Names by which the module asks others for something: attributes, keywords and keys. */
function foreignNames({ body }: ModuleFacts): ReadonlySet<string> {
  const names = new Set<string>();
  visitModule(body, {
    expression(expr: Expr) {
      if (expr.kind === 'Attribute' && !isSelf(expr.value)) names.add(expr.attr);
      if (expr.kind === 'Call') for (const { name } of expr.keywords) if (name !== null) names.add(name);
      if (expr.kind === 'Constant' && expr.value.type === 'string') names.add(expr.value.value);
    },
  });
  return names;
}

// Names for the nodes of a module that stay what they are while other parts of the file change: a node is named by the
// function that it stands in, by what its statement says, and by its number in that statement. What is known of a function
// refers to nodes by these names, so that it goes on to hold when code is added, removed or moved elsewhere.
// Beside them, what each function means: equal where neither its code nor what its names refer to has changed.
import type { NodeId, Stmt } from '../python/ir.ts';
import type { FlowFacts } from '../python/module-facts.ts';
import { hashText, keyOf, mix } from './keys.ts';
import type { LinkedModule } from './linked-module.ts';

export interface ModuleSites {
  /** By node. */
  readonly sites: Float64Array;
  /** By the key of a function that stands in no other, and of the module's own body. */
  readonly meanings: ReadonlyMap<string, number>;
  /** The node of a site; undefined: there is none in this module (any more). */
  nodeAt(site: number): NodeId | undefined;
}

export function nameSites(module: LinkedModule): ModuleSites {
  return new SiteWalk(module).result();
}

/** The key of a module's own body, among those of its functions. */
export function bodyKey(path: string): string {
  return `${path}#`;
}

interface Unit {
  readonly key: string;
  readonly hash: number;
  meaning: number;
  /** How many statements of the unit said the same so far. */
  readonly seen: Map<number, number>;
}

/** Longer texts are seldom met twice: they need not be remembered. */
const shortText = 40;
const [isBuiltin, isGlobal] = [1, 2];

class SiteWalk {
  readonly #module: LinkedModule;
  readonly #facts: FlowFacts;
  readonly #sites: Float64Array;
  readonly #meanings = new Map<string, number>();
  readonly #packages: number;
  /** Of the statement at hand: its nodes in order, and its blocks. */
  #met: NodeId[] = [];
  #blocks: (readonly Stmt[])[] = [];
  #meaning = 0;

  constructor(module: LinkedModule) {
    this.#module = module;
    this.#facts = module.facts;
    this.#sites = new Float64Array(module.facts.positions.length / 4);
    this.#packages = hashText([...module.importedPackages].join());
  }

  result(): ModuleSites {
    const { path } = this.#module;
    const unit = this.#unit(bodyKey(path));
    this.#block(this.#facts.body, unit, 0);
    this.#meanings.set(unit.key, unit.meaning);
    const sites = this.#sites;
    let nodes: Map<number, NodeId> | null = null;
    return {
      sites,
      meanings: this.#meanings,
      nodeAt(site) {
        nodes ??= new Map(Array.from(sites, (one, node) => [one, node]));
        return nodes.get(site);
      },
    };
  }

  #unit(key: string): Unit {
    return { key, hash: keyOf(key), meaning: this.#packages, seen: new Map() };
  }

  #block(block: readonly Stmt[], unit: Unit, around: number): void {
    for (const stmt of block) this.#statement(stmt, unit, around);
    unit.meaning = mix(unit.meaning, block.length);
  }

  #statement(stmt: Stmt, outer: Unit, around: number): void {
    const fn = stmt.kind === 'FunctionDef' ? this.#module.functions.get(stmt.node) : undefined;
    const unit = fn === undefined || fn.isNested ? outer : this.#unit(fn.key);
    this.#met = [];
    this.#blocks = [];
    this.#meaning = unit.meaning;
    const says = mix(around, this.#fold(stmt));
    unit.meaning = mix(this.#meaning, says);
    if (unit !== outer) outer.meaning = mix(outer.meaning, unit.meaning);
    const times = unit.seen.get(says) ?? 0;
    unit.seen.set(says, times + 1);
    const name = mix(unit.hash, times === 0 ? says : mix(says, times));
    const met = this.#met;
    for (let at = 0; at < met.length; at++) this.#sites[met[at]!] = mix(name, at);
    const inside = stmt.kind === 'ClassDef' || stmt.kind === 'FunctionDef' ? mix(around, keyOf(stmt.name)) : around;
    for (const block of this.#blocks) this.#block(block, unit, inside);
    if (unit !== outer) this.#meanings.set(unit.key, unit.meaning);
  }

  /** A number for what a part of the tree says; its nodes, blocks and meaning are noted. */
  #fold(value: unknown): number {
    if (typeof value === 'string') return value.length <= shortText ? keyOf(value) : hashText(value);
    if (typeof value === 'number') return Number.isInteger(value) ? value : hashText(String(value));
    if (value === null || typeof value !== 'object') return value === true ? 5 : value === false ? 6 : 7;
    if (Array.isArray(value)) {
      let hash = value.length;
      for (const item of value) hash = mix(hash, this.#fold(item));
      return hash;
    }
    let hash = 11;
    for (const [key, member] of Object.entries(value) as [string, unknown][]) {
      if (typeof member === 'number' && key === 'node') this.#meet(value, member);
      else if (typeof member === 'number' && (key === 'nameNode' || key === 'restNode')) this.#met.push(member);
      else if (isBlock(key, member)) {
        this.#blocks.push(member);
        hash = mix(hash, 13);
      } else hash = mix(hash, this.#fold(member));
    }
    return hash;
  }

  #meet(value: object, node: NodeId): void {
    this.#met.push(node);
    const { apiNames, stringAnnotations, nameBinding } = this.#facts;
    const api = apiNames.get(node);
    if (api !== undefined) this.#meaning = mix(this.#meaning, keyOf(api));
    const kind = 'kind' in value ? value.kind : null;
    if (kind === 'Name') this.#meaning = mix(this.#meaning, this.#binding(nameBinding[node] ?? -1));
    else if (kind === 'Constant') {
      const written = stringAnnotations.get(node);
      if (written !== undefined) this.#meaning = mix(this.#meaning, this.#fold(written));
    }
  }

  #binding(binding: number): number {
    if (binding < 0) return isBuiltin;
    const { scope } = this.#facts.bindings[binding]!;
    return scope === 0 ? isGlobal : keyOf(this.#facts.scopes[scope]!.qualifiedName);
  }
}

/** Expressions have bodies too (a lambda's, a conditional's), but these are no lists. */
function isBlock(key: string, member: unknown): member is readonly Stmt[] {
  return Array.isArray(member) && (key === 'body' || key === 'orelse' || key === 'finalBody');
}

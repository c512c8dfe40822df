// One function (or module) body being interpreted.
import type { SinkKind } from '../model/flow-kinds.ts';
import type { NodeId } from '../python/ir.ts';
import type { BindingIndex } from '../python/module-facts.ts';
import type { Environment } from './environment.ts';
import type { FunctionInfo, LinkedModule } from './linked-module.ts';
import type { Program } from './program.ts';
import { mix } from './keys.ts';
import { bodyKey } from './sites.ts';
import type { ParameterPlace, Place, Taint } from './taint.ts';
import { join, type Ref, type Value } from './value.ts';

/** A place where something must not arrive as it came. */
export interface SinkPlace {
  readonly kind: SinkKind;
  readonly at: Place;
  /** Names the place and the kind. */
  readonly key: number;
  /** What receives it, for people. */
  readonly api: string;
}

/** A tainted value at a sink for which it is not safe. */
export interface Hit {
  readonly sink: SinkPlace;
  readonly taint: Taint;
}

/** How one execution of a body ended. */
export interface Exit {
  readonly value: Value;
  readonly env: Environment;
  /** Known truth of the value on this way out. */
  readonly truth: boolean | undefined;
}

/** What all frames of one analysis write into. */
export interface Outcome {
  /** By where it began and where it arrives: the best proven one. */
  readonly hits: Map<number, Hit>;
  readonly globalWrites: Map<string, Value>;
  /** By the key of a parameter's taint: what it stands for. */
  readonly parameters: Map<number, GivenPlace>;
  /** Calls that may still be interpreted in context. */
  contexts: number;
  /** Expressions and statements that may still be interpreted. */
  budget: number;
  /** It was used up: something was not looked at. */
  wasCut: boolean;
  /** Calls of functions that neither the project nor a model knows, by name. */
  readonly unresolved: Map<string, number>;
}

/** Something that a caller gives, with the value and the object that stand for it. */
export interface GivenPlace {
  readonly place: ParameterPlace;
  readonly value: Value;
}

export interface LoopState {
  breaks: Environment | null;
  continues: Environment | null;
}

export interface Frame {
  readonly program: Program;
  readonly module: LinkedModule;
  /** null: the module's own body, or an expression seen from outside of it (a base class, a decorator, a default). */
  readonly fn: FunctionInfo | null;
  /** The module's own body is being executed: a name that is not bound yet is not known. */
  readonly isModuleBody: boolean;
  /** Names this execution: equal in every run, different for different call sites. */
  readonly id: number;
  /** The function at which the analysis began, whose parameters are open. */
  readonly owner: number;
  /** The frame around a nested function's definition. */
  readonly closure: Frame | null;
  /** The frame that called this one, where it is interpreted in its context. */
  readonly caller: Frame | null;
  /** How many calls were entered from the function at which the analysis began. */
  readonly depth: number;
  readonly outcome: Outcome;
  env: Environment;
  readonly exits: Exit[];
  yielded: Value | null;
  readonly loops: LoopState[];
  /** States in which an exception may leave the try blocks around, innermost last. */
  readonly raising: Environment[];
  /** What is raised in each of these blocks, as far as it is seen. */
  readonly raised: Value[];
  /** The exceptions that the handlers around are about, innermost last. */
  readonly caught: Value[];
  /** Of a module's body: what was in its tainted variables when it called functions. */
  readonly observed: Map<BindingIndex, Value>;
  /** How many of the blocks around catch what a conversion raises. */
  catching: number;
  /** What is raised outside of them, and so where the body is called, and the state in which it leaves. */
  escaping: { readonly exception: Value; readonly env: Environment } | null;
  /** Functions defined in this body, to be looked at even if nobody here calls them. */
  readonly defined: Extract<Ref, { kind: 'function' }>[];
  readonly called: Set<FunctionInfo>;
  /** Functions whose summaries are being applied: to apply one, attributes are read, which may call `__getattr__` or a property. */
  readonly applying: Set<FunctionInfo>;
  /** The objects that decorators, conditions and the like found the function's result to go to. */
  readonly returnSinks: readonly SinkKind[];
}

/** What a frame has of its own as it begins. */
export function freshBody(): Pick<
  Frame,
  | 'exits'
  | 'yielded'
  | 'loops'
  | 'raising'
  | 'raised'
  | 'caught'
  | 'observed'
  | 'catching'
  | 'escaping'
  | 'defined'
  | 'called'
  | 'applying'
  | 'returnSinks'
> {
  return {
    exits: [],
    yielded: null,
    loops: [],
    raising: [],
    raised: [],
    caught: [],
    observed: new Map(),
    catching: 0,
    escaping: null,
    defined: [],
    called: new Set(),
    applying: new Set(),
    returnSinks: [],
  };
}

/** An exception goes to the innermost block that may catch it, or to whoever called the body. */
export function raise(frame: Frame, exception: Value): void {
  const innermost = frame.raised.length - 1;
  if (innermost >= 0) frame.raised[innermost] = join(frame.raised[innermost]!, exception);
  else if (frame.escaping === null) frame.escaping = { exception, env: frame.env.fork() };
  else {
    const { env, exception: other } = frame.escaping;
    env.join(frame.env);
    frame.escaping = { env, exception: join(other, exception) };
  }
  for (const state of frame.raising) state.join(frame.env);
}

export function placeOf(frame: Frame, node: NodeId): Place {
  return { path: frame.module.path, site: nodeSite(frame, node) };
}

/** Names a node, whoever executes it. */
export function nodeSite({ module }: Frame, node: NodeId): number {
  return module.sites.sites[node]!;
}

/** The key of the outermost function whose code the frame executes, or of the module's body. */
export function unitOf({ fn, module }: Frame): string {
  return fn?.unit ?? bodyKey(module.path);
}

/** Names a node of this execution. */
export function siteOf(frame: Frame, node: NodeId): number {
  return mix(frame.id, nodeSite(frame, node));
}

import type { Region } from '../model/location.ts';
import type { Expr } from '../python/ir.ts';
import type { Answer } from './answer.ts';
import type { ModuleTree } from './module-tree.ts';

/** What a condition is asked of: an expression, or an argument that is not given, or one that may be given. */
export type Subject = Expr | 'absent' | 'unknown';

export interface Capture {
  /** For messages. */
  readonly text: string;
  /** For `same`; empty for what is no expression. */
  readonly spelling: string;
  readonly region: Region;
}

/** Where a shape is being tried: one module, and what the conditions captured so far. */
export interface Scene {
  readonly tree: ModuleTree;
  readonly captures: Map<string, Capture>;
}

export type ValueTest = (subject: Subject, scene: Scene) => Answer;

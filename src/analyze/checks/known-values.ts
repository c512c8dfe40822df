// What is known at one point of a function of fields that may not have been sent: which variables may be None, and which
// fields were asked for and are there. Immutable.

export interface KnownValues {
  /** Variables that may be None, with the field that they hold, as it is written. */
  readonly optional: ReadonlyMap<string, string>;
  /** Variables that hold all fields of a request. */
  readonly fields: ReadonlySet<string>;
  /** Fields that are there, as they are written. */
  readonly present: ReadonlySet<string>;
}

/** null: nothing comes here. */
export type State = KnownValues | null;

export const nothingKnown: KnownValues = { optional: new Map(), fields: new Set(), present: new Set() };

/** How much is known, to which the time for each change is proportional. */
export function sizeOf({ optional, fields, present }: KnownValues): number {
  return optional.size + fields.size + present.size;
}

/** The variable, or the field, is not None. */
export function withPresent(state: State, written: string): State {
  if (state === null) return null;
  const optional = new Map(state.optional);
  const field = optional.get(written);
  optional.delete(written);
  return { ...state, optional, present: new Set([...state.present, field ?? written]) };
}

/** A variable gets a value: `field` where that may be None. */
export function withVariable(state: State, name: string, field: string | null, isFields: boolean): State {
  if (state === null) return null;
  if (field === null && !isFields && sizeOf(state) === 0) return state;
  const optional = new Map(state.optional);
  const fields = new Set(state.fields);
  optional.delete(name);
  fields.delete(name);
  if (field !== null) optional.set(name, field);
  if (isFields) fields.add(name);
  // What was asked of the old one says nothing of the new one.
  const present = new Set([...state.present].filter((one) => one !== name && !one.startsWith(`${name}.`)));
  return { optional, fields, present };
}

/** All fields of this variable were looked at, in a way that is not followed. */
export function withLookedAt(state: State, name: string): State {
  if (state === null || !(state.fields.has(name) || state.optional.has(name))) return state;
  return withVariable(state, name, null, false);
}

export function joinStates(a: State, b: State): State {
  if (a === null || b === null || a === b) return a ?? b;
  return {
    optional: new Map([...a.optional, ...b.optional]),
    fields: new Set([...a.fields].filter((name) => b.fields.has(name))),
    present: new Set([...a.present].filter((one) => b.present.has(one))),
  };
}

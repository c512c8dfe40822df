// Plain data in few bytes, to be handed from thread to thread: what `pack` writes and `unpack` reads. A structured clone
// writes every key and every word of every object again, and gives back strings and arrays of which each takes more
// room than it must; here each form of object and each string stands once.
// A value is a number of variable length: its two lowest bits say what the others mean.

export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** All strings, one after the other. */
  readonly text: string;
  readonly arrays: readonly NumberArray[];
}

export type NumberArray = Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** The number itself. */
export const isNumber = 0;
/** Which string. */
export const isString = 1;
/** Which form of object; its values follow. */
export const isObject = 2;
/** One of the following. */
export const isOther = 3;

export const other = { null: 0, true: 1, false: 2, double: 3, map: 4, numbers: 5 } as const;
/** An array of length n is this and n; its items follow. */
export const array = 6;

/** Larger numbers, negative ones and fractions are written as doubles. */
export const largestInteger = 2 ** 29 - 1;

/**
 * Keys whose values are part of an object's form where they are strings: words out of a short list. A form is written as
 * the list of its keys, each with `.` before it; after a key of which it knows the word stands that word, with `=`.
 */
export const formKeys: ReadonlySet<string> = new Set(['kind', 'type']);

/** The memory that goes along, to be moved instead of copied. */
export function buffersOf({ bytes, arrays }: Packed): ArrayBuffer[] {
  return [bytes.buffer, ...arrays.map(({ buffer }) => buffer)];
}

/** Bytes that it takes, about. */
export function sizeOf(packed: Packed): number {
  return buffersOf(packed).reduce((sum, { byteLength }) => sum + byteLength, packed.text.length);
}

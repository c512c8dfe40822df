// Bytes to plain data again. Objects of one form are all made by one function that is compiled for it: they have no more
// room than they need, and the engine knows them as the same shape that a literal with these keys has.
import { array, isNumber, isObject, isString, other, type NumberArray, type Packed } from './packed.ts';

/** What was packed, with one difference: nobody may change it, as empty arrays are shared. */
export function unpack(packed: Packed): unknown {
  ({ bytes, arrays } = packed);
  at = 0;
  strings = readStrings(packed.text);
  makers = Array.from({ length: integer() }, readMaker);
  const value = next();
  bytes = new Uint8Array(0);
  [strings, makers, arrays] = [[], [], []];
  return value;
}

// One unpacking at a time, without interruption: what it reads from is kept here, where reading it costs least.
let bytes: Uint8Array = new Uint8Array(0);
let at = 0;
let strings: readonly string[] = [];
let makers: readonly (() => object)[] = [];
let arrays: readonly NumberArray[] = [];

const nothing: readonly never[] = [];

function next(): unknown {
  const head = integer();
  const value = head >>> 2;
  switch (head & 3) {
    case isNumber:
      return value;
    case isString:
      return strings[value];
    case isObject:
      return makers[value]!();
    default:
      return value >= array ? items(value - array) : special(value);
  }
}

function special(code: number): unknown {
  switch (code) {
    case other.null:
      return null;
    case other.true:
      return true;
    case other.false:
      return false;
    case other.double:
      at += 8;
      return new DataView(bytes.buffer, bytes.byteOffset).getFloat64(at - 8);
    case other.map: {
      const map = new Map<unknown, unknown>();
      for (let left = integer(); left > 0; left--) map.set(next(), next());
      return map;
    }
    default:
      return arrays[integer()];
  }
}

/** An array that grows item by item would be given room for more. */
function items(length: number): readonly unknown[] {
  switch (length) {
    case 0:
      return nothing;
    case 1:
      return [next()];
    case 2:
      return [next(), next()];
    default: {
      const list: unknown[] = Array.from({ length });
      for (let index = 0; index < length; index++) list[index] = next();
      return list;
    }
  }
}

function integer(): number {
  let byte = bytes[at++]!;
  if (byte < 128) return byte;
  let value = byte & 127;
  for (let shift = 7; ; shift += 7) {
    byte = bytes[at++]!;
    value |= (byte & 127) << shift;
    if (byte < 128) return value >>> 0;
  }
}

function readStrings(text: string): readonly string[] {
  let end = 0;
  return Array.from({ length: integer() }, () => {
    const start = end;
    end += integer();
    return text.slice(start, end);
  });
}

/** By the path of a form: what makes its objects. */
const known = new Map<string, () => object>();

function readMaker(): () => object {
  const path = Array.from({ length: integer() }, () => strings[integer()]!);
  const name = path.join('\0');
  let maker = known.get(name);
  if (maker === undefined) {
    maker = compile(path);
    known.set(name, maker);
  }
  return maker;
}

/** `{ kind: 'Name', node: next(), name: next() }` for the path .kind, =Name, .node, .name. */
function compile(path: readonly string[]): () => object {
  const members = path.flatMap((step, index) => {
    if (step.startsWith('=')) return [];
    const after = path[index + 1];
    const key = step === '.__proto__' ? `[${quoted(step)}]` : quoted(step);
    return [`${key}: ${after?.startsWith('=') ? quoted(after) : 'next()'}`];
  });
  // oxlint-disable-next-line typescript/no-implied-eval, typescript/no-unsafe-type-assertion -- keys and words of our own types, quoted
  return new Function('next', `return () => ({ ${members.join(', ')} });`)(next) as () => object;
}

function quoted(step: string): string {
  return JSON.stringify(step.slice(1));
}

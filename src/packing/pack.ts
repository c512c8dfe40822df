// Plain data to bytes: objects of a few forms, arrays, maps, strings, numbers, booleans, null, arrays of 32-bit integers.
import {
  array,
  formKeys,
  isNumber,
  isObject,
  isOther,
  isString,
  largestInteger,
  other,
  type NumberArray,
  type Packed,
} from './packed.ts';

/**
 * Packs a tree of plain data. Arrays of integers are handed over as they are, not copied.
 * @throws TypeError for what is no plain data
 */
export function pack(value: unknown): Packed {
  const packing = new Packing();
  packing.value(value);
  return packing.finish();
}

/** A form of object: which keys in which order, and of some keys the word that they have. */
class Form {
  readonly path: readonly string[];
  readonly #keys = new Map<string, Form>();
  readonly #words = new Map<string, Form>();
  /** By which packing it was used last, and its number there. */
  usedBy: Packing | null = null;
  number = -1;

  constructor(path: readonly string[]) {
    this.path = path;
  }

  key(key: string): Form {
    return this.#keys.get(key) ?? this.#longer(this.#keys, key, `.${key}`);
  }

  word(word: string): Form {
    return this.#words.get(word) ?? this.#longer(this.#words, word, `=${word}`);
  }

  #longer(by: Map<string, Form>, name: string, step: string): Form {
    const form = new Form([...this.path, step]);
    by.set(name, form);
    return form;
  }
}

/** All forms that this thread has seen: as many as there are kinds of objects in the program's own types. */
const empty = new Form([]);

class Packing {
  readonly #forms: Form[] = [];
  readonly #strings = new Map<string, number>();
  readonly #arrays: NumberArray[] = [];
  readonly #body = new Bytes();

  value(value: unknown): void {
    switch (typeof value) {
      case 'string':
        return this.#head(isString, this.#string(value));
      case 'number':
        return this.#number(value);
      case 'boolean':
        return this.#head(isOther, value ? other.true : other.false);
      case 'object':
        return value === null ? this.#head(isOther, other.null) : this.#object(value);
      default:
        throw new TypeError(`a ${typeof value} can't be packed`);
    }
  }

  /** Forms and strings come first: whoever reads needs them for what follows. */
  finish(): Packed {
    const head = new Bytes();
    const strings = this.#strings;
    const formSteps = this.#forms.map(({ path }) => path.map((step) => this.#string(step)));
    head.integer(strings.size);
    for (const text of strings.keys()) head.integer(text.length);
    head.integer(formSteps.length);
    for (const steps of formSteps) {
      head.integer(steps.length);
      for (const step of steps) head.integer(step);
    }
    return { bytes: head.with(this.#body), text: [...strings.keys()].join(''), arrays: this.#arrays };
  }

  #head(what: number, value: number): void {
    this.#body.integer(value * 4 + what);
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const number = this.#strings.size;
    this.#strings.set(text, number);
    return number;
  }

  #number(value: number): void {
    if (Number.isInteger(value) && value >= 0 && value <= largestInteger && !Object.is(value, -0)) {
      return this.#head(isNumber, value);
    }
    this.#head(isOther, other.double);
    this.#body.double(value);
  }

  #object(value: object): void {
    if (Object.getPrototypeOf(value) === Object.prototype) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any plain object is one
      this.#record(value as Readonly<Record<string, unknown>>);
    } else if (Array.isArray(value)) {
      this.#head(isOther, array + value.length);
      for (const item of value) this.value(item);
    } else if (value instanceof Map) {
      this.#head(isOther, other.map);
      this.#body.integer(value.size);
      for (const [key, item] of value) {
        this.value(key);
        this.value(item);
      }
    } else if (value instanceof Uint32Array || value instanceof Int32Array) {
      if (!ownsItsBuffer(value)) throw new TypeError('an array of integers that is part of another cannot be packed');
      this.#head(isOther, other.numbers);
      this.#body.integer(this.#arrays.push(value) - 1);
    } else throw new TypeError('only plain data can be packed');
  }

  #record(value: Readonly<Record<string, unknown>>): void {
    let form = empty;
    for (const key in value) {
      form = form.key(key);
      const item = formKeys.has(key) ? value[key] : undefined;
      if (typeof item === 'string') form = form.word(item);
    }
    if (form.usedBy !== this) {
      form.usedBy = this;
      form.number = this.#forms.push(form) - 1;
    }
    this.#head(isObject, form.number);
    for (const key in value) {
      const item = value[key];
      if (typeof item !== 'string' || !formKeys.has(key)) this.value(item);
    }
  }
}

function ownsItsBuffer(value: Uint32Array | Int32Array): value is NumberArray {
  return value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength;
}

/** Bytes while they grow. */
class Bytes {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** At most 32 bits, seven a byte, the lowest first. */
  integer(value: number): void {
    this.#makeRoom(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }

  double(value: number): void {
    this.#makeRoom(8);
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value);
    this.#length += 8;
  }

  /** These bytes and others behind them. */
  with(more: Bytes): Uint8Array<ArrayBuffer> {
    const both = new Uint8Array(this.#length + more.#length);
    both.set(this.#bytes.subarray(0, this.#length));
    both.set(more.#bytes.subarray(0, more.#length), this.#length);
    return both;
  }

  #makeRoom(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

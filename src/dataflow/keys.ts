// Keys that name places, values and objects: 53-bit hashes, equal in every run and process, so that ties by key are
// decided the same way however often and in which order things were computed.

/** The mixing is that of MurmurHash3's finalizer, https://github.com/aappleby/smhasher (public domain). */
export function hashText(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x85ebca77);
    low = Math.imul(low ^ unit, 0xc2b2ae3d);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return together(high, low);
}

/** The key of one thing seen from, or followed by, another. Not symmetric. */
export function mix(first: number, second: number): number {
  const secondHigh = Math.floor(second / two32) | 0;
  let low = Math.imul((first | 0) ^ Math.imul(second | 0, 0xcc9e2d51), 0x85ebca6b);
  low ^= low >>> 15;
  let high = Math.imul((Math.floor(first / two32) | 0) ^ secondHigh ^ low, 0xc2b2ae35);
  high ^= high >>> 13;
  low = Math.imul(low ^ high, 0x27d4eb2f);
  return together(high, low ^ (low >>> 16));
}

const two32 = 2 ** 32;

function together(high: number, low: number): number {
  return two32 * (0x1fffff & high) + (low >>> 0);
}

const known = new Map<string, number>();
const mostKnown = 200_000;

/** As `hashText`, for names that come again and again. */
export function keyOf(name: string): number {
  let key = known.get(name);
  if (key === undefined) {
    if (known.size >= mostKnown) known.clear();
    key = hashText(name);
    known.set(name, key);
  }
  return key;
}

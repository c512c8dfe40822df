// The same few thousand names fill a repository: what was found out about one is kept for its next occurrence.

/** Names that are kept, at most twice as many. */
const kept = 4096;
/** Longer texts are hardly names and hardly come again. */
const longest = 100;

/** `compute` with a memory of bounded size; it must be pure, and nobody may change what it gives. */
export function remembering<T>(compute: (name: string) => T & {}): (name: string) => T {
  let recent = new Map<string, T>();
  let older: ReadonlyMap<string, T> = new Map();
  return (name) => {
    const known = recent.get(name);
    if (known !== undefined) return known;
    if (name.length > longest) return compute(name);
    const own = ownCopy(name);
    const answer = older.get(name) ?? compute(own);
    if (recent.size >= kept) {
      older = recent;
      recent = new Map();
    }
    recent.set(own, answer);
    return answer;
  };
}

/** A name that was cut out of a file's text holds on to all of that text; cut out of a string of its own, only to that. */
function ownCopy(name: string): string {
  return ` ${name}`.slice(1);
}

/** A clock that stands still until a test moves it. `timer` has the form of src/watch/timer.ts. */
export function fakeTimer(): {
  timer: (milliseconds: number, action: () => void) => () => void;
  /** Moves the time on and runs, in order, what falls due on the way. */
  advance: (milliseconds: number) => void;
  now: () => number;
} {
  const due: { at: number; action: () => void }[] = [];
  let now = 0;
  return {
    timer(milliseconds, action) {
      const entry = { at: now + milliseconds, action };
      due.push(entry);
      return () => {
        const index = due.indexOf(entry);
        if (index !== -1) due.splice(index, 1);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        due.splice(due.indexOf(next), 1);
        now = next.at;
        next.action();
      }
      now = end;
    },
    now: () => now,
  };
}

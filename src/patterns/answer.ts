// Three-valued logic (Kleene's): what a `**options` may hold is neither given nor absent, and `not` must not turn that
// into a yes. null means "not known".

export type Answer = boolean | null;

export function negate(answer: Answer): Answer {
  return answer === null ? null : !answer;
}

/** True where all are, false where one is. Later tests are not asked once one said no. */
export function every<T>(items: Iterable<T>, test: (item: T) => Answer): Answer {
  let result: Answer = true;
  for (const item of items) {
    const answer = test(item);
    if (answer === false) return false;
    if (answer === null) result = null;
  }
  return result;
}

/** True where one is, false where none is. Later tests are not asked once one said yes. */
export function some<T>(items: Iterable<T>, test: (item: T) => Answer): Answer {
  let result: Answer = false;
  for (const item of items) {
    const answer = test(item);
    if (answer === true) return true;
    if (answer === null) result = null;
  }
  return result;
}

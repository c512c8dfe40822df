/** Runs `action` once after some milliseconds; the result cancels it. A parameter, so that tests own the time. */
export type Timer = (milliseconds: number, action: () => void) => () => void;

/** The real one. */
export const systemTimer: Timer = (milliseconds, action) => {
  const timeout = setTimeout(action, milliseconds);
  return () => clearTimeout(timeout);
};

/** What the log tells of an error. */
export interface ErrorFacts {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly hint?: string;
  readonly cause?: ErrorFacts;
}

const deepestCause = 5;

/**
 * Names what is told instead of copying the error: libraries hang requests, command lines and whole inputs on their
 * errors. Message and stack still pass through redaction with the rest of the line.
 */
export function serializeError(error: unknown): ErrorFacts {
  return errorFacts(error, 0);
}

function errorFacts(error: unknown, depth: number): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const { code, hint }: Error & { readonly code?: unknown; readonly hint?: unknown } = error;
  return {
    type: error.name,
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof hint === 'string' ? { hint } : {}),
    ...(error.cause === undefined || depth >= deepestCause ? {} : { cause: errorFacts(error.cause, depth + 1) }),
  };
}

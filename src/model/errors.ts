// Expected failures are values; a programmer's error throws a plain Error; a person's error throws a UserError.

/** Something that the person who runs Tocsin can put right. Printed as two lines, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** What to do about it, one sentence. */
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.hint = hint;
  }
}

/** The message of anything that was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of a failed call (`ENOENT`, `EACCES`), or null where what was thrown carries none. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

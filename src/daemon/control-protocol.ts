// The words of the control socket.

export type ControlRequest =
  | { readonly type: 'status' }
  | { readonly type: 'reload' }
  | {
      readonly type: 'scan';
      /** Absolute path of the repository's root. */
      readonly repository: string;
      /** Relative files or folders; absent: the whole repository. */
      readonly paths?: readonly string[];
    };

export type ControlAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly message: string; readonly hint: string | null };

/** Reads a request's line; null where it is not one. */
export function parseControlRequest(line: string): ControlRequest | null {
  const value = parseObject(line);
  if (value === null) return null;
  const { type, repository, paths } = value;
  if (type === 'status' || type === 'reload') return { type };
  if (type !== 'scan' || typeof repository !== 'string') return null;
  if (paths === undefined) return { type, repository };
  return isTexts(paths) ? { type, repository, paths } : null;
}

/** Reads an answer's line; null where it is not one. */
export function parseControlAnswer(line: string): ControlAnswer | null {
  const value = parseObject(line);
  if (value === null) return null;
  const { ok, result, message, hint } = value;
  if (ok === true) return { ok, result };
  if (ok !== false || typeof message !== 'string') return null;
  return { ok, message, hint: typeof hint === 'string' ? hint : null };
}

function parseObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

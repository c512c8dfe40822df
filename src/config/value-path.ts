/** The way from the top of a document to a value: keys and indices. */
export type ValuePath = readonly PropertyKey[];

/** `workspaces[0].path`; empty for the top. */
export function dotted(path: ValuePath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

// Globs over dotted names: `*` is any text within one part, `**` any text, `{a,b}` one of these.

export type NameTest = (name: string) => boolean;

export function isGlob(pattern: string): boolean {
  return /[*{]/.test(pattern);
}

/** A test for a dotted API name. */
export function apiGlob(pattern: string): NameTest {
  if (!isGlob(pattern)) return (name) => name === pattern;
  const expression = globExpression(pattern, '[^.]*');
  return (name) => expression.test(name);
}

/** A test for a name in snake_case, in which `*` is any text. */
export function nameGlob(pattern: string): NameTest {
  if (!isGlob(pattern)) return (name) => name === pattern;
  const expression = globExpression(pattern, '.*');
  return (name) => expression.test(name);
}

function globExpression(pattern: string, star: string): RegExp {
  const source = pattern.replaceAll(/\*\*|\*|\{[^{}]*\}|[^*{]+|\{/g, (part) => {
    if (part === '**') return '.*';
    if (part === '*') return star;
    if (/^\{.*\}$/.test(part)) return `(?:${part.slice(1, -1).split(',').map(escape).join('|')})`;
    return escape(part);
  });
  return new RegExp(`^${source}$`, 's');
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

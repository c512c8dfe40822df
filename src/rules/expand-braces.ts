/**
 * The plain names that a name with alternatives stands for: `a.{b,c}.{d,e.{f,g}}` is six. Null where the braces don't
 * match. Innermost groups go first, so nesting needs no parser; what that makes twice is taken once.
 */
export function expandBraces(pattern: string): string[] | null {
  const group = /\{([^{}]*)\}/.exec(pattern);
  if (group === null) return /[{}]/.test(pattern) ? null : [pattern];
  const [before, after] = [pattern.slice(0, group.index), pattern.slice(group.index + group[0].length)];
  const names = group[1]!.split(',').map((alternative) => expandBraces(before + alternative + after));
  return names.includes(null) ? null : [...new Set(names.flatMap((list) => list ?? []))];
}

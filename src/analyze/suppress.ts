// Comments that silence a finding: `# tocsin: ignore[rule-id] reason`, in any language's comment, on the finding's first
// line or alone on the line above it. The rule is an id, its last part or an alias; a reason is required, and without one
// the comment silences nothing.
import type { Suppression } from '../model/finding.ts';
import type { RuleInfo } from '../model/rule.ts';

const directive = /tocsin:\s*ignore\[([^\]]+)\]\s*(.*)/;
const commentStart = /(#|\/\/|\/\*|<!--|--|;|%|'|REM\b)\s*$/i;

/** False for a text that silences nothing for sure. */
export function mayHoldDirective(text: string): boolean {
  return text.includes('tocsin:');
}

interface Directive {
  readonly rules: readonly string[];
  readonly reason: string;
}

export type SuppressionLookup = (rule: Pick<RuleInfo, 'id' | 'aliases'>, line: number) => Suppression | null;

/**
 * Reads a file's suppression comments once.
 * @param lines the file's lines
 * @param inComment for a language with a lexer: whether this place is in a comment; undefined: judged by the text before it
 */
export function readSuppressions(
  lines: readonly string[],
  inComment?: (line: number, column: number) => boolean,
): SuppressionLookup {
  const byLine = new Map<number, Directive[]>();
  for (const [index, text] of lines.entries()) {
    const match = mayHoldDirective(text) ? directive.exec(text) : null;
    if (match === null) continue;
    const before = text.slice(0, match.index);
    const line = index + 1;
    if (inComment ? !inComment(line, match.index + 1) : !commentStart.test(before)) continue;
    const reason = match[2]!.replace(/(\*\/|-->)\s*$/, '').trim();
    if (reason === '') continue;
    const target = before.replace(commentStart, '').trim() === '' ? line + 1 : line;
    const rules = match[1]!.split(',').map((name) => name.trim());
    byLine.set(target, [...(byLine.get(target) ?? []), { rules, reason }]);
  }
  return (rule, line) => {
    const found = byLine.get(line)?.find(({ rules }) => rules.some((name) => names(rule, name)));
    return found ? { kind: 'in-source', reason: found.reason } : null;
  };
}

function names(rule: Pick<RuleInfo, 'id' | 'aliases'>, name: string): boolean {
  return rule.id === name || rule.id.endsWith(`/${name}`) || rule.aliases.includes(name);
}

import { escapeControl } from '../../text/display.ts';

/**
 * A sentence as SARIF's plain text. `[text](target)` would be a link (§3.11.6) and `{0}` a placeholder (§3.11.5);
 * only where a text has such a form is it escaped, because many viewers show the escapes as they stand.
 */
export function messageText(text: string): string {
  const inert = escapeControl(text).replace(/\{(\d+)\}/g, '{{$1}}');
  return /\]\s*\(/.test(inert) ? inert.replace(/[[\]]/g, (bracket) => `\\${bracket}`) : inert;
}

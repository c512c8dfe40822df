import { classifyName } from '../names/classify-name.ts';
import { words } from '../names/words.ts';
import { isMask, isTemplate, saysPlaceholder } from '../secrets/placeholder.ts';

/**
 * Whether a text could be somebody's password or key, given to a thing of this name: no mask, template or placeholder, no
 * prose, path, address or code, and not merely the name said again (`PASSWORD = "password"`, `GRANT_PASSWORD = "password_grant"`).
 */
export function looksLikeCredential(text: string, name: string | undefined): boolean {
  if (text.length < 2 || text.length > 200 || isMask(text) || isTemplate(text) || saysPlaceholder(text)) return false;
  if (/\s/.test(text.trim()) && !/\d/.test(text)) return false; // prose
  if (/[\s,;:]\S*[\s,;:]\S*[\s,;:]/.test(text)) return false; // an enumeration, a sentence with numbers
  if (/^[a-z][a-z0-9+.-]*:\/\/|^(?:\.{0,2}|~)\/|^[A-Za-z]:\\|^[\w-]+(?:\/[\w-]+)+\.?\w*$/i.test(text)) return false;
  if (/^[\w.-]+\.(?:com|org|net|io|html?|json|ya?ml|txt|py|pem|key|crt|cfg|conf|ini|env|js|css|png)$/i.test(text))
    return false;
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) return false; // an environment variable's name
  if (/^[\w.]+\(.*\)$|^\W+$|^[\w.]+:[\w.]+:/.test(text)) return false; // a call, punctuation, a reference
  if (/^\^|\$$|\[\^?\w-\w|\\[wdsS]|\(\?[:=!P]/.test(text) && /[[\]()\\|+*]/.test(text)) return false; // a regular expression
  if (/abcdefghijkl|ABCDEFGHIJKL/.test(text)) return false; // an alphabet
  if (
    /^(?:true|false|none|null|yes|no|on|off|bearer|basic|digest|str|string|text|bytes|int|bool|hidden|required|optional)$/i.test(
      text,
    )
  ) {
    return false;
  }
  return !saysName(text, name);
}

/** `user_password`, `Password`, `passwordField`: an identifier about passwords, or the very name it is given to. */
function saysName(text: string, name: string | undefined): boolean {
  const said = words(text);
  if (name !== undefined && said.join('') === words(name).join('')) return true;
  if (!/^[A-Za-z_][\w.-]*$/.test(text) || /\d/.test(text)) return false;
  const kind = classifyName(text);
  return kind === 'about' || (kind !== 'none' && (said.length > 1 || /[_.-]/.test(text)));
}

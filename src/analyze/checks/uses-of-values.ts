// What an expression does with its parts that raises where one of them is None: `x.strip()`, `x[0]`, `x + 1`, `int(x)`.
import type { Expr } from '../../python/ir.ts';
import { apiNameOf } from '../../python/lookups.ts';
import type { ModuleFacts } from '../../python/module-facts.ts';

/** Functions that raise where they are given None. */
const wantsValue = new RegExp(
  `^(builtins\\.(int|float|len|iter|list|tuple|set|sorted|sum|min|max|enumerate|reversed|open|ord|abs|round)` +
    `|json\\.loads|(base64|binascii|ipaddress)\\.\\w+|re\\.(match|search|fullmatch|sub|split|findall|finditer)` +
    `|uuid\\.UUID|decimal\\.Decimal|datetime\\.\\w+\\.(strptime|fromisoformat)|time\\.strptime` +
    `|(hmac|secrets)\\.compare_digest|urllib\\.parse\\.(unquote|unquote_plus|quote)` +
    `|hashlib\\.(md5|sha\\w+|blake2\\w)|os\\.path\\.(join|exists|basename|dirname)|shlex\\.(quote|split))$`,
);

export interface Use {
  readonly value: Expr;
  /** For people: `.strip`, `len()`. */
  readonly how: string;
  /** Where the error is raised. */
  readonly at: Expr;
}

/** Of the expression itself, not of what its parts do with theirs. */
export function usesIn(facts: ModuleFacts, expr: Expr): readonly Use[] {
  switch (expr.kind) {
    case 'Attribute':
      return expr.attr.startsWith('__') ? [] : [{ value: expr.value, how: `\`.${expr.attr}\``, at: expr.value }];
    case 'Subscript':
      return [{ value: expr.value, how: '`[…]`', at: expr.value }];
    case 'Starred':
      return [{ value: expr.value, how: '`*`', at: expr.value }];
    case 'BinOp': {
      // A text formatted by % shows None.
      const sides = expr.op === '%' ? [expr.left] : [expr.left, expr.right];
      return sides.map((value) => ({ value, how: `\`${expr.op}\``, at: expr }));
    }
    case 'Call': {
      const name = apiNameOf(facts, expr.func) ?? '';
      if (!wantsValue.test(name)) return [];
      const place = name.startsWith('re.') ? 1 : 0;
      const given = name.endsWith('compare_digest') ? expr.args : expr.args.slice(place, place + 1);
      return given.map((value) => ({ value, how: `${name.replace('builtins.', '')}()`, at: expr }));
    }
    default:
      return [];
  }
}

import type { Expr } from '../python/ir.ts';
import type { ModuleTree } from './module-tree.ts';

/** Methods that give back the same value in another form. */
const sameValue = new Set(['encode', 'decode', 'strip', 'lstrip', 'rstrip', 'lower', 'upper', 'get_secret_value']);
/** Methods whose first argument names what they give. */
const lookups = new Set(['get', 'getlist', 'pop', 'setdefault', 'get_argument', 'getfirst', 'getone', 'get_all']);
/** Functions of one argument that give back the same value in another form. */
const conversions = new Set(['builtins.str', 'builtins.bytes', 'builtins.repr', 'builtins.unicode', 'six.text_type']);

/**
 * What an expression is called: `password` of `password`, `self.password`, `form["password"]`, `form.get("password")`,
 * `password.encode()`, `str(password)`; `get_password` of `get_password()`. Undefined where it has no name.
 */
export function expressionName(expr: Expr, tree: ModuleTree): string | undefined {
  for (let current: Expr = expr, steps = 0; steps < 20; steps++) {
    switch (current.kind) {
      case 'Name':
        return current.name;
      case 'Attribute':
        return current.attr;
      case 'NamedExpr':
        return current.target.name;
      case 'Subscript':
        return tree.constantText(current.index);
      case 'Await':
      case 'Starred':
      case 'FormattedValue':
        current = current.value;
        continue;
      case 'Call': {
        const { func, args } = current;
        const first = args[0];
        if (first !== undefined && conversions.has(tree.apiName(func) ?? '')) {
          current = first;
          continue;
        }
        if (func.kind === 'Attribute' && sameValue.has(func.attr)) {
          current = func.value;
          continue;
        }
        const wanted = first !== undefined && isLookup(func, tree) ? tree.constantText(first) : undefined;
        if (wanted !== undefined) return wanted;
        current = func;
        continue;
      }
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Whether a call of this function gives the value that its first argument names. */
export function isLookup(func: Expr, tree: ModuleTree): boolean {
  if (tree.apiName(func) === 'os.getenv') return true;
  return func.kind === 'Attribute' && lookups.has(func.attr);
}

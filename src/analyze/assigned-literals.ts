// The string literals of a Python module together with the names that they are given to: what the secrets engine judges
// instead of lines, because in Python a value outside a string is code.
import type { Expr, Parameter, Stmt } from '../python/ir.ts';
import { regionOf, type ModuleFacts } from '../python/module-facts.ts';
import { visitModule } from '../python/walk.ts';
import type { AssignedLiteral } from '../secrets/secret-match.ts';

type Place = AssignedLiteral['binding'];

/** Each literal that is given to something with a name, in source order. */
export function assignedLiterals(facts: ModuleFacts): AssignedLiteral[] {
  const literals: AssignedLiteral[] = [];
  const give = (name: string | null, value: Expr | null, binding: Place): void => {
    if (name === null || value?.kind !== 'Constant') return;
    if (value.value.type !== 'string' && value.value.type !== 'bytes') return;
    literals.push({ name, value: value.value.value, region: regionOf(facts, value.node), binding });
  };
  visitModule(facts.body, {
    statement: (stmt) => readStatement(stmt, give),
    expression: (expr) => readExpression(expr, give),
  });
  return literals;
}

type Give = (name: string | null, value: Expr | null, binding: Place) => void;

function readStatement(stmt: Stmt, give: Give): void {
  switch (stmt.kind) {
    case 'Assign':
      for (const target of stmt.targets) assign(target, stmt.value, give);
      return;
    case 'AnnAssign':
    case 'AugAssign':
      return give(nameOf(stmt.target), stmt.value, 'assignment');
    case 'FunctionDef':
      return readDefaults(stmt.params, give);
    default:
      return;
  }
}

/** `a, b = "x", "y"` gives each its own. */
function assign(target: Expr, value: Expr, give: Give): void {
  const pairwise = isSequence(target) && isSequence(value) && target.elements.length === value.elements.length;
  if (pairwise) target.elements.forEach((one, index) => assign(one, value.elements[index]!, give));
  else give(nameOf(target), value, 'assignment');
}

function isSequence(expr: Expr): expr is Extract<Expr, { kind: 'List' | 'Tuple' | 'Set' }> {
  return expr.kind === 'Tuple' || expr.kind === 'List';
}

function readExpression(expr: Expr, give: Give): void {
  switch (expr.kind) {
    case 'Call':
      for (const { name, value } of expr.keywords) give(name, value, 'argument');
      return readFallback(expr, give);
    case 'Dict':
      for (const { key, value } of expr.entries) give(key === null ? null : textOf(key), value, 'entry');
      return;
    case 'NamedExpr':
      return give(expr.target.name, expr.value, 'assignment');
    case 'Lambda':
      return readDefaults(expr.params, give);
    case 'Compare': {
      const [right] = expr.comparators;
      if (expr.ops.length !== 1 || right === undefined || !['==', '!='].includes(expr.ops[0]!)) return;
      give(nameOf(expr.left), right, 'comparison');
      return give(nameOf(right), expr.left, 'comparison');
    }
    default:
      return;
  }
}

/** `os.environ.get("DB_PASSWORD", "secret")`, `config.setdefault("token", "…")`, `setattr(user, "password", "…")`. */
function readFallback({ func, args }: Extract<Expr, { kind: 'Call' }>, give: Give): void {
  const called = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.name : '';
  if (['get', 'getenv', 'setdefault', 'pop', 'putenv'].includes(called) && args.length === 2) {
    give(textOf(args[0]!), args[1]!, 'argument');
  } else if (called === 'setattr' && args.length === 3) {
    give(textOf(args[1]!), args[2]!, 'assignment');
  }
}

function readDefaults(params: readonly Parameter[], give: Give): void {
  for (const { name, default: value } of params) give(name, value, 'default');
}

/** The name that a value is known by: of a variable, an attribute, or a constant key. */
function nameOf(expr: Expr): string | null {
  if (expr.kind === 'Name') return expr.name;
  if (expr.kind === 'Attribute') return expr.attr;
  if (expr.kind === 'Subscript') return textOf(expr.index);
  return null;
}

function textOf(expr: Expr): string | null {
  return expr.kind === 'Constant' && expr.value.type === 'string' ? expr.value.value : null;
}

// Which statements surround imports that are alternatives to each other or exist for type checkers only.
import type { Expr, Stmt, Try } from './ir.ts';
import { walkExpressions } from './walk.ts';

const importErrors: ReadonlySet<string> = new Set(['ImportError', 'ModuleNotFoundError', 'Exception', 'BaseException']);
const versionNames: ReadonlySet<string> = new Set(['version_info', 'hexversion', 'PY2', 'PY3', 'PY34', 'python_2']);

/** True for `try: import a` with a handler that catches a failed import. */
export function isImportGuard({ body, handlers }: Try): boolean {
  const hasImport = body.some((stmt) => stmt.kind === 'Import' || stmt.kind === 'ImportFrom' || isNestedGuard(stmt));
  return hasImport && handlers.some(({ type }) => type === null || catchesImportError(type));
}

function isNestedGuard(stmt: Stmt): boolean {
  return stmt.kind === 'Try' && isImportGuard(stmt);
}

function catchesImportError(type: Expr): boolean {
  if (type.kind === 'Tuple') return type.elements.some(catchesImportError);
  return (
    (type.kind === 'Name' && importErrors.has(type.name)) || (type.kind === 'Attribute' && importErrors.has(type.attr))
  );
}

/** True for `TYPE_CHECKING` and `typing.TYPE_CHECKING`. */
export function isTypeCheckingTest(test: Expr): boolean {
  return (
    (test.kind === 'Name' && test.name === 'TYPE_CHECKING') ||
    (test.kind === 'Attribute' && test.attr === 'TYPE_CHECKING')
  );
}

/** True for a test of Python's version, `sys.version_info >= (3,)` or `six.PY2`. */
export function isVersionTest(test: Expr): boolean {
  let found = false;
  walkExpressions(test, (expr) => {
    if (expr.kind === 'Attribute') found ||= versionNames.has(expr.attr);
    if (expr.kind === 'Name') found ||= versionNames.has(expr.name);
  });
  return found;
}

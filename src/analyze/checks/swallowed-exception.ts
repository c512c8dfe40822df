// `except:` and `except Exception:` that take every error and do nothing with it: no log, no answer, no other value.
// Silent where the tried block is an import or a clean-up, whose failure is of no interest.
import type { ExceptHandler, Expr, Stmt } from '../../python/ir.ts';
import { regionOf } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';

const cleanUps = /^(?:close|unlink|remove|rmdir|rmtree|cleanup|shutdown|disconnect|kill|terminate|__del__|__exit__)$/;

export const swallowedException: Check = (facts) => {
  const hits: CheckHit[] = [];
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind !== 'Try' || stmt.body.every(isImportOrCleanUp)) return;
      for (const handler of stmt.handlers) {
        const caught = caughtWidely(handler);
        if (caught === null || !handler.body.every(doesNothing)) continue;
        hits.push({ region: regionOf(facts, handler.node), captures: { caught } });
      }
    },
  });
  return hits;
};

/** How it is written; null: it takes certain errors only. */
function caughtWidely({ type }: ExceptHandler): string | null {
  if (type === null) return 'except:';
  if (type.kind !== 'Name') return null;
  return type.name === 'Exception' || type.name === 'BaseException' ? `except ${type.name}:` : null;
}

function doesNothing(stmt: Stmt): boolean {
  return (
    stmt.kind === 'Pass' || stmt.kind === 'Continue' || (stmt.kind === 'ExprStmt' && stmt.value.kind === 'Constant')
  );
}

function isImportOrCleanUp(stmt: Stmt): boolean {
  if (stmt.kind === 'Import' || stmt.kind === 'ImportFrom') return true;
  return stmt.kind === 'ExprStmt' && stmt.value.kind === 'Call' && cleanUps.test(lastName(stmt.value.func));
}

function lastName(func: Expr): string {
  return func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.name : '';
}

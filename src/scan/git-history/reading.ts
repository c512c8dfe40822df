import { pathFacts } from '../../secrets/path-facts.ts';
import { isPythonPath } from '../../workspace/language.ts';

/** What of a path decides what is found: equal contents at two paths with an equal one hold the same secrets. */
export function readingOf(path: string): string {
  const { format, madeUp, generated } = pathFacts(path);
  const parts = [isPythonPath(path) ? 'python' : format, madeUp ? 'made-up' : '', generated ? 'generated' : ''];
  return parts.filter((part) => part !== '').join(' ');
}

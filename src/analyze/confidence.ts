import { confidences, type Confidence } from '../model/rule.ts';

const madeUpFolders = new Set([
  'test',
  'tests',
  'testing',
  'unittest',
  'unittests',
  'testdata',
  'fixtures',
  'example',
  'examples',
  'sample',
  'samples',
  'demo',
  'demos',
  'doc',
  'docs',
  'migrations',
]);

/** Whether a path lies among tests, fixtures, examples, documentation or migrations: what stands there is often made up. */
export function isMadeUp(path: string): boolean {
  let answer = known.get(path);
  if (answer === undefined) {
    answer = saysSo(path);
    if (known.size > mostKnown) known.clear();
    known.set(path, answer);
  }
  return answer;
}

/** It is asked again and again, of the same paths. */
const known = new Map<string, boolean>();
const mostKnown = 100_000;

function saysSo(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  return (
    parts.some((part) => madeUpFolders.has(part)) ||
    /^(?:test_.*|.*_tests?|.*_testing|conftest|tests)\.pyi?$/.test(name)
  );
}

/** Whether a path is of tests: code in the language of their framework, which nobody but it calls. */
export function isTestCode(path: string): boolean {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  return (
    parts.some((part) => part === 'test' || part === 'tests' || part === 'testing') ||
    /^(?:test_.*|.*_test|conftest|tests)\.pyi?$/.test(name)
  );
}

/** The next lower confidence. */
export function oneStepLower(confidence: Confidence): Confidence {
  return confidences[confidences.indexOf(confidence) + 1] ?? 'low';
}

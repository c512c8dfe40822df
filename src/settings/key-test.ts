import { classifyName } from '../names/classify-name.ts';
import { nameGlob } from '../rules/api-glob.ts';

/** A test for keys as rules name them: as written, with `*` and `{a,b}`, or `password-kind` and `secret-kind`. */
export function keyTest(patterns: readonly string[]): (key: string) => boolean {
  const tests = patterns.map((pattern): ((key: string) => boolean) => {
    if (pattern === 'password-kind') return (key) => classifyName(key) === 'password';
    if (pattern === 'secret-kind') return (key) => ['password', 'secret'].includes(classifyName(key));
    return nameGlob(pattern);
  });
  return (key) => tests.some((test) => test(key));
}

import { describe, expect, it } from 'vitest';
import { failOpenExcept } from '../../../src/analyze/checks/fail-open-except.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const lines = (text: string): number[] =>
  failOpenExcept(analyzeModule('a.py', text), text).map(({ region }) => region.startLine);

describe('failOpenExcept', () => {
  it.each([
    ['pass', 'try:\n    check_token(t)\nexcept E:\n    pass\n', 3],
    ['an ellipsis', 'try:\n    await s.authenticate()\nexcept E: ...\n', 3],
    ['a log', 'try:\n    verifySignature(t)\nexcept E:\n    log.info("no")\n', 3],
    [
      'True after a log',
      'def f():\n    try:\n        x = check_auth()\n        return x\n    except E:\n        print(1)\n        return True\n',
      5,
    ],
  ])('reports %s', (_what, text, line) => {
    expect(lines(text)).toEqual([line]);
  });

  it.each([
    ['a check whose result is used', 'try:\n    x = check_token(t)\nexcept E:\n    pass\n'],
    ['what is done only after the check', 'try:\n    check_token(t)\n    work()\nexcept E:\n    pass\n'],
    ['another step in the handler', 'try:\n    check_token(t)\nexcept E:\n    abort(403)\n'],
    ['False', 'def f():\n    try:\n        return check_auth()\n    except E:\n        return False\n'],
    ['True of something else', 'def f():\n    try:\n        return find()\n    except E:\n        return True\n'],
    ['a check of something else', 'try:\n    check_size(t)\nexcept E:\n    pass\n'],
    ['a verb that says nothing alone', 'try:\n    t.validate()\nexcept E:\n    pass\n'],
  ])('is silent about %s', (_what, text) => {
    expect(lines(text)).toEqual([]);
  });
});

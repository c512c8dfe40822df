import { describe, expect, it } from 'vitest';
import { raiseWithoutCause } from '../../../src/analyze/checks/raise-without-cause.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

const lines = (handler: string): number[] =>
  raiseWithoutCause(analyzeModule('a.py', `try:\n    work()\n${handler}`), '').map(({ region }) => region.startLine);

describe('raiseWithoutCause', () => {
  it.each([
    ['a call', 'except OSError as e:\n    raise KeyError(e)\n', 4],
    ['a class', 'except OSError:\n    raise KeyError\n', 4],
    ['an error made before', 'except OSError:\n    err = KeyError()\n    raise err\n', 5],
    ['within if and with', 'except OSError:\n    if x:\n        with y:\n            raise KeyError()\n', 6],
  ])('reports %s', (_what, handler, line) => {
    expect(lines(handler)).toEqual([line]);
  });

  it.each([
    ['the caught error, whatever its name', 'except OSError as caught_now:\n    raise caught_now\n'],
    ['the caught error with another traceback', 'except OSError as e:\n    raise e.with_traceback(None)\n'],
    ['a cause', 'except OSError as e:\n    raise KeyError() from e\n'],
    ['a cause set by hand', 'except OSError as e:\n    new = KeyError()\n    new.__cause__ = e\n    raise new\n'],
    ['leaving the program', 'except OSError:\n    raise SystemExit(2)\n'],
    ['a function that is defined there', 'except OSError:\n    def f():\n        raise KeyError()\n'],
    ['a bare raise', 'except OSError:\n    raise\n'],
  ])('is silent about %s', (_what, handler) => {
    expect(lines(handler)).toEqual([]);
  });

  it('counts a raise once, for the handler that is innermost', () => {
    expect(lines('except OSError:\n    try:\n        x()\n    except KeyError:\n        raise ValueError()\n')).toEqual(
      [7],
    );
  });
});

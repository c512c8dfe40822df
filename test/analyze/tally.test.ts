import { describe, expect, it } from 'vitest';
import { tallyOf } from '../../src/analyze/tally.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';

const text = [
  'from __future__ import annotations',
  'import os, sys',
  'from m import *',
  'def public_one(some_name: int) -> int:',
  '    if some_name:',
  '        raise ValueError("no")',
  '    raise KeyError',
  'def _private(password):',
  '    error = ValueError(password)',
  '    raise error',
].join('\n');

describe('tallyOf', () => {
  it('counts what was looked at', () => {
    expect(tallyOf(analyzeModule('a.py', text), text)).toEqual({
      lines: 10,
      imports: 2,
      functions: 2,
      publicFunctions: 1,
      hintedFunctions: 1,
      snakeCase: 2,
      camelCase: 0,
      errors: 2,
      errorsWithDetail: 1,
      secretNames: 1,
      longestFunction: 4,
      complexity: 1,
    });
  });

  it.each([
    ['', 0],
    ['x', 1],
    ['x\n', 1],
    ['x\r\ny', 2],
  ])('counts the lines of %j', (code, lines) => {
    expect(tallyOf(analyzeModule('a.py', code), code).lines).toBe(lines);
  });
});

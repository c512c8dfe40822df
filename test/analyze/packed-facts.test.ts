import { describe, expect, it } from 'vitest';
import { packFacts, unpackFacts } from '../../src/analyze/packed-facts.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';

const text = `
import os, flask as web
from .db import *
class A(B, metaclass=M):
    """text"""
    x: 'List[int]' = 10 ** 30  # tocsin: ignore[sql-injection] because
    async def f(self, /, a, *args, k=1.5, **kw):  # a comment
        try:
            return [y for y in a if y] or {1: 2j, **a} or f'{a!r:>{k}}' or b'\\xff'
        except (E, F) as e:
            raise G from e
        finally:
            del a[1:2, ...], a.b
match x:
    case {'a': [1, *rest], **others} | P(z, q=None) as w if w: pass
lambda: (yield)
`;

describe('packFacts', () => {
  it('keeps all that following data needs', () => {
    const facts = analyzeModule('a.py', text);
    const { path, body, positions, scopes, nameBinding, imports, apiNames, stringAnnotations } = facts;
    const expected = {
      ...{ path, body, positions, scopes, nameBinding, imports, apiNames, stringAnnotations },
      bindings: facts.bindings.map(({ name, scope, sites }) => ({ name, scope, sites })),
      comments: facts.comments.filter(({ text: comment }) => comment.includes('tocsin')),
    };
    expect(facts.syntaxErrors).toBe(0);
    expect(expected.comments).toHaveLength(1);
    expect(unpackFacts(packFacts(facts))).toStrictEqual(expected);
  });
});

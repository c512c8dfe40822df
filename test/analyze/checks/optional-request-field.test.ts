import { describe, expect, it } from 'vitest';
import { optionalRequestField } from '../../../src/analyze/checks/optional-request-field.ts';
import { analyzeModule } from '../../../src/python/analyze-module.ts';

/** What is told of the body of a view, as `use of field`. */
function told(...body: readonly string[]): string[] {
  const text = `import json, re\ndef view(self, request, req):\n${body.map((line) => `    ${line}\n`).join('')}`;
  return optionalRequestField(analyzeModule('a.py', text), text).map(
    ({ captures, region }) => `${region.startLine - 2}: ${captures['use']} of ${captures['field']}`,
  );
}

describe('optionalRequestField', () => {
  it.each([
    ['a method', ['request.args.get("q").strip()'], ['1: `.strip` of request.args.get("q")']],
    ['an order', ['if req.content_length > 5: pass'], ['1: `>` of req.content_length']],
    ['an item', ['q = request.POST.get("q")', 'return q[0]'], ['2: `[…]` of request.POST.get("q")']],
    ['a sum', ['q = request.form.get("q")', 'return "a" + q'], ['2: `+` of request.form.get("q")']],
    ['a loop', ['for one in request.GET.get("all"): pass'], ['1: the loop of request.GET.get("all")']],
    ['a search in it', ['return "a" in request.headers.get("X-Kind")'], ['1: `in` of request.headers.get("X-Kind")']],
    ['a function', ['return len(request.cookies.get("q"))'], ['1: len() of request.cookies.get("q")']],
    [
      'a text that is searched',
      ['return re.match("a", request.args.get("q"))'],
      ['1: re.match() of request.args.get("q")'],
    ],
    [
      'the default None',
      ['return request.args.get("q", None).strip()'],
      ['1: `.strip` of request.args.get("q", None)'],
    ],
    ['JSON', ['data = json.loads(request.body)', 'return data.get("a").b'], ['2: `.b` of data.get("a")']],
    ['`or None`', ['q = request.args.get("q") or None', 'q.strip()'], ['2: `.strip` of request.args.get("q")']],
    [
      'what an `and` lets through',
      ['q = a and request.args.get("q")', 'q.strip()'],
      ['2: `.strip` of request.args.get("q")'],
    ],
    ['a choice', ['q = request.args.get("q") if a else ""', 'q.strip()'], ['2: `.strip` of request.args.get("q")']],
    [
      'one of two ways',
      ['q = ""', 'if a:', '    q = request.args.get("q")', 'q.strip()'],
      ['4: `.strip` of request.args.get("q")'],
    ],
    [
      'the other branch',
      ['q = request.args.get("q")', 'if q: pass', 'else: q.strip()'],
      ['3: `.strip` of request.args.get("q")'],
    ],
    ['it once', ['q = request.args.get("q")', 'q.strip()', 'q.lower()'], ['2: `.strip` of request.args.get("q")']],
    [
      'a KeyError that is caught',
      ['try: request.args.get("q").a', 'except KeyError: pass'],
      ['1: `.a` of request.args.get("q")'],
    ],
    ['a cookie of Tornado', ['self.get_cookie("a").lower()'], ['1: `.lower` of self.get_cookie("a")']],
  ])('tells of %s', (_what, body, wanted) => {
    expect(told(...body)).toEqual(wanted);
  });

  it.each([
    ['a default', ['request.args.get("q", "").strip()']],
    ['or', ['(request.args.get("q") or "").strip()']],
    ['and', ['q = request.args.get("q")', 'return q and q.strip()']],
    ['is not None', ['q = request.args.get("q")', 'if q is not None: q.strip()']],
    ['an early return', ['q = request.args.get("q")', 'if q is None: return', 'q.strip()']],
    ['an abort', ['q = request.args.get("q")', 'if not q: abort(400)', 'q.strip()']],
    ['one of two that are asked', ['q = request.args.get("q")', 'if q is None or q.strip() == "": return']],
    ['a walrus', ['if (q := request.args.get("q")): q.strip()']],
    ['isinstance', ['q = request.args.get("q")', 'if isinstance(q, str): q.strip()']],
    ['an assert', ['q = request.args.get("q")', 'assert q', 'q.strip()']],
    ['a loop that asks', ['q = request.args.get("q")', 'while q: q = q.strip()']],
    ['a comprehension that asks', ['q = request.args.get("q")', 'return [q.strip() for a in b if q]']],
    ['equality', ['q = request.args.get("q")', 'if q == "a": q.strip()']],
    ['the same expression', ['if request.args.get("q"): request.args.get("q").strip()']],
    ['membership', ['if "q" in request.args: request.args.get("q").strip()']],
    ['a helper', ['q = request.args.get("q")', 'check(q)', 'q.strip()']],
    ['all fields looked at', ['data = request.json', 'check(data)', 'data.get("a").strip()']],
    ['another value', ['q = request.args.get("q")', 'q = q2', 'q.strip()']],
    ['an error that is caught', ['try: request.args.get("q").a', 'except AttributeError: pass']],
    ['text made of it', ['return f"{request.args.get(1)}" + "%s" % request.args.get("q")']],
    ['what the server fills', ['request.META.get("REMOTE_ADDR").split(".")']],
    ['a lambda, that is called later', ['q = request.args.get("q")', 'return lambda: q.strip()']],
    ['what is no request', ['other.args.get("q").strip()', 'data.get("q").strip()']],
  ])('is silent about %s', (_what, body) => {
    expect(told(...body)).toEqual([]);
  });

  it('tells two uses apart where a line is very long', () => {
    // Line 3, column 1046, and line 4, column 46.
    const far = (width: number, key: string): string => `x = "${'a'.repeat(width)}"; request.args.get("${key}").a`;
    expect(told(far(1030, 'p'), far(30, 'q'))).toHaveLength(2);
  });

  it('gives up where choices stand in the conditions of choices, and where very much is known', () => {
    let choice = 'request.args.get("a")';
    for (let depth = 0; depth < 40; depth++) choice = `(request.args.get("b") if ${choice}.x else None)`;
    expect(told(`return ${choice}.y`).length).toBeGreaterThan(0);
    const assignments = Array.from({ length: 6000 }, (_, at) => `x${at} = request.args.get("k")`);
    expect(told('request.args.get("q").a', ...assignments)).toEqual(['1: `.a` of request.args.get("q")']);
  });

  it('believes decorators that check the body', () => {
    const text =
      '@validate_json(schema)\ndef view():\n    request.get_json().get("a").strip()\n    request.args.get("a").b\n';
    const hits = optionalRequestField(analyzeModule('a.py', text), text);
    expect(hits.map(({ region }) => region.startLine)).toEqual([4]);
  });
});

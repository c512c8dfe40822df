import { describe, expect, it } from 'vitest';
import { languageOf } from '../../src/workspace/language.ts';

describe('languageOf', () => {
  it.each([
    ['a.py', ''],
    ['a/b.pyi', ''],
    ['a.pyw', 'x'],
    ['tool', '#!/usr/bin/python'],
    ['tool', '#!/usr/bin/python3 -u\nimport os\n'],
    ['tool', '#!/usr/bin/env python3\r\nimport os\r\n'],
    ['tool', '#!/usr/bin/env -S python3.11 -I\n'],
    ['tool', '#! /usr/bin/env PYTHONPATH=. python\n'],
    ['tool', '#!/opt/pypy3\n'],
    ['tool.cgi', '#!/usr/local/bin/python2.7\n'],
  ])('takes %s with %j for Python', (path, text) => expect(languageOf(path, Buffer.from(text))).toBe('python'));

  it.each([
    ['a.txt', 'import os\n'],
    ['py', ''],
    ['a.py.txt', ''],
    ['a.pyc', ''],
    ['A.PYX', ''],
    ['tool', '#!/bin/sh\nexec python3 "$0"\n'],
    ['tool', '#!/bin/sh python\n'],
    ['tool', '#!/usr/bin/env bash\n# /usr/bin/python\n'],
    ['tool', '#!/usr/bin/pythonista\n'],
    ['tool', ' #!/usr/bin/python\n'],
    ['tool', ''],
  ])('takes %s with %j for text', (path, text) => expect(languageOf(path, Buffer.from(text))).toBe('text'));

  it('looks at long first lines in no time', () => {
    const bytes = Buffer.from(`#!/env ${'a=b '.repeat(100_000)}`);
    const started = performance.now();
    expect(languageOf('tool', bytes)).toBe('text');
    expect(performance.now() - started).toBeLessThan(200);
  });
});

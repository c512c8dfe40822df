// Every operator of the pattern language on real modules: a line that ends in `# yes` is reported, no other is.
import { describe, expect, it } from 'vitest';
import { compilePatterns } from '../../src/patterns/match-patterns.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import type { Shape, ValuePattern } from '../../src/rules/pattern.ts';
import { patternHits, patternRule } from '../support/pattern-hits.ts';

type Case = readonly [name: string, shape: Shape, code: string];

interface Lines {
  /** Marked and not reported. */
  readonly missing: readonly number[];
  /** Reported and not marked. */
  readonly noisy: readonly number[];
}
const exact: Lines = { missing: [], noisy: [] };

function verdict(any: readonly Shape[], code: string, unless: readonly Shape[] = []): Lines {
  const marked = code.split('\n').flatMap((line, index) => (/# yes\b/.test(line) ? [index + 1] : []));
  const pattern = unless.length > 0 ? { any, unless } : { any };
  const lines = patternHits(pattern, code).map(({ region }) => region.startLine);
  return {
    missing: marked.filter((line) => !lines.includes(line)),
    noisy: lines.filter((line) => !marked.includes(line)),
  };
}

/** A call `f(x)` of a function that stands for any API, whose argument must satisfy the value pattern. */
const argument = (value: ValuePattern): Shape => ({ call: 'api.f', arguments: { '1|x': value } });
const withApi = (code: string): string => `from api import f\n${code}`;

describe('calls', () => {
  it.each<Case>([
    [
      'whatever the import style',
      { call: 'hashlib.md5' },
      `import hashlib
import hashlib as h
from hashlib import md5, md5 as m
from hashlib import sha1
alias = hashlib.md5
hashlib.md5(x)  # yes
h.md5(x)  # yes
md5(x)  # yes
m(x)  # yes
alias(x)  # yes
sha1(x)
other.md5(x)
def f(md5):
    md5(x)
`,
    ],
    [
      'by globs',
      { call: ['a.*.run', 'b.**', 'c.{x,y}'] },
      `import a, b, c
a.one.run()  # yes
a.one.two.run()
b.one()  # yes
b.one.two()  # yes
c.x()  # yes
c.z()
`,
    ],
    [
      'of methods of what a call returned',
      { call: 'sqlite3.connect().cursor().execute' },
      `import sqlite3
connection = sqlite3.connect("x")
cursor = connection.cursor()
cursor.execute("select 1")  # yes
sqlite3.connect("y").cursor().execute("select 1")  # yes
connection.execute("select 1")
`,
    ],
    ['of builtins', { call: 'builtins.eval' }, 'eval(x)  # yes\ndef eval2(): pass\neval2(x)\n'],
    [
      'of methods on unknown receivers',
      { method: ['execute', 'run'] },
      `import subprocess
def f(cursor, self):
    cursor.execute("x")  # yes
    self.db.cursor().execute("x")  # yes
    subprocess.run("x")
    execute("x")
`,
    ],
    [
      'with a receiver',
      { method: 'login', receiver: { named: '*smtp*' } },
      'def f(smtp, user, o):\n    smtp.login(1)  # yes\n    o.smtp_server.login(1)  # yes\n    user.login(1)\n',
    ],
  ])('%s', (_, shape, code) => expect(verdict([shape], code)).toEqual(exact));
});

describe('arguments', () => {
  it.each<Case>([
    [
      'by position or keyword',
      { call: 'api.f', arguments: { '2|size': { below: 10 } } },
      withApi('f(1, 2)  # yes\nf(size=3)  # yes\nf(2)\nf(1, 20)\nf(1, other=2)\n'),
    ],
    [
      'that are absent, given, or of which that is not known',
      { call: 'api.f', arguments: { '1|x': 'absent' } },
      withApi(`f()  # yes
f(y=1)  # yes
f(1)
f(x=1)
f(*a)
f(**o)
f(**{"y": 1})  # yes
f(**{"x": 1})
`),
    ],
    [
      'in a dict that is spread, also through a variable',
      { call: 'api.f', arguments: { x: false } },
      withApi(`f(**{"x": False})  # yes
options = dict(x=False)
f(**options)  # yes
f(**{**more})
f(**{"x": True})
`),
    ],
    [
      'any of them',
      { call: 'api.f', arguments: { '*': { type: 'string' } } },
      withApi('f(1, "a")  # yes\nf(k="a")  # yes\nf(1)\nf()\n'),
    ],
    [
      'that the model names',
      {
        call: [{ api: 'api.f', argument: '2|size' }, { api: 'api.g', argument: '1' }, 'api.h'],
        arguments: { $: 7 },
      },
      `from api import f, g, h
f(1, 7)  # yes
f(size=7)  # yes
f(7)
g(7)  # yes
h(7)  # yes
`,
    ],
    [
      'negated, also where there is none',
      { call: 'api.f', arguments: { x: { not: false } } },
      withApi('f()  # yes\nf(x=1)  # yes\nf(x=False)\nf(**o)\n'),
    ],
  ])('%s', (_, shape, code) => expect(verdict([shape], code)).toEqual(exact));
});

describe('values', () => {
  it.each<readonly [string, ValuePattern, string]>([
    ['scalars', false, 'f(False)  # yes\nf(0)\nf(None)\nf(flag)\n'],
    ['None', null, 'f(None)  # yes\nf("")\nf()\n'],
    ['a list of scalars', ['a', 1], 'f("a")  # yes\nf(b"a")  # yes\nf(1)  # yes\nf(1.0)  # yes\nf(True)\nf("b")\n'],
    ['folded constants', 'ab', 'A = "a"\nf(A + "b")  # yes\nf("a" "b")  # yes\nf(B + "b")\n'],
    ['ignoring case', { in: ['Md5'], ignoreCase: true }, 'f("MD5")  # yes\nf("sha")\n'],
    [
      'the four words: constant',
      'constant',
      'f(1)  # yes\nf([1, "a"])  # yes\nf({"a": (1,)})  # yes\nf([x])\nf(x)\nf()\n',
    ],
    ['the four words: dynamic', 'dynamic', 'f(x)  # yes\nf([x])  # yes\nf(g())  # yes\nf(1)\nf()\n'],
    ['the four words: present', 'present', 'f(x)  # yes\nf()\nf(**o)\n'],
    ['matches', { matches: '^http://' }, 'f("http://x")  # yes\nf("https://x")\nf(x)\n'],
    ['above and below', { above: 1, below: 5 }, 'f(3)  # yes\nf(2 * 2)  # yes\nf(1)\nf(5)\nf("3")\nf(-3)\n'],
    ['bits', { bits: 0o022 }, 'f(0o777)  # yes\nf(0o700)\nf(0o755)\nf(0o666)  # yes\nf("x")\n'],
    ['length', { length: { below: 3 } }, 'f("ab")  # yes\nf(b"")  # yes\nf("abc")\nf([1])\n'],
    ['truthy', { truthy: true }, 'f(1)  # yes\nf("a")  # yes\nf([0])  # yes\nf(0)\nf([])\nf(x)\n'],
    ['falsy', { truthy: false }, 'f(0)  # yes\nf(None)  # yes\nf([])  # yes\nf({})  # yes\nf(x)\nf(1)\n'],
    [
      'empty',
      { empty: true },
      'f("")  # yes\nf(())  # yes\nf(list())  # yes\nf(b"")  # yes\nf(" ")\nf(0)\nf(x)\nf([*x])\n',
    ],
    ['not empty', { empty: false }, 'f("a")  # yes\nf([1])  # yes\nf(1)  # yes\nf("")\nf(x)\n'],
    [
      'credential',
      { credential: true },
      'f("hunter2")  # yes\nf("s3cr3t!")  # yes\nf("")\nf("<password>")\nf("Enter your password")\nf("user_password")\nf("${PASSWORD}")\nf("DB_PASSWORD")\nf("/etc/password")\n',
    ],
    ['types', { type: ['string', 'list'] }, 'f("a")  # yes\nf([1])  # yes\nf(b"a")\nf((1,))\nf(x)\n'],
    [
      'kinds of expressions',
      { type: ['call', 'f-string', 'lambda', 'attribute'] },
      'f(g())  # yes\nf(f"{x}")  # yes\nf(lambda: 1)  # yes\nf(a.b)  # yes\nf(a)\n',
    ],
    [
      'references',
      { api: 'ssl.CERT_NONE' },
      'import ssl\nfrom ssl import CERT_NONE as none\nf(ssl.CERT_NONE)  # yes\nf(none)  # yes\nf(ssl.CERT_REQUIRED)\nf(ssl.CERT_NONE())\n',
    ],
    [
      'names',
      { named: ['password-kind', '*_salt'] },
      'f(password)  # yes\nf(self.db_password)  # yes\nf(config["password"])  # yes\nf(form.get("password"))  # yes\nf(password.encode("utf-8"))  # yes\nf(str(password))  # yes\nf(get_password())  # yes\nf(userSalt)  # yes\nf(compass)\nf(password_hint)\nf("password")\nf(token)\n',
    ],
    [
      'secret names',
      { named: 'secret-kind' },
      'f(api_key)  # yes\nf(password)  # yes\nf(token)  # yes\nf(csrf_token)\nf(key)\n',
    ],
    [
      'nested calls',
      { call: 'api.g', arguments: { 1: 'absent' } },
      'from api import g\nf(g())  # yes\nf(g(1))\nf(g)\n',
    ],
    [
      'subscripts',
      { index: 'password', receiver: { named: 'form' } },
      'f(form["password"])  # yes\nf(request.form["password"])  # yes\nf(form["name"])\nf(other["password"])\n',
    ],
    ['slices', { type: 'subscript', index: { type: 'slice' } }, 'f(x[:8])  # yes\nf(x[1:])  # yes\nf(x[1])\nf(x)\n'],
    [
      'elements',
      { element: { is: 'none', ignoreCase: true } },
      'f(["HS256", "None"])  # yes\nALGORITHMS = ("none",)\nf(ALGORITHMS)  # yes\nf(["HS256"])\nf("none")\nf(x)\n',
    ],
    [
      'elements by place',
      { elements: { 1: 'md5', 3: 'absent' } },
      'f(["md5", "argon2"])  # yes\nHASHERS = ("md5",)\nf(HASHERS)  # yes\nf(["argon2", "md5"])\nf(["md5", "a", "b"])\nf([])\nf([*more, "md5"])\nf("md5")\n',
    ],
    [
      'entries',
      { entries: { verify: false, other: 'absent' } },
      'f({"verify": False})  # yes\nf(dict(verify=False))  # yes\no = {"verify": False}\nf(o)  # yes\nf({"verify": False, "other": 1})\nf({"verify": False, **more})\nf({})\nf(x)\n',
    ],
    ['the last entry counts', { entries: { a: 1 } }, 'f({"a": 2, "a": 1})  # yes\nf({"a": 1, "a": 2})\n'],
    [
      'comparisons',
      { compare: { operators: ['==', '!='], sides: [{ named: 'token' }, 'dynamic'] } },
      'f(token == x)  # yes\nf(x != token)  # yes\nf(token == "x")\nf(token is x)\nf(1 < 2 == token == y)  # yes\n',
    ],
    [
      'sided comparisons',
      { compare: { operators: 'in', left: 'constant', right: { named: 'url' } } },
      'f("x" in url)  # yes\nf(url in "x")\nf("x" not in url)\n',
    ],
    [
      'interpolated text',
      { interpolated: true },
      'f(f"a{x}")  # yes\nf("a" + x)  # yes\nf("a %s" % x)  # yes\nf("a {}".format(x))  # yes\nf(",".join(x))  # yes\nf("a" + x + "b")  # yes\nf("a")\nf("a" + "b")\nf(x + y)\nf(x)\nf(x % 2)\n',
    ],
    [
      'its text',
      { text: '^select .* from \\{\\}$', ignoreCase: true },
      'f("SELECT * FROM " + x)  # yes\nf(f"select a from {x}")  # yes\nf("select a from %s" % x)  # yes\nf("select {} from {}".format(a, b))  # yes\nf("select a from b")\nf(f"select {x} or b")\n',
    ],
    [
      'text that nobody can choose',
      { interpolated: true },
      'f("a %s" % int(x))\nf("a %d %s" % (x, 1 if y else 2))\nf(f"a {x:d} {len(y)}")\nf("in (" + ",".join("?" for _ in x) + ")")\nf("in (%s)" % ",".join(["?"] * len(x)))\nm = "a" if x else "b"\nf("c" + m)\nf("c" + {1: "a"}[x])\nf("c" + "a" * n)\nf("c" + 2 * x)  # yes\nf("c %s" % (x or "a"))  # yes\nf("c {:d} {}".format(x, y))  # yes\n',
    ],
    [
      'unknown parts of a text',
      { parts: { derivedFrom: { call: 'html.escape' } } },
      `from html import escape
f("<b>%s</b>" % escape(x))  # yes
f("<b>%s %s</b>" % (escape(x), escape(y)))  # yes
f("<b>%s %s</b>" % (escape(x), y))
f("<b>%(a)s %(b)s</b>" % {"a": escape(x), "b": y})
f("<b>%(a)s %(a)s</b>" % {"a": escape(x), "b": y})  # yes
f("<b>{} {}</b>".format(escape(x), y))
f("<b>{0} {0}</b>".format(escape(x), y))  # yes
f("<b>{:d} {}</b>".format(y, escape(x)))  # yes
f("<b>{a} {b}</b>".format(a=escape(x), b=y))
f("<b>{a.name}</b>".format(a=escape(x), b=y))  # yes
f("<b>%s %s</b>" % both)
f("<b>{} {}</b>".format(*both))
f(f"<b>{escape(x)}</b>")  # yes
f(f"<b>{escape(x)} {y}</b>")
f("<b>" + escape(x) + "</b>" + y)
f("".join(escape(each) for each in x))  # yes
f("".join([escape(x), y]))
f(escape(x).strip())  # yes
f(escape(x) if x else y)
f(escape(x) if x else "none")  # yes
f("<b>%d</b>" % x)  # yes
f("<b>")
f(x)
row = "<b>%s %s</b>" % (escape(x), y)
f(row)
cell = "<b>%s</b>" % escape(x)
f(cell)  # yes
f("<p>" + cell)  # yes
`,
    ],
    [
      'operators of one operand',
      { contains: { type: 'unary', contains: { named: 'mask' } } },
      'f(x & ~mask)  # yes\nf(x & mask)\nf(~x & mask)\n',
    ],
    [
      'choices between constants',
      'constant',
      'f("a" if x else "b")  # yes\nm = "a" if x else "b"\nf(m)  # yes\nf({1: "a", 2: "b"}[x])  # yes\nf(["a", "b"][x])  # yes\nf("a" if x else y)\nf({1: y}[x])\nf(z[x])\nn = "a" if x else "b"\nn = y\nf(n)\n',
    ],
    [
      'parts',
      { contains: { named: 'password' } },
      'f("x" + password)  # yes\nf(g([password]))  # yes\nf({"password": 1})\nf(x)\n',
    ],
    [
      'origins',
      { origin: { call: 'api.g' } },
      'from api import g\ng1 = g()\nf(g1)  # yes\ng2 = g1\nf(g2)  # yes\nf(g1 if x else 1)  # yes\nf(x or g())  # yes\nf(y := g())  # yes\nf([g()])\ng3 = g()\ng3 = 1\nf(g3)\n',
    ],
    [
      'derivations',
      { derivedFrom: { call: 'random.choice' } },
      'import random\nchars = [random.choice("ab") for _ in range(9)]\nf("".join(chars))  # yes\nt = ""\nfor _ in range(9):\n    t += random.choice("ab")\nf(t)  # yes\nf(random.random())\n',
    ],
    [
      'not, any, all',
      { all: [{ not: 1 }, { any: [{ above: 5 }, { below: 3 }] }] },
      'f(6)  # yes\nf(2)  # yes\nf(1)\nf(4)\nf("x")\n',
    ],
  ])('%s', (_, value, code) => expect(verdict([argument(value)], withApi(code))).toEqual(exact));
});

describe('bindings', () => {
  const code = `
import os
password = "a"
password: str = "a"
if (password := "a"): pass
user, password = "u", "a"
(one, [password]) = (1, ["a"])
self.password = "a"
setattr(self, "password", "a")
config["password"] = "a"
connect(password="a")
options = {"password": "a"}
def login(password="a"): pass
login = lambda password="a": 1
if password == "a": pass
if "a" != self.password: pass
os.getenv("PASSWORD", "a")
config.get("password", "a")
password, other = both()
user, *password = "u", "a"
password += "a"
class Settings:
    password = "a"
`;
  it.each([
    ['assignment', [3, 4, 5, 6, 7, 23]],
    ['attribute', [8, 9]],
    ['item', [10]],
    ['keyword', [11]],
    ['entry', [12]],
    ['default', [13, 14]],
    ['comparison', [15, 16]],
    ['fallback', [17, 18]],
  ] as const)('%s', (place, lines) => {
    const shape = { binding: { named: 'password-kind', value: 'a', in: place } };
    expect(patternHits({ any: [shape] }, code).map(({ region }) => region.startLine)).toEqual(lines);
  });

  it('are in all places but comparison and fallback unless said otherwise', () => {
    const lines = patternHits({ any: [{ binding: { named: 'password-kind', value: 'a' } }] }, code);
    expect(lines.map(({ region }) => region.startLine)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 23]);
  });

  it('are reported from the name to the end of the value', () => {
    const shape: Shape = { binding: { named: 'password-kind', value: { type: 'string' } }, message: '{name}' };
    const hits = patternHits({ any: [shape] }, 'connect(\n    "db",\n    dbPassword="x",\n)\n');
    expect(hits).toMatchObject([
      { region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 19 }, captures: { name: 'dbPassword' } },
    ]);
  });

  it('can ask that nothing else is given to the target', () => {
    expect(
      verdict(
        [{ binding: { named: 'password-kind', value: { empty: true }, reassigned: false } }],
        `password = ""  # yes
def f():
    password = ""
    password = read()
class C:
    def __init__(self):
        self.password = ""
        self.pwd = ""  # yes
    def set(self, value):
        self.password = value
`,
      ),
    ).toEqual(exact);
  });

  it('can describe the target', () => {
    expect(
      verdict(
        [{ binding: { target: { receiver: { api: 'flask.session' } }, in: 'item' } }],
        'from flask import session\nsession["a"] = 1  # yes\nother["a"] = 1\n',
      ),
    ).toEqual(exact);
  });

  it('judge a credential against its name', () => {
    expect(
      verdict(
        [{ binding: { named: 'password-kind', value: { credential: true } } }],
        'PASSWORD = "password"\nDB_PASSWORD = "db-password"\nPASSWORD = "tulip"  # yes\nPASSWORD = "hunter2"  # yes\n',
      ),
    ).toEqual(exact);
  });

  it('may be excepted by their value', () => {
    expect(
      verdict(
        [{ binding: { named: 'password-kind', value: { type: 'string' } } }],
        'password = "x"  # yes\npassword = "y"\nd = {"password": "y", "pwd": "z"}  # yes\n',
        [{ is: 'y' }],
      ),
    ).toEqual(exact);
  });
});

describe('statements', () => {
  it.each<Case>([
    [
      'raise without arguments and cause',
      { raise: { exception: { call: 'webob.exc.HTTP*', arguments: { '*': 'absent' } }, cause: 'absent' } },
      `from webob import exc
def f(e):
    raise exc.HTTPConflict()  # yes
    raise exc.HTTPConflict  # yes
    raise exc.HTTPConflict("x")
    raise exc.HTTPConflict(explanation="x")
    raise exc.HTTPConflict() from e
    raise exc.HTTPConflict() from None
    raise e
    raise
`,
    ],
    [
      'raise inside except',
      { raise: { exception: { type: 'call' }, cause: 'absent' }, inside: { handler: true } },
      `try:
    pass
except ValueError as e:
    if x:
        raise Fault()  # yes
    raise
    raise e
    raise Fault() from e
    raise Fault() from None
    def g():
        raise Fault()
else:
    raise Fault()
`,
    ],
    [
      'assert',
      { assert: { test: { contains: { api: 'flask.request.**' } }, message: 'absent' } },
      'from flask import request\nassert request.args.get("x")  # yes\nassert request.args, "no"\nassert x\n',
    ],
    ['return', { return: { interpolated: true } }, 'def f(x):\n    return f"{x}"  # yes\n    return x\n    return\n'],
    ['return of nothing', { return: 'absent' }, 'def f(x):\n    return  # yes\n    return None\n'],
    [
      'import',
      { import: ['telnetlib', 'Crypto.**'] },
      'import telnetlib  # yes\nfrom Crypto.Hash import MD5  # yes\nimport Crypto.Hash.MD5 as m  # yes\nimport os\nfrom . import telnetlib\n',
    ],
    [
      'decorator',
      { decorator: { api: 'django.views.decorators.csrf.csrf_exempt' } },
      'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt  # yes\ndef f(): pass\n@other\ndef g(): pass\ncsrf_exempt(f)\n',
    ],
    ['a comparison', { compare: { operators: '==' } }, 'x == 1  # yes\nx != 1\n'],
    ['any text', { interpolated: true, text: '^<html' }, 'x = f"<html>{y}"  # yes\nx = f"<p>{y}"\n'],
    [
      'alternatives',
      { any: [{ call: 'os.system' }, { method: 'popen' }] },
      'import os\nos.system(x)  # yes\ny.popen(x)  # yes\nos.popen(x)\n',
    ],
  ])('%s', (_, shape, code) => expect(verdict([shape], code)).toEqual(exact));
});

describe('context', () => {
  const call = { call: 'api.f' };
  it.each<Case>([
    [
      'function',
      { ...call, inside: { function: ['*etag*'] } },
      'f()\ndef make_etag():\n    f()  # yes\n    x = [f() for _ in y]  # yes\n    def other():\n        f()\ndef makeEtag():\n    f()  # yes\n',
    ],
    ['any function', { ...call, inside: { function: true } }, 'f()\ndef g(x=f()):\n    f()  # yes\n'],
    [
      'class',
      { ...call, inside: { class: '*settings' } },
      'class ProdSettings:\n    x = f()  # yes\n    def g(self):\n        f()  # yes\nclass Other:\n    f()\n',
    ],
    [
      'not in a test',
      { ...call, notInside: { test: true } },
      'def test_x():\n    f()\nclass TestX:\n    def helper(self):\n        f()\ndef g():\n    f()  # yes\n',
    ],
    [
      'decorated',
      { ...call, inside: { decoratedBy: '**.route' } },
      'import flask\napp = flask.Flask("x")\n@app.route("/")\ndef g():\n    f()  # yes\ndef h():\n    f()\n',
    ],
    [
      'in an argument',
      { ...call, inside: { call: 'hmac.new' } },
      'import hmac\nhmac.new(k, m, f())  # yes\nhmac.new(k, [f()])  # yes\nf()\n',
    ],
    [
      'in the value of a name',
      { ...call, inside: { givenTo: ['*etag*', '*cache_key'] } },
      'etag = f()  # yes\ncacheKey: str = "a" + f()  # yes\nself.etag = [f()]  # yes\nheaders["etag"] = f()  # yes\ng(etag=f())  # yes\nh = {"etag": f()}  # yes\nsign = f()\netag == f()\netag[f()] = 1\n',
    ],
    [
      'with',
      { ...call, inside: { with: { call: 'pytest.raises' } } },
      'import pytest\nwith pytest.raises(X):\n    f()  # yes\nwith other:\n    f()\n',
    ],
    [
      'branch',
      { ...call, inside: { branchOf: { contains: { call: 'os.path.exists' } } } },
      'import os\nif os.path.exists(p):\n    f()  # yes\nelse:\n    f()  # yes\nf() if os.path.exists(p) else 1  # yes\nf()\nif x:\n    f()\n',
    ],
    [
      'discarded',
      { ...call, inside: { discarded: true } },
      'f()  # yes\nasync def g():\n    await f()  # yes\n    return await f()\nx = f()\nif f():\n    print(f())\n',
    ],
    [
      'condition',
      { ...call, inside: { condition: true } },
      'if not f():  # yes\n    f()\nwhile x and f(): pass  # yes\nassert f()  # yes\n[x for x in y if f()]  # yes\n1 if f() else 2  # yes\nf()\n',
    ],
    [
      'what the scope has',
      { ...call, scopeHas: { method: 'starttls' } },
      'def g(s):\n    s.starttls()\n    f()  # yes\ndef h():\n    f()\n',
    ],
    [
      'what the scope lacks',
      { ...call, scopeLacks: { method: 'starttls' } },
      'def g(s):\n    s.starttls()\n    f()\ndef h():\n    f()  # yes\n',
    ],
    [
      'what is spelled alike',
      {
        call: 'builtins.open',
        arguments: { 1: { as: 'file' } },
        inside: { branchOf: { contains: { call: 'os.path.exists', arguments: { 1: { same: 'file' } } } } },
      },
      'import os\nif os.path.exists(a.path):\n    open(a.path)  # yes\n    open(b.path)\n',
    ],
    [
      'imports of the file',
      { method: 'get', file: { imports: 'requests' } },
      'import requests.adapters\nx.get()  # yes\n',
    ],
    ['imports of another file', { method: 'get', file: { imports: 'requests' } }, 'import requests_mock\nx.get()\n'],
  ])('%s', (_, shape, code) => expect(verdict([shape], withApi(code))).toEqual(exact));

  it('asks the path', () => {
    const pattern = { any: [{ call: 'api.f', file: { path: '**/settings*.py' } }] };
    expect(patternHits(pattern, withApi('f()\n'), 'app/settings_dev.py')).toHaveLength(1);
    expect(patternHits(pattern, withApi('f()\n'), 'app/views.py')).toHaveLength(0);
  });
});

describe('exceptions', () => {
  it('are conditions on the same node', () => {
    expect(
      verdict([{ call: 'api.f' }], withApi('f()  # yes\nf(x=False)\nf(x=True)  # yes\n'), [
        { arguments: { x: false } },
      ]),
    ).toEqual(exact);
  });

  it('count where they can not be decided', () => {
    expect(verdict([{ call: 'api.f' }], withApi('f(**options)\nf(1)  # yes\n'), [{ arguments: { x: false } }])).toEqual(
      exact,
    );
  });

  it('may be context alone', () => {
    expect(
      verdict([{ call: 'api.f' }], withApi('f()  # yes\ndef etag():\n    f()\n'), [{ inside: { function: 'etag' } }]),
    ).toEqual(exact);
  });
});

describe('what is reported', () => {
  it('is the whole node, or the capture that `at` names', () => {
    const shape: Shape = { call: 'api.f', arguments: { size: { below: 10, as: 'size' } } };
    const code = withApi('f(\n    size=2 + 3,\n)\n');
    expect(patternHits({ any: [shape] }, code)).toMatchObject([
      {
        region: { startLine: 2, startColumn: 1, endLine: 4 },
        captures: { callee: 'api.f', size: '5', function: 'The module' },
      },
    ]);
    expect(patternHits({ any: [{ ...shape, at: 'size' }] }, code)).toMatchObject([
      { region: { startLine: 3, startColumn: 10, endLine: 3, endColumn: 15 } },
    ]);
  });

  it('carries the message and confidence of the shape', () => {
    const shape: Shape = { call: 'api.f', message: 'Worse.', confidence: 'low' };
    expect(patternHits({ any: [shape, { call: 'api.*' }] }, withApi('f()\n'))).toMatchObject([
      { message: 'Worse.', confidence: 'low' },
    ]);
  });

  it('is one place a rule, however many shapes see it, in reading order', () => {
    const match = compilePatterns([
      patternRule({ any: [{ call: 'api.f' }, { call: 'api.*' }] }, 'b/one'),
      patternRule({ any: [{ call: 'api.f' }] }, 'a/two'),
    ]);
    const hits = match(analyzeModule('x.py', withApi('f(f())\n')));
    expect(hits.map(({ rule, region }) => `${rule.id} ${region.startColumn}`)).toEqual([
      'a/two 1',
      'b/one 1',
      'a/two 3',
      'b/one 3',
    ]);
  });

  it('is cut where it is long and names the function', () => {
    const hits = patternHits(
      { any: [{ call: 'api.f', arguments: { 1: { as: 'what' } } }] },
      withApi(`def outer():\n    f("${'x'.repeat(100)}")\n`),
    );
    expect(hits[0]?.captures['what']).toHaveLength(40);
    expect(hits[0]?.captures['function']).toBe('outer');
  });
});

it('survives deep expressions', () => {
  const code = `x = ${Array.from({ length: 20_000 }, () => '"a"').join(' + ')} + y\n`;
  expect(patternHits({ any: [{ interpolated: true, text: '^a+\\{\\}$' }] }, code).length).toBeGreaterThanOrEqual(0);
  expect(
    patternHits({ any: [{ call: 'api.f', scopeHas: { contains: { named: 'y' } } }] }, `${withApi('f()\n')}${code}`),
  ).toBeDefined();
});

describe('parts and defaults', () => {
  it.each<Case>([
    [
      'a hole, by what stands before it',
      { interpolated: true, hole: { after: '://$', value: { named: 'host' } } },
      `
a = f"https://{host}/{path}"  # yes
b = "http://%s/" % host  # yes
c = "https://" + request.host + "/" + path  # yes
d = f"https://shop/{host}"
e = f"https://{path}/{host}"
f = "https://{}/{}".format(path, host)
g = f"{int(x)} https://{host}"
`,
    ],
    [
      'a text once, not its parts too',
      { interpolated: true, text: '^select' },
      `
a = "select " + b + " from " + c + " where"  # yes
d = f"select {b}" + " from " + c  # yes
`,
    ],
    [
      'the default of a parameter',
      argument({ byDefault: { is: false } }),
      withApi(`
def a(verify=False):
    f(verify)  # yes
def b(x, *, verify=False):
    f(x)
    f(verify)  # yes
def c(verify=True):
    f(verify)
def d(verify=False):
    verify = True
    f(verify)
e = lambda verify=False: f(verify)  # yes
def g(verify):
    f(verify)
f(False)
`),
    ],
  ])('%s', (_name, shape, code) => {
    expect(verdict([shape], code)).toEqual(exact);
  });
});

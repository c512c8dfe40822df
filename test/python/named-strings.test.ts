import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignedLiterals } from '../../src/analyze/assigned-literals.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { namedStrings } from '../../src/python/named-strings.ts';

const byTokens = (text: string): string[] =>
  namedStrings(text).map(({ name, value, start, end }) => `${name}=${value} (${text.slice(start, end)})`);

const byParsing = (text: string): string[] =>
  assignedLiterals(analyzeModule('a.py', text)).map(({ name, value }) => `${name}=${value}`);

describe('namedStrings', () => {
  it.each([
    'password = "abc"',
    'self.password = "abc"  # why',
    'config["password"] = r"a\\bc"',
    'password: str = "abc"',
    'password: dict[str, "list[int]"] | None = "abc"',
    'def login(user, password="abc", *, token: str = "def"): pass',
    'connect(user, password="abc", token=\'def\')',
    'd = {"password": "abc", "n": 1, "token": b"d\\x65f"}',
    'd = {\n    "password":\n        "abc"\n        "def",\n}',
    'if password == "abc": pass',
    'x = password != "abc" and y',
    'if (password := "abc"): pass',
    'password += "abc"',
    'os.environ.get("password", "abc")',
    'setattr(user, "password", "abc")',
    'password = "a\\\nb"',
    'password = """a\nb"""',
    'x = 1; password = "abc"; y = 2',
    'class A:\n    """password = "x" """\n    password = "abc"\n',
    'p\u00e4ssword = "abc"',
  ])('tells what parsing does: %s', (text) => {
    expect(byTokens(text).map((one) => one.replace(/ \([^]*\)$/, ''))).toEqual(byParsing(text));
    expect(byTokens(text)).not.toEqual([]);
  });

  it.each([
    '"""password = \'abc\'"""',
    '# password = "abc"',
    'password = f"abc{x}"',
    'password = "abc" % x',
    'password = "abc".lower()',
    'password = "abc" if x else y',
    'password = get("abc")',
    'x = ["password", "abc"]',
    'print("password", "abc")',
  ])('passes over what is not given to a name: %s', (text) => {
    expect(byTokens(text)).toEqual([]);
    expect(byParsing(text)).toEqual([]);
  });

  it.each([
    'a, password = "x", "abc"',
    'if "abc" == password: pass',
    'password = ("abc")',
    'f = lambda password="abc": password',
  ])('known miss, which takes more than a look at the tokens beside it: %s', (text) => {
    expect(byTokens(text)).toEqual([]);
    expect(byParsing(text)).not.toEqual([]);
  });

  it('known miss: all but the last of several names', () => {
    expect(byTokens('password = other = "abc"')).toEqual(['other=abc ("abc")']);
  });

  it('takes any text, and time in proportion to it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab"\'\\\n#={}[]():, \u00e9')), maxLength: 60 }),
        (text) => {
          for (const { start, end } of namedStrings(text)) expect(start).toBeLessThan(end);
        },
      ),
    );
    const began = performance.now();
    for (const piece of ['"', "'", '(', 'a="', '\\', '"""', 'a:', '= "x" ']) namedStrings(piece.repeat(50_000));
    expect(performance.now() - began).toBeLessThan(20_000);
  });
});

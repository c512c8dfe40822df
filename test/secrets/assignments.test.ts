import { describe, expect, it } from 'vitest';
import { type Assignment, assignmentsAt } from '../../src/secrets/assignments.ts';
import { createSurroundings } from '../../src/secrets/text-context.ts';
import type { Format } from '../../src/secrets/path-facts.ts';

function read(text: string, format: Format = 'code', keyword = 'password'): Assignment | null {
  const start = text.toLowerCase().indexOf(keyword);
  const input = { text, format, surroundingsAt: createSurroundings(text) };
  return assignmentsAt(input, { start, end: start + keyword.length }).assignments[0] ?? null;
}

describe('assignmentsAt', () => {
  it.each<[string, Format, string, string, string]>([
    ['db_password = "v1"', 'code', 'db_password', 'v1', 'assignment'],
    ['this.dbPassword = "v1";', 'code', 'this.dbPassword', 'v1', 'assignment'],
    ['if (password == "v1")', 'code', 'password', 'v1', 'comparison'],
    ['{"password": "v1"}', 'code', 'password', 'v1', 'entry'],
    ['setPassword("v1")', 'code', 'setPassword', 'v1', 'call'],
    ['put("password", "v1")', 'code', 'password', 'v1', 'pair'],
    ['password = new SecretString("v1")', 'code', 'password', 'v1', 'assignment'],
    ['password = os.getenv("DB_PW", "v1")', 'code', 'password', 'v1', 'assignment'],
    ['password = env.PW || "v1"', 'code', 'password', 'v1', 'assignment'],
    ['password = "a\\"b" # c', 'code', 'password', 'a\\"b', 'assignment'],
    ['f("x;password=v1;y=2")', 'code', 'password', 'v1', 'query'],
    ['run("--password=v1")', 'code', 'password', 'v1', 'flag'],
    ['password: v1 # why', 'settings', 'password', 'v1', 'assignment'],
    ['password = v1 v2', 'settings', 'password', 'v1 v2', 'assignment'],
    ['PASSWORD=v1; run', 'shell', 'PASSWORD', 'v1', 'assignment'],
    ['run --password v1 --x', 'shell', 'password', 'v1', 'flag'],
    ['<password>v1</password>', 'markup', 'password', 'v1', 'entry'],
    ['the password: v1.', 'prose', 'password', 'v1', 'assignment'],
    ['PASSWORD+="v1"', 'code', 'PASSWORD', 'v1', 'assignment'],
    ['password: decode("v1")', 'code', 'password', 'v1', 'assignment'],
    ['password: []byte("v1")', 'code', 'password', 'v1', 'assignment'],
    ['"password": ["v1", "v2"]', 'code', 'password', 'v1', 'entry'],
    ['"password": (None, "v1")', 'code', 'password', 'v1', 'entry'],
    ['set(:x, :password, "v1")', 'code', 'password', 'v1', 'pair'],
    ['fill("password", with: "v1")', 'code', 'password', 'v1', 'pair'],
    ['setPassword(user, "v1")', 'code', 'setPassword', 'v1', 'call'],
    ['if (text(password) == "v1")', 'code', 'password', 'v1', 'comparison'],
    ['password "v1"', 'code', 'password', 'v1', 'argument'],
    ['// password: v1v1', 'code', 'password', 'v1v1', 'assignment'],
    ['x = "\\npassword=v1v1\\n"', 'code', 'password', 'v1v1', 'assignment'],
    ['x = `\npassword: v1v1\n`', 'code', 'password', 'v1v1', 'assignment'],
    ['h = "password=\\"v1\\",y"', 'code', 'password', 'v1', 'flag'],
    ['password := []byte{1, 2, 3, 4, 5, 6, 7, 8, 9}', 'code', 'password', '1, 2, 3, 4, 5, 6, 7, 8, ', 'assignment'],
    ['The password is v1.', 'prose', 'password', 'v1', 'sentence'],
    ['| password | v1 |', 'prose', 'password', 'v1', 'sentence'],
    ['# password of the user. Default: v1', 'settings', 'password', 'v1', 'sentence'],
    ["IDENTIFIED WITH PASSWORD 'v1'", 'code', 'PASSWORD', 'v1', 'argument'],
  ])('%s', (text, format, name, value, binding) => {
    const found = read(text, format);
    expect(found).toMatchObject({ name, value, binding });
    expect(text.slice(found!.start, found!.end)).toBe(value);
  });

  it.each<[string, Format]>([
    ['password = value', 'code'],
    ['password: string', 'code'],
    ['password = "part" + rest', 'code'],
    ['["password", "v1"]', 'code'],
    ['x("a", "password", "v1", "b")', 'code'],
    ['PASSWORD=`make one`', 'shell'],
    ['the password: v1...', 'prose'],
    ['password = "never closed', 'code'],
    ['password = request.getParameter("key")', 'code'],
    ['password = t("key")', 'code'],
    ['"password": ["key"]', 'code'],
    ["user['password:old']", 'code'],
    ['password = ""', 'code'],
    ['password = """text"""', 'code'],
    ['password = "a\nb"', 'code'],
    ['["password", "name": 1]', 'code'],
    ['password:', 'settings'],
    ['password: &anchor', 'settings'],
    ['password: |', 'settings'],
    ['urn:password:abc', 'settings'],
    ['x: ${PASSWORD:-v1}', 'settings'],
    ['default = "shop.plugins.password:Plugin"', 'settings'],
    [`${'a'.repeat(90)}password = "v1"`, 'code'],
  ])('nothing in %s', (text, format) => {
    expect(read(text, format)).toBeNull();
  });

  it('tells where the name ends, so that it is read once', () => {
    const input = { text: 'password_token_key', format: 'code' as const, surroundingsAt: () => 'code' as const };
    expect(assignmentsAt(input, { start: 0, end: 8 })).toEqual({ nameEnd: 18, assignments: [] });
  });
});

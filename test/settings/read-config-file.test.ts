import { describe, expect, it } from 'vitest';
import { configFormat, readConfigFile, secretValuesIn } from '../../src/settings/read-config-file.ts';

/** `line:column key = value`, and what it is for where that is said. */
function told(path: string, text: string): string[] {
  return readConfigFile(path, text).map(({ key, value, region, environment }) => {
    const shown = value.kind === 'constant' ? String(value.value) : value.kind;
    const use = environment === 'any' ? '' : ` (${environment})`;
    return `${region.startLine}:${region.startColumn} ${key} = ${shown}${use}`;
  });
}

describe('configFormat', () => {
  it.each([
    ['.env', 'env'],
    ['deploy/.env.production', 'env'],
    ['web.env.example', 'env'],
    ['.flaskenv', 'env'],
    ['alembic.ini', 'ini'],
    ['setup.cfg', 'ini'],
    ['config/app.ini.sample', 'ini'],
    ['application.properties', 'ini'],
    ['pyproject.toml', 'toml'],
    ['docker-compose.override.yaml', 'yaml'],
    ['appsettings.json', 'json'],
    ['Dockerfile', 'dockerfile'],
    ['docker/Dockerfile.dev', 'dockerfile'],
    ['web.Dockerfile', 'dockerfile'],
    ['environment.py', null],
    ['README.md', null],
    ['values.xml', null],
  ])('%s is %s', (path, format) => expect(configFormat(path)).toBe(format));
});

describe('readConfigFile', () => {
  it('reads INI files', () => {
    const text =
      '[alembic]\n; why\nsqlalchemy.url = postgresql://db/shop\nkeys: a\n  more = of it\n[logger_x]\nname=\r\n';
    expect(told('alembic.ini', text)).toEqual([
      '3:1 sqlalchemy.url = postgresql://db/shop',
      '4:1 keys = a',
      '7:1 name = ',
    ]);
  });

  it('takes no longer where keys stand deep inside long names', () => {
    const text = `${`{"${'dev-'.repeat(20)}":`.repeat(45)}{${'"a":1,'.repeat(15_000)}`;
    const before = performance.now();
    expect(readConfigFile('a.json', text)).toHaveLength(15_000);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  it('takes the later of two values of one section', () => {
    expect(told('a.properties', 'a=1\nb=2\na=3\n')).toEqual(['3:1 a = 3', '2:1 b = 2']);
    expect(told('a.ini', '[x]\na=1\n[y]\na=2\n')).toEqual(['2:1 a = 1', '4:1 a = 2']);
  });

  it('reads files of variables', () => {
    const text = `A=1\nexport B="x # y" # why\n# C=2\nD='one\ntwo=2\n'\nE=plain # why\nnothing\nF="never closed\nG=7\n`;
    expect(told('.env', text)).toEqual(['1:1 A = 1', '2:8 B = x # y', '7:1 E = plain', '10:1 G = 7']);
  });

  it('reads TOML', () => {
    const text = [
      '[tool."a.b".c]',
      'key = "v" # why',
      "a.'b c'.d = 'q'",
      't = { user = "u", more = { password = "p" } }',
      'list = [',
      '  "x = 1", # why',
      '  { k = 1 }',
      ']',
      'text = """',
      'password = 1',
      '"""',
      '[[dev.servers]]',
      'port = 80',
    ].join('\n');
    expect(told('a.toml', text)).toEqual([
      '2:1 key = v',
      '3:1 d = q',
      '4:7 user = u',
      '4:28 password = p',
      '7:5 k = 1',
      '13:1 port = 80 (development)',
    ]);
  });

  it('reads YAML, and the ways in which lists hold variables', () => {
    const text = [
      'services:',
      '  db: &db',
      '    environment:',
      '      POSTGRES_PASSWORD: "a b" # why',
      '  web:',
      '    <<: *db',
      '    environment:',
      '    - KEY=abc=def',
      '    - "DEBUG=1"',
      '    command: >',
      '      run',
      '      password: x',
      '    env:',
      '      - name: DB_PASSWORD',
      '        value: y',
      '    labels: { a: b, c: [1, 2] }',
      'test:',
      '  {{- if .Values.x }}',
      '  secret: !vault z',
      '---',
      'last: 1',
    ].join('\n');
    expect(told('compose.yml', text)).toEqual([
      '4:7 POSTGRES_PASSWORD = a b',
      '8:7 KEY = abc=def',
      '9:8 DEBUG = 1',
      '14:9 name = DB_PASSWORD',
      '15:9 value = y',
      '16:15 a = b',
      '19:3 secret = z (test)',
      '21:1 last = 1',
      '15:9 DB_PASSWORD = y',
    ]);
  });

  it('reads JSON, with comments too', () => {
    const text = '{"a": {"b": "c", "d": [1, {"e": null}]}, // why\n /* "x": 1 */ "production": {"f": true}}';
    expect(told('a.json', text)).toEqual(['1:8 b = c', '1:28 e = null', '2:30 f = true (production)']);
  });

  it('reads what images set', () => {
    const text =
      'FROM x\nENV A=1 B="two words" \\\n    # why\n    C=3\nENV OLD some value\nARG D\narg E=5\nRUN F=6 make\n';
    expect(told('Dockerfile', text)).toEqual([
      '2:5 A = 1',
      '2:9 B = two words',
      '4:5 C = 3',
      '5:5 OLD = some value',
      '7:5 E = 5',
    ]);
  });

  it('knows what files and sections are for', () => {
    expect(told('docker-compose.dev.yml', 'a: 1')).toEqual(['1:1 a = 1 (development)']);
    expect(told('.github/workflows/main.yml', 'a: 1')).toEqual(['1:1 a = 1 (test)']);
    expect(told('config/prod/app.yaml', 'a: 1')).toEqual(['1:1 a = 1 (production)']);
    expect(told('config/prod/app.yaml', 'development:\n  a: 1')).toEqual(['2:3 a = 1 (development)']);
    expect(told('.env.example', 'A=1')).toEqual(['1:1 A = 1 (example)']);
  });

  it('takes the default of a variable for the value', () => {
    const text = 'A=${B:-one}\nC=${D-two}\nE=${F}\nG=x${H:-three}\nI=${J:?must be set}\n';
    expect(told('.env', text)).toEqual([
      '1:1 A = one',
      '2:1 C = two',
      '3:1 E = ${F}',
      '4:1 G = x${H:-three}',
      '5:1 I = ${J:?must be set}',
    ]);
  });

  it('reads on after what is broken', () => {
    expect(told('a.yaml', 'a: [1, {b: 2\nc: 3\n\tx\n"d": 4')).toEqual(['2:1 c = 3', '4:1 d = 4']);
    expect(told('a.json', '{"a": "never closed\n, "b": 1}')).toEqual(['1:2 a = never closed', '2:3 b = 1']);
  });

  it('passes over what is no settings: locked versions, data, other files', () => {
    expect(told('package-lock.json', '{"a": "b"}')).toEqual([]);
    expect(told('data.json', `{"a": "${'x'.repeat(300_000)}"}`)).toEqual([]);
    expect(told('main.c', 'a = 1')).toEqual([]);
  });
});

describe('secretValuesIn', () => {
  it.each([
    ['Dockerfile', 'FROM x\nENV DB_PASSWORD red-horse-9\n', ['red-horse-9']],
    ['.env', 'PASSWORD=short\nPASSWORD="longer one"\nUSER=shop\n', ['short', 'longer one']],
    ['app.yaml', 'db:\n  password: p4\n  password_file: /run/x\n', ['p4']],
    ['app.yaml', 'password: ${DB_PASSWORD}\nsecret: $SECRET\ntoken_type: bearer\n', []],
    ['notes.txt', 'password: p4\n', []],
  ])('finds the values of secret keys, whatever they look like: %s %j', (path, text, values) => {
    expect(secretValuesIn(path, text).map(({ start, end }) => text.slice(start, end))).toEqual(values);
  });
});

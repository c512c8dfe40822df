import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import type { AssignedLiteral, SecretMatch } from '../../src/secrets/secret-match.ts';
import { createLineIndex } from '../../src/text/line-index.ts';
import { detectorOf, type SecretRuleFile } from '../support/secret-rules.ts';
import { fillSamples, secretSample, seededRandom } from '../support/secret-samples.ts';
import { namedSyntaxes, urlSyntaxes, written } from '../support/secret-syntaxes.ts';

const { detector, rules } = await detectorOf();
const find = (text: string, path = 'src/app.js'): readonly SecretMatch[] =>
  detector.detect({ path, text, language: path.endsWith('.py') ? 'python' : 'text' });
const named = rules.map((rule): [string, SecretRuleFile] => [rule.id, rule]);
const ruleOf = (id: string): SecretRuleFile => rules.find((rule) => rule.id === id)!;
const random = seededRandom(20_240_101);

describe('createSecretDetector', () => {
  it.each(named)('%s reports its bad examples, line by line, and no other rule does', (id, rule) => {
    const wrong = rule.examples.bad.flatMap(({ name, code, path, lines }) => {
      const text = fillSamples(code, rule.secret, random);
      const index = createLineIndex(text);
      const found = find(text, path).map(({ ruleId, start }) => `${ruleId}:${index.positionAt(start).line}`);
      const marked = text.split('\n').flatMap((line, at) => (line.includes('finding') ? [at + 1] : []));
      const wanted = (lines ?? marked).map((line) => `${id}:${line}`);
      return found.join() === wanted.join() ? [] : [{ name, found, wanted }];
    });
    expect(wrong).toEqual([]);
  });

  it.each(named)('%s is silent on its good examples, and all others are', (_, rule) => {
    const wrong = rule.examples.good.filter(
      ({ code, path }) => find(fillSamples(code, rule.secret, random), path).length > 0,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('knows a value in every syntax that it is written in', () => {
    const own = seededRandom(20_240_101);
    const { secret } = ruleOf('secrets/generic-secret');
    const missed = [...namedSyntaxes, urlSyntaxes[0]!].filter((syntax) => {
      const { sample } = secretSample(secret, own);
      const { path, text: source } = written(syntax, sample, '');
      return !find(source, path).some(({ start, end }) => source.slice(start, end) === sample);
    });
    expect(missed).toEqual([]);
  });

  it.each(named)('%s lets no value out', (_, { secret }) => {
    for (let round = 0; round < 20; round++) {
      const { sample, near } = secretSample(secret, random);
      const text = `url = "https://app:${sample}@host/"\nTOKEN = "${sample}" ${near}\n`;
      const told = JSON.stringify(find(text, '.env'));
      expect(told).not.toContain(sample);
      expect(told).not.toContain(sample.slice(-12));
    }
  });

  it('says where, how long, and of which kind', () => {
    const rule = ruleOf('secrets/github-token');
    const { sample } = secretSample({ ...rule.secret, token: 'ghp_[A-Za-z0-9]{36}' }, random);
    expect(find(`x\nconst token = "${sample}";`)).toEqual([
      {
        ruleId: 'secrets/github-token',
        kind: 'github-token',
        start: 17,
        end: 57,
        facts: { kind: 'github-token', length: 40, preview: 'ghp_', hmac: expect.stringMatching(/^[0-9a-f]{64}$/) },
        name: null,
        confidence: 'high',
        severity: null,
        note: null,
      },
    ]);
  });

  it('gives equal secrets one hash, under its own key only', () => {
    const secrets = rules.map(({ secret }) => secret);
    const other = createSecretDetector(secrets, new TextEncoder().encode('another key'));
    const { sample } = secretSample(ruleOf('secrets/generic-secret').secret, random);
    const input = { path: '.env', text: `DB_PASSWORD=${sample}`, language: 'text' } as const;
    const [first] = detector.detect(input);
    const [second] = detector.detect({ ...input, path: 'a.json', text: `{ "password": "${sample}" }` });
    expect(first!.facts.hmac).toBe(second!.facts.hmac);
    expect(other.detect(input)[0]!.facts.hmac).not.toBe(first!.facts.hmac);
  });

  it('believes a syntax tree where it knows a literal, and reads lines elsewhere', () => {
    const { sample } = secretSample(ruleOf('secrets/generic-secret').secret, random);
    const text = `# password = "${sample}"\ntitle = "${sample}"\n`;
    const region = { startLine: 2, startColumn: 9, endLine: 2, endColumn: 11 + sample.length };
    const literal: AssignedLiteral = { name: 'token', value: sample, region, binding: 'assignment' };
    const found = detector.detect({ path: 'a.py', text, language: 'python', literals: [literal] });
    expect(found).toMatchObject([
      { name: 'password', start: text.indexOf(sample) },
      { name: 'token', start: text.lastIndexOf(sample) },
    ]);
  });

  it('lowers what stands in tests and examples, and keeps it', () => {
    const text = `DB_PASSWORD=${secretSample(ruleOf('secrets/generic-secret').secret, random).sample}`;
    expect(find(text, 'deploy/.env')).toMatchObject([{ confidence: 'high' }]);
    expect(find(text, 'tests/fixtures/.env')).toMatchObject([{ confidence: 'low' }]);
  });

  it('refuses a rule that names what does not exist', () => {
    const { secret } = ruleOf('secrets/jwt');
    expect(() => createSecretDetector([{ ...secret, structure: 'nonsense' }], new Uint8Array())).toThrow('nonsense');
    const token = ruleOf('secrets/npm-token').secret;
    expect(() => createSecretDetector([{ ...token, checksum: 'nonsense' }], new Uint8Array())).toThrow('nonsense');
  });

  it('gives sorted matches that do not overlap, for any text', () => {
    const pieces = fc.constantFrom(
      ...rules.map(({ secret }) => secretSample(secret, random).sample),
      'password = "',
      '"',
      '\n',
      ': ',
      'https://a:',
      '@host',
      'secret=',
      '<token>',
      '\\n',
      '\\"',
      'Bearer ',
      'ключ',
    );
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }),
        fc.constantFrom('a.py', '.env', 'a.xml', 'a.md', ''),
        (parts, path) => {
          const text = parts.join('');
          const found = find(text, path);
          for (const [at, { start, end }] of found.entries()) {
            expect(start).toBeLessThan(end);
            expect(start).toBeGreaterThanOrEqual(found[at - 1]?.end ?? 0);
          }
          expect(find(text, path)).toEqual(found);
        },
      ),
    );
  });
});

describe('what is no secret', () => {
  const silent: readonly (readonly [path: string, text: string])[] = [
    ['a.js', 'const password = "";'],
    ['a.py', 'order = [\n    "host",\n    "username",\n    "password",\n    "catalog",\n    "database",\n]'],
    ['a.py', 'fields = rows + ["team_id", "team_password", "team_captain"]'],
    ['a.py', 'zones = {"Turkey": "Europe/Istanbul"}'],
    ['a.js', 'const password = "xxxxxxxx"; const secret = "********"; const token = "..."'],
    [
      'a.yaml',
      'password: ${DB_PASSWORD}\ntoken: {{ vault_token }}\nsecret: <your-secret>\npwd: $(cat pw)\nkey: %API_KEY%',
    ],
    ['a.yaml', 'api_key: YOUR_API_KEY\npassword: changeme\ntoken: replace-me\nsecret: my-example-secret'],
    ['a.js', 'const password = process.env.PASSWORD; const token = getToken("main"); let secret = await read(path);'],
    ['a.rb', 'password = ENV["PASSWORD"]\ntoken = params[:token]\nsecret = Rails.application.secrets.secret_key_base'],
    ['a.json', '{"integrity": "sha512-9yZ0c3J7f1cY1Yz8cS1bM0pY8x0c9z4k3Q2w1e0r9t8y7u6i5o4p3a2s1d0f=="}'],
    ['a.yaml', 'token_sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    [
      'package-lock.json',
      '{"resolved": "https://registry.npmjs.org/a", "token": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822"}',
    ],
    ['a.yaml', 'secret_id: 123e4567-e89b-42d3-a456-426614174000\nkey: 123e4567-e89b-42d3-a456-426614174000'],
    ['a.js', 'const publicKey = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo"'],
    ['locales/de.json', '{"login": {"password": "Anmelden123"}}'],
    ['de.json', '{"password": "Passwort", "forgotPassword": "Passwort vergessen?", "token": "Ihr persönliches Token"}'],
    ['a.js', 'const passwordField = "user_password"; const tokenUrl = "/oauth/token"; const keyboard = "qwertz-de-1"'],
    [
      'a.js',
      'const TOKEN_FILE = "/var/run/secrets/token"; const secretName = "app-db-1234"; const apiKeyHeader = "X-Api-Key-2"',
    ],
    ['a.js', 'const token = "/var/run/secrets/token"; const key = "./certs/server.key"; const secret = "~/.netrc"'],
    ['a.yaml', 'password: null\nsecret: true\ntoken: 12345\npass: none\npwd: ~'],
    ['a.yaml', 'password:\n  secretKeyRef:\n    name: db\n    key: password\n'],
    ['a.yaml', 'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:app-Ab12Cd\ntoken: vault:secret/data/app'],
    ['a.ts', 'login(password: string, token?: string): Promise<void>'],
    ['a.py', 'def login(password, token=None): return check(password=password, token=token)'],
    ['lexer.js', 'const TOKEN_PLUS = "PLUS"; tokens.push({ token: "identifier" }); switch (key) { case "Enter": }'],
    ['a.html', '<input type="password" name="password" placeholder="Password" autocomplete="current-password">'],
    ['a.html', '<label for="password">Password</label> <a href="/password/reset">Forgot password?</a>'],
    [
      'README.md',
      'Set the password with `--password <password>`. The token is read from the file; the secret key of it all is patience.',
    ],
    ['a.js', 'throw new Error("password: must be at least 8 characters")'],
    ['a.js', 'const url = `https://${user}:${password}@${host}/`; const doc = "https://user:pass@host/"'],
    ['a.md', 'postgres://username:password@localhost/db, redis://:<password>@host, ftp://user:****@host, smb://u:%s@h'],
    ['a.go', 'func NewToken(key string) *Token { return &Token{Key: key, Secret: secret} }'],
    ['a.sql', 'ALTER TABLE users ADD COLUMN password VARCHAR(255); SELECT password, token FROM users;'],
    ['a.php', "$password = $_POST['password']; $hash = '$2y$10$abcdefghijklmnopqrstuv'; $pass = md5($x);"],
    ['.env', 'PASSWORD_HASH=$2b$12$0123456789012345678901\nTOKEN_TTL=3600\nSECRET_KEY_FILE=/run/secrets/key'],
    ['values.yaml', 'existingSecret: app-secret\nsecretName: tls-2024\nimagePullSecrets: [regcred]'],
    ['a.properties', 'password.min.length=12\npassword.pattern=^[a-z0-9]{8,}$\ntoken.type=Bearer'],
    ['test.js', "expect(screen.getByText('password')).toBe('password'); t('token', 'Token')"],
  ];

  it.each(silent)('%s: %s', (path, text) => {
    const found = find(text, path).map(({ start, end, confidence }) => `${text.slice(start, end)} (${confidence})`);
    expect(found).toEqual([]);
  });
});

it('reads what stands between quotes that are written as entities', () => {
  const text = 'secret: &#39;q7Zt2Lr9Xw4Bn6Vd&#39;';
  expect(find(text, 'a.html').map(({ start, end }) => text.slice(start, end))).toEqual(['q7Zt2Lr9Xw4Bn6Vd']);
});

describe('what is missed, and why', () => {
  const missed: readonly (readonly [path: string, text: string, reason: string])[] = [
    ['a.sql', String.raw`\set POSTGRES_PASS q7Zt2Lr9`, 'nothing but a blank divides name and value'],
    ['a.php', "$key = 'q7Zt2Lr9Xw4Bn6Vd\nq7Zt2Lr9Xw4Bn6Vd';", 'a literal over several lines'],
    ['a.js', 'login("joe", "q7Zt2Lr9Xw4Bn6Vd")', 'no word of a secret stands there'],
    ['a.env', 'DB_PASSWORD=admin123', 'the data calls what everybody writes a placeholder'],
  ];

  it.each(missed)('%s: %s (%s)', (path, text) => {
    expect(find(text, path)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../src/analyze/analyze-file.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';

const { ruleSet } = await loadRules([builtInRules], {
  enable: [],
  disable: [],
  severity: [],
  preview: false,
  checks: checkNames,
  engineVersion: 'test',
});
const analyze = createAnalyzer({ rules: ruleSet.rules, key: new Uint8Array(32) });

function findings(text: string, path = 'app.py', language: 'python' | 'text' = 'python'): readonly Finding[] {
  const analysis = analyze({ path, text, contentHash: 'aa', language });
  if (analysis.outcome !== 'analyzed') throw new Error(`not analysed: ${path}`);
  return analysis.findings.filter(({ category }) => category !== 'review');
}

/** The reasons of the suppressions of a finding with this text behind it. */
function reasonsWith(comment: string): (string | undefined)[] {
  return findings(`import hashlib\nx = hashlib.md5(b"")${comment}\n`).map(({ suppression }) => suppression?.reason);
}

/** A password that reads like one and stands in no file. */
const password = ['Blue', 'Kettle', String(40 + 7), '!q'].join('');

describe('createAnalyzer', () => {
  it('reports a hard-coded password once, with its hash and without its text', () => {
    const [finding, ...others] = findings(`db_password = "${password}"\n`);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ruleId: 'python/passwords/hardcoded-password',
      secret: { length: password.length, preview: '' },
    });
    expect(JSON.stringify(finding)).not.toContain(password);
  });

  it('reads Python by its lines where nothing but secrets is looked for', () => {
    const secretsOnly = createAnalyzer({
      rules: ruleSet.rules.filter(({ match }) => match.kind === 'secret'),
      key: new Uint8Array(32),
    });
    const file = { path: 'app.py', text: `def f(:\n  db_password = "${password}"\n`, contentHash: 'aa' };
    expect(analyze({ ...file, language: 'python' })).toMatchObject({ diagnostics: { syntaxErrors: 1 } });
    expect(secretsOnly({ ...file, language: 'python' })).toMatchObject({
      findings: [{ ruleId: 'secrets/generic-secret', location: { region: { startLine: 2 } } }],
      diagnostics: { syntaxErrors: 0 },
    });
  });

  it('reports a password in a configuration file once, with its hash, and keeps its text out of the fingerprint', () => {
    const [finding, ...others] = findings(`[db]\npassword = ${password}\n`, 'app.ini', 'text');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      ruleId: 'settings/password-in-config-file',
      confidence: 'medium',
      secret: { length: password.length },
    });
    const [changed] = findings(`[db]\npassword = ${password}2\n`, 'app.ini', 'text');
    expect(changed!.fingerprint).toBe(finding!.fingerprint);
    expect(changed!.secret).not.toEqual(finding!.secret);
  });

  it('leaves a URL with a password to the rule for those', () => {
    const text = `[alembic]\nsqlalchemy.url = postgresql://shop:${password}@db.internal/shop\n`;
    expect(findings(text, 'alembic.ini', 'text').map(({ ruleId }) => ruleId)).toEqual(['secrets/url-credentials']);
  });

  it('believes a password for developers less, whatever others say of it', () => {
    const text = `services:\n  db:\n    environment:\n      DB_PASSWORD: "${password}"\n`;
    const confidences = ['docker-compose.yml', 'docker-compose.dev.yml', 'tests/docker-compose.yml'].map((path) =>
      findings(text, path, 'text').map(({ confidence }) => confidence),
    );
    expect(confidences).toEqual([['medium'], ['low'], ['low']]);
  });

  it('obeys comments in configuration files', () => {
    const text = `# tocsin: ignore[PW038] rotated\nDB_PASSWORD=${password}\n`;
    expect(findings(text, '.env', 'text').map(({ suppression }) => suppression?.reason)).toEqual(['rotated']);
  });

  it('prefers what says more: the hash of a password to a weak hash', () => {
    const text = 'import hashlib\ndef f(password):\n    return hashlib.md5(password).hexdigest()\n';
    expect(findings(text).map(({ ruleId }) => ruleId)).toEqual(['python/passwords/fast-hash-for-password']);
  });

  it('keeps a fingerprint through edits above, re-indentation and a rename; another scope is another', () => {
    const line = 'hashlib.md5(data)';
    const [first] = findings(`import hashlib\ndef f(data):\n    return ${line}\n`);
    const [moved] = findings(`import hashlib\n\n# note\ndef f(data):\n        return ${line}\n`, 'other/name.py');
    const [elsewhere] = findings(`import hashlib\ndef g(data):\n    return ${line}\n`);
    expect(moved!.fingerprint).toBe(first!.fingerprint);
    expect(elsewhere!.fingerprint).not.toBe(first!.fingerprint);
    expect(first!.scope).toBe('f');
  });

  it('counts equal findings of one scope', () => {
    const text = 'import hashlib\ndef f(a):\n    x = hashlib.md5(a)\n    x = hashlib.md5(a)\n    return x\n';
    expect(findings(text).map(({ ordinal }) => ordinal)).toEqual([0, 1]);
  });

  it('has no fingerprint by which a password could be guessed', () => {
    const [one] = findings(`db_password = "${password}"\n`);
    const [two] = findings(`db_password = "${password}x9"\n`);
    expect(one!.fingerprint).toBe(two!.fingerprint);
  });

  it('suppresses by a comment with a reason, in a comment only', () => {
    expect(reasonsWith('  # tocsin: ignore[PW016] a cache key')).toEqual(['a cache key']);
    expect(reasonsWith('  # tocsin: ignore[PW016]')).toEqual([undefined]);
    expect(reasonsWith('  # tocsin: ignore[PW001] other rule')).toEqual([undefined]);
    expect(reasonsWith('; y = "# tocsin: ignore[PW016] no comment"')).toEqual([undefined]);
  });

  it('is one step less sure among tests', () => {
    const text = 'import hashlib\nx = hashlib.md5(b"")\n';
    expect(findings(text).map(({ confidence }) => confidence)).toEqual(['medium']);
    expect(findings(text, 'tests/test_app.py').map(({ confidence }) => confidence)).toEqual(['low']);
  });

  it('analyses what does not parse, and says so', () => {
    const analysis = analyze({
      path: 'broken.py',
      text: 'import hashlib\nx = hashlib.md5(b"")\ndef (:\n',
      contentHash: 'aa',
      language: 'python',
    });
    expect(analysis).toMatchObject({ outcome: 'analyzed', findings: [{ ruleId: 'python/passwords/weak-hash' }] });
    expect(analysis.outcome === 'analyzed' && analysis.diagnostics.syntaxErrors).toBeGreaterThan(0);
  });

  it.each([
    ['20,000 nested parentheses', `x = ${'('.repeat(20_000)}1${')'.repeat(20_000)}\n`],
    ['a line of a megabyte', `x = "${'ab '.repeat(350_000)}"\n`],
    ['Python 2', 'print "hello"\nexec "x = 1"\n'],
    ['NUL and lone surrogates', 'x = "\0\ud800"\n'],
  ])('survives %s', (_what, text) => {
    expect(() => findings(text)).not.toThrow();
  });
});

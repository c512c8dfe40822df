import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { lineHashes } from '../../../src/report/sarif/line-hashes.ts';
import { sarif, type SarifInput } from '../../../src/report/sarif/sarif-log.ts';
import { validatorResults } from '../../support/sarif-validator.ts';
import { actingCharacters, hostileFinding, hostileText, placeAt, rule, rules, sampleFinding, tool } from '../sample.ts';

const nothing: SarifInput = {
  findings: [],
  rules,
  unanalyzed: [],
  tool,
  fileText: () => null,
  redact: (text) => text,
};

function sarifText(input: Partial<SarifInput>): string {
  return [...sarif({ ...nothing, ...input })].join('');
}

function runs(input: Partial<SarifInput>): Run[] {
  const log: Log = JSON.parse(sarifText(input));
  return log.runs;
}

function results(input: Partial<SarifInput>): Result[] {
  return runs(input).flatMap((run) => run.results ?? []);
}

describe('sarif', () => {
  it('satisfies the validator, whatever is reported', () => {
    const other = sampleFinding({
      repository: '/srv/other',
      ruleId: 'gone/rule',
      suppression: { kind: 'external', reason: 'known' },
    });
    const text = sarifText({
      findings: [
        sampleFinding(),
        other,
        hostileFinding(),
        sampleFinding({ status: 'fixed', closeReason: 'code-changed' }),
      ],
      unanalyzed: [
        { repository: '/srv/nova', path: 'a.bin', outcome: 'skipped', detail: 'binary' },
        { repository: '/srv/nova', path: `${hostileText}.py`, outcome: 'failed', detail: hostileText },
      ],
      revisions: new Map([['/srv/nova', { commit: 'ab'.repeat(20), branch: 'main' }]]),
      fileText: () => 'a\nb\nc\n',
    });
    expect([...validatorResults(text), ...validatorResults(sarifText({}))]).toEqual([]);
  });

  it('is known to be read by the validator', () => {
    const broken = sarifText({ findings: [sampleFinding()] }).replace('"startLine":3', '"startLine":0');
    expect(validatorResults(broken).join('\n')).toMatch(/startLine/);
  });

  it('has a run a repository, each with its root', () => {
    const made = runs({
      findings: [sampleFinding({ repository: '/srv/b b' }), sampleFinding({ repository: '/srv/a' })],
    });
    expect(made.map((run) => run.originalUriBaseIds)).toEqual([
      { SRCROOT: { uri: 'file:///srv/a/' } },
      { SRCROOT: { uri: 'file:///srv/b%20b/' } },
    ]);
    expect(made.map((run) => run.automationDetails?.id)).toEqual(['tocsin/a/', 'tocsin/b b/']);
  });

  it('is the same bytes whatever the order of the findings', () => {
    const findings = [placeAt('b.py', 1), placeAt('a.py', 10), placeAt('a.py', 9)].map((location, index) =>
      sampleFinding({ location, id: `PW-${index}` }),
    );
    expect(sarifText({ findings })).toBe(sarifText({ findings: findings.toReversed() }));
    expect(results({ findings }).map(({ properties }) => properties?.['id'])).toEqual(['PW-2', 'PW-1', 'PW-0']);
  });

  it('points from each result to its rule, also where that is gone', () => {
    const findings = [sampleFinding(), sampleFinding({ ruleId: 'a/gone' })];
    const [run] = runs({ findings });
    for (const { ruleId, ruleIndex } of run!.results!) {
      expect(run!.tool.driver.rules![ruleIndex!]!.id).toBe(ruleId);
    }
    expect(run!.tool.driver.rules!.map(({ id }) => id)).toEqual(['a/gone', rule.id]);
  });

  it('tells files that were not analysed', () => {
    const [run] = runs({
      unanalyzed: [{ repository: '/srv/nova', path: 'a b.py', outcome: 'failed', detail: 'timeout' }],
    });
    expect(run!.invocations![0]!.toolExecutionNotifications).toMatchObject([
      {
        level: 'error',
        descriptor: { id: 'file-failed' },
        message: { text: 'The file was not analysed: timeout.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'a%20b.py' } } }],
      },
    ]);
  });

  it('lets no hostile text act', () => {
    const text = sarifText({ findings: [hostileFinding()] });
    expect(text).not.toMatch(actingCharacters);
    const messages = Array.from(text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g), ([, message]) => message);
    expect(messages.length).toBeGreaterThan(4);
    expect(messages.join('\n')).toContain(String.raw`\\[x\\](javascript`);
    expect(messages.join('\n')).not.toContain('[x](javascript');
    expect(text).not.toContain('f00df00d');
  });
});

describe('the line hash', () => {
  const text = 'a = 1\nb = 2\nc = 3\n';
  const fileText = (_: string, path: string): string | null => (path === 'app/store.py' ? text : null);
  const hashOf = (input: Partial<SarifInput>): string | undefined =>
    results({ fileText, ...input })[0]!.partialFingerprints?.['primaryLocationLineHash'];

  it('is told where the text is known', () => {
    expect(hashOf({ findings: [sampleFinding()] })).toBe(lineHashes(text)[2]);
    expect(hashOf({ findings: [sampleFinding({ location: placeAt('other.py', 1) })] })).toBeUndefined();
    expect(hashOf({ findings: [sampleFinding({ location: placeAt('app/store.py', 9) })] })).toBeUndefined();
    expect(hashOf({ findings: [sampleFinding({ status: 'fixed' })] })).toBeUndefined();
  });

  it('is not told of a secret, nor of a line with one behind it', () => {
    const secret = { kind: 'password', length: 5, preview: '', hmac: '' };
    expect(hashOf({ findings: [sampleFinding({ secret })] })).toBeUndefined();
    const first = [sampleFinding({ location: placeAt('app/store.py', 1) })];
    expect(hashOf({ findings: first, redact: (code) => code.replace('c = 3', '[secret]') })).toBeUndefined();
    expect(hashOf({ findings: first, redact: (code) => code.replace('d = 4', '[secret]') })).toBeDefined();
  });
});

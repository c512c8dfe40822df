import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  findingsDocument,
  historyDocument,
  rulesDocument,
  scanDocument,
  showDocument,
  statusDocument,
} from '../../../src/report/json/documents.ts';
import { claimsDocument, reviewDocument } from '../../../src/report/json/review-document.ts';
import { secretsDocument } from '../../../src/report/json/secrets-document.ts';
import {
  actingCharacters,
  hostileFinding,
  hostileText,
  rule,
  rules,
  sampleEvent,
  sampleFinding,
  sampleScan,
  sampleSecret,
  sampleStatus,
  secretForm,
  tool,
} from '../sample.ts';

const hmac = 'f00d'.repeat(16);
const suppression = { kind: 'external', reason: 'test data' } as const;
const full = sampleFinding({ suppression, secret: { kind: 'password', length: 9, preview: '', hmac } });
const unanalyzed = [{ repository: '/srv/nova', path: 'a.bin', outcome: 'skipped', detail: 'binary' }] as const;
const now = new Date('2026-03-05T08:00:00.000Z');

/** Each command's document, with something in every list. */
const documents: Readonly<Record<string, string>> = {
  findings: [...findingsDocument([full], rules, tool)].join(''),
  show: showDocument(full, rules, [sampleEvent()], tool, now),
  history: [...historyDocument([sampleEvent()], tool)].join(''),
  scan: [...scanDocument([sampleScan()], unanalyzed, [full], rules, tool)].join(''),
  status: statusDocument(sampleStatus(), tool),
  rules: [...rulesDocument([{ ...rule, secret: secretForm }], tool)].join(''),
  review: reviewDocument(
    {
      verdict: 'One.',
      sections: [{ heading: 'Secrets', findings: [full] }],
      fine: [{ heading: 'Imports', sentence: 'all 8 are used.' }],
      rules,
      notSeen: ['a.bin was skipped: binary.'],
    },
    tool,
  ),
  secrets: [...secretsDocument([sampleSecret({ suppression })], 0, tool)].join(''),
  claims: claimsDocument([{ sentence: 'A.', claim: null, verdict: 'opinion', because: '' }], tool),
};

/** Every member name in a value, however deep. */
function names(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(names);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => [name, ...names(inside)]);
}

/** What docs/json.md says between a heading and the next of its rank, and in the parts that it refers to. */
const page = readFileSync(new URL('../../../docs/json.md', import.meta.url), 'utf8');

describe('the JSON documents', () => {
  it.each(Object.entries(documents))('%s: every member is described in docs/json.md', (_, text) => {
    const described = new Set(Array.from(page.matchAll(/`(?:tool\.)?(\w+)`/g), ([, name]) => name));
    expect(names(JSON.parse(text)).filter((name) => !described.has(name))).toEqual([]);
  });

  it('docs/json.md describes no member that is nowhere', () => {
    const written = new Set(Object.values(documents).flatMap((text) => names(JSON.parse(text))));
    const firstColumn = Array.from(page.matchAll(/^\| (`[^|]+`) \|/gm), ([, cell]) => cell!);
    const described = firstColumn.flatMap((cell) => Array.from(cell.matchAll(/`(\w+)`/g), ([, name]) => name!));
    expect(described.length).toBeGreaterThan(50);
    expect(described.filter((name) => !written.has(name))).toEqual([]);
  });

  it.each(Object.entries(documents))('%s: says schema and tool first and no HMAC', (_, text) => {
    expect(text.startsWith('{"schema":1,"tool":{"name":"tocsin","version":"1.2.3"},')).toBe(true);
    expect(text).not.toContain(hmac);
    expect(text).not.toContain('hmac');
  });

  it('find the weakness types of a rule', () => {
    expect(JSON.parse(documents['findings']!)).toMatchObject({ findings: [{ cwe: ['CWE-256', 'CWE-89'] }] });
    const unknown = [...findingsDocument([sampleFinding({ ruleId: 'gone' })], rules, tool)].join('');
    expect(JSON.parse(unknown)).toMatchObject({ findings: [{ cwe: [] }], omitted: { byView: 0, byLimit: 0 } });
  });

  it('tell the exposure of a shown finding, and of a rule that is gone nothing', () => {
    expect(JSON.parse(documents['show']!)).toMatchObject({ exposureDays: 4, rule: { id: rule.id } });
    const text = showDocument(sampleFinding({ ruleId: 'gone' }), rules, [], tool, now);
    expect(JSON.parse(text)).toMatchObject({ rule: null, history: [] });
  });

  it('can be empty', () => {
    const empty = { daemon: null, repositories: [], queue: [], scans: [], errors: [] };
    expect(JSON.parse(statusDocument(sampleStatus(empty), tool))).toMatchObject(empty);
    expect(JSON.parse([...historyDocument([], tool)].join(''))).toMatchObject({ events: [] });
  });

  it('give hostile text back as data and print it inert', () => {
    const event = sampleEvent({ path: hostileText, commit: hostileText });
    const texts = [
      [...findingsDocument([hostileFinding()], rules, tool)].join(''),
      showDocument(hostileFinding(), rules, [event], tool, now),
      statusDocument(sampleStatus({ errors: [{ at: '', message: hostileText }] }), tool),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(actingCharacters);
      expect(() => JSON.parse(text) as unknown).not.toThrow();
    }
    expect(JSON.parse(texts[0]!).findings[0].message).toBe(hostileText.replace('\ud800', '\ufffd'));
  });
});

import { describe, expect, it } from 'vitest';
import { ruleList, ruleShow, secretRuleList } from '../../src/report/rule-list.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { actingCharacters, hostileText, rule, secretForm, withoutColours } from './sample.ts';

const hostile = { ...rule, title: hostileText, why: hostileText, references: [hostileText], aliases: [hostileText] };

describe('ruleList', () => {
  it('is a table with a count', () => {
    const text = ruleList([rule, { ...rule, id: 'a/b', aliases: [], cwe: [], preview: true }], plainTerminal);
    expect(text).toMatch(/^NAME {3}SEVERITY {2}CONFIDENCE {2}CWE {6}RULE .* TITLE$/m);
    expect(text).toMatch(
      /^PW006 {2}high {6}medium {6}CWE-256 {2}python\/passwords\/plaintext-password-storage {2}Pass/m,
    );
    expect(text).toMatch(/ {2}a\/b +Password stored without encryption or hashing \(preview\)\n\n2 rules\n$/);
    expect(ruleList([], plainTerminal)).toBe('No rules\n');
  });

  it('prints hostile text inert', () => {
    expect(withoutColours(ruleList([hostile], terminal(80, true)))).not.toMatch(actingCharacters);
  });
});

describe('secretRuleList', () => {
  it('tells how each rule recognises secrets, and where that is documented', () => {
    const text = secretRuleList([{ ...rule, secret: secretForm }], plainTerminal);
    expect(text).toMatch(/^SEVERITY .* PROVIDER {2}TIER {2}KEYWORD {2}CHECKSUM {2}DOCUMENTATION$/m);
    expect(text).toMatch(/ {2}GitHub {4}A {5}ghp_ {5}github {4}https:\/\/example\.invalid\/tokens$/m);
    expect(secretRuleList([], plainTerminal)).toBe('No rules\n');
  });

  it('prints hostile text inert', () => {
    const secret = { ...secretForm, provider: hostileText, keywords: [hostileText] };
    expect(withoutColours(secretRuleList([{ ...hostile, secret }], terminal(80, true)))).not.toMatch(actingCharacters);
  });
});

describe('ruleShow', () => {
  it('tells what, why, how to fix and where to read on', () => {
    expect(ruleShow(rule, terminal(60, false))).toBe(
      `python/passwords/plaintext-password-storage  PW006  high  medium confidence  password-handling
Password stored without encryption or hashing

Why
  Anyone who can read the store can read the password.

Fix
  Store a salted hash.

References
  CWE-256, CWE-89, ASVS 11.4.2
  https://example.invalid/storage
`,
    );
  });

  it('prints hostile text inert', () => {
    expect(withoutColours(ruleShow(hostile, terminal(80, true)))).not.toMatch(actingCharacters);
  });
});

import { describe, expect, it } from 'vitest';
import { ruleDescriptor } from '../../../src/report/sarif/rule-descriptor.ts';
import { rule } from '../sample.ts';

describe('ruleDescriptor', () => {
  it('tells GitHub severity, precision and weakness types', () => {
    expect(ruleDescriptor(rule)).toMatchObject({
      id: 'python/passwords/plaintext-password-storage',
      name: 'PlaintextPasswordStorage',
      shortDescription: { text: 'Password stored without encryption or hashing.' },
      helpUri: 'https://example.invalid/storage',
      defaultConfiguration: { level: 'error' },
      properties: {
        tags: ['security', 'external/cwe/cwe-256', 'external/cwe/cwe-089'],
        precision: 'medium',
        'security-severity': '8.0',
      },
    });
    expect(ruleDescriptor(rule).help?.markdown).toContain('Store a salted hash.');
  });

  it('reads folded text as one line', () => {
    expect(ruleDescriptor(rule)).toMatchObject({
      fullDescription: { text: 'Anyone who can read the store can read the password.' },
      help: {
        text: [
          'Anyone who can read the store can read the password.',
          'Store a salted hash.',
          'CWE-256, CWE-89, ASVS 11.4.2',
          'https://example.invalid/storage',
        ].join('\n'),
      },
    });
  });

  it('does not call a review a security problem', () => {
    const { properties } = ruleDescriptor({ ...rule, category: 'review' });
    expect(properties?.tags?.[0]).toBe('maintainability');
    expect(properties).not.toHaveProperty('security-severity');
  });

  it('links to nothing but the web', () => {
    const hostile = ruleDescriptor({ ...rule, references: ['javascript:alert(1)', 'https://x>\n<script>'] });
    expect(hostile).not.toHaveProperty('helpUri');
    expect(hostile.help?.markdown).not.toMatch(/javascript|script>/);
  });

  it('says what is known of a rule that is gone', () => {
    const { id, severity, confidence, category } = rule;
    expect(ruleDescriptor({ id, severity, confidence, category, cwe: [] })).toMatchObject({
      name: 'PlaintextPasswordStorage',
      help: { text: 'This rule is no longer in the rule set.' },
    });
  });
});

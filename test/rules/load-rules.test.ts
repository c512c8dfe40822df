import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInRules, loadRules, type LoadRulesOptions } from '../../src/rules/load-rules.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const defaults: LoadRulesOptions = {
  enable: [],
  disable: [],
  severity: [],
  preview: false,
  checks: ['unused-import', 'unused-parameter'],
  engineVersion: '1',
};

interface RuleParts {
  readonly id?: string;
  readonly aliases?: string;
  readonly message?: string;
  readonly match?: string;
  readonly more?: string;
}

const patternOf = (shape: string): string => `{ pattern: { any: [${shape}] } }`;

function ruleText({
  id = 'own/rule',
  aliases = '[AB001]',
  message = 'Bad.',
  match,
  more = '',
}: RuleParts = {}): string {
  return `id: ${id}
aliases: ${aliases}
title: A rule
severity: high
confidence: medium
category: review
cwe: [CWE-20]
message: "${message}"
why: Because.
fix: Do.
match: ${match ?? patternOf('{ call: os.system }')}
references: [https://example.com/]
examples: {}
${more}`;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Loads one rule, `own/rule`, and gives back what is wrong with it as `line:column message`. */
async function problemsOf(parts: RuleParts, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { problems } = await loadRules([folderWith({ 'own/rule.yaml': ruleText(parts), ...more })], defaults);
  return problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

async function versionWith(
  parts: RuleParts,
  options: Partial<LoadRulesOptions> = {},
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = folderWith({ 'own/rule.yaml': ruleText(parts), ...more });
  return (await loadRules([folder], { ...defaults, ...options })).ruleSet.version;
}

describe('loadRules', () => {
  it('reads a rule', async () => {
    const folder = folderWith({ 'own/rule.yaml': ruleText() });
    const { all, ruleSet, problems } = await loadRules([folder], defaults);
    expect(problems).toEqual([]);
    expect(ruleSet.rules).toEqual(all);
    expect(all[0]).toMatchObject({
      id: 'own/rule',
      aliases: ['AB001'],
      asvs: [],
      preview: false,
      file: join(folder, 'own/rule.yaml'),
      match: { kind: 'pattern', pattern: { any: [{ call: ['os.system'] }] } },
    });
  });

  it('reads the rules that Tocsin comes with', async () => {
    const { all, problems } = await loadRules([builtInRules], { ...defaults, preview: true });
    expect(all.length).toBeGreaterThan(10);
    expect(problems.filter(({ message }) => !message.startsWith('No check'))).toEqual([]);
  });

  it('replaces sets by their members, sets in sets too', async () => {
    const folder = folderWith({
      'own/rule.yaml': ruleText({
        match: patternOf('{ call: [$runs, os.popen], arguments: { $: { in: [$names, other] } } }'),
      }),
      'models/a.yaml': `about: x
sets:
  runs: { about: x, apis: [{ api: os.system, argument: 1|command }, $more] }
  names: { about: x, words: [one, two] }`,
      'models/b.yaml': `about: x
sets:
  more: { about: x, apis: [$runs, os.execv] }`,
    });
    const { all, problems, models } = await loadRules([folder], defaults);
    expect(problems).toEqual([]);
    expect(all[0]?.match).toEqual({
      kind: 'pattern',
      pattern: {
        any: [
          {
            call: [{ api: 'os.system', argument: '1|command' }, 'os.execv', 'os.popen'],
            arguments: { $: { in: ['one', 'two', 'other'] } },
          },
        ],
      },
    });
    expect([...models.keys()]).toEqual(['runs', 'names', 'more']);
  });

  it('reads flows of all models into one, and rules that ask for them', async () => {
    const folder = folderWith({
      'own/rule.yaml': ruleText({
        message: 'From {source} to {sink}.',
        match: '{ taint: { sources: [network], sinks: [command, code] } }',
      }),
      'models/a.yaml': `about: x
flow:
  sources: [{ kind: network, api: a.read, what: the socket }]
  sinks: [{ kind: command, api: $runs }]`,
      'models/b.yaml': `about: x
sets:
  runs: { about: x, apis: [{ api: os.system, argument: 1|command }] }
flow:
  sources: [{ kind: file-content, api: b.read, what: a file }]`,
    });
    const { all, flow, ruleSet, problems } = await loadRules([folder], defaults);
    expect(problems).toEqual([]);
    expect(all[0]?.match).toEqual({ kind: 'taint', taint: { sources: ['network'], sinks: ['command', 'code'] } });
    expect(flow.sources.map(({ api }) => api)).toEqual([['a.read'], ['b.read']]);
    expect(flow.sinks.map(({ api }) => api)).toEqual([['os.system']]);
    expect(ruleSet.flow).toEqual(flow);
  });

  it('tells mistakes in a flow with their place', async () => {
    const model = `about: x
flow:
  sinks:
    - { kind: sqll, api: a.b, argument: 1 }`;
    expect(await problemsOf({}, { 'models/a.yaml': model })).toEqual([
      expect.stringMatching(/^4:15 flow\.sinks\[0]\.kind: .* — did you mean "sql"\?$/),
      '4:41 flow.sinks[0].argument: no value of this kind can stand here',
    ]);
    const other = `about: x
flow:
  steps:
    - { api: [a.b, "a.*"], from: [] }`;
    expect(await problemsOf({}, { 'models/a.yaml': other })).toEqual([
      '4:20 "a.*": only a leading "*." (any object) can stand here; write the names out',
    ]);
  });

  it('takes names of the audited program for no operators', async () => {
    const { all, problems } = await loadRules(
      [
        folderWith({
          'own/rule.yaml': ruleText({ match: patternOf('{ call: f.g, arguments: { in: $x, call: 1 } }') }),
        }),
      ],
      defaults,
    );
    expect(problems).toEqual([]);
    expect(all[0]?.match).toMatchObject({ pattern: { any: [{ arguments: { in: '$x', call: 1 } }] } });
  });

  it.each<[string, RuleParts, string]>([
    ['an id that is not the path', { id: 'own/other' }, '1:5 The id must be the file\'s path: "own/rule"'],
    ['an unknown key', { more: 'severty: high' }, '14:1 Unknown key "severty" — did you mean "severity"?'],
    [
      'an unknown operator, deep inside',
      { match: patternOf('{ call: os.system, arguments: { 1: { not: { conatins: x } } } }') },
      '11:71 Unknown key "conatins" — did you mean "contains"?',
    ],
    [
      'an unknown context',
      { match: patternOf('{ call: x.y, inside: { functoin: a } }') },
      '11:50 Unknown key "functoin" — did you mean "function"?',
    ],
    [
      'a bad regular expression',
      { match: patternOf('{ call: x.y, arguments: { 1: { matches: "(" } } }') },
      '11:67 Not a regular expression: /(/u: Unterminated group',
    ],
    ['an unknown set', { match: patternOf('{ call: $nothing }') }, '11:35 No model has a set $nothing'],
    [
      'an unknown key of a setting',
      { match: '{ setting: { in: files, any: [{ key: x, vale: 1 }] } }' },
      '11:48 Unknown key "vale" — did you mean "value"?',
    ],
    [
      'a bad regular expression of a setting',
      { match: '{ setting: { in: files, any: [{ key: x, value: { matches: "(" } }] } }' },
      '11:66 Not a regular expression: /(/u: Unterminated group',
    ],
    [
      'an unknown set of a setting',
      { match: '{ setting: { in: python, any: [{ key: x, value: [$nothing] }] } }' },
      '11:56 No model has a set $nothing',
    ],
    [
      'a missing setting in files',
      { match: '{ setting: { in: files, any: [{ key: x, missingBeside: y }] } }' },
      '11:63 Only for settings in Python, and without `value`',
    ],
    [
      'a placeholder that no setting fills',
      { message: 'Bad {thing}.', match: '{ setting: { in: files, any: [{ key: x }] } }' },
      '11:38 The message names {thing}, but a setting has only {name}',
    ],
    [
      'two matchers',
      { match: '{ check: unused-import, secret: { keywords: [x], token: x } }' },
      '11:8 Give exactly one of pattern, taint, secret, setting and check',
    ],
    [
      'an unknown check',
      { match: '{ check: unused-imports }' },
      '11:17 No check is called "unused-imports" — did you mean "unused-import"?',
    ],
    [
      'a placeholder that nothing fills',
      { message: 'Bad {thing}.' },
      '11:27 The message names {thing}, but this shape captures callee, function, receiver. Capture a value with `as`',
    ],
    [
      'an `at` that nothing captures',
      { match: patternOf('{ call: x.y, at: key }') },
      '11:44 `at` names "key", but this shape captures callee, function, receiver. Capture a value with `as`',
    ],
    [
      'a message that is no sentence',
      { message: 'bad' },
      '8:10 message: one sentence: a capital at its start, a full stop at its end',
    ],
    [
      'a shape that selects nothing',
      { match: patternOf('{ inside: { handler: true } }') },
      '11:27 This shape selects nothing: say what to look for',
    ],
    [
      '`$` without a model',
      { match: patternOf('{ method: x, arguments: { $: 1 } }') },
      '11:56 `$` stands for the argument that a model names: it needs `call` beside it',
    ],
    [
      'an unknown source',
      { match: '{ taint: { sources: [web-requst], sinks: [sql] } }' },
      '11:29 match.taint.sources[0]: invalid option: expected one of "web-request"|"network"|"command-line"|"environment"|"file-content"|"database-content"|"password"|"secret" — did you mean "web-request"?',
    ],
    [
      'a placeholder that no flow fills',
      { message: 'From {start}.', match: '{ taint: { sources: [network], sinks: [sql] } }' },
      '8:10 The message names {start}, but a flow has only {source} and {sink}',
    ],
    [
      'a secret with token and structure',
      { match: '{ secret: { keywords: [x], token: x, structure: jwt } }' },
      '11:18 Give exactly one of token and structure',
    ],
    [
      'a vague secret for which nothing must stand near',
      { match: '{ secret: { tier: B, keywords: [x], token: x, minEntropy: 3, keywordWithin: 80 } }' },
      '11:26 Tier B needs keywordWithin (at most 40) and minEntropy: its form alone proves nothing',
    ],
    [
      'a keyword in capitals',
      { match: '{ secret: { keywords: [GH_], token: x } }' },
      '11:31 match.secret.keywords[0]: a keyword in lower case',
    ],
  ])('tells %s', async (_, parts, expected) => expect(await problemsOf(parts)).toEqual([expected]));

  it('makes what a rule for secrets leaves out, of what it says', async () => {
    const rule = [
      'id: own/acme\ntitle: Acme token\nseverity: high\ncategory: secrets',
      'match:\n  secret:\n    provider: Acme\n    tier: A\n    documentation: https://acme.dev/tokens\n    grants: open all doors',
      "    keywords: [acme_]\n    token: 'acme_[a-z]{12}'\nexamples: {}\n",
    ].join('\n');
    const { all, problems } = await loadRules([folderWith({ 'own/acme.yaml': rule })], defaults);
    expect(problems).toEqual([]);
    expect(all[0]).toMatchObject({
      confidence: 'high',
      cwe: ['CWE-798'],
      message: 'Acme token is written out in this file.',
      references: ['https://acme.dev/tokens'],
    });
    const silent = rule.replace('    grants: open all doors\n', '');
    const { problems: missing } = await loadRules([folderWith({ 'own/acme.yaml': silent })], defaults);
    expect(missing.map(({ message }) => message)).toEqual(['why is missing']);
  });

  it('tells what is missing', async () => {
    const { problems } = await loadRules([folderWith({ 'own/rule.yaml': 'id: own/rule\n' })], defaults);
    expect(problems.map(({ message }) => message)).toContain('title is missing');
  });

  it('tells only the first mistake of syntax', async () => {
    const { problems, all } = await loadRules([folderWith({ 'own/rule.yaml': 'id: [a\nb: {c\n' })], defaults);
    expect(problems).toHaveLength(1);
    expect(all).toEqual([]);
  });

  it('tells ids, aliases and sets that are taken, in other folders too', async () => {
    const model = 'about: x\nsets:\n  runs: { about: x, apis: [os.system] }';
    const first = folderWith({ 'own/rule.yaml': ruleText(), 'models/a.yaml': model });
    const second = folderWith({
      'own/rule.yaml': ruleText(),
      'own/two.yaml': ruleText({ id: 'own/two', aliases: '[AB002, AB001]' }),
      'models/a.yaml': model,
    });
    const { all, problems } = await loadRules([first, second], defaults);
    expect(all.map(({ id }) => id)).toEqual(['own/rule']);
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      `3:3 The set "runs" is also in ${join(first, 'models/a.yaml')}: rename one of them`,
      `1:5 "own/rule" is already taken by ${join(first, 'own/rule.yaml')}: choose another`,
      `2:11 "AB001" is already taken by ${join(first, 'own/rule.yaml')}: choose another`,
      `2:18 "AB001" is already taken by ${join(first, 'own/rule.yaml')}: choose another`,
    ]);
  });

  it('goes on after a folder that is not there and a file that is none', async () => {
    const folder = folderWith({ 'own/rule.yaml': ruleText(), 'own/more.yml': 'x', 'own/other.yaml/x': '' });
    const { all, problems } = await loadRules([join(folder, 'nowhere'), folder], defaults);
    expect(all).toHaveLength(1);
    expect(problems.map(({ message }) => message.replace(/: .*/, ''))).toEqual([
      "The folder can't be read",
      'Not read',
      "The file can't be read",
    ]);
  });

  it('switches rules on and off and changes severities by globs over ids and aliases', async () => {
    const folder = folderWith({
      'a/one.yaml': ruleText({ id: 'a/one', aliases: '[AB001]' }),
      'a/two.yaml': ruleText({ id: 'a/two', aliases: '[AB002]' }),
      'b/three.yaml': ruleText({ id: 'b/three', aliases: '[CD001]', more: 'status: preview' }),
    });
    const idsWith = async (options: Partial<LoadRulesOptions>): Promise<string[]> =>
      (await loadRules([folder], { ...defaults, ...options })).ruleSet.rules.map(({ id }) => id);

    expect(await idsWith({})).toEqual(['a/one', 'a/two']);
    expect(await idsWith({ preview: true })).toEqual(['a/one', 'a/two', 'b/three']);
    expect(await idsWith({ disable: ['AB001'] })).toEqual(['a/two']);
    expect(await idsWith({ enable: ['a/*'], disable: ['*/two'] })).toEqual(['a/one']);
    expect(await idsWith({ enable: ['CD*'], preview: true })).toEqual(['b/three']);

    const severity = [
      { glob: 'a/**', severity: 'low' },
      { glob: 'AB002', severity: 'critical' },
    ] as const;
    const { all } = await loadRules([folder], { ...defaults, severity });
    expect(all.map((rule) => rule.severity)).toEqual(['low', 'critical', 'high']);
  });

  it('gives a version that changes with what is looked for, and with nothing else', async () => {
    const version = await versionWith({});
    expect(version).toMatch(/^[0-9a-f]{64}$/);
    expect(await versionWith({})).toBe(version); // another folder
    expect(await versionWith({ match: patternOf('{ call: os.popen }') })).not.toBe(version);
    expect(await versionWith({}, { engineVersion: '2' })).not.toBe(version);
    expect(await versionWith({}, { severity: [{ glob: '**', severity: 'low' }] })).not.toBe(version);
    expect(await versionWith({}, { disable: ['**'] })).not.toBe(version);
    const steps = { 'models/a.yaml': 'about: x\nflow: { steps: [{ api: a.b, from: [] }] }' };
    expect(await versionWith({}, {}, steps)).not.toBe(version);
  });
});

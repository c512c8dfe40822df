import { describe, expect, it } from 'vitest';
import type { Config, ConfigEnvironment } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { describeProblem } from '../../src/config/problem.ts';
import { environment } from './environment.ts';

async function load(text: string, changes: Partial<ConfigEnvironment> = {}): Promise<Config> {
  const outcome = await loadConfig('/etc/tocsin/config.yaml', text, { ...environment, ...changes });
  if ('problems' in outcome) throw new Error(outcome.problems.map(describeProblem).join('\n'));
  return outcome.config;
}

async function problems(text: string, changes: Partial<ConfigEnvironment> = {}): Promise<string[]> {
  const outcome = await loadConfig('config.yaml', text, { ...environment, ...changes });
  return 'problems' in outcome ? outcome.problems.map(describeProblem) : [];
}

const defaults: Config = {
  workspaces: [
    { path: '/home/ada/src', name: 'src', include: [], exclude: [], schedule: { audit: null, timeZone: null } },
  ],
  rules: { folders: [], enable: ['**'], disable: [], severity: [], preview: false },
  limits: { maxFileBytes: 1_048_576, fileTimeoutMs: 10_000, workers: 3 },
  watch: { quietMs: 100, upperBoundMs: 2_000, sweepIntervalMs: 300_000 },
  schedule: { audit: null, timeZone: null },
  database: '/home/ada/.local/state/tocsin/tocsin.db',
  log: { level: 'info', format: 'auto', file: null },
  notify: { command: null, minimumSeverity: 'high', minimumConfidence: 'medium' },
};

function cronProblem(expression: string): string | null {
  return expression === '99 * * * *' ? 'minute 99' : null;
}

describe('loadConfig, what is right', () => {
  it.each(['', '\n# nothing\n', '---\n', '{}', 'limits:\nlog:\n  level:\n', '\uFEFF'])(
    'takes %j for the defaults',
    async (text) => {
      expect(await load(text)).toEqual(defaults);
    },
  );

  it('reads every setting', async () => {
    const text = `
workspaces:
  - path: ~/work
    name: Work
    include: ["**/*.py"]
    exclude: [vendor]
    schedule: { audit: "0 4 * * *" }
  - path: ../srv
rules:
  folders: [rules, ~/more]
  enable: ["python/**"]
  disable: [PW001]
  severity: { "python/**": low, PW002: critical }
  preview: true
limits: { maxFileSize: 64KiB, fileTimeout: 3s, workers: 2 }
watch: { quiet: 50ms, upperBound: 1s, sweepInterval: 1h }
schedule: { audit: "0 3 * * 1-5", timeZone: Europe/Vienna }
database: ~/t.db
log: { level: debug, format: json, file: t.log }
notify: { command: [mail, -s, "a b"], minimumSeverity: low, minimumConfidence: high }
`;
    expect(await load(text)).toEqual({
      workspaces: [
        {
          path: '/home/ada/work',
          name: 'Work',
          include: ['**/*.py'],
          exclude: ['vendor'],
          schedule: { audit: '0 4 * * *', timeZone: 'Europe/Vienna' },
        },
        {
          path: '/etc/srv',
          name: 'srv',
          include: [],
          exclude: [],
          schedule: { audit: '0 3 * * 1-5', timeZone: 'Europe/Vienna' },
        },
      ],
      rules: {
        folders: ['/etc/tocsin/rules', '/home/ada/more'],
        enable: ['python/**'],
        disable: ['PW001'],
        severity: [
          { glob: 'python/**', severity: 'low' },
          { glob: 'PW002', severity: 'critical' },
        ],
        preview: true,
      },
      limits: { maxFileBytes: 65_536, fileTimeoutMs: 3_000, workers: 2 },
      watch: { quietMs: 50, upperBoundMs: 1_000, sweepIntervalMs: 3_600_000 },
      schedule: { audit: '0 3 * * 1-5', timeZone: 'Europe/Vienna' },
      database: '/home/ada/t.db',
      log: { level: 'debug', format: 'json', file: '/etc/tocsin/t.log' },
      notify: { command: ['mail', '-s', 'a b'], minimumSeverity: 'low', minimumConfidence: 'high' },
    } satisfies Config);
  });

  it('keeps the state where XDG says, if it says an absolute path', async () => {
    expect((await load('', { stateHome: '/var/state' })).database).toBe('/var/state/tocsin/tocsin.db');
    expect((await load('', { stateHome: 'state' })).database).toBe(defaults.database);
    expect((await load('', { stateHome: '' })).database).toBe(defaults.database);
  });

  it('has at least one worker', async () => {
    expect((await load('', { cores: 1 })).limits.workers).toBe(1);
  });

  it('knows `~` alone only in quotes, as YAML does', async () => {
    expect((await load('workspaces: [{ path: "~" }]')).workspaces[0]).toMatchObject({ path: '/home/ada', name: 'ada' });
  });

  it('follows anchors and reads CRLF', async () => {
    const text = 'workspaces:\r\n  - path: a\r\n    exclude: &x [y]\r\n  - path: b\r\n    exclude: *x\r\n';
    expect((await load(text)).workspaces.map(({ exclude }) => exclude)).toEqual([['y'], ['y']]);
  });

  it('tells which keys the file gives', async () => {
    const outcome = await loadConfig('c', 'log:\n  level: debug\nworkspaces:\n  - path: a\n', environment);
    expect('given' in outcome && [...outcome.given]).toEqual([
      ['log', 1],
      ['log.level', 2],
      ['workspaces', 3],
      ['workspaces[0]', 4],
      ['workspaces[0].path', 4],
    ]);
  });
});

describe('loadConfig, what is wrong', () => {
  it.each<[string, string, string[]]>([
    [
      'a misspelt key',
      'log:\n  level: info\nshedule:\n',
      ['config.yaml:3:1 Unknown key "shedule" — did you mean "schedule"?'],
    ],
    [
      'one deeper',
      'workspaces:\n  - path: a\n    exlude: [b]\n',
      ['config.yaml:3:5 Unknown key "exlude" — did you mean "exclude"?'],
    ],
    [
      'a key of another section',
      'fileTimeout: 3s\n',
      ['config.yaml:1:1 Unknown key "fileTimeout" — it belongs under "limits"'],
    ],
    [
      'a key like no other',
      'log: { colour: red }\n',
      ['config.yaml:1:8 Unknown key "colour" — known here: level, format, file'],
    ],
    [
      'a number for a duration',
      'watch:\n  quiet: 100\n',
      ['config.yaml:2:10 watch.quiet: expected a duration such as "100ms", "30s" or "5m", got 100'],
    ],
    [
      'a wrong unit',
      'limits:\n  maxFileSize: 1MB\n',
      ['config.yaml:2:16 limits.maxFileSize: expected a size such as "512KiB" or "1MiB", got "1MB"'],
    ],
    [
      'a duration beyond timers',
      'watch: { sweepInterval: 25d }',
      ['config.yaml:1:25 watch.sweepInterval: expected a duration of at most 24d, got "25d"'],
    ],
    [
      'no time at all',
      'limits: { fileTimeout: 0s }',
      ['config.yaml:1:24 limits.fileTimeout: expected a duration longer than 0, got "0s"'],
    ],
    [
      'an empty file size',
      'limits: { maxFileSize: 0B }',
      ['config.yaml:1:24 limits.maxFileSize: expected a size from 1B to 256MiB, got "0B"'],
    ],
    [
      'half a worker',
      'limits: { workers: 2.5 }',
      ['config.yaml:1:20 limits.workers: expected a whole number from 1 to 64, got 2.5'],
    ],
    [
      'a word for a truth',
      'rules: { preview: yes }',
      ['config.yaml:1:19 rules.preview: expected true or false, got "yes"'],
    ],
    [
      'a value for a list',
      'rules: { disable: PW001 }',
      ['config.yaml:1:19 rules.disable: expected a list, got "PW001"'],
    ],
    [
      'a negated glob',
      'workspaces: [{ path: a, exclude: ["!b"] }]',
      [
        'config.yaml:1:35 workspaces[0].exclude[0]: expected a glob without "!": what is to be left out belongs to the other list, got "!b"',
      ],
    ],
    [
      'a misspelt word',
      'log: { level: debugg }',
      [
        'config.yaml:1:15 log.level: expected one of trace, debug, info, warn, error, fatal, silent, got "debugg" — did you mean "debug"?',
      ],
    ],
    ['a text for a section', 'log: loud', ['config.yaml:1:6 log: expected keys with values, got "loud"']],
    [
      'a text for a workspace',
      'workspaces:\n  - ~/src\n',
      ['config.yaml:2:5 workspaces[0]: expected keys with values, got "~/src"'],
    ],
    ['a list at the top', '[1]', ['config.yaml:1:1 Expected keys with values, got a list']],
    [
      'a workspace without a path',
      'workspaces:\n  - name: a\n',
      ['config.yaml:2:5 workspaces[0].path is missing: expected a path'],
    ],
    [
      'a bare tilde',
      'workspaces:\n  - path: ~\n',
      ['config.yaml:2:11 workspaces[0].path: expected a path, got nothing (a bare ~ is empty in YAML: write "~")'],
    ],
    [
      'an entry without a value',
      'notify:\n  command:\n    - mail\n    -\n',
      ['config.yaml:4:6 notify.command[1] is missing: expected text'],
    ],
    [
      'a command line',
      'notify: { command: mail me }',
      ['config.yaml:1:20 notify.command: expected a list: the program, then its arguments, got "mail me"'],
    ],
    [
      'too few cron fields',
      'schedule: { audit: "0 3" }',
      [
        'config.yaml:1:20 schedule.audit: expected a cron expression of five fields such as "0 3 * * 1-5" (a sixth in front counts seconds), got "0 3"',
      ],
    ],
    [
      'no such place',
      'schedule: { timeZone: Mars }',
      ['config.yaml:1:23 schedule.timeZone: expected a time zone such as "Europe/Vienna", got "Mars"'],
    ],
    [
      'times that contradict',
      'watch:\n  quiet: 5s\n',
      ['config.yaml:2:10 watch.quiet is longer than watch.upperBound'],
    ],
    [
      'one folder twice',
      'workspaces:\n  - path: ~/a\n  - path: /home/ada/a/\n',
      ['config.yaml:3:11 workspaces[1].path: the same folder as workspaces[0]'],
    ],
    [
      'one name twice',
      'workspaces:\n  - path: x/a\n  - path: y/a\n',
      ['config.yaml:3:11 "a" is also the name of workspaces[0]: give one of them another "name"'],
    ],
    [
      'a severity that is none',
      'rules:\n  severity:\n    PW001: hihg\n',
      [
        'config.yaml:3:12 rules.severity.PW001: expected one of critical, high, medium, low, note, got "hihg" — did you mean "high"?',
      ],
    ],
    ['a key twice', 'log:\n  level: info\nlog:\n  level: warn\n', ['config.yaml:3:1 The key "log" stands twice']],
    [
      'two documents',
      'log: {}\n---\nlog: {}\n',
      ['config.yaml:2:1 A second document starts here; there may be only one'],
    ],
    ['a tab', 'log:\n\tlevel: info\n', ['config.yaml:2:1 Tabs are not allowed as indentation']],
    ['an unknown tag', 'database: !env HOME\n', ['config.yaml:1:11 Unresolved tag: !env']],
    ['an alias without anchor', 'database: *a\n', ['config.yaml:1:11 The alias "*a" has no anchor before it']],
    ['an alias within itself', 'rules: &a { x: *a }\n', ['config.yaml:1:16 The alias "*a" stands inside its anchor']],
    [
      'a prototype',
      '__proto__: { database: x }\n',
      [
        'config.yaml:1:1 Unknown key "__proto__" — known here: workspaces, rules, limits, watch, schedule, database, log, notify',
      ],
    ],
  ])('tells of %s', async (_, text, expected) => expect(await problems(text)).toEqual(expected));

  it('tells of everything at once, in reading order', async () => {
    const text = 'workspaces:\n  - path: 1\n    exlude: []\nlimits:\n  workers: none\nlgo: {}\n';
    expect(await problems(text)).toEqual([
      'config.yaml:2:11 workspaces[0].path: expected a path, got 1',
      'config.yaml:3:5 Unknown key "exlude" — did you mean "exclude"?',
      'config.yaml:5:12 limits.workers: expected a whole number from 1 to 64, got "none"',
      'config.yaml:6:1 Unknown key "lgo" — did you mean "log"?',
    ]);
  });

  it('gives up on a bomb of aliases', async () => {
    const levels = ['a', 'b', 'c', 'd'].map((name, at, all) => {
      const entries = at === 0 ? '1' : Array.from({ length: 9 }, () => `*${all[at - 1]}`).join(', ');
      return `${name}: &${name} [${entries}]\n`;
    });
    expect(await problems(levels.join(''))).toEqual(['config.yaml:1:1 The aliases make too many values']);
  });

  it('asks about cron expressions where it can', async () => {
    const text = 'schedule: { audit: "1 * * * *" }\nworkspaces:\n  - path: a\n    schedule:\n      audit: 99 * * * *\n';
    expect(await problems(text, { cronProblem })).toEqual(['config.yaml:5:14 workspaces[0].schedule.audit: minute 99']);
    expect(await problems(text)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { describeConfig } from '../../src/config/describe-config.ts';
import { loadConfig, type LoadedConfig } from '../../src/config/load-config.ts';
import { environment } from './environment.ts';

async function load(text: string): Promise<LoadedConfig> {
  const outcome = await loadConfig('/etc/config.yaml', text, environment);
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
  return outcome;
}

const text = `workspaces:
  - path: ~/a
    exclude:
      - "*.min.js"
    schedule: { timeZone: Europe/Vienna }
  - path: "~/b: #c"
rules:
  severity: { "python/**": low, "*": note }
limits:
  maxFileSize: 1536B
watch: { sweepInterval: 90s }
notify: { command: [mail, "-s", "yes: no"] }
`;

describe('describeConfig', () => {
  it('tells every value and where it comes from', async () => {
    expect(await describeConfig('config.yaml', await load(text))).toBe(`workspaces:
  - path: /home/ada/a # config.yaml:2
    name: a # default
    include: [] # default
    exclude: ["*.min.js"] # config.yaml:3
    schedule:
      audit: null # default
      timeZone: Europe/Vienna # config.yaml:5
  - path: "/home/ada/b: #c" # config.yaml:6
    name: "b: #c" # default
    include: [] # default
    exclude: [] # default
    schedule:
      audit: null # default
      timeZone: null # default
rules:
  folders: [] # default
  enable: ["**"] # default
  disable: [] # default
  severity:
    python/**: low # config.yaml:8
    "*": note # config.yaml:8
  preview: false # default
limits:
  maxFileSize: 1536B # config.yaml:10
  fileTimeout: 10s # default
  workers: 3 # default
watch:
  quiet: 100ms # default
  upperBound: 2s # default
  sweepInterval: 90s # config.yaml:11
schedule:
  audit: null # default
  timeZone: null # default
database: /home/ada/.local/state/tocsin/tocsin.db # default
log:
  level: info # default
  format: auto # default
  file: null # default
notify:
  command: [mail, -s, "yes: no"] # config.yaml:12
  minimumSeverity: high # default
  minimumConfidence: medium # default
`);
  });

  it.each(['', text])('is a configuration that means the same', async (original) => {
    const loaded = await load(original);
    expect((await load(await describeConfig('c', loaded))).config).toEqual(loaded.config);
  });
});

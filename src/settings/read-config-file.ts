// A configuration file → its settings. Which format it has its name says; of keys that stand twice the later one counts.
import { classifyName } from '../names/classify-name.ts';
import { pathFacts } from '../secrets/path-facts.ts';
import type { Environment, SettingOrigin } from '../rules/setting.ts';
import { createLineIndex } from '../text/line-index.ts';
import { environmentOfName, environmentOfPath } from './environment.ts';
import type { FileEntry, FileReader } from './file-entry.ts';
import { readDockerfile } from './read-dockerfile.ts';
import { readEnv } from './read-env.ts';
import { readJson } from './read-flow.ts';
import { readIni } from './read-ini.ts';
import { readToml } from './read-toml.ts';
import { readYaml } from './read-yaml.ts';
import { constantValue, type Setting } from './setting.ts';

/** Larger files hold data, not settings. */
const largestFile = 256 * 1024;

const readers: Readonly<Partial<Record<SettingOrigin, FileReader>>> = {
  ini: readIni,
  env: readEnv,
  toml: readToml,
  yaml: readYaml,
  json: readJson,
  dockerfile: readDockerfile,
};

const formats: readonly (readonly [RegExp, SettingOrigin])[] = [
  [/(?:^|\/)(?:dockerfile|containerfile)(?:[-.][^/]*)?$|\.dockerfile$/, 'dockerfile'],
  [/(?:^|\/)\.(?:env|flaskenv|envrc)(?:\.[^/]*)?$|\.env$|(?:^|\/)env(?:\.[^/]*)?$/, 'env'],
  [/\.(?:ini|cfg|cnf|conf|properties)$/, 'ini'],
  [/\.toml$|(?:^|\/)pipfile$/, 'toml'],
  [/\.ya?ml$/, 'yaml'],
  [/\.(?:json|jsonc|json5)$/, 'json'],
];
/** After it comes what the file is written in: `settings.ini.example`. */
const copyEnding = /\.(?:example|sample|dist|template|tmpl|default|j2|in)$/;

/** The format of a configuration file; null: it is none. */
export function configFormat(path: string): SettingOrigin | null {
  const name = path.toLowerCase().replace(copyEnding, '');
  return formats.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The settings in a file; none where it is no configuration, written by a tool, or too large. */
export function readConfigFile(path: string, text: string): readonly Setting[] {
  const format = configFormat(path);
  const read = format === null ? undefined : readers[format];
  if (read === undefined || text.length > largestFile || pathFacts(path).generated) return [];
  const all = read(text);
  const entries = format === 'env' || format === 'ini' ? lastOfEach(all) : all;
  if (entries.length === 0) return [];
  const lines = createLineIndex(text);
  const ofPath = environmentOfPath(path);
  return entries.map(({ key, sections, value, start, end }) => ({
    key,
    value: constantValue(withoutVariable(value)),
    region: lines.regionAt(start, end),
    origin: format,
    environment: environmentOfSections(sections) ?? ofPath,
  }));
}

/** A stretch of a text, by offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where values stand in a file whose keys say that they are to be kept secret, whatever they look like; names of variables are none. */
export function secretValuesIn(path: string, text: string): readonly Span[] {
  const format = configFormat(path);
  const read = format === null ? undefined : readers[format];
  if (read === undefined || text.length > largestFile) return [];
  return read(text).flatMap(({ key, value, start, end }): Span[] => {
    const kind = classifyName(key);
    if ((kind !== 'password' && kind !== 'secret') || value === '' || isVariable.test(value)) return [];
    const at = text.slice(start, end).lastIndexOf(value);
    return at < 0 ? [{ start, end }] : [{ start: start + at, end: start + at + value.length }];
  });
}

const isVariable = /^\$(?:\w{1,100}|\{\w{1,100}\})$/;

function environmentOfSections(sections: readonly string[]): Environment | null {
  for (const section of sections) {
    const said = environmentOfName(section);
    if (said !== 'any') return said;
  }
  return null;
}

/** `${DB_PASSWORD:-default}` is its default, where the variable is not set. */
function withoutVariable(value: string): string {
  return /^\$\{\w{1,100}:?-([^{}]*)\}$/.exec(value)?.[1] ?? value;
}

/** Of a key that stands twice in one section the later one counts. Other formats have lists, in which both do. */
function lastOfEach(entries: readonly FileEntry[]): FileEntry[] {
  return [...new Map(entries.map((entry) => [[...entry.sections, entry.key].join('\0'), entry])).values()];
}

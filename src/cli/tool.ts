import { readFileSync } from 'node:fs';
import type { Tool } from '../report/records.ts';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own package.json
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};

/** Who makes the reports: name and version of package.json. */
export const tool: Tool = { name: manifest.name, version: manifest.version };

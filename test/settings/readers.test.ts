// What holds for all readers of configuration files, whatever the text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileReader } from '../../src/settings/file-entry.ts';
import { readDockerfile } from '../../src/settings/read-dockerfile.ts';
import { readEnv } from '../../src/settings/read-env.ts';
import { readJson } from '../../src/settings/read-flow.ts';
import { readIni } from '../../src/settings/read-ini.ts';
import { readToml } from '../../src/settings/read-toml.ts';
import { readYaml } from '../../src/settings/read-yaml.ts';

const readers: readonly (readonly [string, FileReader])[] = [
  ['readIni', readIni],
  ['readEnv', readEnv],
  ['readToml', readToml],
  ['readYaml', readYaml],
  ['readJson', readJson],
  ['readDockerfile', readDockerfile],
];

/** Texts made of what the formats are made of. */
const pieces = [
  ...['a', 'password', 'name', 'value', '1', 'true', 'ENV ', 'ARG ', 'export ', '\\', '\n', '\r\n', '  ', '    ', '\t'],
  ...['=', ':', ': ', ' = ', '- ', '---', '#', ' # ', ';', '"', "'", '"""', "'''", '{', '}', '[', ']', '[[', ']]', ','],
  ...['|', '>', '&x ', '*x', '!t ', '${A}', '{{ b }}', '{% c %}', '//', '/*', '*/', '.', 'é', '\u2028', '\0'],
];
const brokenText = fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((list) => list.join(''));
const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
const word = fc.stringMatching(/^[A-Za-z0-9!$%^+~@.-]{1,20}$/).filter((text) => !/^[-!%@>|&*]/.test(text));

describe.each(readers)('%s', (_, read) => {
  it('tells keys where they stand, and never fails', () => {
    fc.assert(
      fc.property(fc.oneof(brokenText, fc.string({ maxLength: 200 })), (text) => {
        for (const entry of read(text)) {
          expect(entry.start).toBeGreaterThanOrEqual(0);
          expect(entry.end).toBeLessThanOrEqual(text.length);
          expect(entry.end).toBeGreaterThanOrEqual(entry.start);
          expect(text.slice(entry.start, entry.end)).toContain(entry.value);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes no longer than a text is long', () => {
    for (const piece of [...pieces, '"\\', "'x", 'a: [', 'a = {', 'a="', "ENV a='", '[a', '{"a":', '- - ']) {
      const text = piece.repeat(Math.ceil(100_000 / piece.length));
      const before = performance.now();
      read(text);
      read(text.replaceAll(piece, `${piece}\n`).slice(0, 100_000));
      expect(performance.now() - before, piece).toBeLessThan(3000);
    }
  });

  it.each([
    ['one long word, which may be divided in many ways', 'a'.repeat(90)],
    ['dots', '.'.repeat(90)],
    ['comments that nothing closes', `{${'/*\n'.repeat(60_000)}`],
    ['many keys deep inside', `${`{${'k'.repeat(90)}:`.repeat(190)}{${'a:1,'.repeat(20_000)}`],
    ['keys with blanks', `a${' '.repeat(3990)}x\n`.repeat(60)],
  ])('takes no longer: %s', (_name, text) => {
    const before = performance.now();
    read(text);
    expect(performance.now() - before).toBeLessThan(1500);
  });
});

describe('what is written is read', () => {
  const pairs = fc.uniqueArray(fc.tuple(key, word), { minLength: 1, maxLength: 8, selector: ([name]) => name });
  const told = (read: FileReader, text: string): [string, string][] =>
    read(text).map((entry) => [entry.key, entry.value]);

  it.each<[string, FileReader, (name: string, value: string) => string]>([
    ['INI', readIni, (name, value) => `${name} = ${value}`],
    ['variables', readEnv, (name, value) => `export ${name}="${value}"`],
    ['TOML', readToml, (name, value) => `${name} = "${value}" # why`],
    ['YAML', readYaml, (name, value) => `${name}: "${value}"`],
    ['YAML without quotes', readYaml, (name, value) => `${name}: ${value}  # why`],
    ['a Dockerfile', readDockerfile, (name, value) => `ENV ${name}=${value}`],
  ])('in %s', (_, read, write) => {
    fc.assert(
      fc.property(pairs, (given) => {
        const pairsGiven = given.filter(([name]) => !['name', 'value'].includes(name));
        expect(told(read, pairsGiven.map(([name, value]) => write(name, value)).join('\n'))).toEqual(pairsGiven);
      }),
    );
  });

  it('in JSON', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        expect(told(readJson, JSON.stringify({ a: [{ b: Object.fromEntries(given) }] }))).toEqual(
          Object.entries(Object.fromEntries(given)),
        );
      }),
    );
  });
});

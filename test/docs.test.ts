import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { cliPage } from '../scripts/cli-page.ts';
import { guardPage } from '../scripts/guard-page.ts';
import { readGuardTable } from './support/guard-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');

describe('docs', () => {
  it('describe the command line as it is (stale? run `npm run docs`)', async () => {
    expect(read('docs/cli.md')).toBe(await cliPage());
  });

  it('list what makes values harmless (stale? run `npm run docs`)', () => {
    expect(read('docs/guards.md')).toBe(guardPage(readGuardTable()));
  });

  it('has an example in the help of every command', async () => {
    const page = await cliPage();
    const sections = page.split(/^## /m).slice(1);
    const commands = sections.map((section) => section.split('\n')[0]!);
    expect(commands).toContain('tocsin scan');
    // `rules list`, `config check` and the like have theirs one level up.
    const without = sections.filter((section) => !/Examples?:/.test(section)).map((section) => section.split('\n')[0]!);
    expect(without.filter((name) => name.split(' ').length < 3)).toEqual([]);
  });

  it('links only to files that exist', () => {
    const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root }), 'bench/README.md'];
    const links = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
        (match) => new URL(match[1]!, `file://${root}/${page}`).href,
      ),
    );
    const dead = [...new Set(links)].filter((link) => !existsSync(new URL(link)));
    expect(dead).toEqual([]);
  });

  it('keeps the layers of docs/architecture.md equal to the code', () => {
    const page = read('docs/architecture.md');
    const folders = globSync('*/', { cwd: `${root}/src`, onlyDirectories: true }).map((folder) =>
      folder.replace(/\/$/, ''),
    );
    expect(folders.filter((folder) => !page.includes(`${folder}/`))).toEqual([]);
  });
});

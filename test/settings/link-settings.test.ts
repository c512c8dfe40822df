import { describe, expect, it } from 'vitest';
import { moduleNames } from '../../src/dataflow/module-names.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { linkSettings } from '../../src/settings/link-settings.ts';
import { readPythonSettings } from '../../src/settings/read-python.ts';
import { dedent, type Files } from '../support/flow-cases.ts';

function link(files: Files) {
  const groups = Object.entries(files).flatMap(([path, text]) => readPythonSettings(analyzeModule(path, dedent(text))));
  const names = moduleNames(Object.keys(files));
  return linkSettings(groups, (from, module, level) => names.resolve(from, module, level));
}

/** How each setting stands: `path name KEY: standing`. */
function standings(files: Files): string[] {
  const linked = link(files);
  return linked.groups.flatMap((group) =>
    [...group.settings.values()].map(
      (setting) => `${group.path} ${group.name} ${setting.key}: ${linked.standingOf(group, setting)}`,
    ),
  );
}

describe('linkSettings', () => {
  it('follows a chain of thousands of classes as far as the stack is deep', () => {
    const classes = Array.from({ length: 8000 }, (_, at) => `class A${at + 1}(A${at}):\n    DEBUG = True\n`);
    const linked = link({ 'config.py': `class A0:\n    DEBUG = True\n${classes.join('')}` });
    const told = linked.groups.map((group) => linked.standingOf(group, group.settings.get('DEBUG')!));
    expect([told[0], told.at(-1)]).toEqual(['overwritten', 'holds']);
    expect(linked.effective(linked.groups.at(-1)!)).toBeNull();
    expect(linked.environmentOf(linked.groups.at(-1)!)).toBe('any');
  });

  it('knows what production overwrites', () => {
    expect(
      standings({
        'shop/__init__.py': '',
        'shop/settings/__init__.py': '',
        'shop/settings/base.py': 'DEBUG = True\nKEY = 1\nHOSTS = ["a"]',
        'shop/settings/dev.py': 'from .base import *\nKEY = 2',
        'shop/settings/production.py': 'from shop.settings.base import *\nDEBUG = False\nHOSTS += ["b"]',
      }),
    ).toEqual([
      'shop/settings/base.py  DEBUG: overwritten',
      'shop/settings/base.py  KEY: holds',
      'shop/settings/base.py  HOSTS: holds',
      'shop/settings/dev.py  KEY: holds',
      'shop/settings/production.py  DEBUG: holds',
      'shop/settings/production.py  HOSTS: holds',
    ]);
  });

  it('needs all of them to overwrite it, themselves or where they are taken over', () => {
    const base = { 'base.py': 'DEBUG = True', 'live.py': 'from base import *\nDEBUG = False' };
    expect(standings({ ...base, 'staging.py': 'from base import *' })).toContain('base.py  DEBUG: holds');
    expect(
      standings({ ...base, 'common.py': 'from base import *', 'site.py': 'from common import *\nDEBUG = 0' }),
    ).toContain('base.py  DEBUG: overwritten');
  });

  it('minds the order of what is taken over', () => {
    const other = { 'other.py': 'B = 2\nC = 2' };
    expect(standings({ ...other, 'a.py': 'A = 1\nB = 1\nfrom other import *\nC = 1' })).toEqual([
      'other.py  B: holds',
      'other.py  C: overwritten',
      'a.py  A: holds',
      'a.py  B: overwritten',
      'a.py  C: holds',
    ]);
  });

  it('doubts what something unknown may overwrite', () => {
    expect(standings({ 'a.py': 'A = 1\nfrom local import *\nB = 1\nif x:\n    C = 1' })).toEqual([
      'a.py  A: doubtful',
      'a.py  B: holds',
      'a.py  C: doubtful',
    ]);
  });

  it('follows classes to those that derive from them', () => {
    expect(
      standings({
        'config.py': `
          class Config:
              A = 1
              B = 1
          class Development(Config):
              B = 2
          class Production(Config):
              A = 2
        `,
        'app.py': `
          def create(app):
              app.config["A"] = 3
              app.config["B"] = 3
              app.config.from_object("config.Production")
              app.config["C"] = 3
        `,
      }),
    ).toEqual([
      'config.py Config A: overwritten',
      'config.py Config B: holds',
      'config.py Development B: holds',
      'config.py Production A: holds',
      'app.py create A: overwritten',
      'app.py create B: overwritten',
      'app.py create C: holds',
    ]);
  });

  it('says what holds altogether, unless that can not be known', () => {
    const linked = link({
      'base.py': 'A = 1\nB = 1',
      'top.py': 'from base import *\nB = 2',
      'open.py': 'from elsewhere import *\nC = 1',
    });
    const effective = linked.groups.map((group) => {
      const all = linked.effective(group);
      return all && [...all].map(([key, { value }]) => [key, value.kind === 'constant' && value.value]);
    });
    expect(effective).toEqual([
      [
        ['A', 1],
        ['B', 1],
      ],
      [
        ['A', 1],
        ['B', 2],
      ],
      null,
    ]);
    expect(linked.groups.map((group) => linked.isTakenOver(group))).toEqual([true, false, false]);
  });

  it('knows what groups are for by what they take over', () => {
    const linked = link({
      'base.py': 'A = 1',
      'dev.py': 'from base import *\nA = 2',
      'compose.py': 'from dev import *\nA = 3',
      'production.py': 'from base import *\nA = 4',
      'eu.py': 'from production import *\nA = 5',
    });
    expect(linked.groups.map((group) => `${group.path} ${linked.environmentOf(group)}`)).toEqual([
      'base.py any',
      'dev.py development',
      'compose.py development',
      'production.py production',
      'eu.py any',
    ]);
  });

  it('ends where modules take each other over', () => {
    expect(standings({ 'a.py': 'from b import *\nA = 1', 'b.py': 'from a import *\nB = 1' })).toEqual([
      'a.py  A: holds',
      'b.py  B: holds',
    ]);
  });
});

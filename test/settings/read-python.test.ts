import { describe, expect, it } from 'vitest';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { readPythonSettings } from '../../src/settings/read-python.ts';
import type { SettingValue } from '../../src/settings/setting.ts';
import { dedent } from '../support/flow-cases.ts';

function shown(value: SettingValue): unknown {
  if (value.kind === 'constant') return value.value;
  if (value.kind === 'list') return [...value.items.map(shown), ...(value.isOpen ? ['…'] : [])];
  if (value.kind === 'map') return Object.fromEntries([...value.entries].map(([key, entry]) => [key, shown(entry)]));
  return '?';
}

function groupsOf(text: string, path = 'shop/settings.py') {
  return readPythonSettings(analyzeModule(path, dedent(text)));
}

/** What the only group sets: `KEY` by value, with its state where that is not certain. */
function settingsOf(text: string, path?: string): Record<string, unknown> {
  const [group] = groupsOf(text, path);
  return Object.fromEntries(
    [...(group?.settings ?? [])].map(([key, { value, state, environment }]) => {
      const use = environment === 'any' ? '' : ` ${environment}`;
      return [key, state === 'certain' && use === '' ? shown(value) : `${JSON.stringify(shown(value))} ${state}${use}`];
    }),
  );
}

describe('readPythonSettings', () => {
  it('keeps no more of what grows than can be meant', () => {
    const more = 'HOSTS = HOSTS + HOSTS\nALL = [*ALL, *ALL]\nNAME = NAME + NAME\n'.repeat(60);
    const { HOSTS, ALL, NAME } = settingsOf(`HOSTS = ["a"]\nALL = ["b"]\nNAME = "c"\n${more}`);
    expect(HOSTS).toEqual([...Array<string>(500).fill('a'), '…']);
    expect(ALL).toEqual([...Array<string>(500).fill('b'), '…']);
    expect(NAME).toBe('?');
  });

  it('puts in front what is inserted there', () => {
    const text = 'A = [1]\nA.insert(0, 2)\nB = [1]\nB.insert(len(B), 2)\nC = [1]\nC.insert(1, 2)';
    expect(settingsOf(text)).toEqual({ A: [2, 1], B: [1, 2], C: [1, 2] });
  });

  it('tells values as far as they can be told', () => {
    expect(
      settingsOf(`
        import os
        from datetime import timedelta
        DAY = 24 * 60 * 60
        day = DAY
        AGE = 14 * day
        SPAN = timedelta(weeks=1, hours=2)
        FIRST = ["a", "b"]
        ALL = FIRST + ["c", *FIRST] + OTHER
        OPTIONS = {"x": {"y": -1}, **MORE}
        MORE_OPTIONS = dict(a=1, b=[None])
        DEBUG = os.environ.get("DEBUG", True)
        OFF = not True
        A, B = 1, 2
        NAME: str = "shop" + "-" + "web"
        lower = 1
      `),
    ).toEqual({
      DAY: 86400,
      AGE: 1209600,
      SPAN: 612000,
      FIRST: ['a', 'b'],
      ALL: ['a', 'b', 'c', 'a', 'b', '…'],
      OPTIONS: { x: { y: -1 } },
      MORE_OPTIONS: { a: 1, b: [null] },
      DEBUG: '?',
      OFF: false,
      A: '?',
      B: '?',
      NAME: 'shop-web',
    });
  });

  it('lets the later assignment win, and leaves open what stands under a condition', () => {
    expect(
      settingsOf(`
        A = 1
        A = 2
        B = 1
        if x:
            B = 2
        if x:
            C = 1
        if x:
            D = 1
        else:
            D = 2
        try:
            E = 1
        except ImportError:
            F = 1
        for x in y:
            G = x
        H = 1
        del H
      `),
    ).toEqual({
      A: 2,
      B: '2 disputed',
      C: '1 conditional',
      D: '2 disputed',
      E: 1,
      F: '1 conditional',
      G: '"?" conditional',
    });
  });

  it('knows for which environment a condition is', () => {
    expect(
      settingsOf(`
        if DEBUG:
            A = 1
        else:
            B = 1
        if not settings.PRODUCTION:
            C = 1
        if os.environ["APP_ENV"] != "development":
            D = 1
        if "test" in sys.argv:
            if x:
                E = 1
      `),
    ).toEqual({
      A: '1 conditional development',
      B: '1 conditional production',
      C: '1 conditional development',
      D: '1 conditional production',
      E: '1 conditional test',
    });
  });

  it('adds to lists, as far as it is told what', () => {
    expect(
      settingsOf(`
        A = ["a"]
        A += ["b"]
        A.append("c")
        A.insert(0, "d")
        A.extend(("e",))
        B = ["a"]
        if x:
            B += ["b"]
        C = ["a"]
        C.remove("a")
        D += ["d"]
        E = ["e"]
        E[0] = "f"
      `),
    ).toEqual({
      A: ['d', 'a', 'b', 'c', 'e'],
      B: ['a', '…'],
      C: ['a', '…'],
      D: '["d","…"] extended',
      E: ['e', '…'],
    });
  });

  it('reads classes with their bases, each for what its name says', () => {
    const groups = groupsOf(
      `
        from base import Common
        class Config(Common):
            DEBUG = False
            WTF_CSRF_ENABLED = True
            helper = 1
        class TestConfig(Config):
            DEBUG = True
        class Other:
            TESTING = True
      `,
      'config.py',
    );
    expect(
      groups.map(({ kind, name, origin, environment, inherits }) => [
        kind,
        name,
        origin,
        environment,
        ...inherits.map(({ from }) => `${'.'.repeat(from!.level)}${from!.module}|${from!.member}`),
      ]),
    ).toEqual([
      ['class', 'Config', 'flask', 'any', 'base|Common'],
      ['class', 'TestConfig', 'flask', 'test', '.|Config'],
      ['class', 'Other', 'flask', 'test'],
    ]);
    expect([...groups[0]!.settings.keys()]).toEqual(['DEBUG', 'WTF_CSRF_ENABLED']);
  });

  it('reads the calls of each function by themselves', () => {
    const groups = groupsOf(
      `
        from shop.config import Production
        def create(app, path):
            app.config["A"] = 1
            app.config.from_mapping({"B": 2, **more}, C=3)
            app.config.from_object(Production)
            app.config.from_object("shop.config.Local")
            app.config.from_object(__name__)
            app.config.from_envvar("SHOP")
            current_app.config.update(D=4)
            local = 1
        def test_it(app):
            app.config["A"] = 2
        app.config["TESTING"] = True
      `,
      'shop/__init__.py',
    );
    const byName = new Map(groups.map((group) => [group.name, group]));
    expect([...byName.get('create')!.settings].map(([key, { value, order }]) => [key, shown(value), order])).toEqual([
      ['A', 1, 1],
      ['B', 2, 2],
      ['C', 3, 3],
      ['D', 4, 8],
    ]);
    expect(byName.get('create')!.inherits.map(({ from, order }) => [from, order])).toEqual([
      [{ module: 'shop.config', level: 0, member: 'Production' }, 4],
      [{ module: 'shop.config', level: 0, member: 'Local' }, 5],
      [{ module: '', level: 0, member: null }, 6],
      [null, 7],
    ]);
    expect(byName.get('test_it')!.environment).toBe('test');
    expect(byName.get('')!.environment).toBe('test');
  });

  it('knows whose settings they are', () => {
    const originOf = (text: string, path: string) => groupsOf(text, path)[0]?.origin;
    expect(originOf('DEBUG = True', 'shop/settings/base.py')).toBe('django');
    expect(originOf('ROOT_URLCONF = "x"', 'conf.py')).toBe('django');
    expect(originOf('MAX_CONTENT_LENGTH = 1', 'shop/settings.py')).toBe('flask');
    expect(originOf('import flask\nDEBUG = True', 'shop/settings.py')).toBe('flask');
    expect(originOf('DEBUG = True', 'tools.py')).toBeNull();
    expect(originOf('class Config:\n    DEBUG = True', 'tools.py')).toBe('flask');
    expect(originOf('class Printer:\n    DEBUG = True', 'tools.py')).toBeNull();
    const pydantic = 'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    key: str = "k"\n';
    expect(originOf(pydantic, 'tools.py')).toBe('pydantic');
    expect(settingsOf(pydantic, 'tools.py')).toEqual({ key: 'k' });
  });

  it('knows that namespaces may hold anything', () => {
    const inherits = (text: string) => groupsOf(text)[0]!.inherits.map(({ from }) => from);
    expect(inherits('A = 1\nglobals().update(read())')).toEqual([null]);
    expect(inherits('A = 1\nheroku.settings(locals())')).toEqual([null]);
    expect(inherits('A = 1\nfrom .local import *\nfrom x import y')).toEqual([
      { module: 'local', level: 1, member: null },
    ]);
  });
});

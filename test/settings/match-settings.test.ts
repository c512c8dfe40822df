// Settings of whole programs, by the rules that come with Tocsin.
import { describe, expect, it } from 'vitest';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { compileFileSettings } from '../../src/settings/match-settings.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { dedent, flowModel, newAnalyzer, sourceFiles, type Files } from '../support/flow-cases.ts';

const { all } = await loadRules([builtInRules], {
  enable: ['python/settings/*'],
  disable: [],
  severity: [],
  preview: true,
  checks: checkNames,
  engineVersion: 'test',
});
const rules = all.filter(({ id }) => id.startsWith('python/settings/'));

function analyzerOf(files: Files) {
  const analyzer = newAnalyzer({ rules, flow: flowModel, key: new Uint8Array(32) });
  const update = (changed: Files, removed: readonly string[] = []): void =>
    analyzer.update(
      sourceFiles(Object.fromEntries(Object.entries(changed).map(([path, text]) => [path, dedent(text)]))),
      removed,
    );
  const told = (): string[] =>
    analyzer
      .analyze()
      .files.flatMap(({ findings }) => findings)
      .map(
        ({ ruleId, confidence, location: { path, region } }) =>
          `${path}:${region.startLine} ${ruleId.slice(ruleId.lastIndexOf('/') + 1)} ${confidence}`,
      )
      .toSorted();
  update(files);
  return { update, told };
}

describe('settings of files', () => {
  it('names no key that may hold more than a name', () => {
    const judge = compileFileSettings(all.filter(({ id }) => id === 'settings/password-in-config-file'));
    const told = (path: string, text: string) => judge(path, text).map(({ captures }) => captures['name']);
    expect(told('a.ini', 'login bob hunter22 password = Autumn!leaves7\n')).toEqual(['A setting']);
    expect(told('a.yaml', '"hunter22 password": Autumn!leaves7\n')).toEqual(['A setting']);
    expect(told('a.ini', 'db.admin-password = Autumn!leaves7\n')).toEqual(['db.admin-password']);
  });
});

const base = `
  INSTALLED_APPS = ["django.contrib.auth"]
  ROOT_URLCONF = "shop.urls"
  DEBUG = True
  SESSION_COOKIE_SECURE = False
  AUTH_PASSWORD_VALIDATORS = []
`;

describe('settings of a program', () => {
  it('tells of a package of settings what holds in production', () => {
    const { told } = analyzerOf({
      'shop/settings/__init__.py': '',
      'shop/settings/base.py': base,
      'shop/settings/dev.py': 'from .base import *\nALLOWED_HOSTS = ["*"]\nDEBUG = True',
      'shop/settings/production.py': `
        from .base import *
        DEBUG = False
        SESSION_COOKIE_SECURE = True
        ALLOWED_HOSTS = ["*"]
        MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
      `,
    });
    expect(told()).toEqual([
      'shop/settings/base.py:5 password-validators medium',
      'shop/settings/production.py:1 cookie-without-secure low',
      'shop/settings/production.py:4 allowed-hosts medium',
      'shop/settings/production.py:4 transport-security low',
      'shop/settings/production.py:5 csrf-protection medium',
    ]);
  });

  it('judges again what did not change, where a change elsewhere counts', () => {
    const { told, update } = analyzerOf({ 'base.py': base });
    expect(told()).toContain('base.py:3 debug-mode medium');
    update({ 'production.py': 'from base import *\nDEBUG = False' });
    expect(told().filter((line) => line.includes('debug-mode'))).toEqual([]);
    update({}, ['production.py']);
    expect(told()).toContain('base.py:3 debug-mode medium');
  });

  it('believes less what an unknown module may overwrite', () => {
    const { told } = analyzerOf({
      'shop/settings.py': 'DEBUG = True\ntry:\n    from .local import *\nexcept ImportError:\n    pass',
    });
    expect(told()).toEqual(['shop/settings.py:1 debug-mode low']);
  });

  it('says of what is missing where it could stand', () => {
    const app = 'INSTALLED_APPS = ["django.contrib.auth"]\nROOT_URLCONF = "x"\nSESSION_COOKIE_SECURE = True\n';
    expect(analyzerOf({ 'settings.py': app }).told()).toEqual(['settings.py:1 password-validators low']);
    expect(analyzerOf({ 'settings.py': `${app}from .local import *` }).told()).toEqual([]);
    expect(
      analyzerOf({
        'settings.py': app,
        'validators.py': `from settings import *\nAUTH_PASSWORD_VALIDATORS = read()`,
      }).told(),
    ).toEqual([]);
  });
});

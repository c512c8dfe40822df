import { describe, expect, it } from 'vitest';
import { environmentOfName, environmentOfPath, oppositeOf } from '../../src/settings/environment.ts';

describe('environmentOfName', () => {
  it.each([
    ['ProductionConfig', 'production'],
    ['DevConfig', 'development'],
    ['local_settings', 'development'],
    ['TESTING', 'test'],
    ['docker-compose.test.yml', 'test'],
    ['settings.production.example.ini', 'example'],
    ['Config', 'any'],
    // Whole words only.
    ['latest', 'any'],
    ['device', 'any'],
    ['product', 'any'],
    ['bakerydemo', 'any'],
  ])('%s is for %s', (name, environment) => expect(environmentOfName(name)).toBe(environment));
});

describe('environmentOfPath', () => {
  it.each([
    ['shop/settings/production.py', 'production'],
    ['shop/settings/base.py', 'any'],
    ['shop/settings.py', 'any'],
    ['shop/testing/settings.py', 'test'],
    ['a/dev/b/c/settings.py', 'any'],
    ['.gitlab-ci.yml', 'test'],
    ['.github/workflows/release.yml', 'test'],
    ['tox.ini', 'test'],
    ['example.py', 'any'],
    ['settings_example.py', 'example'],
    ['conf/example.ini', 'example'],
  ])('%s is for %s', (path, environment) => expect(environmentOfPath(path)).toBe(environment));
});

describe('oppositeOf', () => {
  it('says what the other branch of a condition is for', () => {
    expect(['any', 'production', 'development', 'test'].map((one) => oppositeOf(one as 'any'))).toEqual([
      'any',
      'development',
      'production',
      'production',
    ]);
  });
});

import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { engineVersion } from '../../../src/daemon/engine-version.ts';
import { createClassifier } from '../../../src/secrets/classifier/classifier.ts';
import type { Candidacy } from '../../../src/secrets/classifier/features.ts';
import { builtInModel } from '../../../src/secrets/classifier/model.ts';
import { pathFacts } from '../../../src/secrets/path-facts.ts';

const model = builtInModel();
const classifier = createClassifier(model);

/** `name: value` on a line of its own. */
function given(name: string, plain: string, path = 'config/app.yml'): Candidacy {
  const text = `host: db\n${name}: ${plain}\nport: 1\n`;
  const start = text.indexOf(plain, text.indexOf(name) + name.length);
  const place = { start, end: start + plain.length, quoted: false, wrapped: false };
  return {
    candidate: { ...place, name, plain, binding: 'assignment', surroundings: 'code' },
    text,
    place: pathFacts(path),
  };
}

describe('the classifier', () => {
  it('believes passwords that people choose', () => {
    for (const password of ['hunter2', 'Summer2019!', 'Tr0ub4dor&3', 'dragonfly77', 'q7Zt2Lr9']) {
      expect([password, classifier.probabilityOf(given('db_password', password))]).toEqual([
        password,
        expect.closeTo(1, 0.5),
      ]);
    }
  });

  it('is not taken in by placeholders and names', () => {
    for (const value of ['your_password', 'password', 'change-me', 'user_password', 'test', 'DB_PASSWORD', 'example']) {
      expect([value, classifier.judge(given('password', value))]).toEqual([value, null]);
    }
  });

  it('believes no value more than a hint in tests and examples', () => {
    expect(classifier.judge(given('db_password', 'Summer2019!'))?.confidence).toBe('high');
    expect(classifier.judge(given('db_password', 'Summer2019!', 'tests/app.yml'))?.confidence).toBe('low');
  });

  it('names at most three reasons, and nothing of the value', () => {
    for (const password of ['Summer2019!', 'bakery-canoe-lantern', 'q7Zt2Lr9Xw4Bn6Vd']) {
      const { reasons } = classifier.judge(given('db_password', password))!;
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.length).toBeLessThanOrEqual(3);
      for (const part of password.split(/[-\d!]+/).filter((piece) => piece.length > 2)) {
        expect(reasons.join(' ').toLowerCase()).not.toContain(part.toLowerCase());
      }
    }
  });

  it('refuses a model that was trained for other features', () => {
    expect(() => createClassifier({ ...model, features: model.features.slice(1) })).toThrow('other features');
  });
});

describe('the model', () => {
  it('is small, and tells where it comes from', () => {
    expect(statSync(new URL('../../../rules/secrets/generic-classifier.json', import.meta.url)).size).toBeLessThan(
      300_000,
    );
    expect(model.provenance).toMatchObject({ rows: { secrets: expect.any(Number) }, heldOut: {} });
  });

  it('is part of the engine’s version, so that files are judged again after a training', () => {
    expect(engineVersion).toContain(model.version);
  });
});

// What is made to be slow takes work in the measure of its length. Counted, as a busy machine's clock says nothing: calls of
// regular expressions, and characters that are looked at one by one. What a regular expression does by itself is checked
// where its rule is.
import { describe, expect, it } from 'vitest';
import { adversarialFiles, adversarialFilesFor, type AdversarialFile } from '../../bench/secrets/adversarial.ts';
import { detectorOf } from '../support/secret-rules.ts';

const { detector, rules } = await detectorOf();

interface Work {
  readonly matches: number;
  readonly looks: number;
}

/** What is done for a text, by the functions through which all of it goes. */
function workFor(path: string, text: string): Work {
  const [regularExpression, string] = [RegExp.prototype, String.prototype];
  // oxlint-disable-next-line typescript/unbound-method -- applied to what it was called on
  const { exec } = regularExpression;
  // oxlint-disable-next-line typescript/unbound-method -- likewise
  const { charCodeAt, startsWith } = string;
  let matches = 0;
  let looks = 0;
  regularExpression.exec = function (...given) {
    matches++;
    return exec.apply(this, given);
  };
  string.charCodeAt = function (...given) {
    looks++;
    return charCodeAt.apply(this, given);
  };
  string.startsWith = function (...given) {
    looks++;
    return startsWith.apply(this, given);
  };
  try {
    detector.detect({ path, text, language: 'text' });
  } finally {
    Object.assign(regularExpression, { exec });
    Object.assign(string, { charCodeAt, startsWith });
  }
  return { matches, looks };
}

const length = 3000;
/**
 * For each character of a text, at most. `matches`: what has a name and a value is judged by some sixty expressions and by
 * the words of its line, up to 140 characters on either side, each word a match. Where such a candidate stands in every
 * seven characters (`bearer bearer`), these are 15, however long the line. `looks`: twice what is done today for the dearest.
 */
const allowed = { matches: 18, looks: 20 };

describe('createSecretDetector', () => {
  it.each(adversarialFiles.map((file): [string, AdversarialFile] => [file.name, file]))(
    'does work for %s in the measure of its length',
    (_, { path, text }) => {
      const [once, twice] = [length, 2 * length].map((each) => workFor(path, text(each)));
      for (const kind of ['matches', 'looks'] as const) {
        expect(twice![kind] / (2 * length), kind).toBeLessThanOrEqual(allowed[kind]);
        expect(twice![kind], kind).toBeLessThanOrEqual(2.2 * once![kind] + 1000);
      }
    },
  );

  it('does so for the keywords of every rule, whatever follows them', () => {
    const dear = rules.filter(({ secret }) => {
      const text = adversarialFilesFor(secret)
        .map((file) => file.text(400))
        .join('\n');
      const { matches, looks } = workFor('a.txt', text);
      return matches > allowed.matches * text.length || looks > allowed.looks * text.length;
    });
    expect(dear.map(({ id }) => id)).toEqual([]);
  });

  it('is counted rightly', () => {
    const { matches, looks } = workFor('a.txt', 'password');
    expect(matches).toBeGreaterThan(3);
    expect(looks).toBeGreaterThan(7);
  });
});

import { describe, expect, it } from 'vitest';
import { createSurroundings } from '../../src/secrets/text-context.ts';

/** Around the `@` of a text. */
const around = (text: string): string => createSurroundings(text)(text.indexOf('@'));

it.each([
  ['x = @', 'code'],
  ['// @', 'comment'],
  ['x = 1 # @', 'comment'],
  ['  * @', 'comment'],
  ['-- @', 'comment'],
  ['x-- @', 'code'],
  ['#[derive(@)]', 'code'],
  ['x = "a @"', 'string'],
  ['x = "a" + @', 'code'],
  ["don't @", 'code'],
  ['x = `\na\n@\n`', 'string'],
  ['x = `\na\n`\n@\n', 'code'],
  ['"""\na: @\n"""', 'string'],
])('%j', (text, expected) => {
  expect(around(text)).toBe(expected);
});

describe('createSurroundings', () => {
  it('says the same whatever was asked before', () => {
    const text = `let a = "b 'c", d = \`e\nf\`; // g's "h"\nx = '\\'y' + "z" # ${'"long" = don\'t, '.repeat(80)}\n"end`;
    const offsets = Array.from({ length: text.length + 1 }, (_, at) => at);
    const alone = offsets.map((at) => createSurroundings(text)(at));
    const rising = createSurroundings(text);
    expect(offsets.map((at) => rising(at))).toEqual(alone);
    const falling = createSurroundings(text);
    expect(offsets.toReversed().map((at) => falling(at))).toEqual(alone.toReversed());
    expect(new Set(alone)).toEqual(new Set(['code', 'comment', 'string']));
  });
});

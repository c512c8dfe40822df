import { expect, it } from 'vitest';
import { blockStrings, surroundingsOf } from '../../src/secrets/text-context.ts';

/** Around the `@` of a text. */
const around = (text: string): string => surroundingsOf(text, text.indexOf('@'), () => blockStrings(text));

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

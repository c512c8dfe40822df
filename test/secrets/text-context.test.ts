import { expect, it } from 'vitest';
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

// What a text holds in other encodings, at most two of them one in the other (a value in base64 within a URL). The cost is
// bounded: what is decoded of one text, over all, is a few times as long as the text.
import { base64Texts } from './base64.ts';
import type { DecodedText } from './decoded-text.ts';
import { unescapedTexts } from './escapes.ts';

const deepest = 2;
/** So many times as long as the text is all that is decoded of it, and not less than so many characters. */
const budget = { times: 4, least: 100_000 };

/** All decoded stretches of a text and of these; offsets are always those of the text. */
export function* decodedTexts(text: string): Generator<DecodedText> {
  let left = Math.max(budget.least, budget.times * text.length);
  let layer: readonly (DecodedText | null)[] = [null];
  for (let depth = 0; depth < deepest && layer.length > 0; depth++) {
    const next: DecodedText[] = [];
    for (const outer of layer) {
      for (const inner of decodeOnce(outer?.text ?? text)) {
        left -= inner.text.length;
        if (left < 0) return;
        const decoded = outer === null ? inner : within(inner, outer);
        yield decoded;
        next.push(decoded);
      }
    }
    layer = next;
  }
}

function* decodeOnce(text: string): Generator<DecodedText> {
  yield* base64Texts(text);
  yield* unescapedTexts(text);
}

function within(inner: DecodedText, outer: DecodedText): DecodedText {
  return {
    text: inner.text,
    encoding: inner.encoding === outer.encoding ? `${inner.encoding}, twice` : `${inner.encoding} in ${outer.encoding}`,
    depth: outer.depth + 1,
    isWhole: inner.isWhole || outer.isWhole,
    spanOf: (start, end) => outer.spanOf(...inner.spanOf(start, end)),
    isChanged: (start, end) => inner.isChanged(start, end),
  };
}

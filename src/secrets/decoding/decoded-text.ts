/** A stretch of a text, decoded: it may hold a secret that the text itself does not show. */
export interface DecodedText {
  readonly text: string;
  /** What was undone, in words that follow "in": `base64`. */
  readonly encoding: string;
  /** How many encodings were undone: 1 or 2. */
  readonly depth: number;
  /** It was encoded as a whole, and is no part of the text around it. */
  readonly isWhole: boolean;
  /** Where decoded characters (`end` exclusive) stand in the text that was decoded. */
  spanOf(start: number, end: number): readonly [start: number, end: number];
  /** Whether the decoding changed anything that a secret between these offsets and its name consist of. */
  isChanged(start: number, end: number): boolean;
}

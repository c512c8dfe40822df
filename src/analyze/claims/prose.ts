// A review in prose, taken apart: items (a list's entry, or a paragraph) and their sentences.

export interface Item {
  /** What the item is about, where it has a heading of its own: `Error handling`. */
  readonly title: string | null;
  readonly sentences: readonly string[];
}

/** More is no review. */
const longestText = 200_000;
/** What is longer is cut: phrasings are tried on it. */
export const longestSentence = 500;

const listEntry = /^\s*(?:\d{1,3}[.)]|[-*•–])\s+/;
const heading = /^\s*#{1,6}\s+/;

/** The items in their order. White space, emphasis and typographic quotes are made plain. */
export function itemsOf(prose: string): Item[] {
  const items: string[][] = [];
  let isOpen = false;
  for (const line of prose.slice(0, longestText).split(/\r\n|\n|\r/)) {
    const isBeginning = listEntry.test(line) || heading.test(line);
    if (line.trim() === '') {
      isOpen = false;
      continue;
    }
    if (isBeginning || !isOpen) items.push([]);
    items.at(-1)!.push(plain(line.replace(listEntry, '').replace(heading, '')));
    isOpen = true;
  }
  return items.map(itemOf).filter(({ title, sentences }) => title !== null || sentences.length > 0);
}

function itemOf(lines: readonly string[]): Item {
  const [first = '', ...rest] = lines;
  const [, ownTitle, sameLine] = /^([^.!?]{1,80}):(?:\s+(.+))?$/.exec(first) ?? [];
  const isTitle = ownTitle !== undefined && (sameLine !== undefined || rest.length > 0);
  const body = isTitle ? [...(sameLine === undefined ? [] : [sameLine]), ...rest] : lines;
  return { title: isTitle ? ownTitle : null, sentences: sentencesOf(body.join(' ')) };
}

/** A lead-in (`I have some suggestions:`) is no sentence of the review. */
function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+(?=["'`(\p{Lu}])/u)
    .map((sentence) => sentence.trim().slice(0, longestSentence))
    .filter((sentence) => sentence !== '' && !sentence.endsWith(':'));
}

function plain(line: string): string {
  return line
    .replace(/\*\*|__(?=\S)|(?<=\S)__(?=\s|[.,:;]|$)/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201C\u201D]/g, '"')
    .replace(/\s+/g, ' ')
    .trim();
}

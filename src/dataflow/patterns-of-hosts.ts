// Regular expressions that say where a URL leads: those that begin with a scheme and a host that the program writes out, up
// to where the host ends. Names below it (`([a-z]+\.)?example\.org/`) are its owner's too.
import { kindBit, type Kinds } from './kinds.ts';
import { parseRegex, type RegexFlags, type RegexNode } from './regex-syntax.ts';

/** Characters that end a host, or what stands before it. */
const endOfHost = ['/', '?', '#', '\\', '@', ':', '%', '\n', '\t', ' '];
const writtenHost = /^https?:\/\/(\*\.)*([\w-]+\.)+[a-z]+(:\d+)?[/?#]/;
/** Stands where nothing is known any more; no host ends before it. */
const anything = '…';
/** More alternatives are not told apart. */
const mostTexts = 32;

/** What is known of a URL that a pattern matches from its beginning on, if it does so. */
export function protectionOfHost(pattern: string, isAtStart: boolean, flags?: RegexFlags): Kinds {
  const tree = parseRegex(pattern, flags);
  const items = tree === null ? [] : itemsOf(tree);
  if (!isAtStart && items[0]?.kind !== 'start') return 0;
  return beginningsOf(items).every((text) => writtenHost.test(text)) ? kindBit('redirect') | kindBit('url') : 0;
}

function itemsOf(node: RegexNode): readonly RegexNode[] {
  return node.kind === 'sequence' ? node.items : [node];
}

/** How texts that match begin, with `*` for any names of hosts. */
function beginningsOf(items: readonly RegexNode[]): readonly string[] {
  let texts = [''];
  for (const item of items) {
    if (item.kind === 'start') continue;
    // `https?`
    const isScheme = item.kind === 'repeat' && item.min === 0 && texts.every((text) => text === 'http');
    const next = isScheme ? [...textsOf(item.item), ''] : textsOf(item);
    texts = texts.flatMap((text) => (next.length === 0 ? [text + anything] : next.map((more) => text + more)));
    if (next.length === 0) return texts;
    if (texts.length > mostTexts) return [anything];
  }
  return texts.map((text) => text + anything);
}

/** What a part can match, as far as it is written out or a name of a host; none: anything else. */
function textsOf(node: RegexNode): readonly string[] {
  switch (node.kind) {
    case 'set':
      return node.only !== undefined ? [node.only] : endOfHost.some(node.test) ? [] : ['*'];
    case 'sequence': {
      const parts = node.items.map(textsOf);
      if (parts.some((part) => part.length === 0)) return [];
      return parts.reduce((texts, part) => texts.flatMap((text) => part.map((more) => text + more)), ['']);
    }
    case 'choice': {
      const ways = node.ways.map(textsOf);
      return ways.some((way) => way.length === 0) ? [] : ways.flat();
    }
    case 'repeat': {
      const inner = textsOf(node.item);
      if (inner.length === 0 || inner.some((text) => endOfHost.some((one) => text.includes(one)))) return [];
      return [inner.every((text) => text.endsWith('.')) ? '*.' : '*', ...(node.min === 0 ? [''] : [])];
    }
    case 'end':
      // Where the text ends, the host does.
      return ['/'];
    default:
      return [];
  }
}

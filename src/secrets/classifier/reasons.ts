// What a feature says for a secret, in words for people. Never a part of the value.

const phrases: Readonly<Record<string, string>> = {
  length: 'its length',
  'lower-case share': 'its mix of characters',
  'upper-case share': 'its mix of characters',
  'digit share': 'its digits',
  'joiner share': 'its mix of characters',
  'symbol share': 'its symbols',
  'kinds of characters': 'its mix of characters',
  'changes of kind': 'its mix of characters',
  entropy: 'its randomness',
  'entropy beside its length': 'its randomness',
  'different characters': 'its randomness',
  'longest run of letters': 'its letters',
  'longest run of digits': 'its digits',
  'sequence on the keyboard': 'its keys on a keyboard',
  'pairs of letters': 'letters as no words have them',
  'least likely pair': 'letters as no words have them',
  'known words': 'words that programs do not use',
  hexadecimal: 'hexadecimal digits',
  base64: 'base64',
  'base64 padding': 'base64',
  'digits at the end only': 'a word with digits',
  'digits within': 'its digits',
  vowels: 'letters as no words have them',
};

const nameHints = new Set(['a password', 'a token', 'a weak hint', 'sure to be a password', 'sure to be a secret']);

const syntaxes: Readonly<Record<string, string>> = {
  header: 'an HTTP header',
  command: "a command's option",
  flag: "a command's option",
  query: 'a parameter of an address',
  entry: 'an entry with such a key',
  argument: 'an argument with such a name',
  assignment: 'an assignment',
  'in quotes': 'the quotes around it',
};

/** What a feature with this value says for a secret; null where that tells people nothing. */
export function reasonFor(feature: string, value: number): string | null {
  const at = feature.indexOf(':');
  const [subject, name] = [feature.slice(0, at), feature.slice(at + 1).trim()];
  switch (subject) {
    case 'value':
      return phrases[name] ?? (value === 0 ? 'no form of a placeholder or a reference' : null);
    case 'name':
      return nameHints.has(name) && value === 1 ? 'the name' : null;
    case 'syntax':
      return value === 0 ? null : (syntaxes[name] ?? null);
    case 'value words':
    case 'v':
      return value === 0 ? 'no words of placeholders' : null;
    case 'n':
    case 'l':
      return value === 0 ? null : 'the name';
    case 'c':
    case 'b':
      return value === 0 ? null : `“${name}” beside it`;
    default:
      return null;
  }
}

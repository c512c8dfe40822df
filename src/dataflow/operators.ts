/** The special methods of operators, without underscores. */
export const operators: ReadonlyMap<string, string> = new Map([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'truediv'],
  ['%', 'mod'],
  ['|', 'or'],
  ['&', 'and'],
  ['^', 'xor'],
  ['>>', 'rshift'],
  ['<<', 'lshift'],
  ['@', 'matmul'],
]);

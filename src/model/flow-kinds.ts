// The words of data flow that rules, models and the engine share: what flows (source kinds) and where it must not arrive
// as it came (sink kinds). A sink kind is also what a sanitizer or a guard makes a value safe for.

/** What a value is, by where it came from. The first six are untrusted input, the others are to be kept secret. */
export const sourceKinds = [
  /** Sent by whoever can reach the server. */
  'web-request',
  /** A message, task or socket from elsewhere. */
  'network',
  /** Arguments of the program and what is typed in. */
  'command-line',
  'environment',
  /** Contents of a file, of an archive or of standard input. */
  'file-content',
  /** Rows that were stored earlier. */
  'database-content',
  'password',
  'secret',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const sinkKinds = [
  'sql',
  'nosql',
  'command',
  'code',
  'template',
  'path',
  'redirect',
  'html',
  'url',
  'ldap',
  'xpath',
  'xml',
  'deserialization',
  'reflection',
  'log',
  'header',
  'regex',
  'size',
  'format',
  'session',
  'email',
  /** Names of fields that are set: `Model(**request.json)`. */
  'fields',
  'storage',
  'secret-log',
  'secret-response',
  'secret-url',
  'secret-cookie',
  'secret-command',
  'secret-error',
] as const;

/**
 * Kinds of sinks for which the same makes a value harmless as for another kind: what was held to an alphabet, a list or a
 * type. So they need no place of their own in a set of kinds, and nothing protects from them alone.
 */
export const relatedKinds = {
  /** What raises where a text is not of the form that is asked for: `int(x)`, `json.loads(x)`, `x.decode()`. */
  conversion: 'format',
  /** A word of a command line of its own, which may be taken for an option. */
  argument: 'code',
  /** A cell of a table, which a spreadsheet may take for a formula. */
  spreadsheet: 'code',
} as const satisfies Readonly<Record<string, (typeof sinkKinds)[number]>>;
export type RelatedKind = keyof typeof relatedKinds;

export type SinkKind = (typeof sinkKinds)[number] | RelatedKind;

/** All kinds that a sink may have. */
export const allSinkKinds: readonly SinkKind[] = [...sinkKinds, 'conversion', 'argument', 'spreadsheet'];

/** Names of the `{placeholders}` of a message, in order. */
export function placeholdersOf(message: string): string[] {
  return [...message.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1]!);
}

/** The message with each placeholder replaced by what was captured under its name. */
export function fillPlaceholders(message: string, textOf: (name: string) => string): string {
  return message.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => textOf(name));
}

// What the pattern of a route lets pass as a parameter: Flask's and Django's `<int:id>`, Sanic's `<id:int>`, Starlette's
// `{id:int}`, aiohttp's `{id:\d+}`, groups of a regular expression.
import { allKinds, harmlessText, numberKinds, type Kinds } from './kinds.ts';
import { protectionOf } from './patterns-of-text.ts';

const number = /^(int|integer|float|number|decimal)$/;
const limited = /^(uuid|ymd|dt|bool|any\(.*\))$/;
const slug = /^(slug|alpha)$/;
const plain = /^(|str|string|path|default|unicode|strorempty|filename)$/;

/** One parameter: `<kind:name>`, `<name:kind>`, `{name:kind}`, `(?P<name>kind)`. */
const parameters =
  /\(\?P<(?<group>\w+)>(?<pattern>(?:\[[^\]]*\]|\\.|\((?:[^()\\]|\\.)*\)|[^()[\]\\])*)\)|<(?<kind>[a-zA-Z]\w*(?:\([^)]*\))?):(?<flask>\w+)>|<(?<sanic>\w+):(?<type>[^<>]*)>|\{(?<brace>\w+):(?<format>(?:[^{}]|\{[^{}]*\})*)\}|<(?<bare>\w+)>|\{(?<open>\w+)\}/g;

/** Longer texts are no routes; what they would convert is not looked for. */
const longestRoute = 1000;

/** By parameter: for which kinds of sink whatever one of these routes lets pass is harmless. */
export function protectionsByRoutes(routes: readonly string[]): ReadonlyMap<string, Kinds> {
  const safe = new Map<string, Kinds>();
  for (const route of routes) {
    if (route.length > longestRoute) continue;
    for (const { groups = {} } of route.matchAll(parameters)) {
      const { group, pattern, kind, flask, sanic, type, brace, format, bare, open } = groups;
      const add = (name: string, kinds: Kinds): void => void safe.set(name, (safe.get(name) ?? allKinds) & kinds);
      // `<id:int>` reads like `<int:id>`, of a parameter called int; `<number:int>` may mean either.
      if (kind !== undefined && isKind(flask!)) add(kind, protectionOfKind(flask!));
      if (kind !== undefined && isKind(flask!) && !isKind(kind)) continue;
      const name = group ?? flask ?? sanic ?? brace ?? bare ?? open;
      const kinds =
        pattern === undefined ? protectionOfKind(kind ?? type ?? format ?? '') : protectionOf(pattern, 'fullmatch');
      if (name !== undefined) add(name, kinds);
    }
  }
  return safe;
}

function isKind(word: string): boolean {
  return number.test(word) || limited.test(word) || slug.test(word) || (word !== '' && plain.test(word));
}

function protectionOfKind(kind: string): Kinds {
  if (number.test(kind)) return numberKinds;
  if (limited.test(kind)) return allKinds;
  if (slug.test(kind)) return harmlessText;
  if (plain.test(kind) || /^\w+$/.test(kind)) return 0;
  // Bottle writes `<name:re:[a-z]+>`, Flask `<regex("[a-z]+"):name>`.
  const quoted = /^regex\(\s*['"](?<pattern>.*)['"]\s*\)$/.exec(kind)?.groups?.['pattern'];
  return protectionOf(quoted ?? kind.replace(/^re:/, ''), 'fullmatch');
}

// Ways to write a secret down, by the kind of file: what every rule for a provider's secrets is tried in. `§` is the value.
// `api_token`, in whichever spelling, is the name that it is given; where there is none, only values that prove
// themselves are found.

export type Syntax = readonly [path: string, text: string];

/** The value has a name. */
export const namedSyntaxes: readonly Syntax[] = [
  ['a.js', 'const apiToken = "§";'],
  ['a.js', "config['api_token'] = '§'"],
  ['a.js', 'const o = { apiToken: `§` };'],
  ['a.js', "const t = process.env.API_TOKEN || '§';"],
  ['a.ts', 'private readonly apiToken: string = "§";'],
  ['a.vue', '<script>\nconst apiToken = "§"\n</script>'],
  ['a.go', 'var apiToken string = "§"'],
  ['a.go', 'apiToken := "§"'],
  ['a.go', 'cfg := Config{APIToken: "§"}'],
  ['A.java', 'private static final String API_TOKEN = "§";'],
  ['A.java', 'builder.apiToken("§")'],
  ['A.java', 'properties.put("api.token", "§");'],
  ['A.cs', 'private string apiToken = "§";'],
  ['a.vb', 'Dim ApiToken As String\nApiToken = "§"'],
  ['a.kt', 'val apiToken: String = "§"'],
  ['a.swift', 'let apiToken: String? = "§"'],
  ['a.m', 'NSString *apiToken = @"§";'],
  ['a.rs', 'const API_TOKEN: &str = "§";'],
  ['a.rb', "API_TOKEN = '§'"],
  ['a.rb', "{ :api_token => '§' }"],
  ['a.php', "define('API_TOKEN', '§');"],
  ['a.php', "$apiToken = '§';"],
  ['a.php', "$this->apiToken = '§';"],
  ['a.php', "return ['api_token' => '§'];"],
  ['a.scala', 'val apiToken = "§"'],
  ['a.groovy', "def apiToken = '§'"],
  ['a.gradle', "ext.apiToken = '§'"],
  ['a.clj', '(def config {:api-token "§"})'],
  ['a.ex', 'config :app, api_token: "§"'],
  ['a.hs', 'apiToken = "§"'],
  ['a.dart', "const apiToken = '§';"],
  ['a.r', 'api_token <- "§"'],
  ['a.jl', 'api_token = "§"'],
  ['a.pl', 'my $api_token = "§";'],
  ['a.lua', 'local api_token = "§"'],
  ['a.c', '#define X 1\nstatic const char *api_token = "§";'],
  ['a.cpp', 'std::string apiToken = "§";'],
  ['a.py', 'API_TOKEN = "§"'],
  ['a.py', 'connect(api_token=b"§")'],
  ['a.ipynb', String.raw`{"source": ["api_token = \"§\"\n"]}`],
  ['.env', 'API_TOKEN=§'],
  ['.env', 'API_TOKEN="§"'],
  ['a.sh', 'export API_TOKEN=§'],
  ['a.sh', 'run --api-token § --verbose'],
  ['a.sh', 'run --api-token=§'],
  ['a.fish', 'set -x API_TOKEN "§"\nAPI_TOKEN=§'],
  ['a.ps1', '$ApiToken = "§"'],
  ['a.bat', 'set API_TOKEN=§'],
  ['Makefile', 'API_TOKEN := "§"'],
  ['Dockerfile', 'FROM scratch\nENV API_TOKEN=§'],
  ['Dockerfile', 'ENV API_TOKEN "§"\nENV API_TOKEN=§'],
  ['compose.yaml', 'environment:\n  - API_TOKEN=§'],
  ['values.yaml', 'app:\n  apiToken: "§"'],
  ['a.yaml', 'api_token: §'],
  ['a.yaml', 'env:\n  - name: API_TOKEN\n    value: "§"'],
  ['a.yaml', 'env: { api_token: §, other: 1 }'],
  ['a.json', '{"apiToken": "§"}'],
  ['a.json', '{"name": "API_TOKEN", "value": "§"}'],
  ['a.json', String.raw`{"body": "{\"apiToken\": \"§\"}"}`],
  ['a.toml', 'api_token = "§"'],
  ['a.ini', '[api]\napi_token = §'],
  ['a.properties', 'app.api.token=§'],
  ['a.xml', '<api-token>§</api-token>'],
  ['a.xml', '<add key="ApiToken" value="§" />'],
  ['a.xml', '<server apiToken="§" />'],
  ['a.plist', '<key>ApiToken</key>\n  <string>§</string>'],
  ['a.tf', 'api_token = "§"'],
  ['a.tfvars', 'api_token = "§"'],
  ['a.sql', "INSERT INTO settings VALUES ('api_token', '§');"],
  ['a.sql', "UPDATE settings SET api_token = '§';"],
  ['a.md', 'Use api_token: § for now.'],
  ['a.log', 'connecting with api_token=§'],
];

/** The value stands alone, or in a place that names nothing. */
export const namelessSyntaxes: readonly Syntax[] = [
  ['a.js', '// for now: §'],
  ['a.py', '# §'],
  ['a.html', '<!-- § -->'],
  ['a.sh', 'curl -H "X-Custom: §" https://acme.dev/'],
  ['a.sh', 'curl -H "Authorization: Bearer §" https://acme.dev/'],
  ['a.http', 'GET /v1\nAuthorization: token §'],
  ['a.yaml', 'run: |\n  first\n  §\n  last'],
  ['a.yaml', 'list:\n  - §'],
  ['a.csv', 'one,§,two'],
  ['a.js', 'f(x, "§", y)'],
  ['a.json', String.raw`{"script": "first\n§\nlast"}`],
  ['a.txt', '§'],
];

/** A part of a URL: only for values that a URL holds as they are. */
export const urlSyntaxes: readonly Syntax[] = [
  ['a.js', 'fetch("https://acme.dev/v1?api_token=§&x=1")'],
  ['a.sh', 'git clone https://robot:§@git.acme.dev/app.git'],
  ['a.md', 'https://§@acme.dev/app'],
];

/** The text with the value put in, and `word` (a provider's) before its name: `HEROKU_API_TOKEN`. */
export function written([path, text]: Syntax, value: string, word: string): { path: string; text: string } {
  const own = word.replaceAll(/[^a-z0-9]/gi, '');
  const named = text.replaceAll(/api[._-]?token/gi, (name) => (own === '' ? name : prefixed(own, name)));
  return { path, text: named.replaceAll('§', () => value) };
}

/** The name with a word before it, spelled as the name is. */
function prefixed(word: string, name: string): string {
  const lower = word.toLowerCase();
  const capital = lower.charAt(0).toUpperCase() + lower.slice(1);
  if (name === 'apiToken') return `${lower}ApiToken`;
  if (/^A[pP][iI]T/.test(name)) return capital + name;
  const joint = /[._-]/.exec(name)?.[0] ?? '';
  return (name === name.toUpperCase() ? lower.toUpperCase() : lower) + joint + name;
}

// What a file's path tells about the values in it: how its format writes them, and whether it is a test or an example.

/**
 * code: a value outside quotes is an expression; settings: it is a value, to the end of its line; shell: it is a value, to
 * the next blank; markup: values stand in quotes or between tags; prose: anything.
 */
export type Format = 'code' | 'settings' | 'shell' | 'markup' | 'prose';

export interface PathFacts {
  readonly format: Format;
  /** Tests, fixtures, examples and documentation: what stands there is often made up. */
  readonly madeUp: boolean;
  /** Lock files and the like, written by tools and full of hashes; translations, full of words for passwords. */
  readonly generated: boolean;
}

const endings: readonly (readonly [Format, string])[] = [
  [
    'settings',
    'env yml yaml properties ini cfg conf config cnf toml npmrc pypirc netrc htpasswd tfvars credentials reg desktop service example sample dist template tmpl j2 erb',
  ],
  ['shell', 'sh bash zsh ksh fish bat cmd dockerfile envrc profile bashrc mk'],
  ['markup', 'xml html htm xhtml xaml xib storyboard plist svg csproj vbproj resx vue wsdl xsd jsp aspx pom'],
  ['prose', 'md markdown rst txt adoc log csv tsv tex org mdx'],
];
const formats = new Map(
  endings.flatMap(([format, list]) => list.split(' ').map((ending) => [ending, format] as const)),
);
const namedFiles: Readonly<Record<string, Format>> = {
  dockerfile: 'shell',
  containerfile: 'shell',
  makefile: 'shell',
  procfile: 'settings',
  vagrantfile: 'code',
  gemfile: 'code',
  rakefile: 'code',
  jenkinsfile: 'code',
  readme: 'prose',
};

const madeUpFolder =
  /(?:^|\/)(?:tests?|testing|unittests?|testdata|test[-_]data|spec|specs|__tests__|__mocks__|mocks?|fixtures?|examples?|samples?|demos?|docs?|documentation|e2e|cypress|functional|unit)\//;
const madeUpFile =
  /(?:^|\/)(?:tests?[-_.][^/]*|[^/]*[-_.](?:tests?|testing|spec|mock|example|sample|template|dist|fixture)(?:[-_.][^/]*)?|conftest\.py|[^/]*\.(?:md|rst|adoc|markdown|mdx|j2|tmpl|erb))$/;
const generatedFile =
  /(?:^|\/)(?:(?:locales?|i18n|l10n|lang|langs|languages|translations?)\/.*|[^/]*[-.]lock(?:\.(?:json|ya?ml|hcl))?|npm-shrinkwrap\.json|go\.sum|[^/]*\.(?:lock|lockb|snap|sum|min\.js|min\.css|map|svg|po|pot|mo|ipynb_checkpoints)|SHA\d+SUMS|.*checksums?\.txt|.*\.sha(?:1|256|512)(?:sum)?|.*\.md5)$/i;

/** Judges a path (relative, `/`); an empty one reads as prose. */
export function pathFacts(path: string): PathFacts {
  const lowered = path.toLowerCase();
  return {
    format: formatOf(lowered),
    madeUp: madeUpFolder.test(lowered) || madeUpFile.test(lowered),
    generated: generatedFile.test(path),
  };
}

function formatOf(path: string): Format {
  if (path === '') return 'prose';
  const name = path.slice(path.lastIndexOf('/') + 1);
  const named = namedFiles[name.replace(/\..*$/, '')];
  if (named) return named;
  if (/^\.env(?:\.|$)/.test(name)) return 'settings';
  const dot = name.lastIndexOf('.');
  if (dot < 0) return 'settings';
  return formats.get(name.slice(dot + 1)) ?? 'code';
}

// What settings are for, as people name their files, classes and sections: `dev.py`, `docker-compose.test.yml`,
// `class ProductionConfig`, `[development]`. Judged by whole words.
import { remembering } from '../names/remember.ts';
import { words } from '../names/words.ts';
import type { Environment } from '../rules/setting.ts';

const meanings: readonly (readonly [Environment, string])[] = [
  ['example', 'example examples sample samples template templates tmpl dist demo demos docs skel skeleton'],
  [
    'test',
    'test tests testing pytest smoketest smoketests unittest unittests testenv tox ci e2e travis appveyor circleci bench benchmark',
  ],
  ['development', 'dev develop development devel devcontainer local localhost debug debugging override'],
  ['production', 'prod production live staging stage deploy deployment release'],
];
const meaningOf = new Map(
  meanings.flatMap(([environment, list]) => list.split(' ').map((word): [string, Environment] => [word, environment])),
);

/** What a name says; where it says several things, the one that counts least: `test.production.example` is an example. */
export const environmentOfName: (name: string) => Environment = remembering((name) => {
  const said = new Set(words(name).flatMap((word) => meaningOf.get(word) ?? []));
  return meanings.find(([environment]) => said.has(environment))?.[0] ?? 'any';
});

/** Files whose tools run tests or builds, whatever they are called. */
const buildFile =
  /(?:^|\/)(?:\.github\/workflows|\.circleci|\.buildkite)\/|(?:^|\/)(?:\.gitlab-ci|\.travis|azure-pipelines|\.drone|bitbucket-pipelines|appveyor|\.appveyor|\.pre-commit-config)\.ya?ml$|(?:^|\/)(?:tox|pytest)\.ini$/;

/** How many folders above a file may say what it is for. */
const farthestFolder = 2;

/** What a file's name says, or else the nearest of the folders around it. */
export function environmentOfPath(path: string): Environment {
  if (buildFile.test(path)) return 'test';
  const parts = path.split('/');
  const name = parts.pop()!;
  const file = environmentOfName(name);
  // Of a program that is itself called so, nothing says that another one stands beside it.
  if (file !== 'any' && !/^(?:example|sample|demo)\.pyi?$/.test(name)) return file;
  for (const folder of parts.toReversed().slice(0, farthestFolder)) {
    const said = environmentOfName(folder);
    if (said !== 'any') return said;
  }
  return 'any';
}

/** The other side of a condition: what is not for development is for production. */
export function oppositeOf(environment: Environment): Environment {
  if (environment === 'production') return 'development';
  return environment === 'any' ? 'any' : 'production';
}

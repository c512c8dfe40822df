// The detectors of forms that no regular expression describes well, by the name that a rule gives as `structure`.
import type { SecretRule } from '../model/secret-rule.ts';
import { authorizationHeaderFinder } from './authorization-header.ts';
import type { Finder } from './candidate.ts';
import { commandPasswordFinder } from './command-password.ts';
import { connectionStringFinder } from './connection-string.ts';
import { credentialFileFinder, isPasswordFile } from './credential-files.ts';
import { dockerAuthFinder } from './docker-auth.ts';
import { encodedPrivateKeyFinder } from './encoded-private-key.ts';
import { genericFinder } from './generic.ts';
import { jwkFinder } from './jwk.ts';
import { jwtFinder } from './jwt.ts';
import { kubernetesSecretFinder } from './kubernetes-secret.ts';
import { otpSeedFinder } from './otp-seed.ts';
import { privateKeyFinder } from './private-key.ts';
import { isRailsKeyFile, railsKeyFinder } from './rails-key.ts';
import { sqlPasswordFinder } from './sql-password.ts';
import { terraformStateFinder } from './terraform-state.ts';
import { urlCredentialsFinder } from './url-credentials.ts';
import { wordpressKeyFinder } from './wordpress-key.ts';

export const structures: Readonly<Record<string, (rule: SecretRule) => Finder>> = {
  'authorization-header': authorizationHeaderFinder,
  'command-password': commandPasswordFinder,
  'connection-string': connectionStringFinder,
  'docker-auth': dockerAuthFinder,
  'encoded-private-key': encodedPrivateKeyFinder,
  generic: genericFinder,
  jwk: jwkFinder,
  jwt: jwtFinder,
  'kubernetes-secret': kubernetesSecretFinder,
  'my-cnf': credentialFileFinder('my-cnf'),
  netrc: credentialFileFinder('netrc'),
  npmrc: credentialFileFinder('npmrc'),
  'otp-seed': otpSeedFinder,
  pgpass: credentialFileFinder('pgpass'),
  'private-key': privateKeyFinder,
  pypirc: credentialFileFinder('pypirc'),
  'rails-key': railsKeyFinder,
  'sql-password': sqlPasswordFinder,
  'terraform-state': terraformStateFinder,
  'url-credentials': urlCredentialsFinder,
  'wordpress-key': wordpressKeyFinder,
};

/** Structures that are told by a file's path: such files hold no keyword that could announce them. */
export const wholeFiles: Readonly<Record<string, (path: string) => boolean>> = {
  pgpass: isPasswordFile,
  'rails-key': isRailsKeyFile,
};

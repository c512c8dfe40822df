// Public functions without type hints, in modules that handle passwords, requests or keys: there a value of the wrong
// type is a weakness, not only a crash. Silent about methods of classes with bases (their signature, and its hints, may
// be the base's), about stubs and tests, and in code for Python 2, which has no hints.
import { classifyName } from '../../names/classify-name.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { isTestCode } from '../confidence.ts';
import type { Check, CheckHit } from './check.ts';
import { functionsOf, hasForeignBases, isStub, ownParameters, type FunctionInModule } from './functions.ts';

/** What it takes to handle requests, passwords or keys. */
const securityModules =
  /^(?:flask|django|rest_framework|webob|werkzeug|aiohttp|fastapi|starlette|tornado|bottle|falcon|pyramid|sanic|quart|hashlib|hmac|secrets|ssl|crypt|getpass|cryptography|bcrypt|passlib|argon2|nacl|jwt|jose|itsdangerous|Crypto|Cryptodome|OpenSSL|paramiko|ldap|ldap3|oauthlib|authlib|keyring)(?:\.|$)/;

export const missingTypeHints: Check = (facts) => {
  if (facts.python2 || isTestCode(facts.path) || facts.path.endsWith('.pyi') || !isSecurityRelevant(facts)) return [];
  return functionsOf(facts)
    .filter(isPublic)
    .flatMap((one): CheckHit[] => {
      const missing = missingHints(one);
      if (missing.length === 0) return [];
      return [
        { region: regionOf(facts, one.def.nameNode), captures: { function: one.def.name, missing: told(missing) } },
      ];
    });
};

/** The parameters without a hint by name, and `its result` where that has none. */
export function missingHints(one: FunctionInModule): string[] {
  const { def } = one;
  const bare = ownParameters(one)
    .filter(({ annotation, kind, name }) => annotation === null && !kind.startsWith('var-') && !name.startsWith('_'))
    .map(({ name }) => name);
  return def.returns === null && def.name !== '__init__' ? [...bare, 'its result'] : bare;
}

/** Whether others are meant to call it by name. */
export function isPublic({ def, owner, enclosing }: FunctionInModule): boolean {
  if ((def.name.startsWith('_') && def.name !== '__init__') || isStub(def.body)) return false;
  if (enclosing.some((around) => around.kind !== 'ClassDef' || around.name.startsWith('_'))) return false;
  return owner === null || !hasForeignBases(owner);
}

function isSecurityRelevant({ imports, bindings, path }: ModuleFacts): boolean {
  return (
    imports.some(({ module }) => securityModules.test(module)) ||
    /(?:^|[/_])(?:auth|passwords?|login|crypto|security|tokens?|secrets?)(?:[/_.]|$)/.test(path) ||
    bindings.some(
      ({ name, sites }) =>
        (classifyName(name) === 'password' || classifyName(name) === 'secret') &&
        sites.some(({ kind }) => kind === 'parameter' || kind === 'assignment'),
    )
  );
}

const toldNames = 4;

function told(missing: readonly string[]): string {
  if (missing.length > toldNames) {
    const resultToo = missing.at(-1) === 'its result';
    return resultToo ? `${missing.length - 1} parameters and its result` : `${missing.length} parameters`;
  }
  const [last] = missing.slice(-1);
  return missing.length === 1 ? last! : `${missing.slice(0, -1).join(', ')} and ${last}`;
}

// Secrets in Terraform's state, which keeps every attribute of every resource as plain text, also those that are marked
// sensitive (https://developer.hashicorp.com/terraform/language/manage-sensitive-data).
import type { SecretRule } from '../model/secret-rule.ts';
import { type Candidate, candidateAt, type Finder, ranks } from './candidate.ts';
import { secretNameKind } from './secret-name.ts';
import { judgeWrittenPassword } from './written-password.ts';

const stateFile = /\.tfstate(?:\.backup)?$|(?:^|\/)terraform\.tfstate\.d\//;
const entry = /"(type|[\w-]{2,60})":\s{0,4}"((?:[^"\\\r\n]|\\.){2,400})"/dg;
/** Attributes that hold the secret that a resource makes, and whose names do not say so. */
const made: Readonly<Record<string, string>> = { random_password: 'result', aws_iam_access_key: 'secret' };

/** The finder of the rule with `structure: terraform-state`; its keyword is `terraform_version`. */
export function terraformStateFinder(rule: SecretRule): Finder {
  return ({ path, text, place }) => {
    if (!stateFile.test(path) || !/"terraform_version"/.test(text)) return [];
    let type = '';
    return Array.from(text.matchAll(entry)).flatMap((match): Candidate[] => {
      const [, name, value] = match;
      if (name === 'type') type = value!;
      const secret = made[type] === name || isSecretName(name!);
      const confidence = secret && isValue(value!) ? judgeWrittenPassword(value!) : null;
      const [start, end] = match.indices![2]!;
      return confidence
        ? [candidateAt(place, { rule, rank: ranks.place, start, end, value: value!, name: name!, confidence })]
        : [];
    });
  };
}

function isSecretName(name: string): boolean {
  const kind = secretNameKind(name);
  return kind === 'password' || kind === 'token';
}

function isValue(value: string): boolean {
  return !/\s|^(?:arn:|https?:\/\/|\/|projects\/)|^[a-z0-9_.-]{1,60}\.(?:com|net|org|io)$|\\n/.test(value);
}

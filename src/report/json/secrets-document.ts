// `tocsin secrets --format json`; docs/json.md describes each member.
import type { KnownSecret, SecretCommit, SecretPast, SecretPlace } from '../../model/secret-history.ts';
import type { Tool } from '../records.ts';
import { headOf } from './documents.ts';
import { jsonWithList } from './json-text.ts';

/** The secrets, and how many the default view leaves out. */
export function secretsDocument(secrets: readonly KnownSecret[], omitted: number, tool: Tool): Generator<string> {
  return jsonWithList({ ...headOf(tool), omitted: { byView: omitted } }, 'secrets', secrets.map(secretJson));
}

/** Names every member, so that what the store adds is not published by accident. */
function secretJson(secret: KnownSecret): KnownSecret {
  const { name, kind, length, preview, ruleId, severity, confidence, exposure, successor, advice, suppression } =
    secret;
  return {
    name,
    kind,
    length,
    preview,
    ruleId,
    severity,
    confidence,
    exposure,
    places: secret.places.map(placeJson),
    past: secret.past.map(pastJson),
    successor,
    advice,
    suppression: suppression && { kind: suppression.kind, reason: suppression.reason },
  };
}

function placeJson({ repository, path, line, finding }: SecretPlace): SecretPlace {
  return { repository, path, line, finding };
}

function pastJson({ repository, brought, removed, inHead }: SecretPast): SecretPast {
  return { repository, brought: commitJson(brought), removed: removed && commitJson(removed), inHead };
}

function commitJson({ id, author, committedAt, path, line }: SecretCommit): SecretCommit {
  return { id, author, committedAt, path, line };
}

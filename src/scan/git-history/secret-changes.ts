// What one commit did to secrets, from the secrets of the contents before and after it. Pure.
import type { SecretChange, SecretHit } from '../../model/secret-history.ts';
import type { CommitChanges, PathChange } from '../../workspace/commit-walk.ts';

/** The secrets of the content that a path had; none where it had no content. */
export type HitsOf = (blob: string | null, path: string) => readonly SecretHit[];

interface Move {
  readonly path: string;
  readonly hit: SecretHit;
  readonly successor: string | null;
}

/**
 * The changes of a commit. A secret that leaves one path and comes to another in the same commit has moved. A merge brings
 * what no parent has at that path, and removes what one of them has.
 */
export function secretChanges({ id, changes }: CommitChanges, hitsOf: HitsOf): SecretChange[] {
  const came: Move[] = [];
  const went: Move[] = [];
  for (const change of changes) compare(change, hitsOf, came, went);
  const hmacs = (moves: readonly Move[]): Set<string> => new Set(moves.map(({ hit }) => hit.secret.hmac));
  const [coming, going] = [hmacs(came), hmacs(went)];
  return [
    ...went.map(({ hit, ...rest }): SecretChange => {
      return { commit: id, type: coming.has(hit.secret.hmac) ? 'moved-away' : 'removed', hit, ...rest };
    }),
    ...came.map(({ hit, ...rest }): SecretChange => {
      return { commit: id, type: going.has(hit.secret.hmac) ? 'moved-here' : 'added', hit, ...rest };
    }),
  ];
}

function compare({ path, before, after }: PathChange, hitsOf: HitsOf, came: Move[], went: Move[]): void {
  const now = firstOfEach(hitsOf(after, path));
  const old = firstOfEach(before.flatMap((blob) => hitsOf(blob, path)));
  const arrived = [...now.values()].filter(({ secret }) => !old.has(secret.hmac));
  for (const hit of arrived) came.push({ path, hit, successor: null });
  for (const hit of old.values()) {
    if (now.has(hit.secret.hmac)) continue;
    const next = arrived.find(({ key, ruleId }) => key === hit.key && ruleId === hit.ruleId);
    went.push({ path, hit, successor: next?.secret.hmac ?? null });
  }
}

/** One hit a secret: what tells most surely, else the first. */
function firstOfEach(hits: readonly SecretHit[]): Map<string, SecretHit> {
  const found = new Map<string, SecretHit>();
  for (const hit of hits) if (!found.has(hit.secret.hmac)) found.set(hit.secret.hmac, hit);
  return found;
}

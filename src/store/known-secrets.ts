// Asking for secrets: each value once, with where it stands, how far it has come, which commits brought and removed it.
import type { Suppression } from '../model/finding.ts';
import { confidences, severities, type Severity } from '../model/rule.ts';
import {
  exposures,
  type Exposure,
  type KnownSecret,
  type SecretAdvice,
  type SecretCommit,
  type SecretPast,
  type SecretPlace,
} from '../model/secret-history.ts';
import type { Connection } from './connection.ts';
import type { SecretFilter } from './records.ts';
import { decisionOn } from './secret-decisions.ts';

const readSuppression = (json: string): Suppression => JSON.parse(json);

interface SecretRow {
  readonly id: number;
  readonly kind: string;
  readonly length: number;
  readonly preview: string;
  readonly decision: string | null;
}

/** What a rule said of a secret at one place. */
interface Judgement {
  readonly secret: number;
  readonly root: string;
  readonly path: string;
  readonly line: number;
  readonly ruleId: string;
  readonly severity: number;
  readonly confidence: number;
}

interface FindingRow extends Judgement {
  readonly finding: string;
  readonly suppression: string | null;
}

interface PlaceRow extends Judgement {
  readonly place: 'head' | 'index';
}

interface ChangeRow extends Judgement {
  readonly type: 'added' | 'removed' | 'moved-here' | 'moved-away';
  readonly commit: string;
  readonly author: string;
  readonly committedAt: string | null;
  readonly suppressed: 0 | 1;
  readonly inHead: 0 | 1;
  readonly pushed: 0 | 1;
}

/** Everything that the tables say of one secret. */
interface Evidence {
  readonly findings: readonly FindingRow[];
  readonly places: readonly PlaceRow[];
  /** Of commits that a ref leads to, in the order of their time. */
  readonly changes: readonly ChangeRow[];
  readonly successor: number | null;
}

/** As `Store.secrets`. */
export function listSecrets(connection: Connection, filter: SecretFilter): KnownSecret[] {
  const evidence = gather(connection);
  const wholeRepositories = readRepositories(connection);
  const rows = connection
    .sql<SecretRow>(
      `SELECT s.id, s.kind, s.length, s.preview, ${decisionOn('s.id')} AS decision FROM secret AS s ORDER BY s.id`,
    )
    .all();
  const { repositories, confidences: wanted, suppressed } = filter;
  return rows
    .flatMap((row) => knownSecret(row, evidence(row.id), wholeRepositories) ?? [])
    .filter(
      ({ places, past, confidence, suppression }) =>
        (repositories === undefined ||
          [...places, ...past].some(({ repository }) => repositories.includes(repository))) &&
        (wanted === undefined || wanted.includes(confidence)) &&
        (suppressed === undefined || suppressed === (suppression !== null)),
    )
    .toSorted(worstFirst);
}

/** As `Store.secretNamed`. */
export function secretNamed(connection: Connection, name: string): { row: number; secret: KnownSecret } | null {
  const row = Number(/^s(\d{1,15})$/i.exec(name.trim())?.[1] ?? NaN);
  const secret = listSecrets(connection, {}).find((one) => one.name === nameOf(row));
  return secret === undefined ? null : { row, secret };
}

function nameOf(row: number): string {
  return `S${row}`;
}

/** Roots of the repositories whose history was read to its end, and of folders, which have none. */
function readRepositories(connection: Connection): ReadonlySet<string> {
  const rows = connection
    .sql<{ root: string }>(
      `SELECT root FROM repository LEFT JOIN history_reading ON history_reading.repository = repository.id
       WHERE kind = 'folder' OR finished_at IS NOT NULL`,
    )
    .all();
  return new Set(rows.map(({ root }) => root));
}

function gather(connection: Connection): (secret: number) => Evidence {
  const findings = bySecret(
    connection
      .sql<FindingRow>(
        `SELECT f.secret, r.root, f.path, f.start_line AS line, f.rule_id AS ruleId, f.severity, f.confidence,
           f.name AS finding, f.suppression
         FROM finding AS f JOIN repository AS r ON r.id = f.repository
         WHERE f.secret IS NOT NULL AND f.status = 'open' ORDER BY r.root, f.path, f.start_line`,
      )
      .all(),
  );
  const places = bySecret(
    connection
      .sql<PlaceRow>(
        `SELECT p.secret, r.root, p.path, p.line, p.rule_id AS ruleId, p.severity, p.confidence, p.place
         FROM history_place AS p JOIN repository AS r ON r.id = p.repository ORDER BY r.root, p.path`,
      )
      .all(),
  );
  const changes = bySecret(
    connection
      .sql<ChangeRow>(
        `SELECT h.secret, r.root, h.path, h.line, h.rule_id AS ruleId, h.severity, h.confidence, h.type,
           h.commit_id AS "commit", c.author, c.committed_at AS committedAt, h.suppressed, c.in_head AS inHead, c.pushed
         FROM history_change AS h JOIN repository AS r ON r.id = h.repository
           JOIN history_commit AS c ON c.repository = h.repository AND c.id = h.commit_id
         WHERE c.reachable = 1 ORDER BY c.committed_at, h.id`,
      )
      .all(),
  );
  const successors = new Map(
    connection
      .sql<{ secret: number; successor: number }>(
        'SELECT secret, successor FROM secret_successor ORDER BY at, successor',
      )
      .all()
      .map(({ secret, successor }) => [secret, successor]),
  );
  return (secret) => ({
    findings: findings.get(secret) ?? [],
    places: places.get(secret) ?? [],
    changes: changes.get(secret) ?? [],
    successor: successors.get(secret) ?? null,
  });
}

function bySecret<Row extends { readonly secret: number }>(rows: readonly Row[]): ReadonlyMap<number, readonly Row[]> {
  const grouped = new Map<number, Row[]>();
  for (const row of rows) {
    const group = grouped.get(row.secret);
    if (group === undefined) grouped.set(row.secret, [row]);
    else group.push(row);
  }
  return grouped;
}

/** null: it stands nowhere any more. */
function knownSecret(
  { id, kind, length, preview, decision }: SecretRow,
  evidence: Evidence,
  wholeRepositories: ReadonlySet<string>,
): KnownSecret | null {
  const { findings, places, changes, successor } = evidence;
  const judgements: readonly Judgement[] = [...findings, ...places, ...changes];
  const [first] = judgements;
  if (first === undefined) return null;
  const standing = placesNow(findings, places);
  const exposure = exposureOf(evidence, wholeRepositories);
  const worst = severities[Math.min(...judgements.map(({ severity }) => severity))]!;
  return {
    name: nameOf(id),
    kind,
    length,
    preview,
    ruleId: first.ruleId,
    severity: severityAt(worst, exposure),
    confidence: confidences[Math.min(...judgements.map(({ confidence }) => confidence))]!,
    exposure,
    places: standing,
    past: pastOf(evidence),
    successor: successor === null ? null : nameOf(successor),
    advice: adviceFor(exposure, successor !== null, standing.length > 0),
    suppression: decision === null ? commentOn(evidence) : readSuppression(decision),
  };
}

/** The work tree's places, and those of HEAD and the index that it does not have. */
function placesNow(findings: readonly FindingRow[], places: readonly PlaceRow[]): SecretPlace[] {
  const found = findings.map(({ root, path, line, finding }) => ({ repository: root, path, line, finding }));
  const taken = new Set(findings.map(({ root, path }) => `${root}\0${path}`));
  const others = places.filter(({ root, path }) => {
    const key = `${root}\0${path}`;
    return !taken.has(key) && taken.add(key);
  });
  return [...found, ...others.map(({ root, path, line }) => ({ repository: root, path, line, finding: null }))];
}

function exposureOf({ findings, places, changes }: Evidence, wholeRepositories: ReadonlySet<string>): Exposure | null {
  if (changes.some(({ pushed }) => pushed === 1)) return 'pushed';
  if (changes.length > 0) return 'committed';
  if (places.length > 0) return 'staged';
  return findings.every(({ root }) => wholeRepositories.has(root)) ? 'disk' : null;
}

/** How many steps below its rule's severity a secret is that has come only so far; what everybody can fetch is one above. */
const stepsBelow: Readonly<Record<Exposure, number>> = { disk: 2, staged: 1, committed: 0, pushed: -1 };

function severityAt(base: Severity, exposure: Exposure | null): Severity {
  const at = severities.indexOf(base) + (exposure === null ? 0 : stepsBelow[exposure]);
  return severities[Math.min(Math.max(at, 0), severities.length - 1)]!;
}

function adviceFor(exposure: Exposure | null, isRotated: boolean, isStanding: boolean): SecretAdvice {
  if (isRotated) return isStanding ? 'finish' : 'none';
  if (exposure === null) return 'rotate';
  return ({ disk: 'move', staged: 'unstage', committed: 'rewrite', pushed: 'rotate' } as const)[exposure];
}

function pastOf({ changes, places, findings }: Evidence): SecretPast[] {
  return [...new Set(changes.map(({ root }) => root))].map((root) => {
    const own = changes.filter((change) => change.root === root);
    const inHead = places.some((one) => one.root === root && one.place === 'head');
    const brought = own.find(({ type }) => type === 'added') ?? own[0]!;
    const isStanding = inHead || findings.some((one) => one.root === root);
    const removed = own.findLast(({ type, inHead: ofHead }) => type === 'removed' && ofHead === 1);
    return {
      repository: root,
      brought: commitOf(brought),
      removed: isStanding || removed === undefined ? null : commitOf(removed),
      inHead,
    };
  });
}

function commitOf({ commit, author, committedAt, path, line }: ChangeRow): SecretCommit {
  return { id: commit, author, committedAt, path, line };
}

/** Where every place is silenced by a comment, so is the secret. */
function commentOn({ findings, places, changes }: Evidence): Suppression | null {
  if (findings.length > 0) {
    const first = findings[0]!.suppression;
    return first !== null && findings.every(({ suppression }) => suppression !== null) ? readSuppression(first) : null;
  }
  const isSilenced = places.length === 0 && changes.every(({ suppressed }) => suppressed === 1);
  return isSilenced ? { kind: 'in-source', reason: 'a comment beside it, where it stood' } : null;
}

function worstFirst(a: KnownSecret, b: KnownSecret): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    exposures.indexOf(b.exposure ?? 'disk') - exposures.indexOf(a.exposure ?? 'disk') ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    Number(a.name.slice(1)) - Number(b.name.slice(1))
  );
}

// Texts as a scan would see them, for tests of identity: a line `bad …` is a finding of rule `r`, `secret …` one of `s`.
import { createHash } from 'node:crypto';
import { hashLines } from '../../src/history/line-hashes.ts';
import type { LineHashes } from '../../src/history/line-hashes.ts';
import type { JudgedFile, Known, KnownFinding, Matching, Observation } from '../../src/history/observation.ts';
import type { CloseReason, Finding } from '../../src/model/finding.ts';
import { matchFindings } from '../../src/history/match-findings.ts';

const key = new Uint8Array(16);
const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `def NAME` sets the scope of the lines below it. */
export function findingsIn(path: string, text: string): Finding[] {
  const ordinals = new Map<string, number>();
  let scope = '';
  return text.split('\n').flatMap((line, index): Finding[] => {
    if (line.startsWith('def ')) scope = line.slice(4);
    const value = /^\s*secret (.*)/.exec(line)?.[1];
    if (value === undefined && !/^\s*bad\b/.test(line)) return [];
    const ruleId = value === undefined ? 'r' : 's';
    const fingerprint = hash(JSON.stringify([ruleId, scope, value === undefined ? line.trim() : 'secret']));
    const ordinal = ordinals.get(fingerprint) ?? 0;
    ordinals.set(fingerprint, ordinal + 1);
    const region = { startLine: index + 1, startColumn: 1, endLine: index + 1, endColumn: line.length + 1 };
    return [
      {
        ruleId,
        category: value === undefined ? 'password-handling' : 'secrets',
        severity: 'high',
        confidence: 'high',
        message: 'Something is wrong.',
        location: { path, region },
        scope,
        fingerprint,
        ordinal,
        trace: [],
        suppression: null,
        secret: value === undefined ? null : { kind: 'k', length: value.length, preview: '', hmac: hash(value) },
      },
    ];
  });
}

export type Files = Readonly<Record<string, string>>;

/** A history of scans without a store: what is known after each. */
export interface Past {
  readonly files: Files;
  readonly findings: readonly KnownFinding[];
  readonly lines: ReadonlyMap<string, LineHashes>;
  readonly scans: number;
}

export const nothing: Past = { files: {}, findings: [], lines: new Map(), scans: 0 };

export interface ScanOptions {
  /** Paths that are on disk and no longer looked at. */
  readonly ignored?: readonly string[];
  /** Paths that could not be analysed. */
  readonly failed?: readonly string[];
  readonly ruleSet?: string;
  readonly activeRules?: readonly string[];
  /** Whether line hashes are kept. Default: yes. */
  readonly keepLines?: boolean;
  /** Seen in place of what the texts say. */
  readonly without?: (finding: Finding) => boolean;
}

/** Scans `files` after `past`: every file is judged. Returns what was matched, and what is known then. */
export function scan(past: Past, files: Files, options: ScanOptions = {}): { matching: Matching; now: Past } {
  const { ignored = [], failed = [], ruleSet = 'v1', activeRules = ['r', 's'], keepLines = true, without } = options;
  const lines = new Map(past.lines);
  const judged = Object.entries(files)
    .filter(([path]) => !ignored.includes(path) && !failed.includes(path))
    .map(([path, text]): JudgedFile => {
      if (keepLines) lines.set(hash(text), hashLines(text, key));
      const findings = findingsIn(path, text).filter((finding) => activeRules.includes(finding.ruleId));
      return {
        path,
        contentHash: hash(text),
        findings: without ? findings.filter((finding) => !without(finding)) : findings,
        appeared: !(path in past.files),
      };
    });
  const deleted = Object.keys(past.files).filter((path) => !(path in files));
  const observation: Observation = { judged, deleted, ignored, ruleSet, activeRules: new Set(activeRules) };
  const known: Known = { findings: past.findings, lines };
  const matching = matchFindings(known, observation);
  return { matching, now: { files, findings: apply(past, matching, ruleSet), lines, scans: past.scans + 1 } };
}

/** What is known after `matching`. Keys of new findings go on from the highest. */
function apply(past: Past, matching: Matching, ruleSet: string): KnownFinding[] {
  const findings = new Map(past.findings.map((finding) => [finding.key, finding]));
  const see = (number: number, file: JudgedFile, finding: Finding): void => {
    const { ruleId, scope, fingerprint, ordinal, location } = finding;
    const evidence = { ruleId, scope, fingerprint, ordinal, location, contentHash: file.contentHash, ruleSet };
    const secretHmac = finding.secret?.hmac ?? null;
    findings.set(number, { key: number, status: 'open', closeReason: null, closedAt: null, secretHmac, ...evidence });
  };
  const close = (known: KnownFinding, closeReason: CloseReason): void => {
    const closedAt = new Date(past.scans).toISOString();
    findings.set(known.key, { ...known, status: 'fixed', closeReason, closedAt });
  };
  for (const { known, file, finding } of matching.matches) see(known.key, file, finding);
  for (const { known, reason } of matching.gone) close(known, reason);
  for (const { file, finding } of matching.opened) see(findings.size + 1, file, finding);
  return [...findings.values()];
}

/** Keys of the open findings by place, `path:line`. */
export function openKeys(past: Past): Record<string, number> {
  const open = past.findings.filter((finding) => finding.status === 'open');
  return Object.fromEntries(
    open.map(({ key: number, location }) => [`${location.path}:${location.region.startLine}`, number]),
  );
}

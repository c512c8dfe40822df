// A repository's Python files in, the findings of the rules that judge it as a whole out: those that follow data, by the file
// in which it ends, and those for settings, of which one module takes over what another sets. Holds the
// linked program between calls, so that after a change only what it can reach is looked at again; but no texts: those that
// findings need are asked for at the end.
// Synchronous, no I/O: the worker's side of the flow analysis.
import { findFlows, type Coverage, type Flow } from '../dataflow/find-flows.ts';
import type { PythonFile } from '../dataflow/linked-files.ts';
import type { LinkedModule } from '../dataflow/linked-module.ts';
import { Program } from '../dataflow/program.ts';
import type { Finding } from '../model/finding.ts';
import type { SourceFile } from '../model/source-file.ts';
import type { FlowModel } from '../rules/flow-model.ts';
import type { Rule } from '../rules/rule.ts';
import { createSecretDetector } from '../secrets/detect.ts';
import { createRedactor } from '../secrets/redact.ts';
import { linkSettings } from '../settings/link-settings.ts';
import { compileProgramSettings, judgesProgramSettings, type SettingHit } from '../settings/match-settings.ts';
import { readPythonSettings } from '../settings/read-python.ts';
import type { SettingsGroup } from '../settings/settings-group.ts';
import { isMadeUp, oneStepLower } from './confidence.ts';
import { fillIn, identify, secretRules } from './identify.ts';
import type { Draft } from './overlaps.ts';
import { settingDraft } from './setting-draft.ts';

export interface ProgramAnalyzerOptions {
  /** The rules that are on; those that follow data count, the others only say what must be redacted. */
  readonly rules: readonly Rule[];
  readonly flow: FlowModel;
  /** This installation's key, for redaction. */
  readonly key: Uint8Array;
}

/** What flows, without the texts that findings need. */
export interface FollowedProgram {
  /** Files in which flows end. */
  readonly ends: readonly string[];
  /** By path: what was cut short. */
  readonly notes: readonly (readonly [path: string, notes: readonly string[]])[];
  readonly coverage: Coverage;
}

export interface FlowFile {
  readonly path: string;
  readonly contentHash: string;
  readonly findings: readonly Finding[];
}

export interface ProgramAnalysis extends Pick<FollowedProgram, 'notes' | 'coverage'> {
  /** Files in which flows end. All others have none. */
  readonly files: readonly FlowFile[];
}

export interface ProgramAnalyzer {
  /** Content hashes of the files that it holds, by path. */
  contents(): ReadonlyMap<string, string>;
  update(changed: readonly PythonFile[], removed: readonly string[]): void;
  follow(): FollowedProgram;
  /** The findings of the flows that `follow` saw end in these files. Those that have another content by now are left out. */
  findingsIn(files: readonly SourceFile[]): FlowFile[];
}

/** Prepares the rules and models once; begins with no files. */
export function createProgramAnalyzer({ rules, flow, key }: ProgramAnalyzerOptions): ProgramAnalyzer {
  const program = new Program(flow, isMadeUp);
  let flowsIn: ReadonlyMap<string, readonly Flow[]> = new Map();
  const judgeSettings = settingsJudge(program, rules);
  let settingsIn: ReadonlyMap<string, readonly SettingHit[]> = new Map();
  const redact = createRedactor(createSecretDetector(secretRules(rules), key));

  const findingsOf = (file: SourceFile): FlowFile[] => {
    const { path } = file;
    const module = program.modules.get(path);
    if (module?.contentHash !== file.contentHash) return [];
    const { facts } = module;
    const drafts = [
      ...(flowsIn.get(path) ?? []).map((one) => draftOf(one, path)),
      ...(settingsIn.get(path) ?? []).map(settingDraft),
    ];
    const findings = identify(drafts, file, facts, rules).map((finding) => ({
      ...finding,
      message: redact(finding.message),
      trace: finding.trace.map((step) => ({ ...step, note: redact(step.note) })),
    }));
    return [{ path, contentHash: file.contentHash, findings }];
  };

  return {
    contents: () => new Map([...program.modules].map(([path, { contentHash }]) => [path, contentHash])),
    update(changed, removed) {
      flowsIn = new Map();
      settingsIn = new Map();
      program.update(changed, removed);
    },
    follow() {
      const { flows, notes, coverage } = findFlows(program, rules, isMadeUp);
      flowsIn = flows;
      settingsIn = judgeSettings();
      return { ends: [...new Set([...flows.keys(), ...settingsIn.keys()])], notes: [...notes], coverage };
    },
    findingsIn: (files) => files.flatMap(findingsOf),
  };
}

/** Says which settings the rules report, by path. What a module sets is read once for as long as it stays as it is. */
function settingsJudge(program: Program, rules: readonly Rule[]): () => ReadonlyMap<string, readonly SettingHit[]> {
  if (!judgesProgramSettings(rules)) return () => new Map();
  const judge = compileProgramSettings(rules);
  const known = new WeakMap<LinkedModule, readonly SettingsGroup[]>();
  const resolve = (from: string, name: string, level: number): string | null =>
    program.resolveModule(program.modules.get(from)!, name, level)?.path ?? null;
  return () => {
    const groups: SettingsGroup[] = [];
    for (const module of program.modules.values()) {
      const own = known.get(module) ?? readPythonSettings(module.facts);
      known.set(module, own);
      groups.push(...own);
    }
    const found = new Map<string, SettingHit[]>();
    for (const hit of judge(linkSettings(groups, resolve))) {
      const { path } = hit.location;
      found.set(path, [...(found.get(path) ?? []), hit]);
    }
    return found;
  };
}

function draftOf({ rule, confidence, location, trace, captures }: Flow, path: string): Draft {
  return {
    ruleId: rule.id,
    category: rule.category,
    severity: rule.severity,
    confidence: isMadeUp(path) ? oneStepLower(confidence) : confidence,
    message: fillIn(rule.message, captures),
    location,
    scope: '',
    trace,
    suppression: null,
    secret: null,
  };
}

// Runs the engine with all built-in rules over small Python programs, and compares with what comments in them say:
//   `# finding: sql-injection, log-injection`   these are told on this line, and rightly
//   `# miss: sql-injection`                     it should be told on this line, and is not (a known miss)
//   `# noise: sql-injection`                    it is told on this line, and should not be (a known miss)
// Every other line must be silent. Programs with a `miss` or `noise` say so in the test's name. That a conversion may raise
// is told only where a program speaks of it: `int(x)` stands in most of them for what comes out.
import { expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import {
  createProgramAnalyzer,
  type ProgramAnalysis,
  type ProgramAnalyzerOptions,
} from '../../src/analyze/analyze-program.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { Program } from '../../src/dataflow/program.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { SourceFile } from '../../src/model/source-file.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';

/** Texts by path. */
export type Files = Readonly<Record<string, string>>;

const options = { enable: [], disable: [], severity: [], preview: true, checks: checkNames, engineVersion: 'test' };
const { all, flow } = await loadRules([builtInRules], options);
const rules = all.filter(({ match }) => match.kind === 'taint');
const key = new TextEncoder().encode('a key for tests');

export function sourceFile(path: string, text: string): SourceFile {
  return { path, text, contentHash: createHash('sha256').update(text).digest('hex'), language: 'python' };
}

export function sourceFiles(files: Files): SourceFile[] {
  return Object.entries(files).map(([path, text]) => sourceFile(path, text));
}

/** An analyzer that has all texts at hand. */
export interface TextAnalyzer {
  update(changed: readonly SourceFile[], removed: readonly string[]): void;
  analyze(): ProgramAnalysis;
}

export const flowOptions: ProgramAnalyzerOptions = { rules, flow, key };

export function newAnalyzer(from = flowOptions): TextAnalyzer {
  const analyzer = createProgramAnalyzer(from);
  const texts = new Map<string, SourceFile>();
  return {
    update(changed, removed) {
      for (const path of removed) texts.delete(path);
      for (const file of changed) texts.set(file.path, file);
      analyzer.update(changed, removed);
    },
    analyze() {
      const { ends, notes, coverage } = analyzer.follow();
      return { files: analyzer.findingsIn(ends.map((path) => texts.get(path)!)), notes, coverage };
    },
  };
}

export function newProgram(files: Files = {}): Program {
  const program = new Program(flow);
  program.update(sourceFiles(files), []);
  return program;
}

export { rules as flowRules, flow as flowModel };

export function analyzeFiles(files: Files): ProgramAnalysis {
  const analyzer = newAnalyzer();
  analyzer.update(sourceFiles(files), []);
  return analyzer.analyze();
}

export function findingsOf({ files }: ProgramAnalysis): Finding[] {
  return files.flatMap(({ findings }) => findings);
}

/** Takes the indentation of the first line with text off all lines. */
export function dedent(text: string): string {
  const lines = text.split('\n');
  const first = lines.find((line) => line.trim() !== '') ?? '';
  const indent = first.slice(0, first.length - first.trimStart().length);
  return (
    lines
      .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
      .join('\n')
      .trim() + '\n'
  );
}

/** What stands before a view's body: `given` is what somebody sent, `db` a database. */
const beforeView = `
import base64, configparser, copy, functools, io, itertools, json, logging, os, re, subprocess, urllib.parse
import requests, sqlite3
from flask import Flask, abort, redirect, request
app = Flask(__name__)
db = sqlite3.connect('shop.db')
log = logging.getLogger(__name__)
`;

/** A program whose one view has this body. `above` stands between the imports and the view. */
export function inView(body: string, above = ''): string {
  const lines = dedent(body).split('\n');
  const indented = lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n');
  return `${beforeView.trim()}\n\n${dedent(above)}\n@app.post('/view')\ndef view():\n    given = request.form['given']\n${indented}`;
}

/** The same imports, with other code below. */
export function inModule(code: string): string {
  return `${beforeView.trim()}\n\n${dedent(code)}`;
}

const mark = /#\s*(finding|miss|noise):\s*([\w-]+(?:\s*,\s*[\w-]+)*)/g;

interface Marks {
  readonly told: readonly string[];
  readonly isKnownMiss: boolean;
}

function marksOf(files: Files): Marks {
  const told: string[] = [];
  let isKnownMiss = false;
  for (const [path, text] of Object.entries(files)) {
    for (const [index, line] of text.split('\n').entries()) {
      for (const [, what, ids] of line.matchAll(mark)) {
        if (what !== 'finding') isKnownMiss = true;
        if (what !== 'miss') for (const id of ids!.split(/\s*,\s*/)) told.push(tell(path, index + 1, id, line));
      }
    }
  }
  return { told: told.toSorted(), isKnownMiss };
}

function tell(path: string, line: number, id: string, text: string): string {
  return `${path}:${line} ${id} | ${text.replace(/\s*#.*$/, '').trim()}`;
}

/** `path:line rule | the line`, sorted. */
export function toldOf(files: Files, analysis = analyzeFiles(files)): string[] {
  return findingsOf(analysis)
    .map(({ ruleId, location: { path, region } }) => {
      const line = files[path]!.split('\n')[region.startLine - 1]!;
      return tell(path, region.startLine, ruleId.slice(ruleId.lastIndexOf('/') + 1), line);
    })
    .toSorted();
}

const conversion = 'unguarded-request-conversion';

/** Compares what is told of a program with what its comments say. */
export function expectFlows(program: Files | string): void {
  const files = typeof program === 'string' ? { 'shop/views.py': program } : program;
  const { told } = marksOf(files);
  const isAbout = Object.values(files).some((text) => text.includes(conversion));
  expect(toldOf(files).filter((one) => isAbout || !one.includes(conversion))).toEqual(told);
}

/** One test for each program, by its name. */
export function itFollows(programs: Readonly<Record<string, Files | string>>): void {
  it.each(Object.entries(programs))('%s', (name, program) => {
    const files = typeof program === 'string' ? { 'shop/views.py': program } : program;
    expect(marksOf(files).isKnownMiss).toBe(name.startsWith('known miss: '));
    expectFlows(files);
  });
}

/** As `itFollows`, for bodies of a view. */
export function itFollowsInView(bodies: Readonly<Record<string, string>>, above = ''): void {
  itFollows(Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, inView(body, above)])));
}

/** As `itFollows`, for modules below the usual imports. */
export function itFollowsInModule(modules: Readonly<Record<string, string>>): void {
  itFollows(Object.fromEntries(Object.entries(modules).map(([name, code]) => [name, inModule(code)])));
}

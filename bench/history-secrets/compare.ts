// `tsx bench/history-secrets/compare.ts FOLDER…`: reads the git history of each repository with the built program, twice, and
// compares the secrets with those of a brute-force search: every file of every commit, listed tree by tree, each content with
// each way of reading it. The detector is the same; what is compared is that no content and no path is missed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { createBlobAnalyzer } from '../../src/analyze/blob-analyzer.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { readingOf } from '../../src/scan/git-history/reading.ts';
import { decode } from '../../src/text/decode.ts';
import { languageOf } from '../../src/workspace/language.ts';
import { objectsIn } from '../../src/workspace/objects.ts';

const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
/** As the program's default. */
const largestFile = 1024 * 1024;
const contentsAtOnce = 500;
const maxBuffer = 4 * 1024 ** 3;

for (const given of process.argv.slice(2)) await compare(realpathSync(given));

async function compare(root: string): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    const database = join(scratch, 'tocsin.db');
    const runs = [read(root, database), read(root, database)];
    const told = toldSecrets(database);
    const found = await bruteForce(root, readFileSync(`${database}.key`));
    const both = [...found].filter((hmac) => told.has(hmac)).length;
    console.log(
      `${basename(root)}: ${runs.map((text) => text.trim().replace(/\s+/g, ' ')).join(' | again: ')}\n` +
        `  secrets: ${both} in both, ${found.size - both} by brute force only, ${told.size - both} by the program only`,
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function read(root: string, database: string): string {
  const args = [program, 'secrets', 'scan', root, '--database', database, '--format', 'csv', '-o', `${database}.csv`];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return /history:.*/.exec(stderr)?.[0] ?? stderr;
}

/** Hashes of the secrets that commits of refs brought. */
function toldSecrets(file: string): Set<string> {
  const database = new Database(file, { readonly: true });
  try {
    const rows = database
      .prepare<[], { hmac: string }>(
        `SELECT DISTINCT hmac FROM history_change AS h JOIN secret ON secret.id = h.secret
           JOIN history_commit AS c ON c.id = h.commit_id AND c.repository = h.repository WHERE c.reachable = 1`,
      )
      .all();
    return new Set(rows.map(({ hmac }) => hmac));
  } finally {
    database.close();
  }
}

async function bruteForce(root: string, key: Buffer): Promise<Set<string>> {
  const options = { enable: [], disable: [], severity: [], preview: false, checks: checkNames, engineVersion: '' };
  const { ruleSet } = await loadRules([builtInRules], options);
  const analyze = createBlobAnalyzer({ rules: ruleSet.rules.filter(({ match }) => match.kind === 'secret'), key });
  const contents = new Map<string, Map<string, string>>();
  const trees = new Set<string>();
  const commits = git(root, ['rev-list', '--all', '--format=%T']).toString().split('\n');
  for (const line of commits) if (!line.startsWith('commit ') && line !== '') trees.add(line);
  for (const tree of trees) list(root, tree, contents);

  const hmacs = new Set<string>();
  const ids = [...contents.keys()];
  for (let at = 0; at < ids.length; at += contentsAtOnce) {
    const asked = ids.slice(at, at + contentsAtOnce);
    for (const { id, bytes } of objectsIn(git(root, ['cat-file', '--batch'], `${asked.join('\n')}\n`))) {
      if (bytes.length > largestFile) continue;
      for (const path of contents.get(id)!.values()) {
        const language = languageOf(path, bytes);
        const decoded = decode(bytes, { python: language === 'python' });
        if (decoded.kind === 'binary') continue;
        for (const { secret } of analyze({ path, text: decoded.text, contentHash: '', language })) {
          if (secret !== null) hmacs.add(secret.hmac);
        }
      }
    }
  }
  return hmacs;
}

/** Adds a tree's files: a path for each content and each way of reading it. */
function list(root: string, tree: string, contents: Map<string, Map<string, string>>): void {
  for (const entry of git(root, ['ls-tree', '-r', '-z', '--full-tree', tree]).toString().split('\0')) {
    const [, id, path] = /^100\d+ blob (\w+)\t(.*)$/s.exec(entry) ?? [];
    if (id === undefined || path === undefined) continue;
    const ways = contents.get(id) ?? new Map<string, string>();
    ways.set(readingOf(path), path);
    contents.set(id, ways);
  }
}

function git(root: string, args: readonly string[], input = ''): Buffer {
  return execFileSync('git', args, { cwd: root, input, maxBuffer });
}

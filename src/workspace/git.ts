import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, errorMessage } from '../model/errors.ts';

// The only file that starts git. A repository's own configuration can name programs that git would run (hooks,
// fsmonitor, textconv, external diffs, filters, signature checkers, transports of a partial clone), and a watched
// repository is not trusted. So only the subcommands of the table below exist here, with what disarms them; every GIT_*
// of the surroundings is dropped; git neither asks, nor locks, nor fetches. Failures are values.

/**
 * What each subcommand is always told. `blame` is to be given a commit, so that it never reads the work tree; `cat-file`,
 * whether it is a batch of contents or of sizes.
 */
const subcommands = {
  'ls-files': [],
  'rev-parse': [],
  'rev-list': [],
  'for-each-ref': [],
  'cat-file': [],
  'ls-tree': ['-r', '-z', '--full-tree'],
  'diff-tree': ['--no-ext-diff', '--no-textconv'],
  log: ['--no-ext-diff', '--no-textconv', '--no-show-signature'],
  blame: ['--no-textconv'],
} as const;
export type GitSubcommand = keyof typeof subcommands;

/** Options that start programs again or write files: nobody here may give them. */
const refusedOptions = /^--(?:ext-diff|textconv|filters|show-signature|output(?:=.*)?)$/;
/** Compares contents, for which the clean filter runs. */
const listModified = /^(?:--modified|-[a-z]*m[a-z]*)$/;

const settings = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'protocol.allow': 'never',
  'safe.bareRepository': 'explicit',
};

export type GitFailure =
  | 'not-a-repository'
  /** Somebody else owns the folder, and git's `safe.directory` doesn't allow it. */
  | 'dubious-ownership'
  | 'git-missing'
  | 'timeout'
  | 'too-much-output'
  | 'failed';

export type GitOutcome =
  | { readonly kind: 'output'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly reason: GitFailure; readonly detail: string };

/** Runs one subcommand in the repository whose root is `root`; `input` goes to its standard input. */
export type Git = (
  root: string,
  subcommand: GitSubcommand,
  args: readonly string[],
  input?: Buffer,
) => Promise<GitOutcome>;

export interface GitLimits {
  /** After so long git is killed. */
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
}

const usualLimits: GitLimits = { timeoutMs: 60_000, maxOutputBytes: 512 * 1024 ** 2 };

/** Git for the given environment variables, of which PATH and HOME matter. */
export function gitWith(
  environment: Readonly<Record<string, string | undefined>>,
  limits: GitLimits = usualLimits,
): Git {
  const inherited = Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('GIT_')));
  return (root, subcommand, args, input) => {
    const refused = args.find((each) => isRefused(subcommand, each));
    if (refused !== undefined) throw new Error(`git ${subcommand} may not be given ${refused}`);
    return new Promise((resolve) => {
      const child = spawn('git', gitArguments(subcommand, args), {
        cwd: root,
        env: { ...inherited, ...ownEnvironment(root) },
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      const output: Buffer[] = [];
      let outputBytes = 0;
      let complaint = '';
      let killed: GitFailure | null = null;
      const kill = (reason: GitFailure): void => {
        killed = reason;
        child.kill('SIGKILL');
      };
      const timer = setTimeout(() => kill('timeout'), limits.timeoutMs);

      child.stdout.on('data', (chunk: Buffer) => {
        output.push(chunk);
        outputBytes += chunk.length;
        if (outputBytes > limits.maxOutputBytes) kill('too-much-output');
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (complaint.length < 4096) complaint += chunk.toString('utf8');
      });
      // git may end before it has read everything.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);

      child.on('error', (error) => {
        clearTimeout(timer);
        // A folder that is gone gives ENOENT as well.
        const missing = errorCode(error) === 'ENOENT' && existsSync(root);
        resolve({ kind: 'failed', reason: missing ? 'git-missing' : 'failed', detail: errorMessage(error) });
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        if (killed !== null) resolve({ kind: 'failed', reason: killed, detail: `git ${subcommand} was stopped` });
        else if (code === 0) resolve({ kind: 'output', bytes: Buffer.concat(output) });
        else
          resolve({
            kind: 'failed',
            reason: reasonOf(complaint),
            detail: complaint.trim() || `git ended with ${code}`,
          });
      });
    });
  };
}

function isRefused(subcommand: GitSubcommand, option: string): boolean {
  return refusedOptions.test(option) || (subcommand === 'ls-files' && listModified.test(option));
}

function gitArguments(subcommand: GitSubcommand, args: readonly string[]): string[] {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['--no-pager', '--literal-pathspecs', ...options, subcommand, ...subcommands[subcommand], ...args];
}

function ownEnvironment(root: string): Record<string, string> {
  return {
    // Where `root` is no repository after all, one around it must not answer in its place.
    GIT_CEILING_DIRECTORIES: dirname(root),
    // `protocol.allow` yields to `protocol.ext.allow` of the repository; this list, of nothing, doesn't.
    GIT_ALLOW_PROTOCOL: 'none',
    // What a commit holds and comes from is what it says itself, not what the repository puts in its place.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null/none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    LANGUAGE: 'C',
  };
}

function reasonOf(complaint: string): GitFailure {
  if (complaint.includes('dubious ownership')) return 'dubious-ownership';
  if (/not a git repository|cannot use bare repository|must be run in a work tree/.test(complaint))
    return 'not-a-repository';
  return 'failed';
}

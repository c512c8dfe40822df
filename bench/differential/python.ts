// The truth: what reaches the sinks of a program when Python runs it.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SmallProgram } from './generate.ts';

const script = fileURLToPath(new URL('run_programs.py', import.meta.url));

export interface Truth {
  /** `source sink`, by their numbers. */
  readonly pairs: ReadonlySet<string>;
  /** The sinks that were called. */
  readonly called: ReadonlySet<string>;
  /** Why it could not be run to its end as it was meant: what it reached says little. */
  readonly failure: string | null;
}

interface Answer {
  readonly pairs: readonly (readonly [source: number, sink: number])[];
  readonly called: readonly number[];
  readonly failure: string | null;
}

/** One process of Python, which runs one program after the other. */
export class Python {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: ((line: string) => void)[] = [];

  constructor() {
    this.#child = spawn('python3', ['-X', 'utf8', script], { env: { ...process.env, PYTHONHASHSEED: '0' } });
    this.#child.stderr.pipe(process.stderr);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
  }

  /**
   * Runs a program, with other decisions each time: `runs` times, and then, up to `most` times, until it has done all that
   * is expected of it.
   */
  async run({ files }: SmallProgram, runs: number, most = runs, expected: Iterable<string> = []): Promise<Truth> {
    const modules = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path.replace(/\.py$/, '').replaceAll('/', '.'), text]),
    );
    const pairsOf = [...expected].map((pair) => pair.split(' ').map(Number));
    const request = { files: modules, entry: 'main', runs, most, expected: pairsOf };
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await new Promise<string>((resolve) => this.#waiting.push(resolve));
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what the script writes
    const { pairs, called, failure } = JSON.parse(line) as Answer;
    return { pairs: new Set(pairs.map((pair) => pair.join(' '))), called: new Set(called.map(String)), failure };
  }

  end(): void {
    this.#child.stdin.end();
  }
}

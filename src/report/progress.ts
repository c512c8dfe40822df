// One line on stderr that says how far a scan is. It rewrites itself, at most ten times a second, and leaves nothing
// behind. The caller creates it on a terminal only.
import { count } from '../text/count.ts';
import { durationText } from './time.ts';
import { cutEnd } from './width.ts';

export interface ProgressOptions {
  readonly write: (text: string) => void;
  /** Milliseconds; only differences count, so a monotonic clock is best. */
  readonly clock: () => number;
  /** Columns; the line is cut, because one that wraps cannot be rewritten. */
  readonly width: number;
}

const intervalMilliseconds = 100;
/** A rate from less than this says nothing about the time left. */
const settledMilliseconds = 2000;
const eraseLine = '\r\u001b[2K';

export class Progress {
  readonly #options: ProgressOptions;
  #startedAt = 0;
  #drawnAt = -Infinity;
  #total = 0;
  #done = 0;
  #unit: 'file' | 'commit' = 'file';

  constructor(options: ProgressOptions) {
    this.#options = options;
  }

  /** Begins to count towards `total` files, or commits. */
  start(total: number, unit: 'file' | 'commit' = 'file'): void {
    this.#unit = unit;
    this.#startedAt = this.#options.clock();
    this.#total = total;
    this.#done = 0;
    this.#draw();
  }

  /** One more is done, or so many. Shown only between `start` and `finish`: work too short for a line has none. */
  advance(by = 1): void {
    this.#done += by;
    if (this.#drawnAt === -Infinity) return;
    if (this.#options.clock() - this.#drawnAt >= intervalMilliseconds) this.#draw();
  }

  /** Takes the line away. */
  finish(): void {
    if (this.#drawnAt !== -Infinity) this.#options.write(eraseLine);
    this.#drawnAt = -Infinity;
  }

  #draw(): void {
    this.#drawnAt = this.#options.clock();
    // One column stays free: a full line makes some terminals wrap.
    this.#options.write(eraseLine + cutEnd(this.#text(this.#drawnAt - this.#startedAt), this.#options.width - 1));
  }

  #text(elapsed: number): string {
    const line = `${this.#done.toLocaleString('en-US')}/${count(this.#total, this.#unit)}`;
    if (elapsed < settledMilliseconds || this.#done === 0) return line;
    const rate = (this.#done * 1000) / elapsed;
    const left = ((this.#total - this.#done) * 1000) / rate;
    return `${line}, ${Math.round(rate).toLocaleString('en-US')} a second, ${durationText(Math.max(0, left))} left`;
  }
}

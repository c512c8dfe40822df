import { describe, expect, it } from 'vitest';
import { Progress } from '../../src/report/progress.ts';

const erase = '\r\u001b[2K';

function progress(width = 80) {
  const written: string[] = [];
  const time = { now: 5000 };
  const line = new Progress({ write: (text) => written.push(text), clock: () => time.now, width });
  return { line, written, time };
}

describe('Progress', () => {
  it('rewrites one line, at most ten times a second', () => {
    const { line, written, time } = progress();
    line.start(1000);
    for (let file = 0; file < 100; file++) {
      time.now += 10;
      line.advance();
    }
    expect(written).toHaveLength(11);
    expect(written[0]).toBe(`${erase}0/1,000 files`);
    expect(written.at(-1)).toBe(`${erase}100/1,000 files`);
  });

  it('tells rate and time left once they mean something', () => {
    const { line, written, time } = progress();
    line.start(100);
    time.now += 10_000;
    line.advance();
    expect(written.at(-1)).toBe(`${erase}1/100 files, 0 a second, 16 minutes left`);
    for (let file = 0; file < 49; file++) line.advance();
    time.now += 100;
    line.advance();
    expect(written.at(-1)).toBe(`${erase}51/100 files, 5 a second, 9 seconds left`);
  });

  it('shows nothing of work that was not started', () => {
    const { line, written } = progress();
    line.advance();
    line.start(2);
    line.finish();
    written.length = 0;
    line.advance();
    expect(written).toEqual([]);
  });

  it('leaves nothing behind, once', () => {
    const { line, written } = progress();
    line.finish();
    expect(written).toEqual([]);
    line.start(3);
    line.finish();
    line.finish();
    expect(written.slice(1)).toEqual([erase]);
  });

  it('stays on one line of a narrow terminal', () => {
    const { line, written } = progress(8);
    line.start(123_456);
    expect(written[0]).toBe(`${erase}0/123,…`);
  });
});

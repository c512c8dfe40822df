import { describe, expect, it } from 'vitest';
import { table, troubles, type Measurement } from '../../bench/table.ts';

const mebibytes = (count: number): number => count * 1024 ** 2;

const shop: Measurement = {
  name: 'shop',
  pythonFiles: 1200,
  pythonLines: 34_567,
  tocsin: {
    first: { seconds: 4, peakBytes: mebibytes(200) },
    second: { seconds: 1, peakBytes: mebibytes(100) },
    listed: 1300,
    analyzed: 1250,
    findings: [1, 22, 3333],
    reviews: 7,
    troubles: ['old.py: failed, timeout'],
  },
  bandit: {
    cost: { seconds: 10, peakBytes: mebibytes(50) },
    findings: [4, 5, 6],
    troubles: ['old.py: syntax error'],
  },
};

describe('table', () => {
  it('tells figures, and the second scan and Bandit as multiples of the first scan', () => {
    const [head, rule, row, ...rest] = table([shop]).split('\n');
    expect(rest).toEqual([]);
    expect(head!.split('|').length).toBe(row!.split('|').length);
    expect(rule).toMatch(/^\| ---( \| ---)* \|$/);
    expect(row).toBe(
      '| shop | 1,250 / 1,300 | 1,200, 34,567 | 4.0 s, 200 MiB | 1.0 s, 100 MiB (× 0.25, × 0.50) | 1 / 22 / 3,333 | 7 ' +
        '| 10.0 s, 50 MiB (× 2.50, × 0.25) | 4 / 5 / 6 |',
    );
  });

  it('has no columns for Bandit where it was not asked for', () => {
    const text = table([{ ...shop, bandit: null }]);
    expect(text).not.toContain('Bandit');
    expect(text.split('\n')[2]).toMatch(/\| 7 \|$/);
  });
});

describe('troubles', () => {
  it('names the files that could not be read, by program', () => {
    expect(troubles([shop])).toEqual(['shop, Tocsin: old.py: failed, timeout', 'shop, Bandit: old.py: syntax error']);
  });
});

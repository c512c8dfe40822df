import { describe, expect, it } from 'vitest';
import { table } from '../../src/report/table.ts';
import { plainTerminal, terminal } from '../../src/report/terminal.ts';
import { textWidth } from '../../src/report/width.ts';
import { hostileText, actingCharacters } from './sample.ts';

const columns = [{ title: 'N', align: 'right' }, { title: 'PATH', shrink: 'middle' }, { title: 'END' }] as const;

describe('table', () => {
  it('aligns columns by what is printed', () => {
    expect(
      table(
        columns,
        [
          ['1', '漢.py', 'x'],
          ['10', 'longer.py', ''],
        ],
        plainTerminal,
      ),
    ).toEqual([' N  PATH       END', ' 1  漢.py      x', '10  longer.py']);
  });

  it('cuts what may be cut until it fits', () => {
    const lines = table(columns, [['1', `src/${'deep/'.repeat(20)}file.py`, 'kept']], terminal(40, false));
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(40);
    expect(lines[1]).toMatch(/^1 {2}src\/deep\/.*….*file\.py {2}kept$/);
  });

  it('leaves columns out where cutting is not enough, the least one first', () => {
    const many = [
      { title: 'FIRST', leaves: 2 },
      { title: 'SECOND', shrink: 'end', leaves: 1 },
      { title: 'PATH', shrink: 'middle' },
      { title: 'LAST', align: 'right' },
    ] as const;
    const row = ['x'.repeat(20), 'second'.repeat(3), 'src/deep/file.py', '1'];
    const titles = (width: number): string => table(many, [row], terminal(width, false))[0]!.replaceAll(/ +/g, ' ');
    expect(titles(60)).toBe('FIRST SECOND PATH LAST');
    expect(titles(46)).toBe('FIRST SECOND PATH LAST');
    expect(titles(45)).toBe('FIRST PATH LAST');
    expect(table(many, [['y'.repeat(30), ...row.slice(1)]], terminal(40, false))).toEqual([
      'PATH              LAST',
      'src/deep/file.py     1',
    ]);
  });

  it('colours the padded cell and not the gap', () => {
    const [, line] = table(columns, [[{ text: '1', colour: (text) => `<${text}>` }, 'a', 'b']], plainTerminal);
    expect(line).toBe('<1>  a     b');
  });

  it('prints hostile text on one inert line', () => {
    const lines = table(columns, [[hostileText, hostileText, hostileText]], plainTerminal);
    expect(lines.join('')).not.toMatch(actingCharacters);
    expect(lines.join('')).not.toContain('\n');
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/report/csv.ts';
import { actingCharacters, hostileFinding, placeAt, sampleFinding } from './sample.ts';

/** Reads one record of RFC 4180. */
function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  );
}

function record(text: string): Map<string, string> {
  const [heading, first] = text.split('\r\n').map(cells);
  return new Map(heading!.map((name, index) => [name, first![index]!]));
}

describe('csv', () => {
  it('writes a heading and a line for each finding, ended by CRLF', () => {
    const text = [...csv([sampleFinding(), sampleFinding({ id: 'PW-2' })])].join('');
    expect(text.split('\r\n')).toHaveLength(4);
    expect(text).toMatch(/^id,severity,confidence,status,rule,category,repository,path,start_line,.*\r\n/);
    expect(Object.fromEntries(record(text))).toMatchObject({
      id: 'PW-7F3K',
      path: 'app/store.py',
      start_line: '3',
      end_column: '12',
      message: 'The password from request.form["pw"] is stored unprotected by update().',
      close_reason: '',
    });
  });

  it('writes the heading alone for no findings', () => {
    expect([...csv([])]).toHaveLength(1);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
    'disarms a cell that begins like %j',
    (text) => {
      const written = record([...csv([sampleFinding({ message: text })])].join('')).get('message')!;
      expect(written.startsWith("'")).toBe(true);
    },
  );

  it('lets no hostile text out of its cell', () => {
    const text = [...csv([hostileFinding()])].join('');
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text.replaceAll('\r\n', '')).not.toMatch(actingCharacters);
    expect(text).not.toContain('\r\n=');
    expect(text).not.toContain('f00df00d');
  });

  it('can be read back, whatever a path is', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const path = `x${name}`;
        fc.pre(!actingCharacters.test(path));
        const text = [...csv([sampleFinding({ location: placeAt(path, 1) })])].join('');
        expect(record(text).get('path')).toBe(path);
      }),
    );
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Past, ScanOptions } from './observe.ts';
import { nothing, openKeys, scan } from './observe.ts';
import type { Files } from './observe.ts';

/** Scans one state after another; returns the last matching, shortened, and what is known then. */
function scans(...states: readonly Files[]): { past: Past; kinds: string[]; opened: number; gone: string[] } {
  const before = states.slice(0, -1).reduce<Past>((past, files) => scan(past, files).now, nothing);
  return scanned(before, states.at(-1)!);
}

function scanned(
  past: Past,
  files: Files,
  options?: ScanOptions,
): { past: Past; kinds: string[]; opened: number; gone: string[] } {
  const { matching, now } = scan(past, files, options);
  return {
    past: now,
    kinds: matching.matches.map(({ known, kind }) => `${known.key} ${kind}`),
    opened: matching.opened.length,
    gone: matching.gone.map(({ known, reason }) => `${known.key} ${reason}`),
  };
}

const body = Array.from({ length: 12 }, (_, line) => `line ${line}`).join('\n');

describe('matchFindings', () => {
  it('opens what is new and fixes what is gone', () => {
    const first = scans({ 'a.py': 'bad 1\nbad 2' });
    expect(first).toMatchObject({ opened: 2, kinds: [], gone: [] });
    expect(scanned(first.past, { 'a.py': 'bad 2' })).toMatchObject({
      opened: 0,
      kinds: ['2 text'],
      gone: ['1 code-changed'],
    });
    expect(scanned(first.past, {})).toMatchObject({ gone: ['1 file-deleted', '2 file-deleted'] });
  });

  it('tells equal findings apart when one is put above them', () => {
    const { past } = scans({ 'a.py': 'x\nbad\ny\nbad\nz' }, { 'a.py': 'bad\nx\nbad\ny\nbad\nz' });
    expect(openKeys(past)).toEqual({ 'a.py:1': 3, 'a.py:3': 1, 'a.py:5': 2 });
  });

  it('follows a finding whose function was renamed', () => {
    const result = scans({ 'a.py': `def f\nbad\n${body}` }, { 'a.py': `def g\nbad\n${body}` });
    expect(result).toMatchObject({ kinds: ['1 line'], opened: 0, gone: [] });
  });

  it('follows a renamed file, edited or not', () => {
    const plain = scans({ 'a.py': `bad 1\n${body}` }, { 'b/c.py': `bad 1\n${body}` });
    expect(plain).toMatchObject({ kinds: ['1 renamed'], opened: 0, gone: [] });
    const edited = scans({ 'a.py': `bad 1\nbad 1\n${body}` }, { 'b.py': `bad 1\nnew\nbad 1\nnew\n${body}` });
    expect(edited).toMatchObject({ kinds: ['1 renamed', '2 renamed'], opened: 0, gone: [] });
  });

  it('leaves the original alone when a file is copied', () => {
    const { kinds, opened } = scans(
      { 'a.py': `bad 1\n${body}` },
      { 'a.py': `bad 1\n${body}`, 'b.py': `bad 1\n${body}` },
    );
    expect({ kinds, opened }).toEqual({ kinds: ['1 text'], opened: 1 });
  });

  it('follows what was moved to another file, only where it is unique', () => {
    const one = scans({ 'a.py': `${body}\nbad 1`, 'b.py': '' }, { 'a.py': body, 'b.py': 'bad 1' });
    expect(one).toMatchObject({ kinds: ['1 moved'], opened: 0, gone: [] });
    const two = scans({ 'a.py': `${body}\nbad 1`, 'b.py': '' }, { 'a.py': body, 'b.py': 'bad 1\nbad 1' });
    expect(two).toMatchObject({ kinds: [], opened: 2, gone: ['1 code-changed'] });
  });

  it('follows what was moved to another function of another file', () => {
    const moved = scans({ 'a.py': 'def f\nbad 1', 'b.py': 'def g' }, { 'a.py': 'def f', 'b.py': 'def g\nbad 1' });
    expect(moved).toMatchObject({ kinds: ['1 moved'], opened: 0, gone: [] });
  });

  it('follows an edited line where nothing else could be meant', () => {
    const edited = scans({ 'a.py': `def f\nbad 1\n${body}` }, { 'a.py': `def f\nbad 2\n${body}` });
    expect(edited).toMatchObject({ kinds: ['1 edited'], opened: 0, gone: [] });
    const elsewhere = scans({ 'a.py': `def f\nbad 1\n${body}` }, { 'a.py': `def f\n${body}\nbad 2` });
    expect(elsewhere).toMatchObject({ kinds: [], opened: 1, gone: ['1 code-changed'] });
    const several = scans({ 'a.py': `def f\nbad 1\n${body}` }, { 'a.py': `def f\nbad 2\nbad 3\n${body}` });
    expect(several).toMatchObject({ kinds: [], opened: 2, gone: ['1 code-changed'] });
  });

  it('reopens what comes back: undo, and a deleted file put back', () => {
    const undone = scans({ 'a.py': 'x\nbad 1' }, { 'a.py': 'x' }, { 'a.py': 'x\nbad 1' });
    expect(undone).toMatchObject({ kinds: ['1 returned'], opened: 0 });
    const putBack = scans({ 'a.py': 'x\nbad 1' }, {}, { 'a.py': 'x\nbad 1' });
    expect(putBack).toMatchObject({ kinds: ['1 returned'], opened: 0 });
    const elsewhere = scans({ 'a.py': 'x\nbad 1' }, {}, { 'b.py': 'x\nbad 1' });
    expect(elsewhere).toMatchObject({ kinds: ['1 returned'], opened: 0 });
  });

  it('prefers an open one to one that was fixed', () => {
    const { kinds } = scans({ 'a.py': 'bad 1\nx\nbad 1' }, { 'a.py': 'x\nbad 1' }, { 'a.py': 'y\nx\nbad 1' });
    expect(kinds).toEqual(['2 text']);
  });

  it('knows a secret by its value: another in its place is another finding', () => {
    const rotated = scans({ 'a.py': 'secret one' }, { 'a.py': 'secret two' });
    expect(rotated).toMatchObject({ kinds: [], opened: 1, gone: ['1 code-changed'] });
    const swapped = scans({ 'a.py': 'secret one\nsecret two' }, { 'a.py': 'secret two\nsecret one' });
    expect(openKeys(swapped.past)).toEqual({ 'a.py:1': 2, 'a.py:2': 1 });
    const moved = scans({ 'a.py': 'secret one', 'b.py': '' }, { 'a.py': '', 'b.py': '\n\nother(secret)\nsecret one' });
    expect(moved).toMatchObject({ kinds: ['1 moved'], opened: 0 });
  });

  it('says why a finding went that the code is not to blame for', () => {
    const files = { 'a.py': 'bad 1' };
    const { past } = scans(files);
    expect(scanned(past, files, { ruleSet: 'v2', without: () => true }).gone).toEqual(['1 rule-changed']);
    expect(scanned(past, files, { ruleSet: 'v2', activeRules: ['s'] }).gone).toEqual(['1 rule-off']);
    expect(scanned(past, files, { ignored: ['a.py'] }).gone).toEqual(['1 path-ignored']);
    // A guard in another file fixes it, though its own text and the rules are the same.
    expect(scanned(past, files, { without: () => true }).gone).toEqual(['1 code-changed']);
  });

  it('leaves findings of files that could not be analysed as they are', () => {
    const { past } = scans({ 'a.py': 'bad 1', 'b.py': 'bad 2' });
    expect(scanned(past, { 'a.py': '', 'b.py': 'bad 2' }, { failed: ['a.py'] })).toMatchObject({
      kinds: ['2 text'],
      opened: 0,
      gone: [],
    });
  });

  it('gets by without line hashes', () => {
    const before = scan(nothing, { 'a.py': 'x\nbad 1\ndef f\nbad 2' }, { keepLines: false }).now;
    expect(scanned(before, { 'a.py': 'bad 1\nx\ndef f\nbad 3' }, { keepLines: false })).toMatchObject({
      kinds: ['1 text', '2 edited'],
      opened: 0,
    });
  });
});

/** A line of a file that is being edited, and which finding it is: the model that identities are checked against. */
interface Line {
  readonly text: string;
  readonly finding: number | null;
}

const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');
const identities = (path: string, lines: readonly Line[]): Record<string, number> =>
  Object.fromEntries(
    lines.flatMap(({ finding }, index) => (finding === null ? [] : [[`${path}:${index + 1}`, finding]])),
  );

/** Some lines, unique or blank, with findings among them of which many are equal. Findings count from 1. */
const startingFile = fc
  .array(fc.constantFrom('plain', 'plain', 'plain', 'blank', 'bad', 'bad', 'worse'), { minLength: 1, maxLength: 30 })
  .map((kinds) => {
    let found = 0;
    return kinds.map((kind, index): Line => {
      if (kind === 'plain') return { text: `line ${index}`, finding: null };
      if (kind === 'blank') return { text: '', finding: null };
      return { text: kind === 'bad' ? 'bad' : `bad ${index % 3}`, finding: ++found };
    });
  });

/** A share of a length. (Not fc.double: most of what it makes is next to nothing.) */
const share = fc.nat(999).map((thousandths) => thousandths / 1000);

/** Edits of lines that are no findings; `at` and `to` are shares of the file's length. */
const edit = fc.record({
  kind: fc.constantFrom('insert', 'insert', 'delete', 'move'),
  at: share,
  to: share,
});

function applyEdit(
  lines: readonly Line[],
  { kind, at, to }: { kind: string; at: number; to: number },
  name: string,
): Line[] {
  const place = Math.floor(at * (lines.length + 1));
  if (kind === 'insert') return lines.toSpliced(place, 0, { text: name, finding: null });
  const line = lines[place];
  if (line === undefined || line.finding !== null) return [...lines];
  const rest = lines.toSpliced(place, 1);
  return kind === 'delete' ? rest : rest.toSpliced(Math.floor(to * (rest.length + 1)), 0, line);
}

describe('identities', () => {
  it('survive any edits of other lines', () => {
    fc.assert(
      fc.property(startingFile, fc.array(fc.array(edit, { maxLength: 8 }), { maxLength: 4 }), (start, saves) => {
        let lines: Line[] = start;
        let past = scan(nothing, { 'a.py': textOf(lines) }).now;
        for (const [number, edits] of saves.entries()) {
          for (const [index, one] of edits.entries()) lines = applyEdit(lines, one, `new ${number} ${index}`);
          const { matching, now } = scan(past, { 'a.py': textOf(lines) });
          expect(matching.opened).toEqual([]);
          expect(matching.gone).toEqual([]);
          past = now;
          expect(openKeys(past)).toEqual(identities('a.py', lines));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('survive the renaming of an edited file', () => {
    fc.assert(
      fc.property(startingFile, fc.array(edit, { maxLength: 5 }), (start, edits) => {
        const frame = Array.from({ length: 12 }, (_, index): Line => ({ text: `frame ${index}`, finding: null }));
        const before = [...frame, ...start];
        const after = edits.reduce((lines, one, index) => applyEdit(lines, one, `new ${index}`), before);
        const { now } = scan(scan(nothing, { 'a.py': textOf(before) }).now, { 'b/c.py': textOf(after) });
        expect(openKeys(now)).toEqual(identities('b/c.py', after));
      }),
      { numRuns: 300 },
    );
  });

  // Each finding stands between lines of its own, by which it is told from its equals. Some blocks are there in one
  // version only; those that stay are numbered from 1.
  const blocks = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }).map((stays) => {
    let staying = 0;
    const all = stays.flatMap((stay, index): Line[] => [
      { text: `above ${index}`, finding: null },
      { text: 'bad', finding: stay ? ++staying : 0 },
      { text: `below ${index}`, finding: null },
    ]);
    return { all, few: all.filter((_, line) => stays[Math.floor(line / 3)]) };
  });

  it('survive equal findings that come beside them', () => {
    fc.assert(
      fc.property(blocks, ({ all, few }) => {
        const { matching, now } = scan(scan(nothing, { 'a.py': textOf(few) }).now, { 'a.py': textOf(all) });
        expect(matching.gone).toEqual([]);
        const known = all.map((line) => (line.finding === 0 ? { ...line, finding: null } : line));
        expect(openKeys(now)).toMatchObject(identities('a.py', known));
      }),
      { numRuns: 200 },
    );
  });

  it('survive equal findings that go beside them', () => {
    fc.assert(
      fc.property(blocks, ({ all, few }) => {
        const before = scan(nothing, { 'a.py': textOf(all) }).now;
        const { matching, now } = scan(before, { 'a.py': textOf(few) });
        expect(matching.opened).toEqual([]);
        const keys = openKeys(before);
        const stayed = all.flatMap(({ finding }, index) => (finding ? [keys[`a.py:${index + 1}`]] : []));
        expect(Object.values(openKeys(now)).toSorted((a, b) => a - b)).toEqual(stayed);
      }),
      { numRuns: 200 },
    );
  });

  it('are one to one, whatever happens to the files', () => {
    const text = fc.array(
      fc.constantFrom('bad', 'bad 1', 'bad 2', 'secret a', 'secret b', 'x', 'y', 'def f', 'def g', ''),
      { maxLength: 12 },
    );
    const files = fc.dictionary(
      fc.constantFrom('a.py', 'b.py', 'c/a.py'),
      text.map((lines) => lines.join('\n')),
    );
    const options = fc.record({
      ignored: fc.subarray(['b.py']),
      failed: fc.subarray(['c/a.py']),
      keepLines: fc.boolean(),
      ruleSet: fc.constantFrom('v1', 'v2'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(files, options), { maxLength: 5 }), (states) => {
        let past = nothing;
        for (const [state, how] of states) {
          const { matching, now } = scan(past, state, how);
          const partners = [
            ...matching.matches.map(({ known }) => known.key),
            ...matching.gone.map(({ known }) => known.key),
          ];
          expect(new Set(partners).size).toBe(partners.length);
          const seen = [...matching.matches, ...matching.opened].map(({ finding }) => finding);
          expect(new Set(seen).size).toBe(seen.length);
          const places = now.findings.filter(({ status, location }) => status === 'open' && location.path in state);
          const judged = Object.keys(state).filter((path) => !how.ignored.includes(path) && !how.failed.includes(path));
          expect(places.filter(({ location }) => judged.includes(location.path))).toHaveLength(seen.length);
          past = now;
        }
      }),
      { numRuns: 500 },
    );
  });
});

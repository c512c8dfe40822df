import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { artifactLocation, folderUri } from '../../../src/report/sarif/artifact-uri.ts';

const uriOf = (path: string): string => artifactLocation(path).uri!;

describe('artifactLocation', () => {
  it('encodes what a URI would take for something else', () => {
    expect(uriOf('a b/c#d?e%f.py')).toBe('a%20b/c%23d%3Fe%25f.py');
    expect(uriOf('c:/x.py')).toBe('c%3A/x.py');
    expect(uriOf('javascript:alert(1)')).toBe('javascript%3Aalert%281%29');
    expect(uriOf('ä/漢.py')).toBe('%C3%A4/%E6%BC%A2.py');
    expect(uriOf("it's[x].py")).toBe('it%27s%5Bx%5D.py');
    expect(uriOf('\ud800.py')).toBe('%EF%BF%BD.py');
  });

  it('gives bytes that are not UTF-8 back as bytes', () => {
    expect(uriOf(String.raw`caf\xe9.py`)).toBe('caf%E9.py');
    expect(uriOf(String.raw`a\x41.py`)).toBe('a%5Cx41.py');
  });

  it('stays below its root and can be decoded, whatever a path is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(!/\\x[89a-f]|\//.test(name) && name !== '.' && name !== '..');
        const uri = uriOf(`folder/${name}`);
        const base = 'file:///root/';
        expect(new URL(uri, base).href.startsWith(`${base}folder/`)).toBe(true);
        expect(decodeURIComponent(uri)).toBe(`folder/${name}`);
      }),
    );
  });
});

describe('folderUri', () => {
  it('ends with a slash', () => {
    expect(folderUri('/srv/my repo')).toBe('file:///srv/my%20repo/');
    expect(folderUri('/')).toBe('file:///');
  });
});

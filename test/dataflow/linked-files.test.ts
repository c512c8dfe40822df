// What a change of files can have changed, and which modules imports mean.
import { describe, expect, it } from 'vitest';
import { LinkedFiles } from '../../src/dataflow/linked-files.ts';

const file = (path: string, text: string) => ({ path, text, contentHash: text });
const page =
  'import os\n\ndef view(a):\n    def inner():\n        pass\n\nclass Page:\n    def show(self):\n        pass\n';

function started(): LinkedFiles {
  const files = new LinkedFiles({ names: new Set(['add_url_rule']), packages: new Set(['flask']) });
  files.update([file('shop/__init__.py', ''), file('shop/page.py', page)], []);
  return files;
}

const told = (inputs: readonly (readonly [string, string])[]): string[] =>
  inputs.map((input) => input.join(' ')).toSorted();

describe('a change', () => {
  it('of a file may change everything that others look up in it, and no more', () => {
    expect(told(started().update([file('shop/page.py', `${page}# more\n`)], []))).toEqual([
      'body shop/page.py#',
      'body shop/page.py#Page.show',
      'body shop/page.py#view',
      'namespace shop/page.py',
      'shape shop/page.py#Page',
      'signature shop/page.py#Page.show',
      'signature shop/page.py#view',
    ]);
  });

  it('of a call that hands a function over changes who is called, and nothing of files that hand over nothing', () => {
    const files = started();
    const routes = (name: string): string =>
      `import flask\nfrom shop import page\napp.add_url_rule('/', view_func=page.${name})\n`;
    expect(told(files.update([file('shop/routes.py', routes('view'))], []))).toContain('handing view');
    const inputs = told(files.update([file('shop/routes.py', routes('show'))], []));
    expect(inputs).toEqual(expect.arrayContaining(['calls shop/routes.py', 'handing show', 'handing view']));
    expect(files.handing.get('view')?.size).toBe(0);
    expect(told(files.update([file('shop/page.py', page)], [])).join()).not.toContain('handing');
  });

  it('that adds or takes away a method changes what that name can mean', () => {
    const files = started();
    const more = files.update([file('shop/page.py', `${page}    def hide(self):\n        pass\n`)], []);
    expect(told(more).filter((input) => input.startsWith('candidates'))).toEqual([
      'candidates -hide',
      'candidates hide',
    ]);
    expect([...files.methods.get('hide')!]).toEqual(['shop/page.py#Page.hide']);
    const less = files.update([file('shop/page.py', page)], []);
    expect(told(less)).toContain('candidates hide');
    expect(told(less)).toContain('body shop/page.py#Page.hide');
    expect([...files.methods.get('hide')!]).toEqual([]);
  });

  it('of which files there are changes where imports lead', () => {
    const files = started();
    expect(files.resolve('shop/page.py', 'data', 1)).toBeNull();
    expect(told(files.update([file('shop/data.py', '')], []))).toContain('paths ');
    expect(files.resolve('shop/page.py', 'data', 1)?.path).toBe('shop/data.py');
    expect(told(files.update([], ['shop/data.py']))).toContain('paths ');
    expect(files.resolve('shop/page.py', 'data', 1)).toBeNull();
    expect(files.update([], ['shop/data.py'])).toEqual([]);
  });

  it('forgets what is gone', () => {
    const files = started();
    files.update([], ['shop/page.py']);
    expect([files.functions.size, files.classes.size]).toEqual([0, 0]);
    expect([...files.modules.keys()]).toEqual(['shop/__init__.py']);
  });
});

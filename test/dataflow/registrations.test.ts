// Functions that calls hand over to a framework, however they are named there; and what of that is found again after edits.
import { describe, expect, it } from 'vitest';
import { analyzeFiles, findingsOf, itFollows, newAnalyzer, sourceFiles, type Files } from '../support/flow-cases.ts';

describe('a function that is handed over', () => {
  itFollows({
    'by a name of the module, of another, of a class, of the function around': {
      'shop/views.py': `
from os import system as run

def show(name):
    run(name)  # finding: os-command-injection

def listed(name):
    run(name)  # finding: os-command-injection

def unused(name):
    run(name)
`,
      'shop/app.py': `
import functools
from flask import Flask
from os import system as run
from shop.views import show as page
app = Flask(__name__)
app.add_url_rule('/<name>', view_func=page)

class Shop:
    def __init__(self, app):
        app.add_url_rule('/own/<name>', 'own', self.own)
    def own(self, name):
        run(name)  # finding: os-command-injection
    def other(self, name):
        run(name)

def create():
    from shop import views
    def inner(name):
        run(name)  # finding: os-command-injection
    made = Flask(__name__)
    made.add_url_rule('/list/<name>', view_func=views.listed)
    made.add_url_rule('/inner/<name>', view_func=inner)
    return made
`,
    },
    'in something that is called with it': `
import functools
from flask import Flask
from os import system as run
app = Flask(__name__)

def checked(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        return view(*args, **kwargs)
    return wrapper

def show(name, kind):
    run(name)  # finding: os-command-injection
    run('x')

app.add_url_rule('/<name>', view_func=checked(functools.partial(show, kind='x')))
`,
    'to a call that is called the same, of nothing that is known': `
from os import system as run

def show(name):
    run(name)

router.add_url_rule('/<name>', view_func=show)
`,
  });
});

const views = `
from os import system

def show(name):
    system(name)

def count(name):
    system(name)
`;

function routes(...calls: readonly string[]): string {
  return ['from flask import Flask', 'from shop.views import count, show', 'app = Flask(__name__)', ...calls].join(
    '\n',
  );
}

function lines(files: Files): number[] {
  return findingsOf(analyzeFiles(files)).map(({ location }) => location.region.startLine);
}

describe('after an edit', () => {
  it.each<[string, string | null, readonly number[]]>([
    ['another function is handed over', routes("app.add_url_rule('/<name>', view_func=count)"), [8]],
    [
      'both are',
      routes("app.add_url_rule('/<name>', view_func=show)", "app.add_url_rule('/x/<name>', None, count)"),
      [5, 8],
    ],
    ['the route converts', routes("app.add_url_rule('/<int:name>', view_func=show)"), []],
    ['none is', routes(), []],
    ['the file is gone', null, []],
  ])('by which %s', (_what, text, expected) => {
    const before = { 'shop/views.py': views, 'shop/app.py': routes("app.add_url_rule('/<name>', view_func=show)") };
    const analyzer = newAnalyzer();
    analyzer.update(sourceFiles(before), []);
    expect(findingsOf(analyzer.analyze())).toHaveLength(1);
    const after: Files = text === null ? { 'shop/views.py': views } : { 'shop/views.py': views, 'shop/app.py': text };
    if (text === null) analyzer.update([], ['shop/app.py']);
    else analyzer.update(sourceFiles({ 'shop/app.py': text }), []);
    const found = findingsOf(analyzer.analyze()).map(({ location }) => location.region.startLine);
    expect(found).toEqual(expected);
    expect(lines(after)).toEqual(expected);
  });
});

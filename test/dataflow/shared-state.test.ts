// What functions leave in global variables, classes and objects of modules, for others to find.
import { describe, expect, it } from 'vitest';
import { findingsOf, inModule, itFollows, itFollowsInModule, newAnalyzer, sourceFiles } from '../support/flow-cases.ts';

describe('what one function leaves and another finds', () => {
  itFollowsInModule({
    'a global variable that a setter is given': `
      kept = 'x'
      def put(value):
          global kept
          kept = value
      def get():
          return kept
      @app.post('/')
      def view():
          put(request.form['a'])
          db.execute(get())  # finding: sql-injection
    `,
    'an item of a dict of the module, and not another one': `
      kept = {'a': 'x', 'b': 'y'}
      def put(value):
          kept['a'] = value
      @app.post('/')
      def view():
          put(request.form['a'])
      @app.get('/')
      def other():
          db.execute(kept['a'])  # finding: sql-injection
          db.execute(kept['b'])
    `,
    'an attribute of a class': `
      class Settings:
          name = 'x'
          other = 'y'
          @classmethod
          def put(cls, value):
              cls.name = value
      def put(value):
          Settings.put(value)
      @app.post('/')
      def view():
          put(request.form['a'])
      @app.get('/')
      def show():
          db.execute(Settings.name)  # finding: sql-injection
          db.execute(Settings().name)  # finding: sql-injection
          db.execute(Settings.other)
    `,
    'an attribute that is set on the class of an object': `
      class Job:
          last = None
          def __init__(self, name):
              type(self).last = name
      @app.post('/')
      def view():
          Job(request.form['a'])
      @app.get('/')
      def show():
          db.execute(Job.last)  # finding: sql-injection
    `,
    'an object that the module made': `
      class Store:
          def __init__(self):
              self.items = []
              self.name = 'x'
          def add(self, item):
              self.items.append(item)
      store = Store()
      @app.post('/')
      def view():
          store.add(request.form['a'])
      @app.get('/')
      def show():
          db.execute(store.items[0])  # finding: sql-injection
          db.execute(store.name)
    `,
    'what was found is left elsewhere again': `
      first, second = {}, {}
      @app.post('/')
      def view():
          first['a'] = request.form['a']
      def move():
          second['b'] = first['a']
      @app.get('/')
      def show():
          move()
          db.execute(second['b'])  # finding: sql-injection
    `,
    'constants are nothing to be afraid of': `
      kept = {}
      def put(value):
          kept['a'] = value
      @app.post('/')
      def view():
          put('x')
          db.execute(kept['a'])
    `,
  });

  itFollows({
    'in a module of its own': {
      'shop/state.py': `current = {}\n`,
      'shop/views.py': inModule(`
        from shop import state
        @app.post('/')
        def view():
            state.current['a'] = request.form['a']
      `),
      'shop/report.py': `import sqlite3\nfrom shop.state import current\ndef run():\n    sqlite3.connect('x').execute(current['a'])  # finding: sql-injection\n`,
    },
  });

  itFollows({
    // What a module's body changes in another module's object is taken for what that module made.
    'known miss: what the body of another module puts in, read by a function': {
      'shop/state.py': `current = {}\ndef put(value):\n    current['a'] = value\ndef get():\n    return current['a']\n`,
      'shop/run.py': `import os, sys\nfrom shop.state import current, get, put\nput(sys.argv[1])\nos.system(current['a'])  # finding: os-command-injection\nos.system(get())  # miss: os-command-injection\n`,
    },
  });

  it('ends where nobody leaves it any more', () => {
    const show = `import sqlite3\nfrom state import kept\ndef show():\n    sqlite3.connect('x').execute(kept['a'])\n`;
    const write = `from flask import request\nfrom state import kept\ndef view():\n    kept['a'] = request.form['a']\n`;
    const analyzer = newAnalyzer();
    analyzer.update(sourceFiles({ 'state.py': 'kept = {}\n', 'show.py': show, 'write.py': write }), []);
    expect(findingsOf(analyzer.analyze())).toHaveLength(1);
    analyzer.update(sourceFiles({ 'write.py': write.replace("request.form['a']", "'x'") }), []);
    expect(findingsOf(analyzer.analyze())).toHaveLength(0);
    analyzer.update(sourceFiles({ 'write.py': write }), []);
    expect(findingsOf(analyzer.analyze())).toHaveLength(1);
    analyzer.update([], ['write.py']);
    expect(findingsOf(analyzer.analyze())).toHaveLength(0);
  });
});

// Functions as values, with what they hold, and objects that are called or read by methods which nobody names.
import { describe } from 'vitest';
import { itFollowsInModule, itFollowsInView } from '../support/flow-cases.ts';

describe('functions that hold something', () => {
  itFollowsInModule({
    'a partial function that a function makes': `
      def ask(table, name):
          db.execute(table)  # finding: sql-injection
          db.execute(name)
      def prepared(table):
          return functools.partial(ask, table)
      @app.post('/')
      def view():
          prepared(request.form['a'])('x')
    `,
    'methods that a constructor puts into a dict': `
      class Job:
          def __init__(self, name):
              self.name = name
              self.steps = {'a': self.first, 'b': self.second}
          def first(self):
              return self.name
          def second(self):
              return 'x'
          def run(self):
              return ','.join(step() for step in self.steps.values())
      def run(job):
          db.execute(job.run())  # finding: sql-injection
      @app.post('/')
      def view():
          run(Job(request.form['a']))
    `,
    'a method under another name': `
      class Job:
          def __init__(self, name):
              self.name = name
          def run(self):
              return self.name
          __call__ = run
      @app.post('/')
      def view():
          db.execute(Job(request.form['a'])())  # finding: sql-injection
    `,
    'a setter is called': `
      class Job:
          def __init__(self):
              self._name = 'x'
          @property
          def name(self):
              return self._name
          @name.setter
          def name(self, value):
              self._name = value
      @app.post('/')
      def view():
          job = Job()
          job.name = request.form['a']
          db.execute(job._name)  # finding: sql-injection
    `,
    'more kinds than a few in one loop': `
      def same(text): return text
      def a(text): return 'a'
      def b(text): return 'b'
      def c(text): return 'c'
      def d(text): return 'd'
      @app.post('/')
      def view():
          for function in [a, b, c, d, same]:
              db.execute(function(request.form['a']))  # finding: sql-injection
          for row in [{'a': 'x'}, {'a': 'x'}, {'a': 'x'}, {'a': 'x'}, {'a': 'x'}, {'a': request.form['a']}]:
              db.execute(row['a'])  # finding: sql-injection
    `,
  });
  itFollowsInView({
    'getters of the operator module': `
      import operator
      db.execute(operator.itemgetter('a')({'a': given, 'b': 'x'}))  # finding: sql-injection
      db.execute(operator.itemgetter('b')({'a': given, 'b': 'x'}))
      db.execute(operator.methodcaller('upper')(given))  # finding: sql-injection
    `,
    'a dict of pairs and of two lists': `
      one = dict(zip(['a', 'b'], [given, 'x']))
      db.execute(one['a'])  # finding: sql-injection
      db.execute(one['b'])
      two = dict([('a', 'x'), ('b', given)])
      db.execute(two['a'])
      db.execute(two['b'])  # finding: sql-injection
    `,
    'an item under one of two keys, or an unknown one': `
      items = {'a': 'x', 'b': 'x', 'c': 'x'}
      for key in ('a', 'b'):
          items[key] = given
      db.execute(items['a'])  # finding: sql-injection
      db.execute(items['c'])
      items[str(len(given))] = given
      db.execute(items['c'])  # finding: sql-injection
    `,
    'a deep copy is another object': `
      first = {'x': {'a': given}}
      second = copy.deepcopy(first)
      second['x']['a'] = 'x'
      db.execute(first['x']['a'])  # finding: sql-injection
      db.execute(second['x']['a'])
    `,
    'a dict with defaults, by a key that is not known': `
      import collections
      items = collections.defaultdict(str)
      items['a'] = given
      db.execute(items['a' if len(given) > 3 else 'b'])  # finding: sql-injection
    `,
    'defaults, whatever they are': `
      db.execute((lambda a, b=given + 'x': b)('x'))  # finding: sql-injection
    `,
    'what a generator returns at its end': `
      def inner():
          yield 'x'
          return given
      def outer():
          got = yield from inner()
          yield got
      db.execute(list(outer())[-1])  # finding: sql-injection
    `,
    'a check of what may be one of two values counts for neither': `
      other = request.form['b']
      one = given if len(given) > 3 else other
      if not one.isalnum():
          abort(400)
      db.execute(given)  # finding: sql-injection
    `,
  });
});

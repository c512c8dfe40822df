// Expressions: which values they have, and which branches constants decide.
import { describe } from 'vitest';
import { itFollows, itFollowsInModule, itFollowsInView } from '../support/flow-cases.ts';

describe('texts', () => {
  itFollowsInView({
    'concatenation, from either side': `
      db.execute('SELECT ' + given)  # finding: sql-injection
      db.execute(given + ' x')  # finding: sql-injection
      db.execute('SELECT ' + 'x')
    `,
    'percent with one value, a tuple and a dict': `
      db.execute('SELECT %s' % given)  # finding: sql-injection
      db.execute('SELECT %s %s' % ('a', given))  # finding: sql-injection
      db.execute('SELECT %(a)s' % {'a': given})  # finding: sql-injection
      db.execute('SELECT %s' % 'a')
    `,
    'format by position, name and star': `
      db.execute('SELECT {}'.format(given))  # finding: sql-injection
      db.execute('SELECT {a}'.format(a=given))  # finding: sql-injection
      db.execute('SELECT {a}'.format(**{'a': given}))  # finding: sql-injection
      db.execute('SELECT {}'.format('a'))
    `,
    'f-strings, nested and with a conversion': `
      db.execute(f'SELECT {given}')  # finding: sql-injection
      db.execute(f'SELECT {given!r:>10}')  # finding: sql-injection
      db.execute(f'SELECT {"x" + given}')  # finding: sql-injection
      db.execute(f'SELECT {"x"}')
    `,
    'join of a list, a tuple and a generator': `
      db.execute(','.join([given, 'a']))  # finding: sql-injection
      db.execute(','.join(('a', given)))  # finding: sql-injection
      db.execute(','.join(word for word in given.split()))  # finding: sql-injection
      db.execute(','.join(['a', 'b']))
    `,
    'slices and single characters': `
      db.execute(given[1:])  # finding: sql-injection
      db.execute(given[::-1])  # finding: sql-injection
      db.execute(given[0])  # finding: sql-injection
    `,
    repetition: `
      db.execute(given * 2)  # finding: sql-injection
      db.execute('?,' * len(given))
    `,
    'methods that keep the text': `
      db.execute(given.strip().lower().title())  # finding: sql-injection
      db.execute(given.encode().decode('utf-8'))  # finding: sql-injection
      db.execute(given.replace('a', 'b'))  # finding: sql-injection
      db.execute(given.partition(',')[2])  # finding: sql-injection
    `,
    'methods that only tell something of it': `
      db.execute('SELECT ' + str(len(given)))
      db.execute('SELECT ' + str(given.count('a')))
      db.execute('SELECT ' + str(given.find('a')))
      db.execute('SELECT ' + str(given == 'a'))
      db.execute('SELECT ' + str('a' in given))
      db.execute('SELECT ' + str(not given))
    `,
    'replaced in a constant': `
      db.execute('SELECT NAME'.replace('NAME', given))  # finding: sql-injection
      db.execute('SELECT NAME'.replace('NAME', 'a'))
    `,
    'implicit concatenation': `
      db.execute('SELECT ' 'x ' f'{given}')  # finding: sql-injection
    `,
    'string.Template': `
      import string
      db.execute(string.Template('SELECT $a').substitute(a=given))  # finding: sql-injection
      db.execute(string.Template('SELECT $a').substitute(a='x'))
    `,
    'a number is no text': `
      db.execute('SELECT ' + str(int(given)))
      db.execute(f'SELECT {float(given)}')
      db.execute('SELECT %d' % int(given))
    `,
    'known parts of a joined text': `
      parts = ['SELECT', given]
      db.execute(parts[0])
      parts[1] = 'a'
      db.execute(' '.join(parts))
    `,
  });
});

describe('expressions of other forms', () => {
  itFollowsInView({
    'a conditional expression': `
      db.execute(given if len(db) else 'a')  # finding: sql-injection
      db.execute('a' if given else 'b')
    `,
    'or and and give one of their operands': `
      db.execute(given or 'a')  # finding: sql-injection
      db.execute(len(db) and given)  # finding: sql-injection
      db.execute(request.args.get('x') or given)  # finding: sql-injection
    `,
    comprehensions: `
      words = [word.strip() for word in given.split()]
      db.execute(words[0])  # finding: sql-injection
      table = {word: 1 for word in given.split()}
      for key in table:
          db.execute(key)  # finding: sql-injection
      for value in table.values():
          db.execute('SELECT ' + str(value))
      clean = ['a' for word in given.split()]
      db.execute(clean[0])
      many = {word for word in given.split()}
      db.execute(many.pop())  # finding: sql-injection
    `,
    'a comprehension with two loops and a filter': `
      pairs = [a + b for a in ['x', 'y'] for b in given.split() if b]
      db.execute(pairs[0])  # finding: sql-injection
      none = [a for a in ['x', 'y'] for b in given.split()]
      db.execute(none[0])
    `,
    'a comprehension has a scope of its own': `
      word = 'all'
      words = [word for word in given.split()]
      db.execute(word)
    `,
    'a walrus in a comprehension is outside it': `
      words = [last := word for word in given.split()]
      db.execute(last)  # finding: sql-injection
    `,
    'a lambda': `
      quote = lambda text: 'x' + text
      db.execute(quote(given))  # finding: sql-injection
      db.execute(quote('a'))
      constant = lambda text: 'a'
      db.execute(constant(given))
    `,
    'a lambda with a default': `
      run = lambda text=given: db.execute(text)  # finding: sql-injection
      run()
    `,
    'starred in a list and in a call': `
      words = ['a', *given.split()]
      db.execute(words[1])  # finding: sql-injection
      args = [given]
      db.execute(*args)  # finding: sql-injection
    `,
    'a dict merged by |': `
      merged = {'a': 'x'} | {'b': given}
      db.execute(merged['a'])
      db.execute(merged['b'])  # finding: sql-injection
    `,
    'a dict merged by **': `
      merged = {**{'a': given}, 'a': 'x', 'b': given}
      db.execute(merged['a'])
      db.execute(merged['b'])  # finding: sql-injection
    `,
    'comparisons and arithmetic carry nothing': `
      db.execute('SELECT ' + str(given > 'a'))
      db.execute('LIMIT ' + str(int(given) + 1))
    `,
  });
});

describe('constants', () => {
  itFollowsInView({
    'arithmetic decides': `
      number = 7 * 6
      name = 'all' if number > 40 else given
      db.execute(name)
      other = given if number > 40 else 'all'
      db.execute(other)  # finding: sql-injection
    `,
    'an if that never holds': `
      if 1 + 1 == 3:
          db.execute(given)
      if 2 > 1:
          db.execute(given)  # finding: sql-injection
    `,
    'an else that is never reached': `
      name = 'all'
      if True:
          pass
      else:
          name = given
      db.execute(name)
    `,
    'elif after what always holds': `
      if 'a' == 'a':
          name = 'all'
      elif len(db):
          name = given
      db.execute(name)
    `,
    'not, and, or': `
      debug = False
      if not debug:
          name = 'all'
      else:
          name = given
      db.execute(name)
      if debug and len(db):
          db.execute(given)
      if debug or len(db):
          db.execute(given)  # finding: sql-injection
      if not debug or len(db):
          other = 'all'
      else:
          other = given
      db.execute(other)
    `,
    'in a text': `
      if 'x' in 'abc':
          db.execute(given)
      if 'b' in 'abc':
          db.execute(given)  # finding: sql-injection
      if 'b' not in 'abc':
          db.execute(given)
    `,
    'in a list and a dict': `
      if 3 in [1, 2]:
          db.execute(given)
      if 'b' in {'a': 1}:
          db.execute(given)
      if 1 in (1, 2):
          db.execute(given)  # finding: sql-injection
    `,
    'of a length': `
      if len('abc') > 5:
          db.execute(given)
      if len([1, 2]) == 2:
          db.execute(given)  # finding: sql-injection
      if len([]) > 0:
          db.execute(given)
    `,
    'a character of a text': `
      guess = 'ABC'[1]
      if guess == 'A':
          name = given
      elif guess == 'B':
          name = 'all'
      else:
          name = given
      db.execute(name)
    `,
    'through a method': `
      if 'abc'.upper() == 'abc':
          db.execute(given)
      if 'abc'.startswith('a'):
          db.execute(given)  # finding: sql-injection
    `,
    'chained comparison': `
      if 1 < 2 < 3:
          name = 'all'
      else:
          name = given
      db.execute(name)
    `,
    'None, and is': `
      name = None
      if name is None:
          name = 'all'
      else:
          name = given
      db.execute(name)
      if name is None:
          db.execute(given)
    `,
    'a variable that is changed in a loop is no constant': `
      count = 0
      for word in given.split():
          count += 1
      if count > 1:
          db.execute(given)  # finding: sql-injection
    `,
    'a variable with two values': `
      number = 1 if len(db) else 2
      if number == 3:
          db.execute(given)
      if number == 2:
          db.execute(given)  # finding: sql-injection
    `,
    'what a branch learned of a variable': `
      number = 1 if len(db) else 2
      if number == 1:
          if number == 2:
              db.execute(given)
          else:
              db.execute(given)  # finding: sql-injection
    `,
    'a constant format': `
      if '%s-%d' % ('a', 1) == 'a-2':
          db.execute(given)
      if f'{"a"}-{1}' == 'a-1':
          db.execute(given)  # finding: sql-injection
    `,
    'a dead assignment carries nothing': `
      query = 'SELECT '
      if 5 < 3:
          query += given
      db.execute(query)
    `,
  });
  itFollowsInModule({
    'of the module': `
      DEBUG = False
      LIMIT = 10

      @app.post('/')
      def view():
          if DEBUG:
              db.execute(request.form['a'])
          if LIMIT > 5:
              db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'of a class and an instance': `
      class Settings:
          debug = False
          def __init__(self):
              self.verbose = False

      settings = Settings()

      @app.post('/')
      def view():
          if Settings.debug:
              db.execute(request.form['a'])
          if settings.verbose:
              db.execute(request.form['a'])
          if not Settings.debug:
              db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'that a function changes by global is none': `
      debug = False

      def switch():
          global debug
          debug = True

      @app.post('/')
      def view():
          if debug:
              db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'that a function returns': `
      def number():
          return 40 + 2

      @app.post('/')
      def view():
          if number() == 42:
              name = 'all'
          else:
              name = request.form['a']
          db.execute(name)
          return {}
    `,
    'that a function is given': `
      def choose(number, text):
          if number > 10:
              return 'all'
          return text

      @app.post('/')
      def view():
          db.execute(choose(42, request.form['a']))
          db.execute(choose(4, request.form['a']))  # finding: sql-injection
          return {}
    `,
    'that depends on the system is none': `
      import sys

      @app.post('/')
      def view():
          if sys.platform == 'win32':
              db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'while typing': `
      from typing import TYPE_CHECKING

      @app.post('/')
      def view():
          name = request.form['a']
          if not TYPE_CHECKING:
              db.execute(name)  # finding: sql-injection
          return {}
    `,
  });
  itFollows({
    'of another module': {
      'shop/settings.py': `DEBUG = False\nTABLES = {'a': 'orders'}\nclass Config:\n    UNSAFE = False\n`,
      'shop/views.py': `
from flask import Flask, request
import sqlite3
from shop import settings
from shop.settings import DEBUG, Config
app = Flask(__name__)
db = sqlite3.connect('x')

@app.post('/')
def view():
    name = request.form['a']
    if DEBUG:
        db.execute(name)
    if settings.DEBUG:
        db.execute(name)
    if Config.UNSAFE:
        db.execute(name)
    if not settings.DEBUG:
        db.execute(name)  # finding: sql-injection
    db.execute('SELECT ' + settings.TABLES['a'])
    return {}
`,
    },
  });
});

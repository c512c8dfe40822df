// Statements: how a value gets from one to the next.
import { describe } from 'vitest';
import { itFollowsInModule, itFollowsInView } from '../support/flow-cases.ts';

describe('assignment', () => {
  itFollowsInView({
    'from name to name': `
      name = given
      db.execute(name)  # finding: sql-injection
    `,
    'the last one counts': `
      name = given
      name = 'all'
      db.execute(name)
    `,
    'of several targets': `
      a = b = given
      db.execute(a)  # finding: sql-injection
      db.execute(b)  # finding: sql-injection
    `,
    'annotated, and only declared': `
      name: str = given
      other: str
      db.execute(name)  # finding: sql-injection
    `,
    'unpacking a tuple': `
      a, b = given, 'all'
      db.execute(a)  # finding: sql-injection
      db.execute(b)
    `,
    swapping: `
      a = given
      b = 'all'
      a, b = b, a
      db.execute(a)
      db.execute(b)  # finding: sql-injection
    `,
    'unpacking nested tuples and lists': `
      (a, [b, c]), d = ('x', ['y', given]), 'z'
      db.execute(a + b + d)
      db.execute(c)  # finding: sql-injection
    `,
    'a star takes the rest': `
      first, *rest = ['all', given, 'x']
      db.execute(first)
      db.execute(rest[0])  # finding: sql-injection
      db.execute(rest[1])
    `,
    'a star in the middle': `
      first, *rest, last = ['all', 'x', 'y', given]
      db.execute(first)
      db.execute(rest[0] + rest[1])
      db.execute(last)  # finding: sql-injection
    `,
    'unpacking what is not known': `
      a, b = given.split(',')
      db.execute(a)  # finding: sql-injection
      db.execute(b)  # finding: sql-injection
    `,
    augmented: `
      query = 'SELECT '
      query += given
      db.execute(query)  # finding: sql-injection
      total = 'a'
      total += 'b'
      db.execute(total)
    `,
    'augmented, of an item and an attribute': `
      parts = {'q': 'SELECT ', 'r': 'SELECT '}
      parts['q'] += given
      db.execute(parts['q'])  # finding: sql-injection
      db.execute(parts['r'])
    `,
    'deleted and set again': `
      name = given
      del name
      name = 'all'
      db.execute(name)
    `,
    'walrus, in a condition and in an argument': `
      if (name := given):
          db.execute(name)  # finding: sql-injection
      print(other := given)
      db.execute(other)  # finding: sql-injection
      print(clean := 'all')
      db.execute(clean)
    `,
  });
});

describe('branches', () => {
  itFollowsInView({
    'either way': `
      name = given if len(db) else 'all'
      db.execute(name)  # finding: sql-injection
    `,
    'set on one way only': `
      name = 'all'
      if len(db):
          name = given
      db.execute(name)  # finding: sql-injection
    `,
    'replaced on both ways': `
      name = given
      if len(db):
          name = 'a'
      else:
          name = 'b'
      db.execute(name)
    `,
    'replaced on one of three': `
      name = given
      if len(db) == 1:
          name = 'a'
      elif len(db) == 2:
          name = 'b'
      db.execute(name)  # finding: sql-injection
    `,
    'what returns is not joined': `
      name = 'all'
      if len(db):
          name = given
          return {}
      db.execute(name)
    `,
    'what raises is not joined': `
      name = 'all'
      if len(db):
          name = given
          raise ValueError('no')
      db.execute(name)
    `,
    'behind a return': `
      return {}
      db.execute(given)
    `,
    'behind two ways that both return': `
      if len(db):
          return {}
      else:
          raise ValueError('no')
      db.execute(given)
    `,
  });
});

describe('loops', () => {
  itFollowsInView({
    'over what was sent': `
      for name in request.form.getlist('names'):
          db.execute(name)  # finding: sql-injection
    `,
    'over the names of the fields': `
      for field in request.form:
          db.execute('SELECT ' + field)  # finding: sql-injection
    `,
    'over names and values': `
      for field, value in request.form.items():
          db.execute('SELECT ' + field)  # finding: sql-injection
          db.execute('SELECT ' + value)  # finding: sql-injection
    `,
    'over a literal': `
      for name in ['a', 'b']:
          db.execute('SELECT ' + name)
    `,
    'the loop variable afterwards': `
      name = 'all'
      for name in request.form:
          pass
      db.execute(name)  # finding: sql-injection
    `,
    'carried from one round to the next': `
      last = 'all'
      for word in given.split():
          db.execute(last)  # finding: sql-injection
          last = word
    `,
    'through two variables': `
      a = b = 'all'
      for word in given.split():
          db.execute(b)  # finding: sql-injection
          b = a
          a = word
    `,
    collected: `
      parts = []
      for word in given.split():
          parts.append(word)
      db.execute(' '.join(parts))  # finding: sql-injection
    `,
    'break leaves with what was set': `
      name = 'all'
      for word in ['a', 'b']:
          if len(db):
              name = given
              break
      db.execute(name)  # finding: sql-injection
    `,
    'else is skipped by a break': `
      name = given
      for word in ['a', 'b']:
          if len(db):
              break
      else:
          name = 'all'
      db.execute(name)  # finding: sql-injection
    `,
    'else of a loop without break always runs': `
      name = given
      for word in ['a', 'b']:
          print(word)
      else:
          name = 'all'
      db.execute(name)
    `,
    'continue skips the rest': `
      for word in given.split():
          if len(db):
              continue
          db.execute(word)  # finding: sql-injection
    `,
    'what stands behind continue is dead': `
      for word in given.split():
          continue
          db.execute(word)
    `,
    'while, until it is set': `
      name = ''
      while not name:
          name = given
      db.execute(name)  # finding: sql-injection
    `,
    'while with break': `
      while True:
          name = given
          break
      db.execute(name)  # finding: sql-injection
    `,
    'while True that never ends': `
      while True:
          print(given)
      db.execute(given)
    `,
    'while with a walrus': `
      stream = request.stream
      while (chunk := stream.read(10)):
          db.execute(chunk)  # finding: sql-injection
    `,
    'while False': `
      while False:
          db.execute(given)
    `,
    'replaced in every round before it is used': `
      name = given
      for word in ['a', 'b']:
          name = word
          db.execute(name)
    `,
    'an empty list runs no round': `
      for word in []:
          db.execute(given)
    `,
  });
});

describe('with', () => {
  itFollowsInView({
    'binds what is entered': `
      with io.StringIO(given) as source:
          db.execute(source.read())  # finding: sql-injection
    `,
    'the body is no branch': `
      name = given
      with open('x.txt') as file:
          name = 'all'
      db.execute(name)
    `,
    'several managers': `
      with open('x.txt') as a, sqlite3.connect('y') as other:
          other.execute(given)  # finding: sql-injection
    `,
  });
  itFollowsInModule({
    'a manager of the project': `
      class Held:
          def __init__(self, value):
              self.value = value
          def __enter__(self):
              return self.value
          def __exit__(self, *problem):
              return False

      @app.post('/')
      def view():
          with Held(request.form['a']) as value:
              db.execute(value)  # finding: sql-injection
          with Held('all') as value:
              db.execute(value)
          return {}
    `,
    'a generator as a manager': `
      import contextlib

      @contextlib.contextmanager
      def held(value):
          try:
              yield value
          finally:
              print('over')

      @app.post('/')
      def view():
          with held(request.form['a']) as value:
              db.execute(value)  # finding: sql-injection
          with held('all') as value:
              db.execute(value)
          return {}
    `,
    'async with': `
      class Held:
          def __init__(self, value):
              self.value = value
          async def __aenter__(self):
              return self.value
          async def __aexit__(self, *problem):
              return False

      @app.post('/')
      async def view():
          async with Held(request.form['a']) as value:
              db.execute(value)  # finding: sql-injection
          return {}
    `,
  });
});

describe('try', () => {
  itFollowsInView({
    'set in the body, used after it': `
      name = 'all'
      try:
          name = given
      except KeyError:
          pass
      db.execute(name)  # finding: sql-injection
    `,
    'replaced in the body, which may not get there': `
      name = given
      try:
          open('x.txt')
          name = 'all'
      except OSError:
          pass
      db.execute(name)  # finding: sql-injection
    `,
    'replaced in the body and the handler': `
      name = given
      try:
          name = open('x.txt').name and 'a'
      except OSError:
          name = 'all'
      db.execute(name)
    `,
    'the handler leaves': `
      name = given
      try:
          open('x.txt')
          name = 'all'
      except OSError:
          return {}
      db.execute(name)
    `,
    'else runs after the body': `
      try:
          name = given
      except KeyError:
          name = 'all'
      else:
          name = name + '!'
          db.execute(name)  # finding: sql-injection
    `,
    'finally runs in any case': `
      name = given
      try:
          open('x.txt')
      finally:
          db.execute(name)  # finding: sql-injection
    `,
    'finally after a return': `
      try:
          return {}
      finally:
          db.execute(given)  # finding: sql-injection
    `,
    'finally replaces': `
      name = given
      try:
          open('x.txt')
      finally:
          name = 'all'
      db.execute(name)
    `,
    'a raise reaches its handler': `
      name = 'all'
      try:
          name = given
          raise ValueError('no')
      except ValueError:
          db.execute(name)  # finding: sql-injection
    `,
    'what comes after a raise does not': `
      name = 'all'
      try:
          raise ValueError('no')
          name = given
      except ValueError:
          db.execute(name)
    `,
    'several handlers': `
      try:
          open('x.txt')
      except OSError:
          name = 'a'
      except (KeyError, ValueError):
          name = given
      else:
          name = 'b'
      db.execute(name)  # finding: sql-injection
    `,
    'the text of an exception': `
      try:
          raise ValueError(given)
      except ValueError as problem:
          db.execute(str(problem))  # finding: sql-injection
    `,
    'an argument of an exception': `
      try:
          raise ValueError(given)
      except ValueError as problem:
          db.execute(problem.args[0])  # finding: sql-injection
    `,
  });
});

describe('match', () => {
  itFollowsInView({
    'a constant decides': `
      kind = 'a'
      match kind:
          case 'a':
              name = 'all'
          case 'b':
              name = given
          case _:
              name = given
      db.execute(name)
    `,
    'a constant decides for the bad case': `
      kind = 'b'
      match kind:
          case 'a':
              name = 'all'
          case 'b':
              name = given
      db.execute(name)  # finding: sql-injection
    `,
    alternatives: `
      kind = 'b'
      match kind:
          case 'a' | 'b':
              name = 'all'
          case _:
              name = given
      db.execute(name)
    `,
    'what is not known takes any case': `
      match len(db):
          case 1:
              name = 'all'
          case _:
              name = given
      db.execute(name)  # finding: sql-injection
    `,
    'a name captures the whole': `
      match given:
          case other:
              db.execute(other)  # finding: sql-injection
    `,
    'a sequence captures its items': `
      match ['all', given]:
          case [a, b]:
              db.execute(a)
              db.execute(b)  # finding: sql-injection
    `,
    'a star captures the rest': `
      match ['all', given]:
          case [a, *b]:
              db.execute(a)
              db.execute(b[0])  # finding: sql-injection
    `,
    'a mapping captures by key': `
      match {'a': 'all', 'b': given}:
          case {'a': a, 'b': b}:
              db.execute(a)
              db.execute(b)  # finding: sql-injection
    `,
    as: `
      match given.split():
          case [('a' | 'b') as kind, name]:
              db.execute(name)  # finding: sql-injection
              db.execute(kind)
    `,
    'a constant case is a check': `
      match given:
          case 'id' | 'name':
              db.execute('SELECT ' + given)
          case _:
              db.execute('SELECT ' + given)  # finding: sql-injection
    `,
    'a guard': `
      match given:
          case name if name in ('id', 'name'):
              db.execute(name)
          case name:
              db.execute(name)  # finding: sql-injection
    `,
  });
  itFollowsInModule({
    'the fields of a class': `
      from dataclasses import dataclass

      @dataclass
      class Order:
          column: str
          table: str

      @app.post('/')
      def view():
          match Order(request.form['c'], 'orders'):
              case Order(column=c, table=t):
                  db.execute(c)  # finding: sql-injection
                  db.execute(t)
          return {}
    `,
  });
});

describe('scopes', () => {
  itFollowsInModule({
    'global, written by one view and read by another': `
      last = 'all'

      @app.post('/a')
      def write():
          global last
          last = request.form['a']
          return {}

      @app.post('/b')
      def read():
          db.execute(last)  # finding: sql-injection
          return {}
    `,
    'a local of the same name is another variable': `
      last = 'all'

      @app.post('/a')
      def write():
          last = request.form['a']
          return {}

      @app.post('/b')
      def read():
          db.execute(last)
          return {}
    `,
    'state of the module in a dict': `
      cache = {}

      @app.post('/a')
      def write():
          cache['name'] = request.form['a']
          return {}

      @app.post('/b')
      def read():
          db.execute(cache['name'])  # finding: sql-injection
          return {}
    `,
    'state of the module in a list': `
      recent = []

      @app.post('/a')
      def write():
          recent.append(request.form['a'])
          return {}

      @app.post('/b')
      def read():
          for one in recent:
              db.execute(one)  # finding: sql-injection
          return {}
    `,
    'a closure reads what is around it': `
      @app.post('/')
      def view():
          name = request.form['a']
          other = 'all'
          def run():
              db.execute(name)  # finding: sql-injection
              db.execute(other)
          run()
          return {}
    `,
    nonlocal: `
      @app.post('/')
      def view():
          name = 'all'
          def fill():
              nonlocal name
              name = request.form['a']
          fill()
          db.execute(name)  # finding: sql-injection
          return {}
    `,
    'a name that is local to the inner function': `
      @app.post('/')
      def view():
          name = 'all'
          def fill():
              name = request.form['a']
          fill()
          db.execute(name)
          return {}
    `,
    'a closure that is returned': `
      def make(name):
          def run():
              db.execute(name)  # finding: sql-injection
          return run

      @app.post('/')
      def view():
          make(request.form['a'])()
          return {}
    `,
    'a generator': `
      def words(text):
          for word in text.split():
              yield word

      @app.post('/')
      def view():
          for word in words(request.form['a']):
              db.execute(word)  # finding: sql-injection
          for word in words('all of it'):
              db.execute(word)
          return {}
    `,
    'yield from': `
      def inner(text):
          yield text

      def outer(text):
          yield 'first'
          yield from inner(text)

      @app.post('/')
      def view():
          for word in outer(request.form['a']):
              db.execute(word)  # finding: sql-injection
          return {}
    `,
    'an async generator': `
      async def words(text):
          for word in text.split():
              yield word

      @app.post('/')
      async def view():
          async for word in words(request.form['a']):
              db.execute(word)  # finding: sql-injection
          return {}
    `,
    await: `
      async def read():
          return request.form['a']

      async def clean():
          return 'all'

      @app.post('/')
      async def view():
          db.execute(await read())  # finding: sql-injection
          db.execute(await clean())
          return {}
    `,
    gather: `
      import asyncio

      async def read():
          return request.form['a']

      @app.post('/')
      async def view():
          a, b = await asyncio.gather(read(), read())
          db.execute(a)  # finding: sql-injection
          return {}
    `,
  });
});

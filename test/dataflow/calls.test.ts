// Who is called: through classes, objects that keep functions, tables, decorators and other files.
import { describe } from 'vitest';
import { inModule, itFollows, itFollowsInModule } from '../support/flow-cases.ts';

describe('which method it is', () => {
  itFollowsInModule({
    'the nearest in the order of the bases, which is that of Python': `
      class A:
          def read(self, text):
              return text
      class B(A):
          pass
      class C(A):
          def read(self, text):
              return 'x'
      class D(B, C):
          pass
      class E(C, B):
          pass

      @app.post('/')
      def view():
          db.execute(B().read(request.form['a']))  # finding: sql-injection
          db.execute(C().read(request.form['a']))
          db.execute(D().read(request.form['a']))
          db.execute(E().read(request.form['a']))
          return {}
    `,
    'super of several bases': `
      class Loud:
          def read(self, text):
              return super().read(text) + '!'
      class Plain:
          def read(self, text):
              return text
      class Both(Loud, Plain):
          pass

      @app.post('/')
      def view():
          db.execute(Both().read(request.form['a']))  # finding: sql-injection
          db.execute(Both().read('x'))
          return {}
    `,
    'of a base that calls what its heirs define': `
      class Job:
          def run(self, text):
              self.work(self.prepare(text))
          def prepare(self, text):
              return text
      class Bad(Job):
          def work(self, text):
              db.execute(text)  # finding: sql-injection
      class Good(Job):
          def prepare(self, text):
              return 'x'
          def work(self, text):
              db.execute(text)

      @app.post('/')
      def view():
          Bad().run(request.form['a'])
          Good().run(request.form['a'])
          return {}
    `,
    'of a parameter with an annotation': `
      class Store:
          def find(self, text):
              db.execute(text)  # finding: sql-injection
      class Other:
          def find(self, text):
              return text

      def search(store: Store, text):
          store.find(text)

      @app.post('/')
      def view():
          search(Store(), request.form['a'])
          return {}
    `,
    'of something unknown, by a name that only few have': `
      class Store:
          def look_for_rows(self, text):
              db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          current_store().look_for_rows(request.form['a'])
          return {}
    `,
    'that is handed to a constructor, and kept in the object': `
      class Button:
          def __init__(self, action):
              self.action = action
          def press(self, text):
              self.action(text)

      def run(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          Button(run).press(request.form['a'])
          return {}
    `,
    'a property with a setter': `
      class Box:
          @property
          def text(self):
              return self.kept
          @text.setter
          def text(self, value):
              self.kept = 'SELECT ' + value

      @app.post('/')
      def view():
          box = Box()
          box.text = request.form['a']
          db.execute(box.text)  # finding: sql-injection
          other = Box()
          other.text = 'x'
          db.execute(other.text)
          return {}
    `,
    'a cached property': `
      class Box:
          @functools.cached_property
          def text(self):
              return request.form['a']

      @app.post('/')
      def view():
          db.execute(Box().text)  # finding: sql-injection
          return {}
    `,
    'of a class that is chosen from a dict by a constant in the callee': `
      class Bad:
          def read(self, text):
              return text
      class Good:
          def read(self, text):
              return 'x'

      def make(name):
          classes = {'bad': Bad, 'good': Good}
          return classes[name]()

      @app.post('/')
      def view():
          db.execute(make('good').read(request.form['a']))
          db.execute(make('bad').read(request.form['a']))  # finding: sql-injection
          db.execute(make(request.args['x']).read(request.form['a']))  # finding: sql-injection
          return {}
    `,
    'of a class that a file names': `
      class Bad:
          def read(self, text):
              return text
      class Good:
          def read(self, text):
              return 'x'

      def make():
          name = json.load(open('x.json'))['class']
          return globals()[name]()

      @app.post('/')
      def view():
          db.execute(make().read(request.form['a']))  # finding: sql-injection
          return {}
    `,
    'a class decorator': `
      def plain(cls):
          return cls

      @plain
      class Box:
          def __init__(self, text):
              self.text = text

      @app.post('/')
      def view():
          db.execute(Box(request.form['a']).text)  # finding: sql-injection
          db.execute(Box('x').text)
          return {}
    `,
    '__new__ and __getattr__': `
      class Box:
          def __new__(cls, text):
              made = object.__new__(cls)
              made.text = text
              return made

      class Any:
          def __init__(self, text):
              self.kept = text
          def __getattr__(self, name):
              return self.kept

      @app.post('/')
      def view():
          db.execute(Box(request.form['a']).text)  # finding: sql-injection
          db.execute(Box('x').text)
          db.execute(Any(request.form['a']).whatever)  # finding: sql-injection
          db.execute(Any('x').whatever)
          return {}
    `,
    '__getattr__ that asks what nobody sets, which asks it again': `
      class Proxy:
          def __getattr__(self, name):
              return getattr(self.inner, name)

      class Around:
          def __init__(self, proxy):
              self.proxy = proxy
          def __getattr__(self, name):
              return getattr(self.proxy, name)

      @app.post('/')
      def view():
          proxy = Proxy()
          db.execute(proxy.thing)
          db.execute(Around(proxy).thing)
          db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'properties that ask one another': `
      class Circle:
          @property
          def radius(self):
              return self.diameter / 2
          @property
          def diameter(self):
              return self.radius * 2

      @app.post('/')
      def view():
          db.execute(Circle().radius)
          db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
  });
});

describe('which function it is', () => {
  itFollowsInModule({
    'a decorator with arguments': `
      def times(count):
          def decorator(fn):
              @functools.wraps(fn)
              def inner(*args, **kwargs):
                  for _ in range(count):
                      result = fn(*args, **kwargs)
                  return result
              return inner
          return decorator

      @times(2)
      def run(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          run(request.form['a'])
          run('x')
          return {}
    `,
    'a decorator below a route': `
      def signed_in(fn):
          @functools.wraps(fn)
          def inner(*args, **kwargs):
              if not request.cookies.get('user'):
                  abort(403)
              return fn(*args, **kwargs)
          return inner

      @app.post('/<name>')
      @signed_in
      def view(name):
          db.execute(name)  # finding: sql-injection
          db.execute(request.form['a'])  # finding: sql-injection
          return {}
    `,
    'a decorator that checks what it hands on': `
      def numbers_only(fn):
          @functools.wraps(fn)
          def inner(text):
              if not text.isdigit():
                  raise ValueError('no')
              return fn(text)
          return inner

      @numbers_only
      def checked(text):
          db.execute(text)

      def unchecked(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          checked(request.form['a'])
          unchecked(request.form['b'])
          return {}
    `,
    'a cache around it': `
      @functools.lru_cache(maxsize=None)
      def find(text):
          db.execute(text)  # finding: sql-injection
          return text

      @app.post('/')
      def view():
          db.execute(find(request.form['a']))  # finding: sql-injection
          return {}
    `,
    'a registry that a decorator fills': `
      actions = {}

      def action(fn):
          actions[fn.__name__] = fn
          return fn

      @action
      def run(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          actions['run'](request.form['a'])
          return {}
    `,
    'a list of functions, each in its turn': `
      def first(text):
          return text.strip()

      def second(text):
          return text.lower()

      def last(text):
          return 'x'

      @app.post('/')
      def view():
          text = request.form['a']
          for step in [first, second]:
              text = step(text)
          db.execute(text)  # finding: sql-injection
          db.execute(last(text))
          return {}
    `,
    'the target of a thread': `
      import threading

      def run(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          threading.Thread(target=run, args=(request.form['a'],)).start()
          return {}
    `,
    'what an executor is given to do': `
      from concurrent.futures import ThreadPoolExecutor

      def other(text):
          db.execute(text)  # finding: sql-injection

      @app.post('/')
      def view():
          with ThreadPoolExecutor() as pool:
              pool.submit(other, request.form['a'])
          return {}
    `,
    'arguments by every kind of parameter': `
      def run(a, /, b, *rest, c, d='x', **more):
          db.execute(a)
          db.execute(b)  # finding: sql-injection
          db.execute(rest[0])
          db.execute(c)  # finding: sql-injection
          db.execute(d)
          db.execute(more['e'])  # finding: sql-injection
          db.execute(more['f'])

      @app.post('/')
      def view():
          text = request.form['a']
          run('x', text, 'y', c=text, e=text, f='z')
          return {}
    `,
    'keyword arguments that are handed on': `
      def outer(**options):
          inner(**options)

      def inner(query, name='x'):
          db.execute(query)  # finding: sql-injection
          db.execute(name)

      @app.post('/')
      def view():
          outer(query=request.form['a'])
          return {}
    `,
    'a default that is a list': `
      def collect(text, seen=[]):
          seen.append(text)
          return seen

      @app.post('/')
      def view():
          db.execute(collect(request.form['a'])[0])  # finding: sql-injection
          return {}
    `,
    'recursion over a tree': `
      def walk(node):
          if isinstance(node, dict):
              for value in node.values():
                  walk(value)
          elif isinstance(node, list):
              for one in node:
                  walk(one)
          else:
              db.execute(node)  # finding: sql-injection

      @app.post('/')
      def view():
          walk(request.json)
          return {}
    `,
    'a function that returns one of two': `
      def bad(text):
          return text

      def good(text):
          return 'x'

      def choose(flag):
          return bad if flag else good

      @app.post('/')
      def view():
          db.execute(choose(False)(request.form['a']))
          db.execute(choose(True)(request.form['a']))  # finding: sql-injection
          db.execute(choose(len(db))(request.form['a']))  # finding: sql-injection
          return {}
    `,
    'one that never returns': `
      def give_up():
          raise SystemExit(1)

      def maybe(flag):
          if flag:
              raise ValueError('no')

      @app.post('/')
      def view():
          if len(db):
              give_up()
              db.execute(request.form['a'])
          maybe(len(db))
          db.execute(request.form['b'])  # finding: sql-injection
          return {}
    `,
    'a name that is defined anew': `
      def run(text):
          db.execute(text)

      def run(text):
          return 'x'

      @app.post('/')
      def view():
          run(request.form['a'])
          return {}
    `,
  });
});

describe('through files', () => {
  const store = `
import sqlite3

db = sqlite3.connect('x')

class Store:
    def __init__(self, table):
        self.table = table
    def find(self, name):
        return db.execute('SELECT * FROM ' + self.table + ' WHERE name = ' + name)  # finding: sql-injection
    def find_well(self, name):
        return db.execute('SELECT * FROM ' + self.table + ' WHERE name = ?', (name,))

store = Store('orders')
`;
  const top = `from flask import Flask, request\napp = Flask(__name__)\n`;
  itFollows({
    'an object of another module': {
      'shop/store.py': store,
      'shop/views.py': `${top}
from shop.store import store

@app.get('/')
def view():
    store.find_well(request.args['a'])
    store.find(request.args['a'])
    return {}
`,
    },
    'a class of another module, by a base in a third': {
      'shop/base.py': `
class Base:
    def load(self, text):
        return self.run('SELECT ' + text)
`,
      'shop/store.py': `
import sqlite3
from .base import Base
db = sqlite3.connect('x')

class Store(Base):
    def run(self, statement):
        return db.execute(statement)  # finding: sql-injection
`,
      'shop/views.py': `${top}
from .store import Store

@app.get('/')
def view():
    Store().load(request.args['a'])
    return {}
`,
    },
    'a helper that checks, in another module': {
      'shop/checks.py': `
import re

NAME = re.compile('[a-z]+')

def is_name(text):
    return bool(text) and text.isalnum()

def require_name(text):
    if not NAME.fullmatch(text):
        raise ValueError('no name')
    return text

def note(text):
    return None
`,
      'shop/views.py': `${top}
import sqlite3
from shop.checks import is_name, note, require_name
db = sqlite3.connect('x')

@app.get('/a')
def asked():
    name = request.args['name']
    if is_name(name):
        db.execute('SELECT ' + name)
    db.execute('SELECT ' + name)  # finding: sql-injection
    return {}

@app.get('/b')
def required():
    name = require_name(request.args['name'])
    db.execute('SELECT ' + name)
    return {}

@app.get('/c')
def noted():
    name = request.args['name']
    note(name)
    db.execute('SELECT ' + name)  # finding: sql-injection
    return {}
`,
    },
    'modules that import each other': {
      'shop/a.py': `
from shop import b

def first(text):
    return b.second(text)

def last(text):
    return text
`,
      'shop/b.py': `
from shop import a

def second(text):
    return a.last(text)
`,
      'shop/views.py': `${top}
import os
from shop.a import first

@app.get('/')
def view():
    os.system(first(request.args['a']))  # finding: os-command-injection
    os.system(first('x'))
    return {}
`,
    },
    'a request that is handed to another module': {
      'shop/work.py': `
import os

def work(request):
    os.system('ls ' + request.args['name'])  # finding: os-command-injection

def work_of(args):
    os.system('ls ' + args['name'])  # finding: os-command-injection
    os.system('ls ' + args['fixed'])
`,
      'shop/views.py': `${top}
from shop.work import work, work_of

@app.get('/')
def view():
    work(request)
    work_of({'name': request.args['name'], 'fixed': 'x'})
    return {}
`,
    },
    'known miss: state of a module that another one writes is not seen': {
      'shop/state.py': `current = 'x'\n`,
      'shop/views.py': `${top}
import sqlite3
from shop import state
db = sqlite3.connect('x')

@app.post('/a')
def write():
    state.current = request.form['a']
    return {}

@app.post('/b')
def read():
    db.execute(state.current)  # miss: sql-injection
    return {}
`,
    },
    'a name that two modules have': {
      'shop/a.py': `def run(text):\n    return text\n`,
      'shop/b.py': `def run(text):\n    return 'x'\n`,
      'shop/views.py': `${top}
import sqlite3
from shop import a, b
from shop.b import run
db = sqlite3.connect('x')

@app.get('/')
def view():
    db.execute(a.run(request.args['a']))  # finding: sql-injection
    db.execute(b.run(request.args['a']))
    db.execute(run(request.args['a']))
    return {}
`,
    },
    'a module with the name of a library': {
      'shop/requests.py': `def get(url, timeout):\n    return 'x'\n`,
      'shop/__init__.py': '',
      'shop/views.py': `${top}
from . import requests

@app.get('/')
def view():
    requests.get(request.args['a'], timeout=5)
    return {}
`,
    },
    'what a stub beside a module says is not what it does': {
      'shop/work.py': `def work(text):\n    return text\n`,
      'shop/work.pyi': `def work(text: str) -> str: ...\n`,
      'shop/views.py': `${top}
import os
from shop.work import work

@app.get('/')
def view():
    os.system(work(request.args['a']))  # finding: os-command-injection
    return {}
`,
    },
    'what only tests call is not the program': {
      'shop/work.py': `import os\ndef work(text):\n    os.system(text)\n`,
      'tests/test_work.py': inModule(`
        from shop.work import work
        def test_work():
            work(request.form['a'])
      `),
    },
  });
});

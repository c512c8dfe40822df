// Functions of the standard library that keep the structure of what they are given.
import { describe } from 'vitest';
import { itFollowsInModule, itFollowsInView } from '../support/flow-cases.ts';

describe('round trips', () => {
  itFollowsInView({
    'json keeps keys apart': `
      data = json.loads(json.dumps({'a': 'x', 'b': given}))
      db.execute(data['a'])
      db.execute(data['b'])  # finding: sql-injection
    `,
    'json of what was sent': `
      data = json.loads(given)
      db.execute(data['a'])  # finding: sql-injection
      for one in data['list']:
          db.execute(one['name'])  # finding: sql-injection
    `,
    'json of a constant': `
      data = json.loads('{"a": 1}')
      db.execute('SELECT ' + str(data['a']))
    `,
    'base64, whose decoding gives back what the encoding took away': `
      coded = base64.b64encode(given.encode())
      db.execute(base64.b64decode(coded).decode())  # finding: sql-injection
      db.execute(base64.b64decode(base64.b64encode(b'x')).decode())
    `,
    'urllib.parse, whose unquoting gives back what the quoting took away': `
      db.execute(urllib.parse.unquote(urllib.parse.quote(given)))  # finding: sql-injection
      query = urllib.parse.parse_qs(given)
      db.execute(query['a'][0])  # finding: sql-injection
      db.execute(urllib.parse.unquote('x'))
    `,
    'configparser keeps options apart': `
      config = configparser.ConfigParser()
      config.add_section('s')
      config.set('s', 'a', 'x')
      config.set('s', 'b', given)
      db.execute(config.get('s', 'a'))
      db.execute(config.get('s', 'b'))  # finding: sql-injection
    `,
    'configparser by index': `
      config = configparser.ConfigParser()
      config['s'] = {'a': 'x', 'b': given}
      db.execute(config['s']['a'])
      db.execute(config['s']['b'])  # finding: sql-injection
    `,
    'configparser, written one way and read the other': `
      config = configparser.ConfigParser()
      config['s'] = {}
      config['s']['b'] = given
      config['s']['a'] = 'x'
      db.execute(config.get('s', 'b'))  # finding: sql-injection
      db.execute(config.get('s', 'a'))
    `,
    'configparser read from a text': `
      config = configparser.ConfigParser()
      config.read_string(given)
      db.execute(config.get('s', 'b'))  # finding: sql-injection
      db.execute(config['s']['b'])  # finding: sql-injection
      db.execute(str(config.getint('s', 'b')))
    `,
    StringIO: `
      buffer = io.StringIO()
      buffer.write('SELECT ')
      buffer.write(given)
      db.execute(buffer.getvalue())  # finding: sql-injection
      clean = io.StringIO()
      clean.write('SELECT ')
      db.execute(clean.getvalue())
    `,
    'StringIO filled by print': `
      buffer = io.StringIO()
      print(given, file=buffer)
      db.execute(buffer.getvalue())  # finding: sql-injection
      for line in io.StringIO(given):
          db.execute(line)  # finding: sql-injection
    `,
    copies: `
      db.execute(copy.copy(given))  # finding: sql-injection
      db.execute(copy.deepcopy({'a': given})['a'])  # finding: sql-injection
    `,
    csv: `
      import csv
      for row in csv.reader(io.StringIO(given)):
          db.execute(row[0])  # finding: sql-injection
    `,
    'known miss: pickled by the program itself, which is harmless': `
      import pickle
      data = pickle.loads(pickle.dumps({'a': 'x', 'b': given}))  # noise: untrusted-deserialization
      db.execute(data['b'])  # finding: sql-injection
      db.execute(data['a'])
    `,
    'getattr and setattr': `
      class Box:
          pass
      box = Box()
      setattr(box, 'a', given)
      setattr(box, 'b', 'x')
      db.execute(getattr(box, 'a'))  # finding: sql-injection
      db.execute(box.a)  # finding: sql-injection
      db.execute(getattr(box, 'b'))
      db.execute(getattr(box, 'c', 'x'))
    `,
    '__dict__ holds the fields': `
      class Box:
          pass
      box = Box()
      box.__dict__['a'] = given
      box.__dict__.update(b='x', c=given)
      db.execute(box.a)  # finding: sql-injection
      db.execute(vars(box)['a'])  # finding: sql-injection
      db.execute(box.b)
      db.execute(box.c)  # finding: sql-injection
    `,
    reduce: `
      db.execute(functools.reduce(lambda a, b: a + b, [given, 'x']))  # finding: sql-injection
    `,
    'operator.itemgetter': `
      import operator
      db.execute(operator.itemgetter('a')({'a': given}))  # finding: sql-injection
    `,
    '__str__ of the project': `
      class Name:
          def __init__(self, text):
              self.text = text
          def __str__(self):
              return self.text
      db.execute(str(Name(given)))  # finding: sql-injection
      db.execute(f'SELECT {Name(given)}')  # finding: sql-injection
      db.execute(str(Name('x')))
    `,
  });
});

describe('objects', () => {
  itFollowsInModule({
    'fields are apart': `
      class Order:
          def __init__(self, column, table):
              self.column = column
              self.table = table

      @app.post('/')
      def view():
          order = Order(request.form['c'], 'orders')
          db.execute(order.column)  # finding: sql-injection
          db.execute(order.table)
          order.column = 'id'
          db.execute(order.column)
          return {}
    `,
    'two objects are apart': `
      class Order:
          def __init__(self, column):
              self.column = column

      @app.post('/')
      def view():
          a = Order(request.form['c'])
          b = Order('id')
          db.execute(b.column)
          db.execute(a.column)  # finding: sql-injection
          return {}
    `,
    'a dataclass with a default factory': `
      from dataclasses import dataclass, field

      @dataclass
      class Order:
          column: str
          table: str = 'orders'
          more: list = field(default_factory=list)

      @app.post('/')
      def view():
          order = Order(request.form['c'])
          db.execute(order.column)  # finding: sql-injection
          db.execute(order.table)
          other = Order(column='id', table=request.form['t'])
          db.execute(other.column)
          db.execute(other.table)  # finding: sql-injection
          order.more.append(request.form['m'])
          db.execute(order.more[0])  # finding: sql-injection
          db.execute(other.more[0])
          return {}
    `,
    '__post_init__ of a dataclass': `
      from dataclasses import dataclass

      @dataclass
      class Order:
          column: str
          def __post_init__(self):
              self.query = 'SELECT ' + self.column

      @app.post('/')
      def view():
          db.execute(Order(request.form['c']).query)  # finding: sql-injection
          db.execute(Order('id').query)
          return {}
    `,
    'dataclasses.replace and asdict': `
      import dataclasses

      @dataclasses.dataclass
      class Order:
          column: str
          table: str

      @app.post('/')
      def view():
          order = Order('id', 'orders')
          other = dataclasses.replace(order, column=request.form['c'])
          db.execute(other.column)  # finding: sql-injection
          db.execute(other.table)
          db.execute(dataclasses.asdict(other)['column'])  # finding: sql-injection
          db.execute(dataclasses.asdict(other)['table'])
          return {}
    `,
    'a named tuple': `
      from collections import namedtuple
      from typing import NamedTuple

      Order = namedtuple('Order', 'column table')

      class Row(NamedTuple):
          column: str
          table: str = 'orders'

      @app.post('/')
      def view():
          order = Order(request.form['c'], 'orders')
          db.execute(order.column)  # finding: sql-injection
          db.execute(order.table)
          db.execute(order[0])  # finding: sql-injection
          db.execute(order[1])
          db.execute(order._replace(column='id').column)
          db.execute(order._asdict()['column'])  # finding: sql-injection
          db.execute(order._asdict()['table'])
          row = Row(request.form['c'])
          db.execute(row.column)  # finding: sql-injection
          db.execute(row.table)
          column, table = row
          db.execute(column)  # finding: sql-injection
          db.execute(table)
          return {}
    `,
    SimpleNamespace: `
      import types

      @app.post('/')
      def view():
          box = types.SimpleNamespace(a=request.form['a'], b='x')
          db.execute(box.a)  # finding: sql-injection
          db.execute(box.b)
          return {}
    `,
    attrs: `
      import attr

      @attr.s
      class Order:
          column = attr.ib()
          table = attr.ib(default='orders')

      @app.post('/')
      def view():
          order = Order(request.form['c'])
          db.execute(order.column)  # finding: sql-injection
          db.execute(order.table)
          return {}
    `,
    'objects in objects': `
      class Inner:
          def __init__(self, a, b):
              self.a = a
              self.b = b

      class Outer:
          def __init__(self, inner):
              self.inner = inner

      @app.post('/')
      def view():
          outer = Outer(Inner(request.form['a'], 'x'))
          db.execute(outer.inner.a)  # finding: sql-injection
          db.execute(outer.inner.b)
          return {}
    `,
    'an enum': `
      from enum import Enum

      class Column(Enum):
          ID = 'id'
          NAME = 'name'

      @app.post('/')
      def view():
          db.execute('SELECT ' + Column(request.form['c']).value)
          db.execute('SELECT ' + Column[request.form['c']].value)
          return {}
    `,
    'a container of the project': `
      class Bag:
          def __init__(self):
              self.items = {}
          def __getitem__(self, key):
              return self.items[key]
          def __setitem__(self, key, value):
              self.items[key] = value

      @app.post('/')
      def view():
          bag = Bag()
          bag['a'] = request.form['a']
          bag['b'] = 'x'
          db.execute(bag['a'])  # finding: sql-injection
          db.execute(bag['b'])
          return {}
    `,
    '__iter__ of the project': `
      class Words:
          def __init__(self, text):
              self.text = text
          def __iter__(self):
              return iter(self.text.split())

      @app.post('/')
      def view():
          for word in Words(request.form['a']):
              db.execute(word)  # finding: sql-injection
          for word in Words('a b'):
              db.execute(word)
          return {}
    `,
    'operators of the project': `
      class Query:
          def __init__(self, text):
              self.text = text
          def __add__(self, other):
              return Query(self.text + other)
          def __call__(self, more):
              return self.text + more

      @app.post('/')
      def view():
          query = Query('SELECT ') + request.form['a']
          db.execute(query.text)  # finding: sql-injection
          db.execute(Query('SELECT ')(request.form['a']))  # finding: sql-injection
          db.execute(Query('SELECT ')('x'))
          return {}
    `,
  });
});

describe('regular expressions', () => {
  itFollowsInView({
    'a pattern, compiled and not': `
      if re.fullmatch('[a-z]+', given):
          db.execute(given)
      if re.compile('[a-z]+').fullmatch(given):
          db.execute(given)
      db.execute(given)  # finding: sql-injection
    `,
    'a pattern by keyword': `
      if re.fullmatch(pattern='[a-z]+', string=given):
          db.execute(given)
    `,
    'a match that is compared with None': `
      if re.fullmatch('[a-z]+', given) is not None:
          db.execute(given)
      if re.fullmatch('[a-z]+', given) is None:
          return {}
      db.execute(given)
    `,
    'a match as a bool': `
      if bool(re.fullmatch('[a-z]+', given)):
          db.execute(given)
    `,
    'a match that is kept before it is asked': `
      found = re.fullmatch('[a-z]+', given)
      if not found:
          return {}
      db.execute(given)
    `,
    'what a match gives': `
      found = re.match('x([a-z]+)', given)
      db.execute(found.string)  # finding: sql-injection
      wide = re.match('x(.+)', given)
      db.execute(wide.group(1))  # finding: sql-injection
      db.execute(wide[1])  # finding: sql-injection
      for one in re.findall('.', given):
          db.execute(one)  # finding: sql-injection
    `,
    'what a match of letters gives': `
      found = re.search('x([a-z]+)', given)
      db.execute(found.group(1))
    `,
    'flags that change what a pattern says': `
      if re.match('^[a-z]+$', given, re.MULTILINE):
          db.execute(given)  # finding: sql-injection
      if re.search('(?m)^[a-z]+$', given):
          db.execute(given)  # finding: sql-injection
      if re.compile('^[a-z]+$', re.M).match(given):
          db.execute(given)  # finding: sql-injection
    `,
    'flags that change nothing that matters': `
      if re.fullmatch('[a-z]+', given, re.IGNORECASE):
          db.execute(given)
      if re.match('^[a-z]+$', given, flags=re.ASCII):
          db.execute(given)
    `,
    'a pattern that is not known': `
      if re.fullmatch(request.args['pattern'], given):  # finding: regex-injection
          db.execute(given)  # finding: sql-injection
    `,
  });
});

// Calls of the project's own functions and methods: what goes in, what comes out, what they leave behind.
import { describe } from 'vitest';
import { itFollowsInView } from '../support/flow-cases.ts';

describe('functions', () => {
  itFollowsInView(
    {
      'what is given comes back': `
      db.execute(same(given))  # finding: sql-injection
      db.execute(same('x'))
      db.execute(fixed(given))
    `,
      'by position, by name, by star and by two stars': `
      db.execute(second('x', given))  # finding: sql-injection
      db.execute(second(given, 'x'))
      db.execute(second(b=given, a='x'))  # finding: sql-injection
      db.execute(second(b='x', a=given))
      db.execute(second(*['x', given]))  # finding: sql-injection
      db.execute(second(**{'a': 'x', 'b': given}))  # finding: sql-injection
    `,
      'collected by star and by two stars': `
      db.execute(from_star('x', given))  # finding: sql-injection
      db.execute(from_stars(b=given))  # finding: sql-injection
      db.execute(from_stars(a=given, b='x'))
    `,
      'a default': `
      db.execute(with_default())
      db.execute(with_default(given))  # finding: sql-injection
    `,
      'through three functions': `
      db.execute(same(same(same(given))))  # finding: sql-injection
    `,
      'a pair comes back': `
      a, b = pair(given)
      db.execute(a)
      db.execute(b)  # finding: sql-injection
    `,
      'a dict comes back': `
      box = boxed(given)
      db.execute(box['clean'])
      db.execute(box['dirty'])  # finding: sql-injection
    `,
      'a list is filled': `
      row = []
      fill(row, given)
      db.execute(row[0])  # finding: sql-injection
    `,
      'a generator': `
      for one in words(given):
          db.execute(one)  # finding: sql-injection
    `,
      recursion: `
      db.execute(deep(given, 3))  # finding: sql-injection
      db.execute(deep('x', 3))
    `,
      'two functions that call each other': `
      db.execute(ping(given, 3))  # finding: sql-injection
      db.execute(ping('x', 3))
    `,
      'a constant decides inside': `
      db.execute(chosen(given, True))  # finding: sql-injection
      db.execute(chosen(given, False))
    `,
      'what cleans': `
      db.execute(given)  # finding: sql-injection
      db.execute(str(cleaned(given)))
    `,
      'a partial': `
      bound = functools.partial(second, 'x')
      db.execute(bound(given))  # finding: sql-injection
      clean = functools.partial(second, given)
      db.execute(clean('x'))
    `,
      'a callback': `
      db.execute(apply(same, given))  # finding: sql-injection
      db.execute(apply(fixed, given))
      db.execute(apply(lambda text: text, given))  # finding: sql-injection
    `,
      'a dispatch dict': `
      db.execute({'a': same, 'b': fixed}['a'](given))  # finding: sql-injection
      db.execute({'a': same, 'b': fixed}['b'](given))
      db.execute(TABLE[request.form['which']](given))  # finding: sql-injection
    `,
      'a decorator of its own': `
      db.execute(decorated(given))  # finding: sql-injection
      db.execute(replaced(given))
    `,
      'a function that is made': `
      make = maker('x')
      db.execute(make(given))  # finding: sql-injection
    `,
      'a closure keeps the arguments of the function that made it': `
      db.execute(maker(given)('x'))  # finding: sql-injection
      db.execute(maker('x')('y'))
    `,
      'a coroutine': `
      import asyncio
      async def inner():
          db.execute(await later(given))  # finding: sql-injection
      asyncio.run(inner())
    `,
    },
    `
    def same(text):
        return text
    def fixed(text):
        return 'x'
    def second(a, b):
        return b
    def from_star(*texts):
        return texts[1]
    def from_stars(**texts):
        return texts['b']
    def with_default(text='x'):
        return text
    def pair(text):
        return 'x', text
    def boxed(text):
        return {'clean': 'x', 'dirty': text}
    def fill(row, text):
        row.append(text)
    def words(text):
        for one in text.split():
            yield one
    def deep(text, n):
        if n == 0:
            return text
        return deep(text, n - 1)
    def ping(text, n):
        return text if n == 0 else pong(text, n - 1)
    def pong(text, n):
        return ping(text, n)
    def chosen(text, wanted):
        if wanted:
            return text
        return 'x'
    def cleaned(text):
        return int(text)
    def apply(fn, text):
        return fn(text)
    TABLE = {'a': same, 'b': fixed}
    def passing(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            return fn(*args, **kwargs)
        return inner
    def replacing(fn):
        return fixed
    @passing
    def decorated(text):
        return text
    @replacing
    def replaced(text):
        return text
    def maker(prefix):
        def made(text):
            return prefix + text
        return made
    async def later(text):
        return text
  `,
  );
});

describe('methods', () => {
  itFollowsInView(
    {
      'state of an object': `
      box = Box(given)
      db.execute(box.text)  # finding: sql-injection
      db.execute(box.clean)
      db.execute(box.read())  # finding: sql-injection
      db.execute(box.read_clean())
    `,
      'state that another method sets': `
      box = Box('x')
      db.execute(box.read())
      box.write(given)
      db.execute(box.read())  # finding: sql-injection
    `,
      'what a method sets anew replaces what was there, where it does so for certain': `
      box = Box(given)
      box.write('x')
      db.execute(box.read())
      other = Box(given)
      other.write_perhaps('x')
      db.execute(other.read())  # finding: sql-injection
      swapped = Box(given)
      db.execute(swapped.swap('x'))  # finding: sql-injection
      db.execute(swapped.read())
    `,
      'two objects': `
      one, two = Box(given), Box('x')
      db.execute(one.read())  # finding: sql-injection
      db.execute(two.read())
    `,
      'class and static methods': `
      db.execute(Box.of(given).read())  # finding: sql-injection
      db.execute(Box.static(given))  # finding: sql-injection
      db.execute(Box.static('x'))
    `,
      'a property': `
      db.execute(Box(given).shown)  # finding: sql-injection
      db.execute(Box('x').shown)
    `,
      inherited: `
      db.execute(Child(given).read())  # finding: sql-injection
      db.execute(Child('x').read())
    `,
      overridden: `
      db.execute(Clean(given).read())
      db.execute(Clean(given).text)  # finding: sql-injection
    `,
      super: `
      db.execute(Loud(given).read())  # finding: sql-injection
    `,
      'a template method': `
      db.execute(Loud(given).twice())  # finding: sql-injection
      db.execute(Clean(given).twice())
    `,
      'getattr with a known name': `
      db.execute(getattr(Box(given), 'read')())  # finding: sql-injection
      db.execute(getattr(Box(given), 'read_clean')())
    `,
      'a bound method that is handed on': `
      read = Box(given).read
      db.execute(read())  # finding: sql-injection
    `,
      'called by being an object': `
      db.execute(Caller()(given))  # finding: sql-injection
      db.execute(Caller()('x'))
    `,
      'a context manager': `
      with Opened(given) as text:
          db.execute(text)  # finding: sql-injection
      with Opened('x') as text:
          db.execute(text)
    `,
      'a chain of methods that return their object': `
      db.execute(Builder().add(given).build())  # finding: sql-injection
      db.execute(Builder().add('x').build())
    `,
      'a factory': `
      db.execute(make('box', given).read())  # finding: sql-injection
      db.execute(make('clean', given).read())
    `,
      'an attribute of a class that is set from outside': `
      Shared.text = given
      db.execute(Shared.text)  # finding: sql-injection
    `,
    },
    `
    class Box:
        def __init__(self, text):
            self.text = text
            self.clean = 'x'
        def write(self, text):
            self.text = text
        def write_perhaps(self, text):
            if len(self.text) > 3:
                self.text = text
        def swap(self, text):
            before = self.text
            self.text = text
            return before
        def read(self):
            return self.text
        def read_clean(self):
            return self.clean
        def twice(self):
            return self.read() + self.read()
        @property
        def shown(self):
            return self.text
        @classmethod
        def of(cls, text):
            return cls(text)
        @staticmethod
        def static(text):
            return text
    class Child(Box):
        pass
    class Clean(Box):
        def read(self):
            return 'x'
    class Loud(Box):
        def __init__(self, text):
            super().__init__(text)
        def read(self):
            return super().read() + '!'
    class Caller:
        def __call__(self, text):
            return text
    class Opened:
        def __init__(self, text):
            self.text = text
        def __enter__(self):
            return self.text
        def __exit__(self, *error):
            pass
    class Builder:
        def __init__(self):
            self.parts = []
        def add(self, text):
            self.parts.append(text)
            return self
        def build(self):
            return ' '.join(self.parts)
    class Shared:
        text = 'x'
    def make(kind, text):
        if kind == 'box':
            return Box(text)
        return Clean(text)
  `,
  );
});

describe('sinks inside', () => {
  itFollowsInView({
    'one and two calls deep': `
      def run(text):
          db.execute('SELECT ' + text)  # finding: sql-injection
      def outer(text):
          run(text)
      outer(given)
    `,
    'one that only clean text reaches': `
      def run(text):
          db.execute('SELECT ' + text)
      run('x')
      db.execute(given)  # finding: sql-injection
    `,
  });
});

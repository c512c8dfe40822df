// Containers: a clean key beside a tainted one is clean.
import { describe } from 'vitest';
import { itFollowsInView } from '../support/flow-cases.ts';

describe('dict', () => {
  itFollowsInView({
    'by a constant key': `
      d = {'a': 'x', 'b': given}
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
    `,
    'set by key, overwritten by key': `
      d = {}
      d['a'] = 'x'
      d['b'] = given
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
      d['b'] = 'x'
      db.execute(d['b'])
    `,
    'get, with and without a default': `
      d = {'a': 'x', 'b': given}
      db.execute(d.get('a'))
      db.execute(d.get('b'))  # finding: sql-injection
      db.execute(d.get('c', 'x'))
      db.execute(d.get('c', given))  # finding: sql-injection
      db.execute(d.get('a', given))
    `,
    'update by a dict, by keywords, by pairs': `
      d = {'a': 'x'}
      d.update({'b': given})
      d.update(c=given, d='y')
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
      db.execute(d['c'])  # finding: sql-injection
      db.execute(d['d'])
      d.update([('e', given)])
      db.execute(d['e'])  # finding: sql-injection
    `,
    pop: `
      d = {'a': 'x', 'b': given}
      db.execute(d.pop('a'))
      db.execute(d.pop('b'))  # finding: sql-injection
      db.execute(d.pop('b', 'x'))
    `,
    setdefault: `
      d = {'a': 'x'}
      d.setdefault('a', given)
      d.setdefault('b', given)
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
      db.execute(d.setdefault('c', 'x'))
    `,
    'dict() by keywords, from pairs, from a dict': `
      d = dict(a='x', b=given)
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
      e = dict([('a', 'x'), ('b', given)])
      db.execute(e['b'])  # finding: sql-injection
      f = dict(d, a=given)
      db.execute(f['a'])  # finding: sql-injection
      db.execute(d['a'])
    `,
    del: `
      d = {'a': given}
      del d['a']
      d['a'] = 'x'
      db.execute(d['a'])
    `,
    'an unknown key may be any': `
      d = {'a': 'x'}
      d[str(len(db))] = given
      db.execute(d['b'])  # finding: sql-injection
    `,
    'read by an unknown key': `
      d = {'a': 'x', 'b': given}
      db.execute(d[str(len(db))])  # finding: sql-injection
      e = {'a': 'x', 'b': 'y'}
      db.execute(e[given])
    `,
    'keys, values and items': `
      d = {'a': given}
      for key in d:
          db.execute(key)
      for key in d.keys():
          db.execute(key)
      for value in d.values():
          db.execute(value)  # finding: sql-injection
      for key, value in d.items():
          db.execute(key)
          db.execute(value)  # finding: sql-injection
    `,
    'a tainted key': `
      d = {given: 'x'}
      for key in d:
          db.execute(key)  # finding: sql-injection
      for value in d.values():
          db.execute(value)
      e = {}
      e[given] = 'x'
      for key, value in e.items():
          db.execute(key)  # finding: sql-injection
          db.execute(value)
    `,
    'copies are apart': `
      d = {'a': 'x'}
      e = d.copy()
      f = dict(d)
      g = copy.deepcopy(d)
      d['a'] = given
      db.execute(e['a'])
      db.execute(f['a'])
      db.execute(g['a'])
      db.execute(d['a'])  # finding: sql-injection
    `,
    'two names of one dict': `
      d = {'a': 'x'}
      e = d
      e['a'] = given
      db.execute(d['a'])  # finding: sql-injection
    `,
    clear: `
      d = {'a': given}
      d.clear()
      d['b'] = 'x'
      for value in d.values():
          db.execute(value)
    `,
    nested: `
      d = {'a': {'b': given, 'c': 'x'}, 'd': {'b': 'x'}}
      db.execute(d['a']['b'])  # finding: sql-injection
      db.execute(d['a']['c'])
      db.execute(d['d']['b'])
      d['d']['b'] = given
      db.execute(d['d']['b'])  # finding: sql-injection
    `,
    'a key that is a constant through a variable': `
      key = 'a' + 'b'
      d = {key: 'x', 'c': given}
      db.execute(d['ab'])
      db.execute(d[key])
    `,
    'defaultdict, OrderedDict, ChainMap': `
      import collections
      d = collections.defaultdict(str)
      d['a'] = 'x'
      d['b'] = given
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
      e = collections.OrderedDict(a='x', b=given)
      db.execute(e['a'])
      db.execute(e['b'])  # finding: sql-injection
      f = collections.ChainMap({'a': given})
      db.execute(f['a'])  # finding: sql-injection
    `,
    'defaultdict of lists': `
      import collections
      d = collections.defaultdict(list)
      d['a'].append('x')
      d['b'].append(given)
      db.execute(d['b'][0])  # finding: sql-injection
      db.execute(d['a'][0])
    `,
    'number and boolean keys': `
      d = {1: 'x', 2: given}
      db.execute(d[1])
      db.execute(d[2])  # finding: sql-injection
    `,
    'a merge in place': `
      d = {'a': 'x'}
      d |= {'b': given}
      db.execute(d['a'])
      db.execute(d['b'])  # finding: sql-injection
    `,
    'the parameters beside the statement': `
      db.execute('SELECT ?', {'a': given})
      db.execute('SELECT ?', (given,))
      db.execute('SELECT ?', [given])
    `,
  });
});

describe('list', () => {
  itFollowsInView({
    'by a constant index': `
      l = ['x', given, 'y']
      db.execute(l[0])
      db.execute(l[1])  # finding: sql-injection
      db.execute(l[2])
      db.execute(l[-1])
      db.execute(l[-2])  # finding: sql-injection
    `,
    'append and pop': `
      l = ['x']
      l.append(given)
      l.append('y')
      db.execute(l.pop())
      db.execute(l[0])
      db.execute(l.pop())  # finding: sql-injection
      db.execute(l.pop())
    `,
    'pop from the front': `
      l = ['x', given, 'y']
      l.pop(0)
      db.execute(l[0])  # finding: sql-injection
      db.execute(l[1])
    `,
    insert: `
      l = ['x', 'y']
      l.insert(1, given)
      db.execute(l[0])
      db.execute(l[1])  # finding: sql-injection
      db.execute(l[2])
    `,
    'extend and +=': `
      l = ['x']
      l.extend([given, 'y'])
      l += ['z', given]
      db.execute(l[0])
      db.execute(l[1])  # finding: sql-injection
      db.execute(l[2])
      db.execute(l[3])
      db.execute(l[4])  # finding: sql-injection
    `,
    'set by index': `
      l = ['x', given]
      l[1] = 'y'
      db.execute(l[1])
      l[0] = given
      db.execute(l[0])  # finding: sql-injection
    `,
    slices: `
      l = ['x', given, 'y', 'z']
      db.execute(l[2:][0])
      db.execute(l[1:][0])  # finding: sql-injection
      db.execute(l[:1][0])
      db.execute(' '.join(l[2:]))
      db.execute(' '.join(l[:2]))  # finding: sql-injection
    `,
    'reverse and sort': `
      l = ['x', given]
      l.reverse()
      db.execute(l[0])  # finding: sql-injection
      db.execute(l[1])
      l.sort()
      db.execute(l[1])  # finding: sql-injection
    `,
    'sorted, reversed, list, tuple, set': `
      l = ['x', given]
      db.execute(sorted(l)[0])  # finding: sql-injection
      db.execute(list(l)[0])
      db.execute(tuple(l)[1])  # finding: sql-injection
      for one in reversed(l):
          db.execute(one)  # finding: sql-injection
      for one in set(l):
          db.execute(one)  # finding: sql-injection
    `,
    concatenation: `
      l = ['x'] + [given]
      db.execute(l[0])
      db.execute(l[1])  # finding: sql-injection
    `,
    'a list of lists': `
      l = [['x', given], ['y']]
      db.execute(l[0][0])
      db.execute(l[0][1])  # finding: sql-injection
      db.execute(l[1][0])
    `,
    'enumerate, zip, map, filter': `
      for at, word in enumerate(given.split()):
          db.execute(word)  # finding: sql-injection
          db.execute('LIMIT ' + str(at))
      for a, b in zip(['x'], [given]):
          db.execute(a)
          db.execute(b)  # finding: sql-injection
      db.execute(list(map(str.upper, [given]))[0])  # finding: sql-injection
      db.execute(list(filter(None, [given]))[0])  # finding: sql-injection
      db.execute(list(map(lambda word: 'x', [given]))[0])
    `,
    'next, min, max, sum': `
      db.execute(next(iter([given])))  # finding: sql-injection
      db.execute(max(given, 'x'))  # finding: sql-injection
      db.execute(min([given]))  # finding: sql-injection
    `,
    itertools: `
      for one in itertools.chain(['x'], [given]):
          db.execute(one)  # finding: sql-injection
      for a, b in itertools.product(['x'], [given]):
          db.execute(b)  # finding: sql-injection
    `,
    deque: `
      import collections
      d = collections.deque()
      d.append('x')
      d.appendleft(given)
      db.execute(d.popleft())  # finding: sql-injection
      db.execute(d[0])
    `,
    'del of an item': `
      l = [given, 'x']
      del l[0]
      db.execute(l[0])
    `,
    'the same index in a loop': `
      l = []
      for word in given.split():
          l.append(word)
      db.execute(l[0])  # finding: sql-injection
      db.execute(l[5])  # finding: sql-injection
    `,
    clear: `
      l = [given]
      l.clear()
      l.append('x')
      db.execute(l[0])
    `,
    remove: `
      l = ['x', given]
      l.remove('x')
      db.execute(l[0])  # finding: sql-injection
    `,
    'a list in a dict in a list': `
      data = [{'names': ['x', given]}]
      db.execute(data[0]['names'][0])
      db.execute(data[0]['names'][1])  # finding: sql-injection
    `,
  });
});

describe('tuples and sets', () => {
  itFollowsInView({
    'a tuple by index': `
      t = ('x', given)
      db.execute(t[0])
      db.execute(t[1])  # finding: sql-injection
    `,
    'tuples put together': `
      t = ('x',) + (given,)
      db.execute(t[0])
      db.execute(t[1])  # finding: sql-injection
    `,
    'a set': `
      s = {'x', given}
      for one in s:
          db.execute(one)  # finding: sql-injection
      t = set()
      t.add('x')
      for one in t:
          db.execute(one)
    `,
    'union and difference': `
      for one in {'x'} | {given}:
          db.execute(one)  # finding: sql-injection
      for one in {'x'}.union([given]):
          db.execute(one)  # finding: sql-injection
    `,
    'a frozenset': `
      for one in frozenset([given]):
          db.execute(one)  # finding: sql-injection
    `,
  });
});

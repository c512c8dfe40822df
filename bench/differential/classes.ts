// Kinds of objects of a program's own classes, as in objects.ts.
import type { Kind } from './objects.ts';
import { templates, type Template } from './texts.ts';

function ownClass(tag: string, define: string, make: string, read: readonly string[], write: readonly string[]): Kind {
  const of = (codes: readonly string[]): Template[] => templates({ [tag]: codes });
  return { name: tag, make: [{ tag, code: make, define }], read: of(read), write: of(write) };
}

const fields = `class @1:
    kind = 'k'
    def __init__(self, a, b='k'):
        self.a = a
        self.b = b
`;

export const classes: readonly Kind[] = [
  ownClass(
    'fields',
    `${fields}    def get(self):
        return self.<<a|b|kind>>
    def put(self, p):
        self.<<a|b>> = p
        return self
    def swap(self):
        self.a, self.b = self.b, self.a
    def clear(self):
        self.a = 'k'
    def both(self):
        return self.get() + self.b
`,
    '@1($s<<|, $t|, b=$t>>)',
    [
      '$o.a',
      '$o.b',
      '$o.kind',
      '$o.get()',
      '$o.both()',
      "getattr($o, '<<a|b>>')",
      "getattr($o, 'c', $s)",
      "vars($o)['a']",
      "$o.__dict__['<<a|b>>']",
      '$o.put($s).a',
      "operator.attrgetter('a')($o)",
      'match $o:\n    case object(a=#1):\n        #2 = #1\n    case _:\n        #2 = $c\n#2',
      '[#1.a for #1 in [$o]][0]',
      'copy.copy($o).a',
      '#1 = $o.get\n#1()',
    ],
    [
      '$o.a = $s',
      '$o.b = $s',
      '$o.put($s)',
      '$o.swap()',
      '$o.clear()',
      "setattr($o, '<<a|b>>', $s)",
      '#1 = $o\n#1.a = $s',
      '$o.a += $s',
      'if flag():\n    $o.a = $s',
      '#1 = copy.copy($o)\n#1.a = $s',
      '$o.__dict__.update(a=$s)',
      '$o.put($s).swap()',
      '$o.a, $o.b = $s, $t',
      'for $o.a in [$s, $t]:\n    pass',
      '$o.a = $s\n$o.a = $c',
    ],
  ),
  ownClass(
    'inheritance',
    `class @1b:
    def __init__(self, a):
        self.a = a
    def get(self):
        return self.a
    def show(self):
        return self.get()
    @classmethod
    def of(cls, a):
        return cls(a)
    @staticmethod
    def same(a):
        return a
class @1m:
    def get(self):
        return <<super().get()|'k'|super().get() + 'k'>>
class @1(<<@1b|@1m, @1b>>):
    def __init__(self, a, b='k'):
        super().__init__(<<a|b>>)
        self.b = b
    def <<get|other>>(self):
        return <<self.b|super().get()|'k'>>
`,
    '@1($s<<|, $t>>)',
    ['$o.a', '$o.get()', '$o.show()', '$o.b', 'type($o).of($s).get()', '$o.same($s)', '$o.of($s).a'],
    ['$o.a = $s', '$o.b = $s'],
  ),
  ownClass(
    'property',
    `class @1:
    def __init__(self, a):
        self._a = a
        self._kept = {}
    @property
    def a(self):
        return <<self._a|self._a.upper()|'k'>>
    @a.setter
    def a(self, value):
        self._a = value
    @functools.cached_property
    def c(self):
        return self._a
    def __getattr__(self, name):
        if name.startswith('_'):
            raise AttributeError(name)
        return <<self._a|name|self._kept.get(name, 'k')>>
    def __setitem__(self, key, value):
        self._kept[key] = value
    def __getitem__(self, key):
        return <<self._kept.get(key, 'k')|self._a>>
    def __contains__(self, key):
        return key in self._kept
    def __len__(self):
        return 1
`,
    '@1($s)',
    [
      '$o.a',
      '$o.c',
      '$o.other',
      "$o['a']",
      "$o['b']",
      "($o['a'] if 'a' in $o else $s)",
      "getattr($o, 'a')",
      "getattr($o, 'nothing')",
    ],
    ['$o.a = $s', "$o['a'] = $s", "$o['b'] = $s", "setattr($o, 'a', $s)", '$o.a += $s'],
  ),
  ownClass(
    'special methods',
    `class @1:
    def __init__(self, a):
        self.a = a
        self.all = [a]
    def __call__(self, p):
        return <<self.a|p|self.a + p>>
    def __iter__(self):
        <<return iter(self.all)|yield self.a|yield from self.all>>
    def __str__(self):
        return <<self.a|'k'>>
    def __add__(self, other):
        return <<self.a + other|other|'k'>>
    def __radd__(self, other):
        return other + self.a
    def __enter__(self):
        return <<self|self.a>>
    def __exit__(self, *args):
        return None
    def __eq__(self, other):
        return True
    def __hash__(self):
        return 1
    def __bool__(self):
        return True
    def __lshift__(self, other):
        self.a = other
        return self
    def __iadd__(self, other):
        self.a = <<other|self.a + other>>
        return self
`,
    '@1($s)',
    [
      '$o($s)',
      'str($o)',
      "#1 = $o\nf'{#1}'",
      "('%s' % $o)",
      "'{}'.format($o)",
      "','.join($o)",
      'list($o)[0]',
      'next(iter($o))',
      "#1 = 'k'\nfor #2 in $o:\n    #1 = #2\n#1",
      '($o + $s)',
      '($s + $o)',
      'with $o as #1:\n    #2 = str(#1)\n#2',
      '[*$o][0]',
      '#1, = $o\n#1',
      'list(map($o, [$s]))[0]',
    ],
    ['$o.a = $s', '$o << $s', '$o += $s', '$o.all.append($s)', '$o.all[0] = $s'],
  ),
  ownClass(
    'data class',
    `@dataclasses.dataclass<<|(frozen=False)|(order=True)>>
class @1:
    a: str
    b: str = 'k'
    more: list = dataclasses.field(default_factory=list)
    def get(self):
        return self.<<a|b>>
`,
    '@1($s<<|, $t|, b=$t>>)',
    [
      '$o.a',
      '$o.b',
      '$o.get()',
      "dataclasses.asdict($o)['a']",
      'dataclasses.astuple($o)[0]',
      'dataclasses.replace($o, a=$s).<<a|b>>',
      'str($o)',
      "','.join($o.more)",
      'match $o:\n    case object(a=#1, b=#2):\n        #3 = <<#1|#2>>\n    case _:\n        #3 = $c\n#3',
    ],
    ['$o.a = $s', '$o.b = $s', '$o.more.append($s)', '$o = dataclasses.replace($o, a=$s)'],
  ),
  ownClass(
    'named tuple',
    "<<@1 = collections.namedtuple('@1', ['a', 'b'])|@1 = collections.namedtuple('@1', 'a b')|class @1(typing.NamedTuple):\n    a: str\n    b: str = 'k'>>\n",
    '@1($s, <<$t|b=$t>>)',
    [
      '$o.a',
      '$o.b',
      '$o[0]',
      '$o[1]',
      '#1, #2 = $o\n#2',
      "$o._asdict()['a']",
      '$o._replace(a=$s).<<a|b>>',
      "','.join($o)",
      "('%s %s' % $o)",
    ],
    ['$o = $o._replace(b=$s)', '$o = type($o)($s, $t)'],
  ),
  ownClass(
    'class state',
    `class @1:
    kept = []
    last = 'k'
    table = {'a': 'k'}
    def __init__(self, p):
        <<type(self).last = p|self.kept.append(p)|@1.last = p|self.table['a'] = p|self.last = p>>
    @classmethod
    def newest(cls):
        return cls.last
    @staticmethod
    def shown(p):
        return p
`,
    '@1($s)',
    ['$o.last', 'type($o).last', '$o.newest()', "','.join($o.kept)", "$o.table['a']", '$o.shown($s)'],
    ['$o.last = $s', 'type($o).last = $s', '$o.kept.append($s)'],
  ),
  ownClass(
    'context manager',
    `class @1:
    def __init__(self, p):
        self.p = p
        self.seen = 'k'
    def __enter__(self):
        return <<self.p|self|'k'>>
    def __exit__(self, kind, error, trace):
        self.seen = <<self.p|'k'|str(error)>>
        return True
@contextlib.contextmanager
def @1c(p):
    <<yield p|yield 'k'|try:\n        yield p\n    finally:\n        pass>>
`,
    '@1($s)',
    [
      'with $o as #1:\n    #2 = str(getattr(#1, "p", #1))\n#2',
      'with $o:\n    raise ValueError($s)\n$o.seen',
      'with $o:\n    pass\n$o.seen',
      'with contextlib.suppress(ValueError):\n    raise ValueError($c)\n$o.p',
      'with contextlib.nullcontext($o) as #1:\n    #2 = #1.p\n#2',
      'with contextlib.ExitStack() as #1:\n    #2 = str(#1.enter_context($o))\n#2',
      'with contextlib.closing(io.StringIO($s)) as #1:\n    #2 = #1.read()\n#2',
    ],
    ['$o.p = $s'],
  ),
  ownClass(
    'linked objects',
    `class @1n:
    def __init__(self, value, after=None):
        self.value = value
        self.after = after
class @1:
    def __init__(self, p):
        self.head = None
        self.items = {}
        self.add(p)
    def add(self, p):
        self.head = @1n(p, self.head)
        self.items.setdefault('all', []).append(p)
    def first(self):
        return self.head.value
    def every(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.after
    def on(self, f):
        self.f = f
        return self
    def fire(self, p):
        return self.f(p)
`,
    '@1($s)',
    [
      '$o.first()',
      '$o.head.value',
      "','.join($o.every())",
      "$o.items['all'][0]",
      "','.join($o.items['all'])",
      "$o.on(lambda #1: #1 + 'k').fire($s)",
      "$o.on(lambda #1: 'k').fire($s)",
      '(lambda #1: #1.head.value)($o)',
    ],
    ['$o.add($s)', '$o.head.value = $s', '$o.head = None\n$o.add($s)'],
  ),
  ownClass(
    'callbacks',
    `class @1:
    def __init__(self, p):
        self.p = p
        self.handlers = {'a': self.on_a, 'b': self.on_b}
    def on_a(self, q):
        return <<q|self.p>>
    def on_b(self, q):
        return 'k'
    def run(self, name, q):
        return getattr(self, 'on_' + name)(q)
    def handle(self, name, q):
        return self.handlers[name](q)
    def all(self, q):
        return ','.join(f(q) for f in self.handlers.values())
`,
    '@1($s)',
    [
      "$o.run('<<a|b>>', $s)",
      "$o.handle('<<a|b>>', $s)",
      '$o.all($s)',
      "$o.handlers['<<a|b>>']($s)",
      '$o.p',
      'list(map($o.on_<<a|b>>, [$s]))[0]',
    ],
    ['$o.p = $s', "$o.handlers['a'] = lambda #1: #1", "$o.handlers['a'] = $o.on_b"],
  ),
];

// Checks in functions of the project, and checks of attributes, items, loop variables: where they help, and where not.
import { describe } from 'vitest';
import { inView, itFollows, itFollowsInView } from '../support/flow-cases.ts';

const checks = `
import functools, re
from flask import abort, request

COLUMNS = ('name', 'price')

def is_column(text):
    return text in COLUMNS

def is_good(text):
    return is_column(text) and len(text) < 20

def is_fine(text):
    return is_good(text)

def is_column_or_short(text):
    return is_column(text) or len(text) < 20

def are_columns(first, second):
    return is_column(first) and is_column(second)

def is_first_column(first, second):
    return is_column(first)

def is_in(text, allowed):
    return text in allowed

def matches(text, pattern):
    return re.fullmatch(pattern, text) is not None

def is_not_column(text):
    return not is_column(text)

def says_nothing(text):
    return len(text) > 0

def always(text):
    if text in COLUMNS:
        return True
    return True

def is_column_by_loop(text):
    for one in COLUMNS:
        if text == one:
            return True
    return False

def has_only_words(texts):
    for one in texts:
        if not one.isalnum():
            return False
    return True

def ensure(text):
    if not is_column(text):
        raise ValueError(text)

def ensure_deep(text):
    ensure(text)

def ensure_quietly(text):
    try:
        ensure(text)
    except ValueError:
        print('bad')

def ensured(text):
    ensure(text)
    return text

def column_or_none(text):
    if is_column(text):
        return text
    return None

def column_or_default(text, default='name'):
    return text if is_column(text) else default

def column_or_itself(text):
    return column_or_none(text) or text

def checked_pair(text):
    return is_column(text), text

def lowered(text):
    text = text.lower()
    if text not in COLUMNS:
        abort(400)
    return text

def replaced(text):
    ensure(text)
    text = request.form['more']
    return text

async def is_column_later(text):
    return text in COLUMNS

class Checker:
    COLUMNS = ('name', 'price')

    def __init__(self, allowed):
        self.allowed = allowed

    def allows(self, text):
        return text in self.allowed

    def ensure(self, text):
        if not self.allows(text):
            raise ValueError('no')

    @staticmethod
    def is_word(text):
        return text.isalnum()

    @classmethod
    def is_column(cls, text):
        return text in cls.COLUMNS

    def __call__(self, text):
        return text in self.allowed

def checked(function):
    @functools.wraps(function)
    def inner(text, *args):
        if not is_column(text):
            abort(400)
        return function(text, *args)
    return inner

def looked_at(function):
    @functools.wraps(function)
    def inner(text, *args):
        if not is_column(text):
            print('bad')
        return function(text, *args)
    return inner

def checked_for(allowed):
    def decorate(function):
        @functools.wraps(function)
        def inner(text):
            if text not in allowed:
                abort(400)
            return function(text)
        return inner
    return decorate
`;

/** In a file of its own, and imported by name. */
function itFollowsWithHelpers(bodies: Readonly<Record<string, string>>, more = ''): void {
  const above = `from shop import checks\nfrom shop.checks import *\n${more}`;
  itFollows(
    Object.fromEntries(
      Object.entries(bodies).map(([name, body]) => [
        name,
        { 'shop/__init__.py': '', 'shop/checks.py': checks.trim(), 'shop/views.py': inView(body, above) },
      ]),
    ),
  );
}

describe('helpers in another file', () => {
  itFollowsWithHelpers({
    'that answer': `
      if is_column(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'that answer, called by the name of their module': `
      if not checks.is_column(given):
          abort(400)
      db.execute(given)
    `,
    'that ask another one': `
      if is_good(given):
          db.execute(given)
      db.execute(given)  # finding: sql-injection
    `,
    'that ask another one which asks another one': `
      if not is_fine(given):
          abort(400)
      db.execute(given)
    `,
    'that are content with something else': `
      if is_column_or_short(given):
          db.execute(given)  # finding: sql-injection
    `,
    'that ask of both': `
      other = request.form['other']
      if are_columns(given, other):
          db.execute(given + other)
      else:
          db.execute(given)  # finding: sql-injection
          db.execute(other)  # finding: sql-injection
    `,
    'that ask of one of two': `
      other = request.form['other']
      if is_first_column(given, other):
          db.execute(given)
          db.execute(other)  # finding: sql-injection
      if is_first_column(other, given):
          db.execute(given)  # finding: sql-injection
    `,
    'that ask of one of two, by name': `
      other = request.form['other']
      if is_first_column(second=given, first=other):
          db.execute(given)  # finding: sql-injection
          db.execute(other)
    `,
    'that are told what is allowed': `
      if is_in(given, ('name', 'price')):
          db.execute(given)
      if is_in(given, COLUMNS):
          db.execute(given)
    `,
    'that are told by the same person what is allowed': `
      if is_in(given, request.form.getlist('allowed')):
          db.execute(given)  # finding: sql-injection
    `,
    'that are told the pattern': `
      if matches(given, '[a-z]+'):
          db.execute(given)
      if matches(given, '.+'):
          db.execute(given)  # finding: sql-injection
    `,
    'that mean the opposite': `
      if is_not_column(given):
          db.execute(given)  # finding: sql-injection
      else:
          db.execute(given)
    `,
    'that say nothing': `
      if says_nothing(given):
          db.execute(given)  # finding: sql-injection
      if always(given):
          db.execute(given)  # finding: sql-injection
    `,
    'that look through a list': `
      if is_column_by_loop(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'that are not listened to': `
      is_column(given)
      db.execute(given)  # finding: sql-injection
    `,
    'that are asked too late': `
      db.execute(given)  # finding: sql-injection
      ensure(given)
    `,
    'that raise': `
      ensure(given)
      db.execute(given)
    `,
    'that raise, two deep': `
      ensure_deep(given)
      db.execute(given)
    `,
    'that catch their own error': `
      ensure_quietly(given)
      db.execute(given)  # finding: sql-injection
    `,
    'that raise for something else': `
      ensure(request.form['other'])
      db.execute(given)  # finding: sql-injection
    `,
    'that give back what they let pass': `
      clean = ensured(given)
      db.execute(clean)
    `,
    'that give the good or None': `
      clean = column_or_none(given)
      if clean is None:
          db.execute(given)  # finding: sql-injection
          return {}
      db.execute(clean)
      db.execute(given)
    `,
    'that give the good or None, with others than None': `
      db.execute(column_or_none(given) or 'name')
      db.execute(column_or_none(given) or given)  # finding: sql-injection
      db.execute(column_or_itself(given))  # finding: sql-injection
    `,
    'that give the good or a default': `
      db.execute(column_or_default(given))
      db.execute(column_or_default(given, 'price'))
      db.execute(column_or_default(given, request.form['other']))  # finding: sql-injection
      db.execute(column_or_default(given, given))  # finding: sql-injection
    `,
    'that answer with a pair': `
      ok, text = checked_pair(given)
      if not ok:
          db.execute(text)  # finding: sql-injection
          return {}
      db.execute(text)
    `,
    'that check another form of it': `
      db.execute(lowered(given))
      db.execute(given)
    `,
    'that check and then take something else': `
      db.execute(replaced(given))  # finding: sql-injection
    `,
    'that take something else after they have checked, and what they had checked': `
      replaced(given)
      db.execute(given)
    `,
    'in a condition with others': `
      if given and is_column(given) and len(given) < 10:
          db.execute(given)
      if given and (is_column(given) or len(given) < 10):
          db.execute(given)  # finding: sql-injection
    `,
    'in a conditional expression': `
      db.execute(given if is_column(given) else 'name')
      db.execute('name' if is_column(given) else given)  # finding: sql-injection
    `,
    'in a loop over what was sent': `
      for one in request.form.getlist('names'):
          if not is_column(one):
              continue
          db.execute(one)
    `,
    'for each of a list, and then another list': `
      names, others = request.form.getlist('names'), request.form.getlist('others')
      if has_only_words(names):
          db.execute(','.join(names))
          db.execute(','.join(others))  # finding: sql-injection
      else:
          db.execute(','.join(names))  # finding: sql-injection
    `,
    'handed over to all and filter': `
      names = request.form.getlist('names')
      db.execute(','.join(filter(is_column, names)))
      db.execute(','.join(one for one in names if is_column(one)))
      if all(is_column(one) for one in names):
          db.execute(','.join(names))
      if any(is_column(one) for one in names):
          db.execute(','.join(names))  # finding: sql-injection
    `,
    'known miss: handed over to map, of whose items nothing is kept together with the list': `
      names = request.form.getlist('names')
      if all(map(is_column, names)):
          db.execute(','.join(names))  # noise: sql-injection
      if any(map(is_column, names)):
          db.execute(','.join(names))  # finding: sql-injection
    `,
    'as a lambda': `
      good = lambda text: text in COLUMNS
      if good(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'as a function inside': `
      def good(text):
          return text in COLUMNS
      if good(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'as a function inside, of a variable outside': `
      def good():
          return given in COLUMNS
      if good():
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'chosen from a dict': `
      tests = {'column': is_column, 'word': Checker.is_word}
      if tests['column'](given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'chosen from a dict, one of which says nothing': `
      tests = {'column': is_column, 'any': says_nothing}
      if tests[request.form['test']](given):
          db.execute(given)  # finding: sql-injection
    `,
  });
});

describe('helpers as methods and decorators', () => {
  itFollowsWithHelpers({
    'a method that answers': `
        if Checker(['name']).allows(given):
            db.execute(given)
        else:
            db.execute(given)  # finding: sql-injection
      `,
    'a method that raises': `
        Checker(['name']).ensure(given)
        db.execute(given)
      `,
    'a method that is told by the same person what is allowed': `
        if Checker(request.form.getlist('allowed')).allows(given):
            db.execute(given)  # finding: sql-injection
      `,
    'a static method and a class method': `
        if Checker.is_word(given):
            db.execute(given)
        if Checker.is_column(given):
            db.execute(given)
        if Checker.is_word(request.form['other']):
            db.execute(given)  # finding: sql-injection
      `,
    'an object that is called': `
        check = Checker(['name'])
        if check(given):
            db.execute(given)
        else:
            db.execute(given)  # finding: sql-injection
      `,
  });

  itFollowsWithHelpers(
    {
      decorators: `
        run_looked_at(given)
        run_second('name', given)
        run(given)
        run_for(request.form['other'])
      `,
    },
    `
@checked
def run(text):
    db.execute(text)

@checked_for(('name', 'price'))
def run_for(text):
    db.execute(text)

@looked_at
def run_looked_at(text):
    db.execute(text)  # finding: sql-injection

@checked
def run_second(text, other):
    db.execute(other)  # finding: sql-injection
`,
  );
});

describe('what is checked', () => {
  itFollowsInView(
    {
      'an attribute of the object itself': `
        job = Job(given)
        job.run()
        job.run_anyway()
      `,
      'an item of what was sent': `
        if request.form['a'] in COLUMNS:
            db.execute(request.form['a'])
            db.execute(request.form.get('a'))
            db.execute(request.form['b'])  # finding: sql-injection
        db.execute(request.form['a'])  # finding: sql-injection
      `,
      'an item of a dict that was sent': `
        form = request.get_json()
        if form['a'] not in COLUMNS:
            return {}
        db.execute(form['a'])
        db.execute(form['b'])  # finding: sql-injection
      `,
      'an item, by get': `
        form = request.get_json()
        if form.get('a') in COLUMNS:
            db.execute(form['a'])
        if form.get('a', 'name') in COLUMNS:
            db.execute(form['b'])  # finding: sql-injection
      `,
      'an item that is written after it': `
        form = dict(request.form)
        if form['a'] in COLUMNS:
            form['a'] = request.form['b']
            db.execute(form['a'])  # finding: sql-injection
      `,
      'an attribute that is written after it': `
        job = Job(given)
        if job.text in COLUMNS:
            job.text = request.form['b']
            db.execute(job.text)  # finding: sql-injection
      `,
      'a loop variable, and then the list': `
        names = request.form.getlist('names')
        for name in names:
            if name in COLUMNS:
                db.execute(name)
            db.execute(name)  # finding: sql-injection
        db.execute(names[0])  # finding: sql-injection
      `,
      'each in a comprehension': `
        names = request.form.getlist('names')
        good = [name for name in names if name in COLUMNS]
        db.execute(','.join(good))
        db.execute(','.join(names))  # finding: sql-injection
      `,
      'each in a comprehension, the wrong way round': `
        names = request.form.getlist('names')
        bad = [name for name in names if name not in COLUMNS]
        db.execute(','.join(bad))  # finding: sql-injection
      `,
      'another one in a comprehension': `
        names = request.form.getlist('names')
        db.execute(','.join(name for name in names if given in COLUMNS))  # finding: sql-injection
      `,
      'each value of a dict': `
        form = {key: value for key, value in request.form.items() if value in COLUMNS}
        db.execute(form['a'])
        other = {key: value for key, value in request.form.items() if key in COLUMNS}
        db.execute(other['a'])  # finding: sql-injection
      `,
      'each of a list, by filter': `
        names = request.form.getlist('names')
        db.execute(','.join(filter(str.isalnum, names)))
        db.execute(','.join(filter(lambda name: name in COLUMNS, names)))
        db.execute(','.join(filter(lambda name: name not in COLUMNS, names)))  # finding: sql-injection
        db.execute(','.join(filter(None, names)))  # finding: sql-injection
      `,
      'each of a list, by a set': `
        names = request.form.getlist('names')
        db.execute(','.join(set(names) & set(COLUMNS)))
        db.execute(','.join(set(names) - set(COLUMNS)))  # finding: sql-injection
        db.execute(','.join(set(names) | set(COLUMNS)))  # finding: sql-injection
      `,
      'by a walrus in a comprehension': `
        names = [name for raw in request.form.getlist('names') if (name := raw.strip()) in COLUMNS]
        db.execute(','.join(names))
      `,
      'by match with a guard': `
        match given:
            case name if name in COLUMNS:
                db.execute(name)
                db.execute(given)
            case other:
                db.execute(other)  # finding: sql-injection
      `,
      'by match on a type': `
        match request.get_json()['given']:
            case int() as number:
                db.execute('LIMIT %s' % number)
            case str() as word:
                db.execute(word)  # finding: sql-injection
      `,
      'by match on what an item is': `
        match request.get_json():
            case {'sort': 'name' | 'price' as sort}:
                db.execute(sort)
            case {'sort': sort}:
                db.execute(sort)  # finding: sql-injection
      `,
      'in try and else': `
        try:
            number = int(given)
        except ValueError:
            db.execute(given)  # finding: sql-injection
        else:
            db.execute('LIMIT %s' % number)
            db.execute('LIMIT ' + given)
      `,
      'in try and finally': `
        try:
            int(given)
        finally:
            db.execute(given)  # finding: sql-injection
      `,
      'with suppress': `
        import contextlib
        with contextlib.suppress(ValueError):
            int(given)
        db.execute(given)  # finding: sql-injection
      `,
      'a global': `
        global LAST
        LAST = given
        if LAST in COLUMNS:
            db.execute(LAST)
        db.execute(LAST)  # finding: sql-injection
      `,
    },
    `
    COLUMNS = ('name', 'price')

    class Job:
        def __init__(self, text):
            self.text = text
        def run(self):
            if self.text not in COLUMNS:
                raise ValueError('no')
            db.execute(self.text)
        def run_anyway(self):
            if self.text not in COLUMNS:
                print('no')
    `,
  );
});

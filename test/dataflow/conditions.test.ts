// Guards: where a check helps, and where it must not. For which kinds of sink says guard-table.test.ts.
import { describe } from 'vitest';
import { itFollowsInView } from '../support/flow-cases.ts';

describe('where a guard holds', () => {
  itFollowsInView(
    {
      'below an exit by return': `
      if given not in ('a', 'b'):
          db.execute(given)  # finding: sql-injection
          return {}
      db.execute(given)
    `,
      'below an exit by raise': `
      if not given.isdigit():
          raise ValueError('no')
      db.execute(given)
    `,
      'below abort': `
      if not given.isalnum():
          abort(400)
      db.execute(given)
    `,
      'below sys.exit': `
      import sys
      if not given.isalnum():
          sys.exit(1)
      db.execute(given)
    `,
      'below continue': `
      for one in request.form.getlist('x'):
          if not one.isdigit():
              db.execute(one)  # finding: sql-injection
              continue
          db.execute(one)
    `,
      'below break': `
      for one in request.form.getlist('x'):
          if not one.isdigit():
              break
          db.execute(one)
    `,
      'in the right branch only': `
      if given == 'a':
          db.execute(given)
      elif given == 'b':
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
      'in both branches, and so after them': `
      if given == 'a':
          pass
      elif given == 'b':
          pass
      else:
          return {}
      db.execute(given)
    `,
      'by assert': `
      db.execute(given)  # finding: sql-injection
      assert given in ('a', 'b')
      db.execute(given)
    `,
      'by a walrus': `
      if (one := request.form['one']) in ('a', 'b'):
          db.execute(one)
      else:
          db.execute(one)  # finding: sql-injection
    `,
      'by a walrus of a match': `
      if found := re.fullmatch('[a-z]+', given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
      'a conditional expression': `
      db.execute(given if given in ('a', 'b') else 'a')
    `,
      'a conditional expression that checks nothing': `
      db.execute(given if given else 'a')  # finding: sql-injection
    `,
      'in a comprehension': `
      db.execute(' '.join(one for one in given.split() if one.isalnum()))
      db.execute(' '.join(one for one in given.split()))  # finding: sql-injection
    `,
      'on the way through and': `
      if given.isalnum() and db.execute(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
      'on the way through or': `
      if given == 'a' or given == 'b':
          db.execute(given)
      if not given.isalnum() or db.execute(given):
          db.execute(given)  # finding: sql-injection
    `,
      'by a conversion': `
      try:
          int(given)
      except ValueError:
          return {}
      db.execute(given)
    `,
      'by while': `
      while given not in ('a', 'b'):
          given = request.form['again']
      db.execute(given)
    `,
      'on the value of a dict': `
      box = {'a': given}
      if box['a'] in ('a', 'b'):
          db.execute(box['a'])
      db.execute(box['a'])  # finding: sql-injection
    `,
      'on an attribute': `
      box = Box()
      box.text = given
      if box.text in ('a', 'b'):
          db.execute(box.text)
      db.execute(box.text)  # finding: sql-injection
    `,
      'on a copy of the name': `
      same = given
      if same.isalnum():
          db.execute(given)
      db.execute(given)  # finding: sql-injection
    `,
      'by match on constants': `
      match given:
          case 'a' | 'b':
              db.execute(given)
          case _:
              db.execute(given)  # finding: sql-injection
    `,
      'by a chain of not': `
      if not (not given.isdigit()):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
      'on what is made of it later': `
      if given.isalnum():
          text = 'SELECT ' + given
          db.execute(text)
    `,
    },
    'class Box:\n    pass\n',
  );
});

describe('helpers that check', () => {
  const above = `
    def is_word(text):
        return text.isalnum()

    def is_known(text):
        if text in ('a', 'b'):
            return True
        return False

    def is_anything(text):
        return True

    def is_short(text):
        return len(text) < 10

    def require(text):
        if not text.isalnum():
            raise ValueError('no')

    def require_or_return(text):
        if not text.isalnum():
            return None
        return text

    def look(text):
        if not text.isalnum():
            print('hm')

    class Checker:
        def allows(self, text):
            return text in ('a', 'b')
  `;
  itFollowsInView(
    {
      'one that returns the check': `
      if is_word(given):
          db.execute(given)
      else:
          db.execute(given)  # finding: sql-injection
    `,
      'one that returns True and False': `
      if not is_known(given):
          db.execute(given)  # finding: sql-injection
          return {}
      db.execute(given)
    `,
      'one that raises': `
      db.execute(given)  # finding: sql-injection
      require(given)
      db.execute(given)
    `,
      'what comes back keeps what was checked on its way': `
      db.execute(require_or_return(given))
      db.execute(given)  # finding: sql-injection
    `,
      'a method': `
      if Checker().allows(given):
          db.execute(given)
      db.execute(given)  # finding: sql-injection
    `,
      'one that checks nothing': `
      if is_anything(given):
          db.execute(given)  # finding: sql-injection
    `,
      'one that checks something else': `
      if is_short(given):
          db.execute(given)  # finding: sql-injection
    `,
      'one that only looks': `
      look(given)
      db.execute(given)  # finding: sql-injection
    `,
      'one that is asked and not heard': `
      is_word(given)
      db.execute(given)  # finding: sql-injection
    `,
      'one that is given something else': `
      require(request.form['other'])
      db.execute(given)  # finding: sql-injection
    `,
    },
    above,
  );
});

describe('where a guard must not help', () => {
  itFollowsInView({
    'another variable': `
      other = request.form['other']
      if other in ('a', 'b'):
          db.execute(given)  # finding: sql-injection
    `,
    'another field of the same name': `
      if request.form['other'].isdigit():
          db.execute(request.form['given'])  # finding: sql-injection
    `,
    'after use': `
      db.execute(given)  # finding: sql-injection
      if not given.isdigit():
          return {}
    `,
    'the other branch': `
      if given.isdigit():
          pass
      else:
          db.execute(given)  # finding: sql-injection
    `,
    'after the branch': `
      if given.isdigit():
          print('a number')
      db.execute(given)  # finding: sql-injection
    `,
    'assigned again': `
      if given.isdigit():
          given = request.form['other']
          db.execute(given)  # finding: sql-injection
    `,
    'assigned again after an exit': `
      if not given.isdigit():
          return {}
      given = request.form['other']
      db.execute(given)  # finding: sql-injection
    `,
    'added to': `
      if given.isdigit():
          given += request.form['other']
          db.execute(given)  # finding: sql-injection
    `,
    'one side of an or': `
      if given.isdigit() or request.form.get('force'):
          db.execute(given)  # finding: sql-injection
    `,
    'one side of a denied and': `
      if not (given.isdigit() and request.form.get('x')):
          return {}
      db.execute(given)
      os.system(request.form['y'])  # finding: os-command-injection
    `,
    'the failure of an and': `
      if given.isdigit() and request.form.get('x'):
          return {}
      db.execute(given)  # finding: sql-injection
    `,
    'a piece of it': `
      first, second = given.split(',')
      if first.isdigit():
          db.execute(second)  # finding: sql-injection
          db.execute(given)  # finding: sql-injection
    `,
    'a character of it': `
      if given[0].isdigit():
          db.execute(given)  # finding: sql-injection
    `,
    'an exit that is not always taken': `
      if not given.isdigit():
          if request.form.get('strict'):
              return {}
      db.execute(given)  # finding: sql-injection
    `,
    'an error that is caught': `
      try:
          if not given.isdigit():
              raise ValueError('no')
      except ValueError:
          pass
      db.execute(given)  # finding: sql-injection
    `,
    'a conversion whose error is caught': `
      try:
          int(given)
      except ValueError:
          print('hm')
      db.execute(given)  # finding: sql-injection
    `,
    'a loop that may not run': `
      for one in request.form.getlist('x'):
          if not given.isdigit():
              return {}
      db.execute(given)  # finding: sql-injection
    `,
    'one round of a loop': `
      for one in request.form.getlist('x'):
          if one == 'a':
              print(one)
          db.execute(one)  # finding: sql-injection
    `,
    'one alternative of a match': `
      match given:
          case 'a' | 'b':
              pass
          case other:
              db.execute(other)  # finding: sql-injection
    `,
    'a guard of another dict key': `
      box = {'a': given, 'b': request.form['b']}
      if box['a'] in ('x', 'y'):
          db.execute(box['b'])  # finding: sql-injection
    `,
    'a host that is only a part of the text': `
      if 'example.org' in given:
          redirect(given)  # finding: open-redirect
    `,
    'a start that a path can leave again': `
      if given.startswith('/srv/files/'):
          open(given)  # finding: path-traversal
    `,
    'membership of what the same person sent': `
      if given in request.form.getlist('allowed'):
          db.execute(given)  # finding: sql-injection
    `,
  });
});

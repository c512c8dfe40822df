// `+=` and the like: containers change where they are, texts are replaced.
import { describe } from 'vitest';
import { itFollowsInModule, itFollowsInView } from '../support/flow-cases.ts';

describe('augmented assignment', () => {
  itFollowsInView({
    'changes a list for all who hold it': `
      words = ['x']
      other = words
      words += [given]
      db.execute(other[1])  # finding: sql-injection
      db.execute(other[0])
    `,
    'changes sets and dicts': `
      names, items = {'x'}, {'a': 'x', 'b': 'y'}
      also, more = names, items
      names |= {given}
      items |= {'a': given}
      db.execute(','.join(also))  # finding: sql-injection
      db.execute(more['a'])  # finding: sql-injection
      db.execute(more['b'])
    `,
    'makes another text': `
      text = 'x'
      other = text
      text += given
      db.execute(text)  # finding: sql-injection
      db.execute(other)
    `,
    'of sets that lose something': `
      db.execute(','.join({given, 'a'} - {'b'}))  # finding: sql-injection
      db.execute(','.join({'a'} ^ {given}))  # finding: sql-injection
    `,
  });
  itFollowsInModule({
    'of what a caller gives': `
      def fill(names, words, text, given):
          names |= {given}
          words += [given]
          text += given
      @app.post('/')
      def view():
          names, words, text = {'x'}, ['x'], 'x'
          fill(names, words, text, request.form['a'])
          db.execute(','.join(names))  # finding: sql-injection
          db.execute(words[1])  # finding: sql-injection
          db.execute(text)
    `,
    'by the method of a class': `
      class Text:
          def __init__(self):
              self.all = 'x'
          def __iadd__(self, more):
              self.all = more
              return self
      def fill(text, more):
          text += more
      @app.post('/')
      def view():
          text = Text()
          fill(text, request.form['a'])
          db.execute(text.all)  # finding: sql-injection
    `,
  });
});

// `with`: what leaving does, and which managers swallow what is raised.
import { describe } from 'vitest';
import { itFollowsInModule } from '../support/flow-cases.ts';

describe('a with block', () => {
  itFollowsInModule({
    'calls __exit__ where it is left': `
      class Log:
          def __init__(self, text):
              self.text = text
              self.last = 'x'
          def __enter__(self):
              return self
          def __exit__(self, kind, error, trace):
              self.last = self.text
      @app.post('/')
      def view():
          kept = Log(request.form['a'])
          db.execute(kept.last)
          with kept:
              pass
          db.execute(kept.last)  # finding: sql-injection
    `,
    'goes on after what contextlib.suppress swallows': `
      import contextlib
      @app.post('/')
      def view():
          with contextlib.suppress(ValueError):
              name = request.form['a']
              raise ValueError
          db.execute(name)  # finding: sql-injection
    `,
    'gives what was raised to a manager that swallows it': `
      class Catch:
          def __enter__(self):
              return self
          def __exit__(self, kind, error, trace):
              self.error = error
              return True
      @app.post('/')
      def view():
          catch = Catch()
          with catch:
              raise ValueError(request.form['a'])
          db.execute(str(catch.error))  # finding: sql-injection
    `,
    'keeps what was checked in it where its manager swallows nothing': `
      class Timer:
          def __enter__(self):
              return self
          def __exit__(self, kind, error, trace):
              self.done = True
      @app.post('/')
      def view():
          name = request.form['a']
          with Timer():
              if not name.isalnum():
                  raise ValueError
          db.execute(name)
    `,
  });
});

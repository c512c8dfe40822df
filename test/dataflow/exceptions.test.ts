// What is raised, and what whoever catches it finds in it.
import { describe } from 'vitest';
import { itFollowsInModule } from '../support/flow-cases.ts';

describe('an exception', () => {
  itFollowsInModule({
    'is caught by the caller, with its text': `
      class Refused(Exception):
          pass
      def check(text):
          raise Refused(text)
      @app.post('/')
      def view():
          try:
              check(request.form['a'])
          except Refused as error:
              db.execute(str(error))  # finding: sql-injection
              db.execute(error.args[0])  # finding: sql-injection
    `,
    'has the fields that its class gives it': `
      class Refused(Exception):
          def __init__(self, name):
              super().__init__('refused')
              self.name = name
      def check(text):
          raise Refused(text)
      @app.post('/')
      def view():
          try:
              check(request.form['a'])
          except Refused as error:
              db.execute(error.name)  # finding: sql-injection
              db.execute(str(error))
    `,
    'leaves what was done before it': `
      def fill(target, text):
          target['a'] = text
          raise ValueError
      @app.post('/')
      def view():
          target = {}
          try:
              fill(target, request.form['a'])
          except ValueError:
              pass
          db.execute(target['a'])  # finding: sql-injection
    `,
    'goes on when it is raised again': `
      def check(text):
          try:
              raise ValueError(text)
          except ValueError:
              raise
      @app.post('/')
      def view():
          try:
              check(request.form['a'])
          except ValueError as error:
              db.execute(str(error))  # finding: sql-injection
    `,
  });
});

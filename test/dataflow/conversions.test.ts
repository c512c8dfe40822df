// Conversions of what somebody sent: where nobody catches what they raise.
import { describe } from 'vitest';
import { itFollows, itFollowsInModule } from '../support/flow-cases.ts';

describe('a conversion', () => {
  itFollowsInModule({
    'is told once: after it the text is a number': `
      @app.post('/')
      def view():
          number = request.form['a']
          first = int(number)  # finding: unguarded-request-conversion
          return {'sum': first + int(number)}
    `,
    'of a conversion of the same text is told with it': `
      @app.post('/')
      def view():
          return {'order': json.loads(request.get_data().decode())}  # finding: unguarded-request-conversion
    `,
    'is caught by its exception, by a base of it, by any': `
      import decimal
      @app.post('/')
      def view():
          try:
              first = int(request.form['a'])
          except ValueError:
              first = 0
          try:
              second = json.loads(request.form['b'])
          except (KeyError, json.JSONDecodeError):
              second = None
          try:
              third = decimal.Decimal(request.form['c'])
          except:
              third = None
          try:
              fourth = int(request.form['d'])  # finding: unguarded-request-conversion
          except (KeyError, TypeError):
              fourth = 0
          return {'all': [first, second, third, fourth]}
    `,
    'is not caught in the handler, nor in the else of the same try': `
      @app.post('/')
      def view():
          try:
              first = int(request.form['a'])
          except ValueError:
              first = int(request.form['b'])  # finding: unguarded-request-conversion
          else:
              first += int(request.form['c'])  # finding: unguarded-request-conversion
          return {'first': first}
    `,
    'is caught by a function that calls the one that converts': `
      def number(text):
          return int(text)  # finding: unguarded-request-conversion
      def safe(text):
          try:
              return number(text)
          except ValueError:
              return None
      @app.post('/')
      def caught():
          return {'a': safe(request.form['a'])}
      @app.post('/other')
      def open_one():
          return {'a': number(request.form['a'])}
    `,
    'can not fail where the text was held to a form': `
      def is_number(text):
          return re.fullmatch(r'-?[0-9]{1,6}', text) is not None
      @app.post('/')
      def view():
          text = request.form['a']
          if not is_number(text):
              abort(400)
          return {'number': int(text)}
    `,
    'is none of what an unknown function found': `
      from shop.store import find
      @app.post('/')
      def view():
          return {'order': json.loads(find(request.form['a']).text)}
    `,
    'known miss: noise in a helper that reads the request itself, and whose caller catches': `
      def number():
          return int(request.form['a'])  # noise: unguarded-request-conversion
      @app.post('/')
      def view():
          try:
              return {'number': number()}
          except ValueError:
              abort(400)
    `,
  });
});

describe('a word of a command line', () => {
  itFollowsInModule({
    'is no option behind two dashes, behind an option, behind other text': `
      @app.post('/')
      def view():
          name = request.form['a']
          subprocess.run(['git', 'log', '--', name])
          subprocess.run(['git', 'log', '--author', name])
          subprocess.run(['git', 'log', 'refs/' + name])
          subprocess.run(['git', 'log', name])  # finding: argument-injection
    `,
    'is looked at where it is asked whether it begins with a dash': `
      @app.post('/')
      def view():
          name = request.form['a']
          if name.startswith('-'):
              abort(400)
          subprocess.run(['git', 'log', name])
          other = request.form['b']
          if other.startswith('+'):
              abort(400)
          subprocess.run(['git', 'log', other])  # finding: argument-injection
    `,
    'the text of a shell is a command, its arguments are none': `
      @app.post('/')
      def view():
          name = request.form['a']
          subprocess.run(['sh', '-c', name])  # finding: os-command-injection
          os.execv('/bin/tar', ['tar', 'xf', name])  # finding: argument-injection
    `,
  });
});

describe('a row of the database', () => {
  itFollows({
    'that a decorator looked up is not what was sent': {
      'shop/models.py': `
from django.db import models

class Order(models.Model):
    text = models.TextField()
`,
      'shop/views.py': `
import json
from django.http import JsonResponse
from shop.access import with_order
from shop.models import Order

@with_order
def show(request, order: Order):
    return JsonResponse(json.loads(order.text))
`,
      'shop/urls.py': `
from django.urls import path
from shop.views import show

urlpatterns = [path('orders/<str:order>', show)]
`,
    },
  });
});

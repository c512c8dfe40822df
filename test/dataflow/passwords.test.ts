// What programs do with passwords: the store, the mask, the object that keeps them. Which names hold one is the subject of
// secret-names.test.ts.
import { describe } from 'vitest';
import { itFollows, itFollowsInModule } from '../support/flow-cases.ts';

describe('where a password must not arrive', () => {
  itFollowsInModule({
    'through an object that keeps it': `
      class Account:
          def __init__(self, user, password):
              self.user = user
              self.word = password
          def tell(self):
              log.info(self.user)
              log.info(self.word)  # finding: password-in-log

      def login(user, password):
          Account(user, password).tell()
    `,
    'read from an item of an item': `
      def start(config):
          print(config.get('database', {}).get('password'))  # finding: password-in-log
          print(config['host'])
    `,
    'environment variables, whose names are in capitals': `
      def start():
          print(os.getenv('DB_PASSWORD'))  # finding: password-in-log
          print(os.environ.get('DB_PASSWORD'))  # finding: password-in-log
          print(os.getenv('DB_HOST'))
    `,
  });
  itFollows({
    'a user of Django': `
from django.contrib.auth.models import User
from django.contrib.auth.hashers import make_password

def register(request):
    User.objects.create(name=request.POST['name'], password=request.POST['password'])  # finding: plaintext-password-storage
    User.objects.create(name=request.POST['name'], password=make_password(request.POST['password']))
    User.objects.create_user(request.POST['name'], password=request.POST['password'])
`,
    'a model of the project': {
      'shop/models.py': `
from django.db import models

class Account(models.Model):
    name = models.CharField(max_length=20)
    word = models.CharField(max_length=20)
`,
      'shop/views.py': `
from shop.models import Account

def register(request):
    Account.objects.create(name='x', word=request.POST['password'])  # finding: plaintext-password-storage
    Account.objects.create(name=request.POST['name'])
`,
    },
    'a model that is saved': {
      'shop/models.py': `
from django.db import models

class Account(models.Model):
    name = models.CharField(max_length=20)
    word = models.CharField(max_length=20)
`,
      'shop/views.py': `
from django.contrib.auth.hashers import make_password
from shop.models import Account

def register(request):
    account = Account(name='x')
    account.word = request.POST['password']
    account.save()  # finding: plaintext-password-storage

def register_well(request):
    account = Account(name='x')
    account.word = make_password(request.POST['password'])
    account.save()
`,
    },
    'a session of SQLAlchemy': `
from sqlalchemy.orm import Session
from shop.models import Account

def register(session: Session, name, password):
    session.add(Account(name=name, word=password))  # finding: plaintext-password-storage
    session.add(Account(name=name))
`,
  });
});

describe('what protects it', () => {
  itFollowsInModule({
    'what is decrypted is a password again': `
      from cryptography.fernet import Fernet
      def show(key, encrypted):
          password = Fernet(key).decrypt(encrypted)
          print(password)  # finding: password-in-log
    `,
    'a helper that masks': `
      def mask(text):
          return '***'
      def show(user, password):
          log.info(mask(password))
    `,
    'known miss: most of it cut off, which is not seen to be a mask': `
      def show(api_key):
          log.info(api_key[:2] + '***')  # noise: password-in-log
          log.info(api_key[-4:])  # noise: password-in-log
    `,
    'taken out of the dict that is logged': `
      def show(user, password):
          data = {'user': user, 'password': password}
          data.pop('password')
          log.info(data)
          other = {'user': user, 'password': password}
          other['password'] = '***'
          log.info(other)
    `,
    'known miss: left out by a filter of names, which is not followed': `
      def show(user, password):
          data = {'user': user, 'password': password}
          rest = {key: value for key, value in data.items() if key != 'password'}
          log.info(rest)  # noise: password-in-log
    `,
  });
});

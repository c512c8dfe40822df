// Passwords by the name under which they are read: where they may not go, what makes them harmless, and which names only
// speak about a password.
import { describe } from 'vitest';
import { inModule, itFollowsInModule, itFollows } from '../support/flow-cases.ts';

describe('what is a password by its name', () => {
  const secret = [
    'password',
    'passwd',
    'user_password',
    'new_password',
    'passphrase',
    'db_password',
    'api_key',
    'secret_key',
    'access_token',
    'private_key',
  ];
  const harmless = [
    'password_hint',
    'password_hash',
    'password_length',
    'password_policy',
    'password_field',
    'password_url',
    'password_changed_at',
    'has_password',
    'is_password_valid',
    'password_reset_url',
    'token_type',
    'token_count',
    'api_key_id',
    'secret_name',
    'passenger',
    'compass',
    'keyboard',
    'tokenizer',
  ];
  itFollows(
    Object.fromEntries([
      ...secret.map(
        (name) =>
          [
            `${name} is`,
            inModule(`def use(${name}):\n    log.info("%s", ${name})  # finding: password-in-log\n`),
          ] as const,
      ),
      ...harmless.map(
        (name) =>
          [
            `${name} is not`,
            inModule(
              `def use(${name}, password):\n    log.info("%s", ${name})\n    log.info("%s", password)  # finding: password-in-log\n`,
            ),
          ] as const,
      ),
    ]),
  );
});

describe('where it is read', () => {
  itFollowsInModule({
    'a parameter, an attribute, an item, a field of a form': `
      def use(user, options, password):
          log.info(password)  # finding: password-in-log
          log.info(user.password)  # finding: password-in-log
          log.info(options['password'])  # finding: password-in-log
          log.info(options.get('password'))  # finding: password-in-log
          log.info(user.name)
          log.info(options['name'])
    `,
    'what is typed and what is kept': `
      import getpass
      import keyring
      def use():
          log.info(getpass.getpass())  # finding: password-in-log
          log.info(keyring.get_password('a', 'b'))  # finding: password-in-log
          log.info(input())
    `,
    'an environment variable, whose name is in capitals': `
      def use(password):
          log.info(os.environ['DB_PASSWORD'])  # finding: password-in-log
          log.info(password)  # finding: password-in-log
          log.info(os.environ['HOME'])
    `,
    'through functions': `
      def mask(text):
          return '***'
      def same(text):
          return text
      def use(password):
          log.info(same(password))  # finding: password-in-log
          log.info(mask(password))
    `,
    'in a dict next to others': `
      def use(name, password):
          options = {'name': name, 'word': password}
          log.info(options['name'])
          log.info(options)  # finding: password-in-log
    `,
    'of another function: what it is called there counts': `
      def use(word):
          log.info(word)
      def start(password):
          log.info('start')
          show(password)
      def show(word):
          log.info(word)  # finding: password-in-log
    `,
  });
});

describe('where it may not go', () => {
  itFollowsInModule({
    'a log, an output, an error': `
      import sys
      def use(password):
          log.debug('with ' + password)  # finding: password-in-log
          print(password)  # finding: password-in-log
          sys.stderr.write(password)  # finding: password-in-log
          raise ValueError(f'{password} is short')  # finding: password-in-log
    `,
    'a URL': `
      def use(password):
          requests.get('https://example.org/?w=' + password, timeout=5)  # finding: password-in-url
          requests.get('https://example.org/', params={'w': password}, timeout=5)  # finding: password-in-url
          requests.post('https://example.org/', data={'w': password}, timeout=5)
          requests.get('https://example.org/', auth=('name', password), timeout=5)
    `,
    'a cookie and the session': `
      from flask import make_response, session
      @app.post('/login')
      def login():
          response = make_response('x')
          response.set_cookie('w', request.form['password'])  # finding: header-injection, password-in-cookie-or-session
          response.set_cookie('n', request.form['name'])  # finding: header-injection
          session['w'] = request.form['password']  # finding: password-in-cookie-or-session, trust-boundary
          session['n'] = 'x'
          return response
    `,
    'a store': `
      def use(name, password):
          db.execute('INSERT INTO users VALUES (?, ?)', (name, password))  # finding: plaintext-password-storage
          db.execute('INSERT INTO users VALUES (?, ?)', (name, 'x'))
          with open('x', 'w') as file:
              file.write(password)  # finding: plaintext-password-storage
              json.dump({'w': password}, file)  # finding: plaintext-password-storage
              json.dump({'n': name}, file)
    `,
  });
});

describe('what makes it harmless', () => {
  itFollowsInModule({
    'hashed for passwords': `
      import hashlib
      from argon2 import PasswordHasher
      from werkzeug.security import generate_password_hash
      import bcrypt
      def use(password):
          db.execute('INSERT INTO users VALUES (?)', (PasswordHasher().hash(password),))
          db.execute('INSERT INTO users VALUES (?)', (generate_password_hash(password),))
          db.execute('INSERT INTO users VALUES (?)', (bcrypt.hashpw(password.encode(), bcrypt.gensalt()),))
          db.execute('INSERT INTO users VALUES (?)', (hashlib.scrypt(password.encode(), salt=os.urandom(16), n=2, r=8, p=1),))
          db.execute('INSERT INTO users VALUES (?)', (password,))  # finding: plaintext-password-storage
    `,
    'hashed fast: harmless in a log, not in a store': `
      import hashlib
      def use(password):
          digest = hashlib.sha256(password.encode()).hexdigest()
          log.info(digest)
          db.execute('INSERT INTO users VALUES (?)', (digest,))  # finding: plaintext-password-storage
    `,
    'encoded is as good as plain': `
      def use(password):
          log.info(base64.b64encode(password.encode()))  # finding: password-in-log
    `,
    encrypted: `
      from cryptography.fernet import Fernet
      def use(key, password):
          with open('x', 'wb') as file:
              file.write(Fernet(key).encrypt(password.encode()))
          print(password)  # finding: password-in-log
    `,
    'what is only told of it': `
      def use(password):
          log.info(len(password))
          log.info(bool(password))
          log.info(password is None)
          log.info(password == 'x')
          log.info('password' if password else 'none')
          log.info(password)  # finding: password-in-log
    `,
    masked: `
      def use(password):
          log.info('*' * len(password))
          log.info(password)  # finding: password-in-log
    `,
    'each character replaced by a regular expression': `
      def use(password):
          log.info(re.sub('.', '*', password))
    `,
    overwritten: `
      def use(user, options, password):
          options = {'password': password}
          options['password'] = '***'
          log.info(options)
          log.info(password)  # finding: password-in-log
    `,
    compared: `
      import hmac
      def use(user, password):
          log.info(hmac.compare_digest(user.password, password))
          if password != 'x':
              log.info('wrong')
          print(password)  # finding: password-in-log
    `,
    verified: `
      from werkzeug.security import check_password_hash
      def use(user, password):
          log.info(check_password_hash(user.password_hash, password))
          print(password)  # finding: password-in-log
    `,
    'a constant is the business of other rules': `
      def use(name):
          password = 'x'
          log.info(password)
          log.info(name)
    `,
  });
});

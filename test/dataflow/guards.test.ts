// Checks as programs really write them, for each kind of sink: what helps, and what looks as if it helped. The table of all
// checks against all kinds of sink is in guard-table.test.ts.
import { describe } from 'vitest';
import { itFollows, itFollowsInView } from '../support/flow-cases.ts';

describe('paths', () => {
  itFollowsInView(
    {
      'inside a folder, by startswith of the real path': `
        full = os.path.realpath(os.path.join('/srv', given))
        if not full.startswith('/srv/'):
            abort(400)
        open(full)
      `,
      'inside a folder, by commonpath': `
        full = os.path.abspath(os.path.join('/srv', given))
        if os.path.commonpath(['/srv', full]) != '/srv':
            abort(400)
        open(full)
      `,
      'inside a folder, by pathlib': `
        base = Path('/srv')
        full = (base / given).resolve()
        if not full.is_relative_to(base):
            abort(400)
        full.read_text()
      `,
      'inside a folder, asked of the resolved path, and opened by the one that it was made of': `
        full = Path('/srv') / given
        if not full.resolve().is_relative_to('/srv'):
            abort(400)
        full.open()
        (Path('/srv') / given).open()  # finding: path-traversal
      `,
      'inside a folder, by the parents of the path': `
        base = Path('/srv')
        full = (base / given).resolve()
        if base not in full.parents:
            abort(400)
        full.read_text()
      `,
      'inside a folder, by relative_to, which raises': `
        base = Path('/srv')
        full = (base / given).resolve()
        full.relative_to(base)
        full.read_text()
      `,
      'startswith before it was made real': `
        full = os.path.join('/srv', given)
        if not full.startswith('/srv/'):
            abort(400)
        open(full)  # finding: path-traversal
      `,
      'startswith of the real path, and then another one': `
        full = os.path.realpath(os.path.join('/srv', given))
        if full.startswith('/srv/'):
            open(os.path.join('/srv', given, request.form['more']))  # finding: path-traversal
      `,
      'no two points and no slash': `
        if '..' in given or '/' in given:
            abort(400)
        open('/srv/' + given)
      `,
      'no slash alone, in the middle of a path': `
        if '/' in given:
            abort(400)
        os.system('ls ' + given)  # finding: os-command-injection
      `,
      'an extension says nothing': `
        if not given.endswith('.txt'):
            abort(400)
        open('/srv/' + given)  # finding: path-traversal
      `,
      'a name of a list of the folder': `
        if given not in os.listdir('/srv'):
            abort(404)
        open('/srv/' + given)
      `,
      'that a file is there says nothing': `
        full = os.path.join('/srv', given)
        if not os.path.isfile(full):
            abort(404)
        open(full)  # finding: path-traversal
      `,
      'a check of a path does not help a page': `
        full = os.path.realpath(given)
        if full.startswith('/srv/'):
            os.system('cat ' + full)  # finding: os-command-injection
      `,
    },
    'from pathlib import Path',
  );
});

describe('URLs', () => {
  itFollowsInView(
    {
      'a host of a list': `
        parts = urllib.parse.urlparse(given)
        if parts.netloc not in ALLOWED:
            abort(400)
        requests.get(given, timeout=5)
        redirect(given)
      `,
      'no host at all': `
        parts = urllib.parse.urlparse(given)
        if parts.netloc or parts.scheme:
            abort(400)
        redirect(given)
      `,
      'the host of the same server': `
        target = urllib.parse.urljoin(request.host_url, given)
        if urllib.parse.urlparse(target).netloc != urllib.parse.urlparse(request.host_url).netloc:
            abort(400)
        redirect(target)
      `,
      'a start with a whole host': `
        if not given.startswith('https://example.org/'):
            abort(400)
        requests.get(given, timeout=5)
      `,
      'a start with half a host': `
        if not given.startswith('https://example.org'):
            abort(400)
        requests.get(given, timeout=5)  # finding: ssrf
      `,
      'a slash can be followed by another': `
        if not given.startswith('/'):
            abort(400)
        redirect(given)  # finding: open-redirect
      `,
      'a scheme says nothing of the host': `
        if urllib.parse.urlparse(given).scheme not in ('http', 'https'):
            abort(400)
        requests.get(given, timeout=5)  # finding: ssrf
      `,
      'an end of a host can be of another one': `
        if not urllib.parse.urlparse(given).netloc.endswith('example.org'):
            abort(400)
        requests.get(given, timeout=5)  # finding: ssrf
      `,
      'an end of a host that begins with a point': `
        if not urllib.parse.urlparse(given).hostname.endswith('.example.org'):
            abort(400)
        requests.get(given, timeout=5)
      `,
      'the host of another URL': `
        if urllib.parse.urlparse(request.form['other']).netloc in ALLOWED:
            requests.get(given, timeout=5)  # finding: ssrf
      `,
      'a checked host does not help a statement': `
        if urllib.parse.urlparse(given).netloc in ALLOWED:
            db.execute('SELECT ' + given)  # finding: sql-injection
      `,
    },
    "ALLOWED = {'example.org', 'example.com'}",
  );
});

describe('the place of a host, where characters say nothing', () => {
  itFollowsInView(
    {
      'in each way to put a text together': `
        if not re.fullmatch(r'[\\w.-]+', given):
            abort(400)
        requests.get(f'https://{given}/status', timeout=5)  # finding: ssrf
        requests.get('https://' + given, timeout=5)  # finding: ssrf
        requests.get('https://' + given + '/status', timeout=5)  # finding: ssrf
        requests.get('https://%s/status' % given, timeout=5)  # finding: ssrf
        requests.get('https://%s/%s' % (given, 'x'), timeout=5)  # finding: ssrf
        requests.get('https://{}/status'.format(given), timeout=5)  # finding: ssrf
        requests.get('https://{host}/status'.format(host=given), timeout=5)  # finding: ssrf
        redirect('//' + given)  # finding: open-redirect
        redirect(given)
      `,
      'by whom it is quoted': `
        requests.get('https://' + urllib.parse.quote(given) + '/', timeout=5)  # finding: ssrf
        requests.get(f'https://{urllib.parse.quote_plus(given)}/', timeout=5)  # finding: ssrf
        requests.get(f'https://{HOST}/{urllib.parse.quote(given)}', timeout=5)
      `,
      'before and after a check of the host': `
        url = f'https://{given}/status'
        requests.get(url, timeout=5)  # finding: ssrf
        if given in HOSTS:
            requests.get(url, timeout=5)
            requests.get(f'https://{given}/status', timeout=5)
        if url.startswith('https://example.org/'):
            requests.get(url, timeout=5)
      `,
      'a name below a domain': `
        if not given.isalnum():
            abort(400)
        requests.get(f'https://{given}.example.org/status', timeout=5)
        requests.get('https://' + given + '.example.org/status', timeout=5)
        requests.get('https://%s.example.org' % given, timeout=5)
        requests.get('https://{}.example.org:8080/'.format(given), timeout=5)
        requests.get(f'https://{given}.{request.form["b"]}/', timeout=5)  # finding: ssrf
        requests.get(f'https://{request.form["b"]}.example.org/', timeout=5)  # finding: ssrf
      `,
      'what stands behind the host': `
        if not given.isalnum():
            abort(400)
        host = mystery()
        requests.get(f'https://{host}/{given}', timeout=5)
        requests.get('https://' + host + '/' + given, timeout=5)
        requests.get(f'https://localhost:{given}/', timeout=5)
        requests.get(f'https://{host}{given}', timeout=5)  # finding: ssrf
        requests.get(f'https://{HOST}/{request.form["b"]}', timeout=5)
        requests.get(host + '/' + given, timeout=5)
      `,
      'a host that is an argument of its own': `
        import http.client, socket
        if not re.fullmatch(r'[\\w.-]+', given):
            abort(400)
        http.client.HTTPSConnection(given)  # finding: ssrf
        socket.create_connection((given, 80))  # finding: ssrf
        if given in HOSTS:
            http.client.HTTPSConnection(given)
            socket.create_connection((given, int(request.form['port'])))
      `,
      'in a helper': `
        if given.isalnum():
            requests.get(url_of(given), timeout=5)  # finding: ssrf
        if given in HOSTS:
            requests.get(url_of(given), timeout=5)
      `,
      'the host of another part': `
        if host_of_second(given) in HOSTS:
            requests.get(given, timeout=5)  # finding: ssrf
        if host_of(given) in HOSTS:
            requests.get(given, timeout=5)
      `,
    },
    `
    from settings import HOST
    HOSTS = ('example.org', 'example.com')
    from mystery import mystery
    def url_of(host):
        return f'https://{host}/status'
    def host_of(text):
        return urllib.parse.urlparse(text).netloc
    def host_of_second(text):
        return urllib.parse.urlparse(text.split(',')[1]).netloc
    `,
  );
});

describe('words', () => {
  itFollowsInView(
    {
      'of an enum': `
        column = Column(given)
        db.execute('SELECT ' + column.value)
        db.execute('SELECT ' + given)
      `,
      'of an enum, asked by name': `
        if given not in Column.__members__:
            abort(400)
        db.execute('SELECT ' + given)
      `,
      'of a dict that says what they mean': `
        column = COLUMNS.get(given)
        if column is None:
            abort(400)
        db.execute('SELECT ' + column)
      `,
      'of a dict, with the word itself if there is none': `
        column = COLUMNS.get(given, given)
        db.execute('SELECT ' + column)  # finding: sql-injection
      `,
      'that are not of a list of bad ones': `
        if given in ('drop', 'delete'):
            abort(400)
        db.execute('SELECT ' + given)  # finding: sql-injection
      `,
      'of which none of the bad ones is a part': `
        if any(word in given for word in ('drop', 'delete')):
            abort(400)
        db.execute('SELECT ' + given)  # finding: sql-injection
      `,
      'all of whose characters are of a set': `
        if not all(c in 'abcdef0123456789' for c in given):
            abort(400)
        db.execute('SELECT ' + given)
      `,
      'as a set of characters': `
        if not set(given) <= set('abcdef0123456789'):
            abort(400)
        db.execute('SELECT ' + given)
      `,
      'each of a list is checked, by all()': `
        names = given.split(',')
        if not all(name in COLUMNS for name in names):
            abort(400)
        db.execute('SELECT ' + ','.join(names))
      `,
      'each of a list is checked in a loop': `
        names = given.split(',')
        for name in names:
            if name not in COLUMNS:
                abort(400)
        db.execute('SELECT ' + ','.join(names))
      `,
      'only the good ones are kept': `
        names = [name for name in given.split(',') if name in COLUMNS]
        db.execute('SELECT ' + ','.join(names))
      `,
      'only the good ones are kept in a loop': `
        names = []
        for name in given.split(','):
            if name in COLUMNS:
                names.append(name)
        db.execute('SELECT ' + ','.join(names))
      `,
      'a flag keeps what it says of a value': `
        ok = given in COLUMNS
        if not ok:
            abort(400)
        db.execute('SELECT ' + given)
      `,
      'replaced where it is not good': `
        if given not in COLUMNS:
            given = 'id'
        db.execute('SELECT ' + given)
      `,
      'replaced where it is good': `
        if given in COLUMNS:
            given = 'id'
        db.execute('SELECT ' + given)  # finding: sql-injection
      `,
      'a prefix that was removed is not checked': `
        column = given.lstrip('-')
        if column not in COLUMNS:
            abort(400)
        db.execute('SELECT ' + column)
        db.execute('SELECT ' + given)  # finding: sql-injection
      `,
      'a number by trying': `
        try:
            number = int(given)
        except ValueError:
            abort(400)
        db.execute('LIMIT %s' % number)
        db.execute('LIMIT ' + given)
      `,
      'a number by trying, or what was sent': `
        try:
            number = int(given)
        except ValueError:
            number = given
        db.execute('LIMIT %s' % number)  # finding: sql-injection
      `,
      'isinstance of a text says nothing': `
        if not isinstance(given, str):
            abort(400)
        db.execute('SELECT ' + given)  # finding: sql-injection
      `,
    },
    `
    from enum import Enum
    COLUMNS = {'id': 'id', 'name': 'name'}
    class Column(Enum):
        ID = 'id'
        NAME = 'name'
    `,
  );
});

describe('helpers', () => {
  const above = `
    def check(text):
        if not text.isalnum():
            abort(400)

    def check_both(first, second):
        check(first)
        return second.isalnum()

    def check_either(first, second):
        return first.isalnum() or second.isalnum()

    def is_bad(text):
        return not text.isalnum()

    def why_bad(text):
        if not text.isalnum():
            return 'not a word'
        return None

    def cleaned(text):
        return text if text.isalnum() else ''

    def parsed(text):
        if not text.isalnum():
            return None, 'bad'
        return text, None

    def logged(text):
        try:
            check(text)
        except Exception:
            print('bad')

    def when_strict(text, strict):
        if strict and not text.isalnum():
            abort(400)

    class Form:
        def __init__(self, text):
            self.text = text
        def is_valid(self):
            return self.text.isalnum()
        def validate(self):
            if not self.text.isalnum():
                raise ValueError('no')
            return True
  `;
  itFollowsInView(
    {
      'two deep': `
        def outer(text):
            check(text)
        outer(given)
        db.execute(given)
      `,
      'of two arguments, each': `
        other = request.form['other']
        if check_both(given, other):
            db.execute(given)
            db.execute(other)
        db.execute(given)
        db.execute(other)  # finding: sql-injection
      `,
      'of two arguments, one or the other': `
        if check_either(given, request.form['other']):
            db.execute(given)  # finding: sql-injection
      `,
      'whose answer means bad': `
        if is_bad(given):
            db.execute(given)  # finding: sql-injection
            abort(400)
        db.execute(given)
      `,
      'that gives the reason': `
        reason = why_bad(given)
        if reason:
            abort(400)
        db.execute(given)
      `,
      'that gives the good or nothing': `
        db.execute(cleaned(given))
      `,
      'that gives a pair': `
        text, problem = parsed(given)
        if problem:
            abort(400)
        db.execute(text)
      `,
      'that catches its own error': `
        logged(given)
        db.execute(given)  # finding: sql-injection
      `,
      'that checks only if it is told to': `
        when_strict(given, True)
        db.execute(given)
        other = request.form['other']
        when_strict(other, False)
        db.execute(other)  # finding: sql-injection
      `,
      'that checks if somebody says so': `
        when_strict(given, request.form.get('strict'))
        db.execute(given)  # finding: sql-injection
      `,
      'of an object': `
        form = Form(given)
        if not form.is_valid():
            abort(400)
        db.execute(form.text)
      `,
      'of an object, that raises': `
        form = Form(given)
        db.execute(form.text)  # finding: sql-injection
        form.validate()
        db.execute(form.text)
      `,
      'of another object': `
        form, other = Form(given), Form(request.form['other'])
        if form.is_valid():
            db.execute(other.text)  # finding: sql-injection
      `,
      'whose error is caught outside': `
        try:
            check(given)
        except Exception:
            pass
        db.execute(given)  # finding: sql-injection
      `,
      'whose error is caught and leaves': `
        try:
            Form(given).validate()
        except ValueError:
            return {}
        db.execute(given)
      `,
      'in all() of a list': `
        if all([given.isalnum(), len(given) < 20]):
            db.execute(given)
        if any([given.isalnum(), len(given) < 20]):
            db.execute(given)  # finding: sql-injection
      `,
    },
    above,
  );
});

describe('of libraries', () => {
  itFollows({
    validators: `
from flask import Flask, request
import sqlite3, validators
app = Flask(__name__)
db = sqlite3.connect('x')

@app.get('/')
def view():
    key = request.args['key']
    if validators.uuid(key):
        db.execute('SELECT ' + key)
    mail = request.args['mail']
    if validators.email(mail):
        db.execute('SELECT ' + mail)  # finding: sql-injection
    if not validators.slug(key):
        db.execute('SELECT ' + key)  # finding: sql-injection
    return {}
`,
    oslo: `
import webob
import sqlite3
from oslo_utils import uuidutils
db = sqlite3.connect('x')

def show(req):
    key = req.params['id']
    if not uuidutils.is_uuid_like(key):
        raise webob.exc.HTTPBadRequest()
    db.execute('SELECT ' + key)
    db.execute('SELECT ' + req.params['other'])  # finding: sql-injection
`,
  });
});

describe('a URL that is looked at as browsers see it', () => {
  itFollows({
    'with slashes for backslashes, and without blanks': `
import re
from flask import Flask, redirect, request
from urllib.parse import urljoin, urlparse
app = Flask(__name__)

def is_own(target):
    target = re.sub(r'\\s+', '', target.replace('\\\\', '/'))
    test = urlparse(urljoin(request.host_url, target))
    return urlparse(request.host_url).netloc == test.netloc

def is_own_in_both(target):
    for one in (target, target.replace('\\\\', '/')):
        if urlparse(one).netloc:
            return False
    return True

def is_named_so(target):
    return urlparse(re.sub('[^a-z]', '', target)).netloc == ''

@app.post('/')
def view():
    target = request.form['a']
    if is_own(target):
        return redirect(target)
    if is_own_in_both(target):
        return redirect(target)
    if is_named_so(target):
        return redirect(target)  # finding: open-redirect
    return redirect(target)  # finding: open-redirect
`,
  });
});

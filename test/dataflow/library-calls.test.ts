// Calls of libraries: what they give back, what they look at, and what is not known of them. For which kinds of sink it is
// harmless says guard-table.test.ts.
import { describe, expect, it } from 'vitest';
import { analyzeFiles, findingsOf, inView, itFollowsInView } from '../support/flow-cases.ts';

const above = `
  import decimal, hashlib, html, ipaddress, shlex, urllib.parse, uuid, xml.sax.saxutils
  import ldap, ldap.filter, lxml.etree, markupsafe
  from datetime import datetime
  from flask import make_response, render_template_string
  from werkzeug.utils import secure_filename
`;

describe('what a replacement leaves', () => {
  itFollowsInView({
    'what is left when all but a set of characters is taken out': `
      db.execute('SELECT ' + re.sub(r'[^a-z0-9]', '', given))
      db.execute('SELECT ' + ''.join(c for c in given if c.isalnum()))
    `,
    'where such a set is compiled': `
      pattern = re.compile(r'\\W+')
      db.execute('SELECT ' + pattern.sub('_', given))
      db.execute('SELECT ' + re.compile('x+').sub('_', given))  # finding: sql-injection
    `,
  });
});

describe('where a sanitizer must not help', () => {
  itFollowsInView(
    {
      'its result is not used': `
        html.escape(given)
        shlex.quote(given)
        os.system('ls ' + given)  # finding: os-command-injection
        make_response(given)  # finding: reflected-xss
      `,
      'the other branch': `
        if len(db):
            given = shlex.quote(given)
        os.system('ls ' + given)  # finding: os-command-injection
      `,
      'another kind of sink': `
        given = html.escape(given)
        os.system('ls ' + given)  # finding: os-command-injection
      `,
      'something is added behind it': `
        clean = shlex.quote(given)
        os.system('ls ' + clean + request.form['more'])  # finding: os-command-injection
      `,
      'before it': `
        os.system('ls ' + given)  # finding: os-command-injection
        given = shlex.quote(given)
        os.system('ls ' + given)
      `,
      'quoting is undone': `
        quoted = urllib.parse.quote(given)
        db.execute('SELECT ' + quoted)
        db.execute('SELECT ' + urllib.parse.unquote(quoted))  # finding: sql-injection
      `,
      'escaping is undone': `
        make_response('<p>' + html.unescape(html.escape(given)))  # finding: reflected-xss
      `,
      'a function of the project with the same name': `
        def quote(text):
            return text
        os.system('ls ' + quote(given))  # finding: os-command-injection
      `,
      'a helper that cleans only sometimes': `
        def clean(text):
            if len(text) > 5:
                return shlex.quote(text)
            return text
        os.system('ls ' + clean(given))  # finding: os-command-injection
      `,
      'a helper that cleans for another kind': `
        def clean(text):
            return html.escape(text)
        os.system('ls ' + clean(given))  # finding: os-command-injection
        make_response(clean(given))
      `,
    },
    above,
  );
});

describe('sinks by their arguments', () => {
  itFollowsInView({
    'a command as a list runs no shell': `
      subprocess.run(['ls', given])
      subprocess.run('ls ' + given, shell=True)  # finding: os-command-injection
      subprocess.run(['ls', given], shell=False)
    `,
    'a list whose first item is sent': `
      subprocess.run([given, '-l'])  # finding: os-command-injection
    `,
    'a shell in a list': `
      subprocess.run(['sh', '-c', 'ls ' + given])  # finding: os-command-injection
      subprocess.run(['sh', 'run.sh', given])
    `,
    'shell by a variable': `
      options = {'shell': True}
      subprocess.run('ls ' + given, **options)  # finding: os-command-injection
    `,
    'only the statement': `
      db.execute('SELECT ?', (given,))
      db.execute(sql='SELECT ?', parameters=[given])
      db.cursor().executemany('SELECT ?', [[given]])
      db.cursor().executescript('SELECT ' + given)  # finding: sql-injection
    `,
    'only the name of the file': `
      open('x.txt', given)
      open(file=given)  # finding: path-traversal
      open('x.txt', 'w').write(given)
    `,
    'only the host of a URL': `
      requests.get('https://example.org/' + given, timeout=5)
      requests.get('https://' + given + '.example.org/', timeout=5)  # finding: ssrf
      requests.get('https://example.org/', params={'a': given}, timeout=5)
      requests.get(f'https://example.org:80/{given}', timeout=5)
      requests.get(f'https://example.org{given}', timeout=5)  # finding: ssrf
    `,
    'only the pattern of a regular expression': `
      re.match('[a-z]+', given)
      re.match(given, 'x')  # finding: regex-injection
      re.sub('a', given, 'x')
    `,
    'a sink that is called by another name': `
      run = os.system
      run('ls ' + given)  # finding: os-command-injection
      from os import system as other
      other('ls ' + given)  # finding: os-command-injection
      getattr(os, 'system')('ls ' + given)  # finding: os-command-injection
    `,
    'a module that is imported by a call': `
      import importlib
      importlib.import_module('os').system('ls ' + given)  # finding: os-command-injection
      __import__('os').system('ls ' + given)  # finding: os-command-injection
    `,
    'a sink in a dict, a partial, a map': `
      {'run': os.system}['run']('ls ' + given)  # finding: os-command-injection
      functools.partial(os.system)('ls ' + given)  # finding: os-command-injection
      list(map(os.system, [given]))  # finding: os-command-injection
    `,
    'loading of what was sent': `
      import pickle, yaml
      pickle.loads(base64.b64decode(given))  # finding: untrusted-deserialization
      yaml.load(given, Loader=yaml.SafeLoader)
      yaml.safe_load(given)
      json.loads(given)
    `,
  });
});

describe('calls that nobody knows', () => {
  const confidences = (body: string): string[] =>
    findingsOf(analyzeFiles({ 'shop/views.py': inView(body) })).map(({ confidence }) => confidence);

  it('hand on what they are given, and are believed one step less', () => {
    expect(confidences('db.execute(given)')).toEqual(['high']);
    expect(confidences('import mystery\ndb.execute(mystery.change(given))')).toEqual(['medium']);
    expect(confidences('import mystery\ndb.execute(mystery.change(mystery.other(given)))')).toEqual(['low']);
  });

  it('are followed twice and not three times', () => {
    expect(confidences('import mystery\ndb.execute(mystery.a(mystery.b(mystery.c(given))))')).toEqual([]);
  });

  it('lose to a way on which all is known', () => {
    expect(confidences('import mystery\nx = mystery.a(given) if len(db) else given\ndb.execute(x)')).toEqual(['high']);
  });

  it('are told by name', () => {
    const { coverage } = analyzeFiles({
      'shop/views.py': inView('import mystery\nmystery.change(given)\nmystery.change(given)\nmystery.other("x")'),
    });
    expect([...coverage.unresolved]).toEqual([['mystery.change', 2]]);
  });

  itFollowsInView({
    'methods of what they give': `
      import mystery
      thing = mystery.Thing(given)
      db.execute(thing.text)  # finding: sql-injection
      db.execute(thing.read())  # finding: sql-injection
      clean = mystery.Thing('x')
      db.execute(clean.text)
    `,
    'what only their object is given': `
      import mystery
      thing = mystery.Thing()
      thing.add(given)
      db.execute(thing.read())  # finding: sql-injection
    `,
  });
});

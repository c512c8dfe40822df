// Template engines: whose text is run, and whether what is filled in is escaped.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('templates', () => {
  itFollows({
    'whose text is run': `
from flask import Flask, request
from jinja2 import Environment, Template
from jinja2.sandbox import SandboxedEnvironment
from mako.lookup import TemplateLookup
from mako.template import Template as Mako
from string import Template as Plain
app = Flask(__name__)
environment = Environment(autoescape=True)

@app.get('/')
def view():
    name = request.args['a']
    Template(name).render()  # finding: template-injection
    Template('<p>{{ a }}').render(a=name)
    environment.from_string('<p>' + name).render()  # finding: template-injection
    environment.get_template('page.html').render(a=name)
    Mako(name).render()  # finding: template-injection
    Mako('\${a}').render(a=name)
    Mako(filename='/srv/' + name)  # finding: path-traversal
    TemplateLookup(['/srv']).get_template(name)  # finding: path-traversal
    Plain('$a').substitute(a=name)
    return {}
`,
    'what is filled in, without escaping': `
from flask import Flask, request
from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from mako.template import Template as Mako
from string import Template as Plain
app = Flask(__name__)
bare = Environment(loader=FileSystemLoader('x'))
escaping = Environment(loader=FileSystemLoader('x'), autoescape=True)
selecting = Environment(autoescape=select_autoescape())

@app.get('/a')
def a():
    return bare.get_template('page.html').render(a=request.args['a'])  # finding: reflected-xss

@app.get('/b')
def b():
    return escaping.get_template('page.html').render(a=request.args['a'])

@app.get('/c')
def c():
    return selecting.get_template('page.html').render(a=request.args['a'])

@app.get('/d')
def d():
    return Template('<p>{{ a }}').render(a=request.args['a'])  # finding: reflected-xss

@app.get('/e')
def e():
    return Template('<p>{{ a }}', autoescape=True).render(a=request.args['a'])

@app.get('/f')
def f():
    return Mako('<p>\${a}').render(a=request.args['a'])  # finding: reflected-xss

@app.get('/g')
def g():
    return Mako('<p>\${a}', default_filters=['h']).render(a=request.args['a'])

@app.get('/h')
def h():
    return Plain('<p>$a').substitute(a=request.args['a'])  # finding: reflected-xss

@app.get('/i')
def i():
    return bare.from_string('<p>{{ a }}').render({'a': request.args['a']})  # finding: reflected-xss

@app.get('/j')
def j():
    return escaping.from_string('<p>{{ a }}').render({'a': request.args['a']})
`,
    'what is marked, and what undoes an escape': `
import html
from flask import Flask, render_template, request
from markupsafe import Markup, escape
app = Flask(__name__)

@app.get('/a')
def a():
    return str(escape(request.args['a']))

@app.get('/b')
def b():
    return Markup(request.args['a'])  # finding: reflected-xss

@app.get('/c')
def c():
    return html.unescape(html.escape(request.args['a']))  # finding: reflected-xss

@app.get('/d')
def d():
    return Markup('<p>%s') % request.args['a']

@app.get('/e')
def e():
    return '<p>%s' % Markup.escape(request.args['a'])

@app.get('/f')
def f():
    return Markup('<p>') + request.args['a']

@app.get('/g')
def g():
    return escape(request.args['a']).unescape()  # finding: reflected-xss

@app.get('/h')
def h():
    return Markup('<br>').join([request.args['a'], 'x'])
`,
  });
});

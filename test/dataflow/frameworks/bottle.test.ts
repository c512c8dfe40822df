// Bottle: routes, requests, responses and templates.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Bottle', () => {
  itFollows({
    'handlers and where requests are read': `
import bottle
from bottle import Bottle, request, response, route, run as serve
from os import system as run
app = Bottle()

@app.get('/<name>')
def show(name):
    run(name)  # finding: os-command-injection
    run(request.query.get('a'))  # finding: os-command-injection
    run(request.query.getall('a')[0])  # finding: os-command-injection
    run(request.forms.a)  # finding: os-command-injection
    run(request.params['a'])  # finding: os-command-injection
    run(request.json['a'])  # finding: os-command-injection
    run(request.body.read())  # finding: os-command-injection
    run(request.get_header('X-A'))  # finding: os-command-injection
    run(request.get_cookie('a'))  # finding: os-command-injection
    run(request.cookies.a)  # finding: os-command-injection
    run(request.files.get('f').filename)  # finding: os-command-injection
    run(request.url)  # finding: os-command-injection
    run(request.method)
    return {'name': name}

@bottle.post('/<number:int>/<kind:re:[a-z]+>')
def by_number(number, kind):
    run('ls %s' % number)
    run('ls ' + kind)
    return 'x'

def added(name):
    return '<p>' + name  # finding: reflected-xss

def nobody(name):
    return '<p>' + name

app.route('/added/<name>', callback=added)
route('/more/<name>', 'GET', added)

@app.hook('before_request')
def before():
    run(request.headers['X-A'])  # finding: os-command-injection

@app.error(404)
def missing(error):
    return '<p>' + request.url  # finding: reflected-xss
`,
    'pages, redirects and templates': `
from bottle import redirect, request, route, template
import html

@route('/a/<name>')
def page(name):
    return '<p>' + name  # finding: reflected-xss

@route('/b')
def clean():
    return '<p>' + html.escape(request.query['a'])

@route('/c')
def away():
    redirect(request.query.next)  # finding: open-redirect

@route('/d')
def made():
    return template('<p>' + request.forms['a'])  # finding: template-injection
`,
    answers: `
from bottle import HTTPResponse, post, get, request, response, static_file, template, view
import os

@get('/a/<path:path>')
def file(path):
    return static_file(path, root='/srv')

@get('/b')
def from_root():
    return static_file('x', root=request.query.a)  # finding: path-traversal

@get('/c')
def made():
    return HTTPResponse('<p>' + request.query['a'])  # finding: reflected-xss

@get('/d')
@view('page')
def viewed():
    return dict(a=request.query['a'])

@get('/e')
def filled():
    return template('<p>{{a}}', a=request.query['a'])

@get('/f')
def plain():
    response.content_type = 'text/plain'
    response.set_header('X-A', request.query['a'])  # finding: header-injection
    response.set_cookie('kind', 'x')
    return 'x'

@post('/g')
def upload():
    file = request.files.get('file')
    file.save('/srv/' + file.raw_filename)  # finding: path-traversal
    file.save(os.path.join('/srv', os.path.basename(file.raw_filename)))
    file.save('/srv')
    return 'x'
`,
  });
});

// Flask, Quart and Werkzeug: how handlers are registered, where requests are read, and what becomes of what is answered.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Flask: handlers', () => {
  itFollows({
    'registered by a call': `
from flask import Blueprint, Flask, request
from os import system as run
app = Flask(__name__)
pages = Blueprint('pages', __name__)

def show(name):
    run('ls ' + name)  # finding: os-command-injection
    return '<p>' + name  # finding: reflected-xss

def count(number):
    run('ls %s' % number)
    return {}

def listed(name):
    run('ls ' + name)  # finding: os-command-injection
    return {}

def nobody(name):
    run('ls ' + name)
    return '<p>' + name

app.add_url_rule('/<name>', 'show', show)
app.add_url_rule('/<int:number>', view_func=count)
pages.add_url_rule('/list/<name>', view_func=listed)
`,
    'registered in another file': {
      'shop/views.py': `
from os import system as run

def show(name):
    run('ls ' + name)  # finding: os-command-injection
    return {}
`,
      'shop/app.py': `
from flask import Flask
from shop import views

def create_app():
    app = Flask(__name__)
    app.add_url_rule('/<name>', view_func=views.show)
    return app
`,
    },
    'class views': `
from flask import Flask, request
from flask.views import MethodView, View
from os import system as run
app = Flask(__name__)

class Orders(MethodView):
    def get(self, name):
        return '<p>' + name  # finding: reflected-xss
    def post(self):
        run('ls ' + request.form['a'])  # finding: os-command-injection
        return {'a': request.form['a']}
    def _helper(self, name):
        return '<p>' + name

class Page(View):
    def dispatch_request(self, name):
        run('ls ' + name)  # finding: os-command-injection
        return {}

app.add_url_rule('/orders/<name>', view_func=Orders.as_view('orders'))
app.add_url_rule('/page/<name>', view_func=Page.as_view('page'))
`,
    'before, after and instead of a view': `
from flask import Flask, request, g
from os import system as run
app = Flask(__name__)

@app.before_request
def load():
    g.name = request.args['name']
    run('ls ' + request.headers['X-Name'])  # finding: os-command-injection

@app.errorhandler(404)
def missing(error):
    return '<p>No page ' + request.full_path, 404  # finding: reflected-xss

@app.after_request
def finish(response):
    response.headers['X-Name'] = request.cookies['name']  # finding: header-injection
    response.headers['X-Other'] = 'x'
    return response

@app.context_processor
def more():
    return {'name': request.args['name']}
`,
    'resources of flask_restful and flask_restx': `
from flask_restful import Api, Resource, reqparse
from flask_restx import Namespace
from os import system as run
api = Api()
spaces = Namespace('x')
parser = reqparse.RequestParser()
parser.add_argument('name')
parser.add_argument('count', type=int)

@spaces.route('/<name>')
class Item(Resource):
    def get(self, name):
        run('ls ' + name)  # finding: os-command-injection
        return '<p>' + name
    def post(self, name):
        args = parser.parse_args()
        run('ls ' + args['name'])  # finding: os-command-injection
        run('ls %s' % args['count'])
        return {}
`,
  });
});

describe('Flask: where requests are read', () => {
  itFollows({
    'each place': `
from flask import Flask, request
from os import system as run
app = Flask(__name__)

@app.route('/', methods=['POST'])
def view():
    run(request.args.get('a'))  # finding: os-command-injection
    run(request.args.getlist('a')[0])  # finding: os-command-injection
    run(request.form.to_dict()['a'])  # finding: os-command-injection
    run(request.values['a'])  # finding: os-command-injection
    run(request.json['a'])  # finding: os-command-injection
    run(request.get_json(force=True)['a']['b'])  # finding: os-command-injection
    run(request.data)  # finding: os-command-injection
    run(request.get_data(as_text=True))  # finding: os-command-injection
    run(request.stream.read())  # finding: os-command-injection
    run(request.headers.get('X-A'))  # finding: os-command-injection
    run(request.cookies.get('a'))  # finding: os-command-injection
    run(request.files['a'].filename)  # finding: os-command-injection
    run(request.files['a'].read())  # finding: os-command-injection
    run(request.query_string.decode())  # finding: os-command-injection
    run(request.view_args['a'])  # finding: os-command-injection
    run(request.user_agent.string)  # finding: os-command-injection
    run(request.authorization.username)  # finding: os-command-injection
    run(request.full_path)  # finding: os-command-injection
    run(request.environ['HTTP_X_A'])  # finding: os-command-injection
    run(request.method)
    run(request.endpoint)
    run(request.remote_addr)
    run(request.environ['wsgi.version'])
    return {}
`,
    'what a reader converts': `
from flask import Flask, request
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')

@app.route('/')
def view():
    db.execute('SELECT %s' % request.args.get('a', type=int))
    db.execute('SELECT %s' % request.args.get('a', 1, int))
    db.execute('SELECT %s' % request.args.get('a', type=str))  # finding: sql-injection
    db.execute('SELECT %s' % request.args.getlist('a', type=float)[0])
    db.execute('SELECT %s' % request.content_length)
    return {}
`,
    'going through what was sent': `
from flask import Flask, request
from os import system as run
app = Flask(__name__)

@app.post('/')
def view():
    for name in request.form:
        run('ls ' + name)  # finding: os-command-injection
    for name, value in request.args.items():
        run('ls ' + value)  # finding: os-command-injection
    for file in request.files.getlist('files'):
        file.save('/srv/' + file.filename)  # finding: path-traversal
        file.save('/srv/x')
    for line in request.stream:
        run(b'ls ' + line)  # finding: os-command-injection
    [run('ls ' + item['name']) for item in request.json['items']]  # finding: os-command-injection
    for at, _ in enumerate(request.form):
        run('ls %d' % at)
    return {}
`,
    'a function that is given the request': `
from flask import Flask, request
from os import system as run
app = Flask(__name__)

def first(sent):
    return sent.args['a']

def used(sent):
    run(sent.form['a'])  # finding: os-command-injection
    run(sent.method)

@app.route('/')
def view():
    run(first(request))  # finding: os-command-injection
    used(request)
    return {}
`,
    'Werkzeug alone': `
from werkzeug.wrappers import Request, Response
import html

@Request.application
def application(request):
    return Response('<p>' + request.args['a'], mimetype='text/html')  # finding: reflected-xss

def other(environ, start_response):
    request = Request(environ)
    response = Response('<p>' + html.escape(request.form['a']), mimetype='text/html')
    response.data = request.form['a']  # finding: reflected-xss
    return response(environ, start_response)
`,
    'Quart awaits what was sent': `
from quart import Quart, request, websocket
import sqlite3
app = Quart(__name__)
db = sqlite3.connect('x')

@app.post('/')
async def view():
    form = await request.form
    db.execute(form['a'])  # finding: sql-injection
    db.execute((await request.get_json())['a'])  # finding: sql-injection
    db.execute('SELECT ?', [form['a']])
    files = await request.files
    await files['a'].save('/srv/' + files['a'].filename)  # finding: path-traversal
    return {}

@app.websocket('/ws')
async def chat():
    text = await websocket.receive()
    db.execute(text)  # finding: sql-injection
    await websocket.send(text)
`,
  });
});

describe('Flask: answers', () => {
  itFollows({
    'pages and what is none': `
from flask import Flask, Response, jsonify, make_response, render_template, request, stream_with_context
import html
import json
app = Flask(__name__)

@app.route('/b')
def escaped():
    return '<p>' + html.escape(request.args['a'])

@app.route('/d')
def as_json():
    return jsonify(a=request.args['a'])

@app.route('/e')
def with_status():
    return request.args['a'], 400  # finding: reflected-xss

@app.route('/f')
def made():
    return make_response('<p>' + request.args['a'])  # finding: reflected-xss

@app.route('/f2')
def made_of_a_tuple():
    return make_response(('<p>' + request.args['a'], 400))  # finding: reflected-xss

@app.route('/g')
def text():
    response = make_response('x')
    response.headers['X-Name'] = request.args['a']  # finding: header-injection
    return response

@app.route('/h')
def plain():
    return Response(request.args['a'], mimetype='text/plain')

@app.route('/i')
def plain_by_headers():
    return request.args['a'], 200, {'Content-Type': 'text/plain'}

@app.route('/j')
def dumped():
    return Response(json.dumps({'a': request.args['a']}), content_type='application/json')

@app.route('/k')
def page():
    return Response('<p>' + request.args['a'])  # finding: reflected-xss

@app.route('/l')
def streamed():
    def generate():
        yield '<p>'
        yield request.args['a']
    return Response(generate())  # finding: reflected-xss

@app.route('/m')
def rendered():
    return render_template('a.html', a=request.args['a'])
`,
    'what a route converts': `
from flask import Flask
import sqlite3
app = Flask(__name__)
db = sqlite3.connect('x')

@app.route('/<path:rest>/<uuid:number>/<float:size>')
def both(rest, number, size):
    db.execute('SELECT %s %s' % (number, size))
    open(rest)  # finding: path-traversal
    return {}

@app.route('/<string:name>')
def by_text(name):
    db.execute('SELECT ' + name)  # finding: sql-injection
    open('/srv/' + name)  # finding: path-traversal
    return {}

@app.route('/<any(a, b):kind>')
def by_choice(kind):
    db.execute('SELECT ' + kind)
    return {}
`,
    redirects: `
from flask import Flask, redirect, request, url_for
app = Flask(__name__)

@app.route('/a')
def anywhere():
    return redirect(request.args['next'])  # finding: open-redirect

@app.route('/b')
def here():
    return redirect(url_for('page', name=request.args['next']))

@app.route('/c')
def below():
    return redirect('/items/' + request.args['next'])

@app.route('/d')
def other_host():
    return redirect('https://' + request.args['next'])  # finding: open-redirect

@app.route('/e')
def by_fallback():
    return redirect(request.args.get('next') or url_for('page'))  # finding: open-redirect

@app.route('/f')
def back():
    return redirect(request.referrer)  # finding: open-redirect
`,
    templates: `
from flask import Flask, render_template, render_template_string, request
from markupsafe import Markup
app = Flask(__name__)

@app.route('/a')
def text():
    return render_template_string('<p>' + request.args['a'])  # finding: template-injection

@app.route('/b')
def filled():
    return render_template_string('<p>{{ a }}', a=request.args['a'])

@app.route('/c')
def file():
    return render_template('page.html', a=request.args['a'])

@app.route('/d')
def marked():
    return render_template('page.html', a=Markup('<p>' + request.args['a']))  # finding: reflected-xss

@app.route('/e')
def formatted():
    return render_template('page.html', a=Markup('<p>{}').format(request.args['a']))

@app.route('/f')
def interpolated():
    return render_template('page.html', a=Markup('<p>%s') % request.args['a'])

@app.route('/g')
def added():
    return Markup('<p>') + request.args['a']

@app.route('/h')
def of_the_environment():
    return app.jinja_env.from_string(request.args['a']).render()  # finding: template-injection
`,
    files: `
from flask import Flask, current_app, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename
from pathlib import Path
import os
app = Flask(__name__)

@app.post('/a')
def upload():
    file = request.files['file']
    file.save(os.path.join('/srv', file.filename))  # finding: path-traversal
    file.save(os.path.join('/srv', secure_filename(file.filename)))
    file.save(Path('/srv') / file.filename)  # finding: path-traversal
    file.save(Path('/srv') / secure_filename(file.filename))
    return {}

@app.get('/b')
def download():
    open(safe_join('/srv', request.args['a']))
    return send_file('/srv/' + request.args['a'])  # finding: path-traversal

@app.get('/c')
def download_below():
    return send_from_directory('/srv', request.args['a'])

@app.get('/d')
def named():
    return send_file('/srv/x', download_name=request.args['a'])

@app.get('/e')
def resource():
    return current_app.open_resource(request.args['a']).read()  # finding: path-traversal
`,
    'cookies and sessions': `
from flask import Flask, make_response, request, session
app = Flask(__name__)

@app.post('/a')
def log_in():
    password = request.form['password']
    session['password'] = password  # finding: password-in-cookie-or-session, trust-boundary
    session['user'] = request.form['name']  # finding: trust-boundary
    response = make_response('x')
    response.set_cookie('p', password)  # finding: password-in-cookie-or-session, header-injection
    response.set_cookie('kind', 'x')
    return response
`,
  });
});

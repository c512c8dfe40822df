// Sanic: handlers, requests and responses.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Sanic', () => {
  itFollows({
    'handlers and where requests are read': `
from sanic import Blueprint, Sanic
from sanic.response import json, text
from sanic.views import HTTPMethodView
from os import system as run
app = Sanic('x')
pages = Blueprint('pages')

@app.post('/<name>')
async def show(request, name):
    run(name)  # finding: os-command-injection
    run(request.args.get('a'))  # finding: os-command-injection
    run(request.form['a'][0])  # finding: os-command-injection
    run(request.json['a'])  # finding: os-command-injection
    run(request.body)  # finding: os-command-injection
    run(request.headers['x'])  # finding: os-command-injection
    run(request.cookies.get('a'))  # finding: os-command-injection
    run(request.files.get('f').name)  # finding: os-command-injection
    run(request.match_info['name'])  # finding: os-command-injection
    run(request.token)  # finding: os-command-injection
    run(request.url)  # finding: os-command-injection
    run(request.method)
    return text(name)

@pages.get('/<number:int>/<key:uuid>/<kind:[a-z]+>')
async def by_number(request, number, key, kind):
    run('ls %s %s' % (number, key))
    run('ls ' + kind)
    return json({})

class Orders(HTTPMethodView):
    async def get(self, request, name):
        run(name)  # finding: os-command-injection
        run(request.args['a'])  # finding: os-command-injection
        return text('x')
    async def helper(self, name):
        run(name)

async def added(request, name):
    run(name)  # finding: os-command-injection
    return text('x')

app.add_route(added, '/added/<name>')
app.add_route(Orders.as_view(), '/orders/<name>')

@app.middleware('request')
async def look(request):
    run(request.args['a'])  # finding: os-command-injection

@app.on_response
async def after(request, response):
    response.headers['X-A'] = request.args.get('a')  # finding: header-injection

@app.websocket('/ws')
async def chat(request, ws):
    while True:
        run(await ws.recv())  # finding: os-command-injection
        await ws.send('x')
    async for message in ws:
        run(message)
`,
    'pages and what a route converts': `
from sanic import Sanic
from sanic.response import html, json
import sqlite3
app = Sanic('x')
db = sqlite3.connect('x')

@app.get('/<name>')
async def page(request, name):
    return html('<p>' + request.args['a'][0])  # finding: reflected-xss

@app.post('/<number:int>')
async def data(request, number):
    db.execute('SELECT %s' % number)
    return json({'a': request.form['a']})
`,
    answers: `
from sanic import Sanic
from sanic.response import HTTPResponse, file, html, redirect, text
import html as escaping
app = Sanic('x')

@app.get('/a')
async def page(request):
    return html('<p>' + request.args.get('a'))  # finding: reflected-xss

@app.get('/b')
async def escaped(request):
    return html('<p>' + escaping.escape(request.args.get('a')))

@app.get('/c')
async def away(request):
    return redirect(request.args.get('next'))  # finding: open-redirect

@app.get('/d')
async def here(request):
    return redirect(app.url_for('page', name=request.args.get('a')))

@app.get('/e')
async def sent(request):
    return await file('/srv/' + request.args.get('a'))  # finding: path-traversal

@app.get('/f')
async def made(request):
    return HTTPResponse(request.args.get('a'), content_type='text/html')  # finding: reflected-xss

@app.get('/g')
async def plain(request):
    return text(request.args.get('a'))

@app.post('/h')
async def upload(request):
    upload = request.files.get('file')
    with open('/srv/' + upload.name, 'wb') as target:  # finding: path-traversal
        target.write(upload.body)
    return text('x')
`,
  });
});

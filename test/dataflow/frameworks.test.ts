// What frameworks make of requests, and what becomes of what handlers answer: pages, redirects, templates, files, forms,
// converters. Which functions they call at all is the subject of entry-points.test.ts.
import { describe } from 'vitest';
import { itFollows } from '../support/flow-cases.ts';

describe('Flask', () => {
  itFollows({
    'what is a page and what is not': `
from flask import Flask, jsonify, make_response, request
import html
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

@app.route('/g')
def text():
    response = make_response('x')
    response.headers['X-Name'] = request.args['a']  # finding: header-injection
    return response
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
`,
    templates: `
from flask import Flask, render_template, render_template_string, request
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
`,
    files: `
from flask import Flask, request, send_file, send_from_directory
from werkzeug.utils import safe_join, secure_filename
import os
app = Flask(__name__)

@app.post('/a')
def upload():
    file = request.files['file']
    file.save(os.path.join('/srv', file.filename))  # finding: path-traversal
    file.save(os.path.join('/srv', secure_filename(file.filename)))
    return {}

@app.get('/b')
def download():
    open(safe_join('/srv', request.args['a']))
    return send_file('/srv/' + request.args['a'])  # finding: path-traversal

@app.get('/c')
def download_below():
    return send_from_directory('/srv', request.args['a'])
`,
    'Quart awaits what was sent': `
from quart import Quart, request
import sqlite3
app = Quart(__name__)
db = sqlite3.connect('x')

@app.post('/')
async def view():
    form = await request.form
    db.execute(form['a'])  # finding: sql-injection
    db.execute('SELECT ?', [form['a']])
    return {}
`,
  });
});

describe('Django', () => {
  itFollows({
    'what is a page and what is not': `
from django.http import HttpResponse, JsonResponse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

def page(request):
    return HttpResponse(request.POST['b'])  # finding: reflected-xss

def clean(request):
    return HttpResponse(escape(request.POST['b']))

def as_json(request):
    return JsonResponse({'b': request.POST['b']})

def as_text(request):
    return HttpResponse(request.POST['b'], content_type='text/plain')

def marked(request):
    return mark_safe('<p>' + request.GET['b'])  # finding: reflected-xss

def formatted(request):
    return HttpResponse(format_html('<p>{}', request.GET['b']))
`,
    'redirects and their guard': `
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

def login(request):
    target = request.GET['next']
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = '/'
    return redirect(target)

def careless(request):
    target = request.GET['next']
    if url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        print('fine')
    return redirect(target)  # finding: open-redirect

def named(request):
    return redirect('shop:page', request.POST['a'])
`,
    'the database': {
      'shop/models.py': `
from django.db import models

class Order(models.Model):
    name = models.CharField(max_length=20)
`,
      'shop/views.py': `
from django.db import connection
from django.db.models.expressions import RawSQL
from shop.models import Order

def orders(request):
    Order.objects.raw('SELECT * FROM orders WHERE name = ' + request.GET['a'])  # finding: sql-injection
    Order.objects.filter(name=request.GET['a'])
    Order.objects.annotate(x=RawSQL('SELECT ' + request.GET['a'], []))  # finding: sql-injection
    Order.objects.raw('SELECT * FROM orders WHERE name = %s', [request.GET['a']])
    with connection.cursor() as cursor:
        cursor.execute('SELECT ' + request.GET['a'])  # finding: sql-injection
        cursor.execute('SELECT %s', [request.GET['a']])
`,
    },
    'a model whose module is not in the repository': `
from shop.models import Order

def orders(request):
    Order.objects.raw('SELECT * FROM orders WHERE name = ' + request.GET['a'])  # finding: sql-injection
`,
    'a form': `
from django import forms
from django.db import connection

class Search(forms.Form):
    name = forms.CharField()

def view(request):
    form = Search(request.POST)
    if form.is_valid():
        connection.cursor().execute('SELECT ' + form.cleaned_data['name'])  # finding: sql-injection
        connection.cursor().execute('SELECT %s', [form.cleaned_data['name']])
`,
    'a serializer of Django REST framework': `
from rest_framework import serializers, viewsets
from rest_framework.response import Response
import os

class Item(serializers.Serializer):
    name = serializers.CharField()

class Items(viewsets.ViewSet):
    def create(self, request):
        item = Item(data=request.data)
        item.is_valid(raise_exception=True)
        os.system('ls ' + item.validated_data['name'])  # finding: os-command-injection
        return Response({'a': request.data['a']})
`,
  });
});

describe('FastAPI and Starlette', () => {
  itFollows({
    'parameters are converted by their annotations': `
from enum import Enum
from typing import Literal, Optional
from uuid import UUID
from fastapi import FastAPI
import sqlite3
app = FastAPI()
db = sqlite3.connect('x')

class Column(str, Enum):
    id = 'id'

@app.get('/items/{name}')
def item(name: str, number: int, key: UUID, kind: Literal['a', 'b'], column: Column, other: Optional[str] = None):
    db.execute('SELECT ' + name)  # finding: sql-injection
    db.execute('SELECT %s' % number)
    db.execute('SELECT %s' % key)
    db.execute('SELECT ' + kind)
    db.execute('SELECT ' + column)
    db.execute('SELECT ' + other)  # finding: sql-injection
`,
    'the fields of a model are converted by their types': `
from fastapi import APIRouter
from pydantic import BaseModel
import os
router = APIRouter()

class Item(BaseModel):
    name: str
    number: int

@router.post('/items')
async def create(item: Item):
    os.system('ls ' + item.name)  # finding: os-command-injection
    os.system('ls %s' % item.number)
`,
    'responses by their class': `
from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse
app = FastAPI()

@app.get('/a')
async def page(request: Request):
    return HTMLResponse('<p>' + request.query_params['a'])  # finding: reflected-xss

@app.get('/b')
async def data(request: Request):
    return JSONResponse({'a': (await request.json())['a']})

@app.get('/c')
async def elsewhere(request: Request):
    return RedirectResponse(request.query_params['a'])  # finding: open-redirect

@app.get('/d')
async def file(request: Request):
    return FileResponse('/srv/' + request.query_params['a'])  # finding: path-traversal
`,
    'what it depends on is called, and filled from the request itself': `
from fastapi import Depends, FastAPI, Request
import os
app = FastAPI()

def name_of(request: Request):
    return request.query_params['name']

def fixed():
    return 'x'

@app.get('/')
def page(name: str = Depends(name_of), other: str = Depends(fixed)):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls ' + other)
`,
    'a websocket': `
from fastapi import FastAPI, WebSocket
import os
app = FastAPI()

@app.websocket('/ws')
async def chat(socket: WebSocket):
    while True:
        text = await socket.receive_text()
        os.system('ls ' + text)  # finding: os-command-injection
        os.system('ls')
`,
    'an upload': `
from fastapi import FastAPI, UploadFile
app = FastAPI()

@app.post('/')
async def upload(file: UploadFile):
    open('/srv/' + file.filename, 'wb')  # finding: path-traversal
    open('/srv/x', 'wb')
`,
  });
});

describe('other servers', () => {
  itFollows({
    'aiohttp: pages, redirects and its own client': `
from aiohttp import ClientSession, web
routes = web.RouteTableDef()

@routes.get('/')
async def text(request):
    return web.Response(text=request.query['a'])

@routes.post('/')
async def html(request):
    data = await request.post()
    return web.Response(text=data['a'], content_type='text/html')  # finding: reflected-xss

class Other(web.View):
    async def get(self):
        raise web.HTTPFound(self.request.query['next'])  # finding: open-redirect
    async def post(self):
        async with ClientSession() as session:
            await session.get(self.request.query['url'])  # finding: ssrf
            await session.get('https://example.org/' + self.request.query['url'])
`,
    'Tornado: pages and redirects': `
from tornado.web import RequestHandler
from tornado.escape import xhtml_escape

class Page(RequestHandler):
    def get(self):
        self.write('<p>' + self.get_argument('a'))  # finding: reflected-xss
        self.write('<p>' + xhtml_escape(self.get_argument('a')))
    def post(self):
        self.redirect(self.get_body_argument('next'))  # finding: open-redirect
`,
    'Tornado: a dict is sent as JSON, which is no page': `
from tornado.web import RequestHandler

class Data(RequestHandler):
    def get(self):
        self.write({'a': self.get_argument('a')})
`,
    'Pyramid: pages and redirects': `
from pyramid.view import view_config
from pyramid.response import Response
from pyramid.httpexceptions import HTTPFound
import html

@view_config(route_name='a')
def page(request):
    return Response('<p>' + request.params['a'])  # finding: reflected-xss

@view_config(route_name='b')
def clean(request):
    return Response('<p>' + html.escape(request.params['a']))

@view_config(route_name='c', renderer='json')
def away(request):
    return HTTPFound(location=request.GET['next'])  # finding: open-redirect

@view_config(route_name='d')
def home(request):
    return HTTPFound(location=request.route_url('home', name=request.matchdict['name']))
`,
    'Bottle: pages, redirects and templates': `
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
    'Sanic: pages and what a route converts': `
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
    'Falcon: parameters by type, redirects': `
import falcon
import sqlite3
db = sqlite3.connect('x')

class Items:
    def on_get(self, req, resp, name):
        db.execute('SELECT ' + req.get_param('a'))  # finding: sql-injection
        db.execute('SELECT %s' % req.get_param_as_int('b'))
        resp.media = {'a': req.params['a']}
    def on_post(self, req, resp):
        raise falcon.HTTPFound(req.media['next'])  # finding: open-redirect
`,
    'WebOb: pages': `
from webob import Response
from webob.dec import wsgify
import html

@wsgify
def page(req):
    return Response('<p>' + req.params['a'])  # finding: reflected-xss

@wsgify
def clean(req):
    return Response('<p>' + html.escape(req.params['a']))
`,
    'OpenStack: a controller': `
from nova.api.openstack import wsgi
import os

class Controller(wsgi.Controller):
    def create(self, req, body):
        os.system('ls ' + body['name'])  # finding: os-command-injection
        os.system('ls')
    def helper(self, body):
        os.system('ls ' + body['name'])
`,
    'http.server: what it writes': `
from http.server import BaseHTTPRequestHandler
import html

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.wfile.write(self.path.encode())  # finding: reflected-xss
        self.wfile.write(html.escape(self.path).encode())
`,
    'sockets, where accept gives a pair': `
import os
import pickle
import socket

def serve():
    server = socket.socket()
    connection, address = server.accept()
    text = connection.recv(100)
    os.system(b'ls ' + text)  # finding: os-command-injection
    pickle.loads(text)  # finding: untrusted-deserialization
    os.system('ls')
`,
  });
});

describe('command line', () => {
  itFollows({
    'argparse converts by type and choices': `
import argparse
import os

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--number', type=int)
    parser.add_argument('--kind', choices=['a', 'b'])
    args = parser.parse_args()
    os.system('ls %s' % args.number)
    os.system('ls ' + args.kind)
`,
    'click converts by type': `
import click
import os

@click.command()
@click.option('--number', type=int)
@click.option('--kind', type=click.Choice(['a', 'b']))
def main(number, kind):
    os.system('ls %s' % number)
    os.system('ls ' + kind)
`,
    'typer converts by annotation': `
import os
import typer
app = typer.Typer()

@app.command()
def main(name: str, number: int):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls %s' % number)
`,
    'arguments and what is typed in, at the top of a module': `
import os
import sys

os.system('ls ' + sys.argv[1])  # finding: os-command-injection
os.system('ls ' + input('name'))  # finding: os-command-injection
os.system('ls ' + str(len(sys.argv)))
`,
    'the environment and paths are the matter of whoever starts the program': `
import os
import sys

os.system('ls ' + os.environ['HOME'])
os.system('ls ' + os.getenv('HOME', ''))
open(sys.argv[1])
`,
  });
});

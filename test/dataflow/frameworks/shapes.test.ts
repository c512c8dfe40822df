// Programs as people write them: many ways of one framework at a time.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('programs', () => {
  itFollows({
    'known miss: Flask, and what one function leaves in `g` for another': `
from flask import Flask, request, jsonify, abort, g, session, Blueprint, stream_template, Response, current_app
from flask.views import MethodView
from http import HTTPStatus
from functools import wraps
from os import system as run
from typing import cast
app = Flask(__name__)
bp = Blueprint('x', __name__, url_prefix='/x')

def needs(f):
    @wraps(f)
    def inner(*args, **kwargs):
        if 'user' not in session:
            abort(403)
        return f(*args, **kwargs)
    return inner

@bp.route('/a/<name>')
@needs
def a(name):
    run(name)  # finding: os-command-injection
    return ''

@app.get('/b')
@needs
def b():
    q = request.args.to_dict(flat=False)
    run(q['a'][0])  # finding: os-command-injection
    d = dict(request.form)
    run(d['a'])  # finding: os-command-injection
    data = request.get_json(silent=True) or {}
    run(data.get('a', 'x'))  # finding: os-command-injection
    a, b2 = request.form['a'], request.form['b']
    run(f'{a} {b2}')  # finding: os-command-injection
    for k, v in request.headers.items():
        run(v)  # finding: os-command-injection
    if request.is_json:
        payload = request.json
    else:
        payload = request.form
    run(payload['a'])  # finding: os-command-injection
    payload2 = request.get_json() if request.is_json else request.form.to_dict()
    run(payload2['a'])  # finding: os-command-injection
    run(request.args.get('x', default='y', type=str))  # finding: os-command-injection
    run(str(request.args.get('n', default=1, type=int)))
    run(str(request.form.get('n', type=float)))
    run(request.values.get('a').strip().lower())  # finding: os-command-injection
    run(request.headers.get('User-Agent', ''))  # finding: os-command-injection
    run(request.remote_user)
    run(request.access_route[0])  # finding: os-command-injection
    run(request.path)
    run(getattr(request, 'args')['a'])  # finding: os-command-injection
    return ''

@app.route('/c', methods=['GET', 'POST'])
def c():
    match request.method:
        case 'POST':
            run(request.form['a'])  # finding: os-command-injection
        case _:
            run('x')
    return Response(status=204)

class Api(MethodView):
    decorators = [needs]
    init_every_request = False
    def __init__(self, model):
        self.model = model
    def patch(self, id):
        run(id)  # finding: os-command-injection
        return jsonify({})

app.add_url_rule('/api/<id>', view_func=Api.as_view('api', None))

@app.route('/d')
def d():
    return f"<h1>{request.args.get('a')}</h1>", HTTPStatus.OK  # finding: reflected-xss

@app.route('/e')
def e():
    resp = app.make_response('<p>' + request.args['a'])  # finding: reflected-xss
    return resp

@app.route('/f')
def f():
    return app.response_class('<p>' + request.args['a'])  # finding: reflected-xss

@app.route('/g')
def h():
    body = '<ul>'
    for item in request.args.getlist('i'):
        body += '<li>' + item
    return body  # finding: reflected-xss

@app.route('/i')
async def i():
    return '<p>' + (request.args['a'] or '')  # finding: reflected-xss

@app.cli.command('x')
def command():
    run('x')

@app.template_filter('x')
def filt(value):
    return value

@app.teardown_request
def tear(exc):
    run('x')

@app.before_request
def before():
    g.user = request.headers['X-User']

@app.route('/j')
def j():
    run(g.user)  # miss: os-command-injection
    return ''
`,
    'known miss: Django, and what is only said of a response or a view by its class': `
from django.http import HttpResponse, HttpRequest, JsonResponse, HttpResponseNotFound
from django.shortcuts import render, get_object_or_404, redirect
from django.views.decorators.http import require_POST
from django.contrib.auth.mixins import LoginRequiredMixin
from django.views.generic import TemplateView, View, CreateView
from django.db import connection, models
from django.db.models import Q
from django.core.cache import cache
from django.utils.safestring import SafeString
import json, subprocess
from os import system as run

class Order(models.Model):
    name = models.TextField()

def a(request: HttpRequest, pk: int):
    run(str(pk))
    data = json.loads(request.body.decode('utf-8'))
    run(data['a'])  # finding: os-command-injection
    q = request.GET.get('q', '')
    Order.objects.filter(name__icontains=q).extra(where=["name = '%s'" % q])  # finding: sql-injection
    Order.objects.extra(where=['x=%s'], params=[q])
    Order.objects.raw(f'select {q}')  # finding: sql-injection
    Order.objects.order_by(q)
    with connection.cursor() as c:
        c.execute("select '%s'" % q)  # finding: sql-injection
        c.execute('select %s', [q])
        row = c.fetchone()
    return render(request, 'x.html', {'q': q, 'row': row})

async def b(request):
    run(request.POST['a'])  # finding: os-command-injection
    return HttpResponse(f"<p>{request.POST.get('a')}")  # finding: reflected-xss

@require_POST
def c(request, slug):
    ip = request.META.get('HTTP_X_FORWARDED_FOR', request.META.get('REMOTE_ADDR'))
    run(ip)  # finding: os-command-injection
    return HttpResponseNotFound('<h1>%s</h1>' % slug)  # finding: reflected-xss

class D(LoginRequiredMixin, TemplateView):
    template_name = 'x.html'
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context['x'] = SafeString(self.request.GET['x'])  # finding: reflected-xss
        run(kwargs['pk'])  # miss: os-command-injection
        return context

class E(CreateView):
    model = Order
    fields = ['name']
    def form_valid(self, form):
        run(form.cleaned_data['name'])  # finding: os-command-injection
        run(form.instance.name)
        return redirect(self.request.POST.get('next'))  # finding: open-redirect

class F(View):
    def dispatch(self, request, *args, **kwargs):
        run(request.GET['x'])  # finding: os-command-injection
        return super().dispatch(request, *args, **kwargs)
    def get(self, request):
        return JsonResponse({'x': request.GET['x']})
    def put(self, request, name):
        return HttpResponse(json.dumps({'x': name}), content_type='application/json')
    def head(self, request, name):
        response = HttpResponse(content_type='text/plain')
        response.write(name)  # noise: reflected-xss
        return response
`,
    FastAPI: `
from fastapi import FastAPI, APIRouter, Request, Query, Path, Body, Form, File, UploadFile, Header, Cookie, Depends, HTTPException, status
from fastapi.responses import HTMLResponse, FileResponse, RedirectResponse, Response
from pydantic import BaseModel, field_validator
from typing import Annotated, Any, Dict, Union
import sqlite3, os, subprocess
from os import system as run
app = FastAPI()
router = APIRouter()

class Filter(BaseModel):
    q: str
    limit: int = 10
    extra: dict[str, Any] = {}

class Nested(BaseModel):
    filters: list[Filter]
    one: Filter | None = None

def get_db():
    db = sqlite3.connect('x')
    try:
        yield db
    finally:
        db.close()

Db = Annotated[sqlite3.Connection, Depends(get_db)]

@app.get('/a/{item_id}')
def a(item_id, db: Db, q: str | None = None):
    db.execute(f'select {item_id}')  # finding: sql-injection
    db.execute('select ?', (item_id,))
    db.execute(f'select {q}')  # finding: sql-injection

@router.post('/b')
async def b(filters: Annotated[Filter, Query()], body: dict = Body(...), raw: Any = Body(None)):
    run(filters.q)  # finding: os-command-injection
    run(str(filters.limit))
    run(body['a'])  # finding: os-command-injection
    run(filters.extra['a'])  # finding: os-command-injection
    run(raw)  # finding: os-command-injection

@router.post('/c')
async def c(nested: Nested):
    for f in nested.filters:
        run(f.q)  # finding: os-command-injection
    run(nested.one.q)  # finding: os-command-injection
    run(nested.model_dump()['filters'][0]['q'])  # finding: os-command-injection

@app.post('/d')
async def d(request: Request):
    data = await request.json()
    run(data['a'])  # finding: os-command-injection
    form = await request.form()
    run(form.get('a'))  # finding: os-command-injection
    body = await request.body()
    run(body.decode())  # finding: os-command-injection
    run(request.headers.get('x-a'))  # finding: os-command-injection
    run(request.path_params['x'])  # finding: os-command-injection
    run(request.url.query)  # finding: os-command-injection
    run(request.client.host)
    run(request.state.user)
    async with request.form() as f:
        run(f['a'])  # finding: os-command-injection

@app.post('/e')
async def e(file: Annotated[UploadFile, File()], path: str = Form()):
    content = await file.read()
    with open(os.path.join('/srv', file.filename), 'wb') as out:  # finding: path-traversal
        out.write(content)
    run(file.content_type)  # finding: os-command-injection

class Svc:
    def __init__(self, token: str = Header()):
        self.token = token
    def go(self, arg):
        run(arg)  # finding: os-command-injection

@app.get('/f')
def f(name: str, svc: Svc = Depends()):
    svc.go(name)
    run(svc.token)  # finding: os-command-injection
    if not name.isalnum():
        raise HTTPException(status_code=400)
    run(name)

@app.api_route('/g', methods=['GET'])
def g(name: str):
    return Response(content=f'<p>{name}', media_type='text/html')  # finding: reflected-xss

@app.get('/h', response_class=FileResponse)
def h(name: str):
    return '/srv/' + name  # finding: path-traversal

@app.get('/i')
def i(next: str):
    return RedirectResponse(url=next, status_code=302)  # finding: open-redirect

@app.on_event('startup')
def start():
    run('x')

app.include_router(router)
`,
    'workers, and what a queue carries from one function to another': `
import asyncio, threading, sched, signal, subprocess, concurrent.futures, queue
from flask import Flask, request
from os import system as run
import os, sqlite3, tempfile, shelve, ftplib, telnetlib, socket
app = Flask(__name__)

class Worker(threading.Thread):
    def __init__(self, cmd):
        super().__init__()
        self.cmd = cmd
    def run(self):
        os.system(self.cmd)  # finding: os-command-injection

def job(cmd, *, extra=None):
    os.system(cmd)  # finding: os-command-injection

q = queue.Queue()

def drain():
    while True:
        os.system(q.get())  # finding: os-command-injection

@app.route('/a')
def a():
    x = request.args['a']
    Worker(x).start()
    t = threading.Thread(None, job, 'n', (x,))
    t.start()
    executor = concurrent.futures.ThreadPoolExecutor(max_workers=2)
    future = executor.submit(job, cmd=x)
    asyncio.run(coro(x))
    loop = asyncio.new_event_loop()
    loop.run_until_complete(coro(x))
    loop.create_task(coro(x))
    asyncio.ensure_future(coro(x))
    q.put(x)
    sched.scheduler().enter(1, 1, job, argument=(x,))
    return ''

async def coro(cmd):
    p = await asyncio.create_subprocess_shell(cmd, stdout=asyncio.subprocess.PIPE)  # finding: os-command-injection
    await asyncio.get_running_loop().run_in_executor(None, subprocess.getoutput, cmd)  # finding: os-command-injection

@app.route('/b')
def b():
    x = request.args['a']
    socket.create_connection((x, 80))  # finding: ssrf
    ftplib.FTP(x)  # finding: ssrf
    shelve.open(x)  # finding: path-traversal, untrusted-deserialization
    tempfile.NamedTemporaryFile(prefix=x)  # finding: path-traversal
    os.makedirs(os.path.join('/srv', x), exist_ok=True)  # finding: path-traversal
    __import__(x)  # finding: unsafe-reflection
    return ''
`,
    'functions of libraries, kept and handed around': `
import os, subprocess, shlex, asyncio
from flask import Flask, request
app = Flask(__name__)

def execute(command, runner=os.system):
    return runner(command)  # finding: os-command-injection

def apply(f, *args, **kwargs):
    return f(*args, **kwargs)  # finding: os-command-injection, code-injection

RUNNERS = {'sys': os.system, 'pop': os.popen}

class Runner:
    run = staticmethod(os.system)
    def __init__(self, how):
        self.how = how
    def go(self, what):
        return self.how(what)  # finding: os-command-injection

@app.route('/a')
def a():
    x = request.args['x']
    execute(x)
    apply(os.system, x)
    apply(eval, x)
    apply(print, x)
    RUNNERS['sys'](x)  # finding: os-command-injection
    RUNNERS.get('pop')(x)  # finding: os-command-injection
    Runner(os.system).go(x)
    Runner.run(x)  # finding: os-command-injection
    getattr(os, 'system')(x)  # finding: os-command-injection
    f = os.system
    f(x)  # finding: os-command-injection
    g = lambda c: os.system(c)  # finding: os-command-injection
    g(x)
    (os.system if x else os.popen)(x)  # finding: os-command-injection
    for r in (os.system, os.popen):
        r(x)  # finding: os-command-injection
    [r(x) for r in [os.system]]  # finding: os-command-injection
    subprocess.Popen(shlex.split(x))  # finding: os-command-injection
    subprocess.run(f'ls {shlex.quote(x)}', shell=True)
    subprocess.run(' '.join(['ls', shlex.quote(x)]), shell=True)
    subprocess.run(' '.join(['ls', x]), shell=True)  # finding: os-command-injection
    subprocess.run(['ls'] + [x])
    subprocess.run([*['sh', '-c'], x])  # finding: os-command-injection
    subprocess.run(['sudo', x])  # finding: argument-injection
    subprocess.run(['ssh', 'host', x])  # finding: argument-injection
    os.system('ls %s' % len(x))
    return ''
`,
    aiohttp: `
import aiohttp, asyncio, json
from aiohttp import web
from os import system as run

class Handler:
    async def handle(self, request):
        name = request.match_info.get('name', 'x')
        run(name)  # finding: os-command-injection
        return web.Response(text='x')

async def init_app():
    app = web.Application()
    handler = Handler()
    app.router.add_get('/{name}', handler.handle)
    app.add_routes([web.static('/s', '/srv')])
    return app

async def fetch(request):
    async with aiohttp.ClientSession() as session:
        async with session.get(request.query['u']) as resp:  # finding: ssrf
            data = await resp.json()
            run(data['x'])
    return web.json_response({})
`,
    'Bottle in a class': `
from bottle import Bottle, request, response, template, abort, redirect, static_file, HTTPResponse
import sqlite3, os
from os import system as run

class App:
    def __init__(self):
        self.app = Bottle()
        self.app.route('/x/<name>', 'GET', self.show)
        self.app.route('/y', method='POST', callback=self.save)
    def show(self, name):
        run(name)  # finding: os-command-injection
        return template('x', name=name)
    def save(self):
        run(request.forms.get('a'))  # finding: os-command-injection
        run(request.forms.getunicode('a'))  # finding: os-command-injection
        for key in request.forms:
            run(key)  # finding: os-command-injection
        for key, value in request.query.allitems():
            run(value)  # finding: os-command-injection
        run(dict(request.params)['a'])  # finding: os-command-injection
        return '<p>%s' % request.forms.get('a')  # finding: reflected-xss
`,
    Tornado: `
import tornado.web
from tornado.options import define, options
from tornado import gen
from os import system as run
import sqlite3

class H(tornado.web.RequestHandler):
    @gen.coroutine
    def get(self, id):
        db = sqlite3.connect('x')
        db.execute('select ' + id)  # finding: sql-injection
        self.write(f'<p>{id}')  # finding: reflected-xss
        self.write({'id': id})
        self.write(tornado.escape.xhtml_escape(id))
        self.redirect(self.get_argument('next', '/'))  # finding: open-redirect
        self.redirect(self.reverse_url('x'))
    @tornado.web.authenticated
    async def delete(self):
        run(self.get_query_argument('x'))  # finding: os-command-injection
    def initialize(self, name):
        run(name)
    def write_error(self, status, **kwargs):
        self.write('<p>' + self.request.uri)  # finding: reflected-xss
`,
    'records and schemas': `
from dataclasses import dataclass, field
from flask import Flask, request
from pydantic import BaseModel, ConfigDict, validator, root_validator, parse_obj_as
from pydantic.dataclasses import dataclass as pdc
from typing import TypedDict, NamedTuple
from os import system as run
import attr, marshmallow as ma
app = Flask(__name__)

@dataclass
class A:
    name: str
    n: int = 0
    tags: list = field(default_factory=list)

class B(NamedTuple):
    x: str

class C(ma.Schema):
    name = ma.fields.Str()
    n = ma.fields.Int()

class D(BaseModel):
    name: str
    n: int
    @property
    def both(self):
        return self.name + str(self.n)

@app.post('/a')
def a():
    one = A(**request.json)
    run(one.name)  # finding: os-command-injection
    run(B(request.args['x']).x)  # finding: os-command-injection
    data = C().load(request.json)
    run(data['name'])  # finding: os-command-injection
    run(str(data['n']))
    many = C(many=True).load(request.json)
    for item in many:
        run(item['name'])  # finding: os-command-injection
    d = D(name=request.args['x'], n=request.args['y'])
    run(d.both)  # finding: os-command-injection
    run(str(d.n))
    for e in [D.parse_obj(i) for i in request.json]:
        run(e.name)  # finding: os-command-injection
        run(str(e.n))
    f = D.model_construct(**request.json)
    run(f.name)  # finding: os-command-injection
    run(D(**request.json).json())  # finding: os-command-injection
    return ''
`,
    click: `
import click, os, subprocess
from os import system as run

@click.command(name='x')
@click.argument('src', nargs=-1)
@click.option('--dest', '-d', default='x', show_default=True)
@click.option('--level', type=click.Choice(['a', 'b'], case_sensitive=False))
@click.option('--when', type=click.DateTime())
@click.option('--file', type=click.File('r'))
@click.pass_obj
def main(obj, src, dest, level, when, file):
    for s in src:
        run(s)  # finding: os-command-injection
    run(f'cp {dest}')  # finding: os-command-injection
    run(level)
    run(str(when))
    subprocess.run(['ls', dest])
    subprocess.call('ls ' + dest, shell=True)  # finding: os-command-injection
`,
    SQLAlchemy: `
from flask import Flask, request
from sqlalchemy import text
from sqlalchemy.orm import Session, DeclarativeBase, Mapped, mapped_column
from models import User
import sqlalchemy as sa
app = Flask(__name__)
engine = sa.create_engine('x')

class Base(DeclarativeBase):
    pass

class Item(Base):
    __tablename__ = 'x'
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

@app.get('/a')
def a():
    x = request.args['x']
    with Session(engine) as s:
        s.execute(sa.text(f"select '{x}'"))  # finding: sql-injection
        s.execute(sa.select(Item).where(Item.name == x, Item.name.ilike(f'%{x}%')))
        s.execute(sa.select(sa.column(x)))
        s.query(User).filter(User.name.like('%' + x)).all()
        s.query(User).filter(User.name.contains(x)).all()
        s.query(User).filter(sa.text("name = '%s'" % x)).all()  # finding: sql-injection
        s.add(Item(name=x))
        s.commit()
    stmt = sa.text('select :x')
    stmt = stmt.bindparams(x=x)
    with engine.connect() as c:
        c.execute(stmt)
        rows = c.execute(sa.text('select * from x where id = ' + x)).fetchall()  # finding: sql-injection
    User.query.filter(User.id == x).all()
    User.query.filter(text('id=' + x))  # finding: sql-injection
    return ''
`,
    'Cornice, and Tornado with a class between': `
import tornado.web, tornado.ioloop
from pyramid.view import view_config
from cornice import Service
from os import system as run
service = Service(name='x', path='/x/{id}')

@service.get()
def get_it(request):
    run(request.matchdict['id'])  # finding: os-command-injection
    return {}

class Base(tornado.web.RequestHandler):
    def name(self):
        return self.get_argument('name')

class Child(Base):
    async def get(self, *args, **kwargs):
        run(self.name())  # finding: os-command-injection
        run(args[0])  # finding: os-command-injection
        run(self.application.settings['x'])
    def post(self):
        data = tornado.escape.json_decode(self.request.body)
        run(data.get('x'))  # finding: os-command-injection
`,
  });
});

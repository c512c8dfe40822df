// FastAPI and Starlette: path operations and their parameters, dependencies, requests, responses.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('FastAPI: parameters', () => {
  itFollows({
    'are converted by their annotations': `
from enum import Enum
from typing import Annotated, List, Literal, Optional
from uuid import UUID
from datetime import date
from fastapi import Cookie, FastAPI, File, Form, Header, Path, Query, Body
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

@app.post('/items')
def create(a: str = Form(...), b: str = Header(None), c: str = Cookie(None), d: int = Query(1), e: str = Query(pattern='^[a-z]+$'), f: bytes = File(), g: dict = Body()):
    db.execute('SELECT ' + a)  # finding: sql-injection
    db.execute('SELECT ' + b)  # finding: sql-injection
    db.execute('SELECT ' + c)  # finding: sql-injection
    db.execute('SELECT %s' % d)
    db.execute('SELECT ' + e)
    db.execute(b'SELECT ' + f)  # finding: sql-injection
    db.execute('SELECT ' + g['a'])  # finding: sql-injection

@app.get('/more')
def more(names: List[str] = Query([]), numbers: list[int] = Query([]), day: date = None, note: Annotated[str, Query(max_length=9)] = '', n: Annotated[int, Path(ge=1)] = 1):
    for name in names:
        db.execute('SELECT ' + name)  # finding: sql-injection
    for number in numbers:
        db.execute('SELECT %s' % number)
    db.execute('SELECT %s' % day)
    db.execute('SELECT ' + note)  # finding: sql-injection
    db.execute('SELECT %s' % n)
`,
    'the fields of a model are converted by their types': `
from fastapi import APIRouter
from pydantic import BaseModel, Field, EmailStr, conint, constr
from typing import Optional
import os
router = APIRouter(prefix='/x')

class Address(BaseModel):
    street: str
    number: int

class Item(BaseModel):
    name: str
    number: int
    slug: str = Field(pattern='^[a-z]+$')
    code: constr(regex='^[a-z]+$')
    small: conint(lt=10)
    address: Address
    note: Optional[str] = None
    tags: list[str] = []

@router.post('/items')
async def create(item: Item):
    os.system('ls ' + item.name)  # finding: os-command-injection
    os.system('ls %s' % item.number)
    os.system('ls ' + item.slug)
    os.system('ls ' + item.code)
    os.system('ls %s' % item.small)
    os.system('ls ' + item.address.street)  # finding: os-command-injection
    os.system('ls %s' % item.address.number)
    os.system('ls ' + item.note)  # finding: os-command-injection
    os.system('ls ' + item.tags[0])  # finding: os-command-injection
    os.system('ls ' + item.dict()['name'])  # finding: os-command-injection
    os.system('ls %s' % item.model_dump()['number'])

@router.put('/items')
async def replace(items: list[Item]):
    for item in items:
        os.system('ls ' + item.name)  # finding: os-command-injection
        os.system('ls %s' % item.number)
`,
    'what it depends on is called, and filled from the request itself': `
from fastapi import Depends, FastAPI, Header, Request
from fastapi.security import OAuth2PasswordBearer, OAuth2PasswordRequestForm
from typing import Annotated
import os
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl='token')

def name_of(request: Request):
    return request.query_params['name']

def fixed():
    return 'x'

class Page:
    def __init__(self, query: str, size: int = 10):
        self.query = query
        self.size = size

def user_of(token: str = Depends(scheme)):
    return token

@app.get('/')
def page(name: str = Depends(name_of), other: str = Depends(fixed)):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls ' + other)

@app.get('/list')
def listed(page: Annotated[Page, Depends()], user=Depends(user_of)):
    os.system('ls ' + page.query)  # finding: os-command-injection
    os.system('ls %s' % page.size)
    os.system('ls ' + user)  # finding: os-command-injection

@app.post('/token')
def log_in(form: OAuth2PasswordRequestForm = Depends()):
    os.system('ls ' + form.username)  # finding: os-command-injection
    os.system('ls')
`,
    'an upload': `
from fastapi import FastAPI, File, UploadFile
from typing import List
import os, shutil
app = FastAPI()

@app.post('/')
async def upload(file: UploadFile):
    open('/srv/' + file.filename, 'wb')  # finding: path-traversal
    open('/srv/x', 'wb')
    with open('/srv/' + os.path.basename(file.filename), 'wb') as target:
        shutil.copyfileobj(file.file, target)
    while chunk := await file.read(1024):
        os.system(b'ls ' + chunk)  # finding: os-command-injection

@app.post('/many')
async def many(files: List[UploadFile] = File(...)):
    for file in files:
        open('/srv/' + file.filename, 'wb')  # finding: path-traversal
        open('/srv/%d' % file.size, 'wb')
`,
  });
});

describe('FastAPI and Starlette: handlers', () => {
  itFollows({
    'registered by a call': `
from fastapi import APIRouter, FastAPI
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route, WebSocketRoute
from os import system as run
api = FastAPI()
router = APIRouter()

async def show(name: str, number: int):
    run(name)  # finding: os-command-injection
    run('ls %s' % number)

async def page(request):
    return HTMLResponse('<p>' + request.query_params['a'])  # finding: reflected-xss

async def data(request):
    run(request.path_params['name'])  # finding: os-command-injection
    return JSONResponse({'a': request.query_params['a']})

async def chat(socket):
    await socket.accept()
    async for text in socket.iter_text():
        run(text)  # finding: os-command-injection

async def nobody(name):
    run(name)

api.add_api_route('/{name}', show)
app = Starlette(routes=[Route('/', page), Mount('/x', routes=[Route('/{name}', endpoint=data)]), WebSocketRoute('/ws', chat)])
`,
    'classes and middleware': `
from starlette.endpoints import HTTPEndpoint, WebSocketEndpoint
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from os import system as run

class Page(HTTPEndpoint):
    async def get(self, request):
        run(request.headers['x'])  # finding: os-command-injection
        return PlainTextResponse(request.query_params['a'])
    async def post(self, request):
        form = await request.form()
        run(form['a'])  # finding: os-command-injection
        body = await request.json()
        run(body['a'])  # finding: os-command-injection
        async for chunk in request.stream():
            run(chunk)  # finding: os-command-injection

class Chat(WebSocketEndpoint):
    async def on_receive(self, websocket, data):
        run(data)  # finding: os-command-injection

class Guard(BaseHTTPMiddleware):
    async def dispatch(self, request, call_next):
        run(request.cookies['a'])  # finding: os-command-injection
        run(request.client.host)
        return await call_next(request)
`,
    'middleware by a decorator, errors': `
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from os import system as run
app = FastAPI()

@app.middleware('http')
async def look(request: Request, call_next):
    run(request.headers.get('x'))  # finding: os-command-injection
    response = await call_next(request)
    response.headers['X-A'] = request.query_params['a']  # finding: header-injection
    return response

@app.exception_handler(ValueError)
async def failed(request: Request, error):
    return HTMLResponse('<p>' + str(request.url))  # finding: reflected-xss
`,
    'a websocket': `
from fastapi import FastAPI, WebSocket
import os
app = FastAPI()

@app.websocket('/ws')
async def chat(socket: WebSocket, name: str):
    while True:
        text = await socket.receive_text()
        os.system('ls ' + text)  # finding: os-command-injection
        data = await socket.receive_json()
        os.system('ls ' + data['a'])  # finding: os-command-injection
        os.system('ls ' + name)  # finding: os-command-injection
        os.system('ls')
`,
    'a task for later': `
from fastapi import BackgroundTasks, FastAPI
from starlette.concurrency import run_in_threadpool
import os
app = FastAPI()

def work(name):
    os.system('ls ' + name)  # finding: os-command-injection

@app.post('/')
async def start(name: str, tasks: BackgroundTasks):
    tasks.add_task(work, name)
    tasks.add_task(work, 'x')
    tasks.add_task(os.system, name)  # finding: os-command-injection
    await run_in_threadpool(os.system, name)  # finding: os-command-injection
    await run_in_threadpool(len, name)
`,
  });
});

describe('FastAPI and Starlette: answers', () => {
  itFollows({
    'responses by their class': `
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, StreamingResponse
import html
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

@app.get('/c2')
async def here(request: Request, a: str):
    return RedirectResponse(request.url_for('page', a=a))

@app.get('/d')
async def file(request: Request):
    return FileResponse('/srv/' + request.query_params['a'])  # finding: path-traversal

@app.get('/e', response_class=HTMLResponse)
async def by_class(a: str):
    return '<p>' + a  # finding: reflected-xss

@app.get('/e2', response_class=HTMLResponse)
async def by_class_escaped(a: str):
    return '<p>' + html.escape(a)

@app.get('/f')
async def text(a: str):
    return '<p>' + a

@app.get('/g')
async def plain(a: str):
    return PlainTextResponse('<p>' + a)

@app.get('/h')
async def any_response(a: str):
    return Response('<p>' + a, media_type='text/html')  # finding: reflected-xss

@app.get('/i')
async def streamed(a: str):
    return StreamingResponse(iter(['<p>', a]), media_type='text/html')  # finding: reflected-xss

@app.get('/j')
async def cookie(a: str, response: Response):
    response.headers['X-A'] = a  # finding: header-injection
    response.set_cookie('a', a)
    return {}
`,
    'a template': `
from fastapi import FastAPI, Request
from fastapi.templating import Jinja2Templates
app = FastAPI()
templates = Jinja2Templates(directory='templates')

@app.get('/')
async def page(request: Request, a: str):
    return templates.TemplateResponse('a.html', {'request': request, 'a': a})

@app.get('/b')
async def by_text(a: str):
    return templates.env.from_string(a).render()  # finding: template-injection
`,
  });
});

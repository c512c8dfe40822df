// aiohttp: how handlers are registered, its requests, responses and client.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('aiohttp', () => {
  itFollows({
    'handlers registered by calls': `
from aiohttp import web
from os import system as run

async def show(request):
    run(request.match_info['name'])  # finding: os-command-injection
    return web.Response(text=request.query['a'])

async def page(req):
    return web.Response(text='<p>' + req.query['a'], content_type='text/html')  # finding: reflected-xss

class Shop:
    def __init__(self, app):
        app.router.add_post('/orders', self.create)
    async def create(self, sent):
        data = await sent.json()
        run(data['a'])  # finding: os-command-injection
        run((await sent.text()))  # finding: os-command-injection
        return web.json_response({'a': data['a']})
    async def other(self, sent):
        run(sent.query['a'])

async def listed(r):
    run(r.headers['X-A'])  # finding: os-command-injection
    return web.Response()

def make():
    app = web.Application()
    app.router.add_get('/{name}', show)
    app.router.add_route('GET', '/page', page)
    app.add_routes([web.get('/list', listed), web.post('/x', show)])
    Shop(app)
    return app
`,
    'where requests are read': `
from aiohttp import web
from os import system as run
routes = web.RouteTableDef()

@routes.post('/{name}')
async def view(request):
    run(request.query.get('a'))  # finding: os-command-injection
    run(request.rel_url.query['a'])  # finding: os-command-injection
    run(request.headers.get('X-A'))  # finding: os-command-injection
    run(request.cookies['a'])  # finding: os-command-injection
    run(request.match_info.get('name'))  # finding: os-command-injection
    form = await request.post()
    run(form['a'])  # finding: os-command-injection
    run(form['file'].filename)  # finding: os-command-injection
    run(await request.read())  # finding: os-command-injection
    run(request.path_qs)  # finding: os-command-injection
    run(request.method)
    run(request.app['name'])
    reader = await request.multipart()
    part = await reader.next()
    open('/srv/' + part.filename, 'wb')  # finding: path-traversal
    async for piece in reader:
        run(await piece.read())  # finding: os-command-injection
    async for chunk in request.content.iter_chunked(1024):
        run(chunk)  # finding: os-command-injection

@routes.get('/ws')
async def chat(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        run(message.data)  # finding: os-command-injection
        run(message.json()['a'])  # finding: os-command-injection
        run('ls')
`,
    'what a route lets pass': `
from aiohttp import web
import sqlite3
routes = web.RouteTableDef()
db = sqlite3.connect('x')

@routes.view('/orders')
class Orders(web.View):
    async def get(self):
        db.execute('SELECT ' + self.request.query['a'])  # finding: sql-injection
        db.execute('SELECT ?', (self.request.query['a'],))
        db.execute('SELECT %d' % int(self.request.query['a']))
    async def post(self):
        data = await self.request.json()
        db.execute('SELECT ' + data['a'])  # finding: sql-injection
`,
    'pages, redirects and its own client': `
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
    answers: `
from aiohttp import web
import aiohttp, html
routes = web.RouteTableDef()

@routes.get('/a')
async def file(request):
    return web.FileResponse('/srv/' + request.query['a'])  # finding: path-traversal

@routes.get('/b')
async def escaped(request):
    return web.Response(text=html.escape(request.query['a']), content_type='text/html')

@routes.get('/c')
async def away(request):
    return web.HTTPSeeOther(location=request.query['next'])  # finding: open-redirect

@routes.get('/d')
async def here(request):
    raise web.HTTPFound(request.app.router['page'].url_for(name=request.query['a']))

@routes.get('/e')
async def written(request):
    response = web.StreamResponse()
    response.headers['X-A'] = request.query['a']  # finding: header-injection
    return response

@routes.get('/f')
async def fetch(request):
    async with aiohttp.request('GET', request.query['url']) as response:  # finding: ssrf
        return web.json_response(await response.json())
`,
    middleware: `
from aiohttp import web
from os import system as run

@web.middleware
async def look(request, handler):
    run(request.headers['X-A'])  # finding: os-command-injection
    response = await handler(request)
    response.headers['X-B'] = request.query['a']  # finding: header-injection
    response.headers['X-C'] = 'x'
    return response
`,
  });
});

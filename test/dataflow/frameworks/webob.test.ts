// WebOb, plain WSGI, OpenStack, and servers of the standard library.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('WebOb and WSGI', () => {
  itFollows({
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
    'WebOb: where requests are read': `
from webob import Request, Response, exc
from webob.dec import wsgify
from os import system as run

@wsgify
def view(req):
    run(req.GET['a'])  # finding: os-command-injection
    run(req.POST['a'])  # finding: os-command-injection
    run(req.params.get('a'))  # finding: os-command-injection
    run(req.body)  # finding: os-command-injection
    run(req.text)  # finding: os-command-injection
    run(req.json['a'])  # finding: os-command-injection
    run(req.json_body['a'])  # finding: os-command-injection
    run(req.headers['X-A'])  # finding: os-command-injection
    run(req.cookies['a'])  # finding: os-command-injection
    run(req.path_info)  # finding: os-command-injection
    run(req.POST['file'].filename)  # finding: os-command-injection
    run(req.environ['HTTP_X_A'])  # finding: os-command-injection
    run(req.method)
    run('ls %s' % req.content_length)
    raise exc.HTTPFound(location=req.GET['next'])  # finding: open-redirect

class Application:
    def __call__(self, environ, start_response):
        req = Request(environ)
        run(req.GET['a'])  # finding: os-command-injection
        response = Response()
        response.body = ('<p>' + req.GET['a']).encode()  # finding: reflected-xss
        response.headers['X-A'] = req.GET['a']  # finding: header-injection
        return response(environ, start_response)
`,
    'known miss: plain WSGI, whose pages are lists': `
from wsgiref.simple_server import make_server
from urllib.parse import parse_qs
import html
from os import system as run

def application(environ, start_response):
    query = parse_qs(environ['QUERY_STRING'])
    run(query['a'][0])  # finding: os-command-injection
    run(environ.get('HTTP_X_A', ''))  # finding: os-command-injection
    run(environ['PATH_INFO'])  # finding: os-command-injection
    size = int(environ.get('CONTENT_LENGTH', 0))
    run(environ['wsgi.input'].read(size))  # finding: os-command-injection
    run(environ['SERVER_NAME'])
    run(environ['wsgi.url_scheme'])
    start_response('200 OK', [('Content-Type', 'text/html')])
    return [('<p>' + query['a'][0]).encode()]  # miss: reflected-xss

def escaped(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/html')])
    return [html.escape(environ['QUERY_STRING']).encode()]

def no_page(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [environ['QUERY_STRING'].encode()]

make_server('', 8000, application).serve_forever()
`,
    'plain WSGI, of a file that imports nothing of it': `
from urllib.parse import parse_qs
from os import system as run

def application(environ, start_response):
    run(parse_qs(environ['QUERY_STRING'])['a'][0])  # finding: os-command-injection
    run(environ['SERVER_NAME'])
    start_response('200 OK', [])
    return []

class Application:
    def __call__(self, environ, start_response):
        run(environ['HTTP_X_A'])  # finding: os-command-injection
        return []
`,
    'plain ASGI': `
from os import system as run

async def application(scope, receive, send):
    run(scope['path'])  # finding: os-command-injection
    run(scope['query_string'].decode())  # finding: os-command-injection
    run(scope['type'])
    event = await receive()
    run(event['body'])  # finding: os-command-injection
    await send({'type': 'http.response.start', 'status': 200})
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
    'OpenStack: a guarded controller': `
from nova.api.openstack import wsgi
from oslo_utils import uuidutils
from webob import exc
import os

class Controller(wsgi.Controller):
    def show(self, req, id):
        if not uuidutils.is_uuid_like(id):
            raise exc.HTTPNotFound()
        os.system('ls ' + id)
    def index(self, req):
        os.system('ls ' + req.GET['a'])  # finding: os-command-injection
        os.system('ls ' + req.environ['HTTP_X_A'])  # finding: os-command-injection
    @wsgi.action('restart')
    def _restart(self, req, id, body):
        os.system('ls ' + body['restart']['a'])  # finding: os-command-injection
`,
  });
});

describe('servers of the standard library', () => {
  itFollows({
    'http.server: what it writes': `
from http.server import BaseHTTPRequestHandler
import html

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.wfile.write(self.path.encode())  # finding: reflected-xss
        self.wfile.write(html.escape(self.path).encode())
`,
    'http.server: where requests are read': `
from http.server import BaseHTTPRequestHandler, HTTPServer, SimpleHTTPRequestHandler
from urllib.parse import parse_qs, urlparse
import cgi, json
from os import system as run

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        query = parse_qs(urlparse(self.path).query)
        run(query['a'][0])  # finding: os-command-injection
        run(self.headers['X-A'])  # finding: os-command-injection
        open('/srv' + self.path)  # finding: path-traversal
        self.send_header('X-A', query['a'][0])  # finding: header-injection
        run(self.command)
        run(self.client_address[0])
    def do_POST(self):
        size = int(self.headers['Content-Length'])
        body = self.rfile.read(size)
        run(json.loads(body)['a'])  # finding: os-command-injection
        form = cgi.FieldStorage(fp=self.rfile, headers=self.headers)
        run(form.getvalue('a'))  # finding: os-command-injection
        run(form['a'].value)  # finding: os-command-injection

class Files(SimpleHTTPRequestHandler):
    def do_GET(self):
        run(self.path)  # finding: os-command-injection
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
    'sockets by asyncio, and in threads': `
import asyncio
import os
import socket
import socketserver
import threading

async def serve(reader, writer):
    text = await reader.readline()
    os.system(b'ls ' + text)  # finding: os-command-injection
    writer.write(text)

async def nobody(reader, writer):
    os.system('ls')

async def main():
    server = await asyncio.start_server(serve, '', 8000)
    reader, writer = await asyncio.open_connection('example.org', 80)
    os.system(await reader.read())  # finding: os-command-injection

class Echo(asyncio.Protocol):
    def data_received(self, data):
        os.system(data)  # finding: os-command-injection
    def connection_made(self, transport):
        os.system('ls')

class Lines(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            os.system(b'ls ' + line)  # finding: os-command-injection

def work(connection):
    os.system(connection.recv(10))  # finding: os-command-injection

def listen():
    server = socket.socket()
    while True:
        connection, address = server.accept()
        threading.Thread(target=work, args=(connection,)).start()
`,
  });
});

// Tornado: request and websocket handlers, and what they answer.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Tornado', () => {
  itFollows({
    'where requests are read': `
import tornado.ioloop
import tornado.web
from tornado.escape import json_decode
from tornado.websocket import WebSocketHandler
from os import system as run

class Page(tornado.web.RequestHandler):
    def prepare(self):
        run(self.request.headers['X-A'])  # finding: os-command-injection
    def get(self, name):
        run(name)  # finding: os-command-injection
        run(self.get_argument('a', ''))  # finding: os-command-injection
        run(self.get_arguments('a')[0])  # finding: os-command-injection
        run(self.get_query_argument('a'))  # finding: os-command-injection
        run(self.get_cookie('a'))  # finding: os-command-injection
        run(self.cookies['a'].value)  # finding: os-command-injection
        run(self.request.uri)  # finding: os-command-injection
        run(self.request.arguments['a'][0])  # finding: os-command-injection
        run(self.path_kwargs['name'])  # finding: os-command-injection
        run(self.request.method)
        run(self.get_secure_cookie('a'))
        run(self.get_status())
    def post(self):
        run(self.get_body_argument('a'))  # finding: os-command-injection
        run(self.request.body)  # finding: os-command-injection
        data = json_decode(self.request.body)
        run(data['a'])  # finding: os-command-injection
        file = self.request.files['file'][0]
        open('/srv/' + file['filename'], 'wb')  # finding: path-traversal
        run(file.body)  # finding: os-command-injection
        for each in self.request.files['more']:
            open('/srv/' + each.filename)  # finding: path-traversal

class Chat(WebSocketHandler):
    def open(self, room):
        run(room)  # finding: os-command-injection
    def on_message(self, message):
        run(message)  # finding: os-command-injection
        self.write_message('<p>' + message)
    def helper(self, message):
        run(message)

application = tornado.web.Application([(r'/page/(.*)', Page), (r'/ws', Chat)])
`,
    'pages and redirects': `
from tornado.web import RequestHandler
from tornado.escape import xhtml_escape

class Page(RequestHandler):
    def get(self):
        self.write('<p>' + self.get_argument('a'))  # finding: reflected-xss
        self.write('<p>' + xhtml_escape(self.get_argument('a')))
    def post(self):
        self.redirect(self.get_body_argument('next'))  # finding: open-redirect
`,
    'a dict is sent as JSON, which is no page': `
from tornado.web import RequestHandler

class Data(RequestHandler):
    def get(self):
        self.write({'a': self.get_argument('a')})
`,
    answers: `
from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.template import Template
from tornado.web import RequestHandler
import sqlite3, json
db = sqlite3.connect('x')

class Page(RequestHandler):
    async def get(self):
        name = self.get_argument('name')
        self.render('page.html', name=name)
        self.finish('<p>' + name)  # finding: reflected-xss
        self.set_header('X-A', name)  # finding: header-injection
        self.write(json.dumps({'a': 1}))
        db.execute('SELECT ' + name)  # finding: sql-injection
        db.execute('SELECT ?', [name])
        Template(name).generate()  # finding: template-injection
        Template('<p>{{ name }}').generate(name=name)
        await AsyncHTTPClient().fetch(name)  # finding: ssrf
        await AsyncHTTPClient().fetch(HTTPRequest(url=name))  # finding: ssrf
        await AsyncHTTPClient().fetch('https://example.org/' + name)
    def post(self):
        self.set_header('Content-Type', 'text/plain')
        self.set_cookie('kind', 'x')
        self.set_cookie('p', self.get_argument('password'))  # finding: password-in-cookie-or-session
`,
  });
});

// Falcon: resources, whose responders get a request and a response.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Falcon', () => {
  itFollows({
    'parameters by type, redirects': `
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
    'where requests are read': `
import falcon
import falcon.asgi
import json
from os import system as run

class Orders:
    def on_get(self, req, resp, name):
        run(name)  # finding: os-command-injection
        run(req.get_param('a'))  # finding: os-command-injection
        run(req.params['a'])  # finding: os-command-injection
        run(req.get_param_as_list('a')[0])  # finding: os-command-injection
        run(req.get_header('X-A'))  # finding: os-command-injection
        run(req.headers['X-A'])  # finding: os-command-injection
        run(req.cookies['a'])  # finding: os-command-injection
        run(req.url)  # finding: os-command-injection
        run(req.query_string)  # finding: os-command-injection
        run('ls %s' % req.get_param_as_int('a'))
        run(req.method)
    async def on_post(self, req, resp):
        data = await req.get_media()
        run(data['a'])  # finding: os-command-injection
        run(req.media['a'])  # finding: os-command-injection
        run(json.load(req.bounded_stream)['a'])  # finding: os-command-injection
        run(req.stream.read())  # finding: os-command-injection
    def on_get_item(self, req, resp, number):
        run(number)  # finding: os-command-injection

def sink(req, resp):
    run(req.params['a'])  # finding: os-command-injection

class Look:
    def process_request(self, req, resp):
        run(req.get_header('X-A'))  # finding: os-command-injection

app = falcon.App(middleware=[Look()])
app.add_route('/orders/{name}', Orders())
app.add_sink(sink, '/x')
`,
    'a resource in a file that does not import it': `
from os import system as run

class Orders:
    def on_get(self, req, resp, name):
        run(req.get_param('a'))  # finding: os-command-injection
        run(name)  # finding: os-command-injection
        run('ls')
    def on_change(self, req, resp):
        run(req.name)
`,
    'known miss: a page, which only a header says it is': `
import falcon, html, sqlite3
db = sqlite3.connect('x')

class Page:
    def on_get(self, req, resp):
        resp.content_type = falcon.MEDIA_HTML
        resp.text = '<p>' + req.get_param('a')  # miss: reflected-xss
    def on_put(self, req, resp):
        resp.content_type = 'text/html'
        resp.text = '<p>' + html.escape(req.get_param('a'))
    def on_post(self, req, resp):
        resp.media = {'a': req.media['a']}
        resp.set_header('X-A', req.get_param('a'))  # finding: header-injection
        db.execute('SELECT ' + req.media['a'])  # finding: sql-injection
        db.execute('SELECT ?', [req.media['a']])
    def on_delete(self, req, resp):
        resp.text = req.get_param('a')
        raise falcon.HTTPSeeOther(req.get_param('next'))  # finding: open-redirect
`,
  });
});

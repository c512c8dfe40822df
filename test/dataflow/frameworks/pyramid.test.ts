// Pyramid: how views are registered, its requests and responses.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Pyramid', () => {
  itFollows({
    views: `
from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.view import view_config, view_defaults
from os import system as run

@view_config(route_name='a')
def page(request):
    run(request.GET['a'])  # finding: os-command-injection
    run(request.POST['a'])  # finding: os-command-injection
    run(request.params.getall('a')[0])  # finding: os-command-injection
    run(request.matchdict['name'])  # finding: os-command-injection
    run(request.json_body['a'])  # finding: os-command-injection
    run(request.body)  # finding: os-command-injection
    run(request.headers['X-A'])  # finding: os-command-injection
    run(request.cookies.get('a'))  # finding: os-command-injection
    run(request.url)  # finding: os-command-injection
    run(request.POST['file'].filename)  # finding: os-command-injection
    run(request.registry.settings['name'])
    run(request.method)
    return Response('x')

@view_config(route_name='b')
def with_context(context, request):
    run(request.GET['a'])  # finding: os-command-injection
    run(context.name)

@view_defaults(route_name='c')
class Orders:
    def __init__(self, request):
        self.request = request
    @view_config(request_method='GET')
    def get(self):
        run(self.request.GET['a'])  # finding: os-command-injection
        return Response(self.request.GET['a'])  # finding: reflected-xss
    @view_config(request_method='POST', renderer='json')
    def post(self):
        return {'a': self.request.POST['a']}

def added(req):
    return Response('<p>' + req.params['a'])  # finding: reflected-xss

def nobody(req):
    return Response('<p>' + req.params['a'])

def main(settings):
    config = Configurator(settings=settings)
    config.add_route('x', '/x')
    config.add_view(added, route_name='x')
    return config.make_wsgi_app()
`,
    'pages and redirects': `
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
    answers: `
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.response import FileResponse, Response
from pyramid.view import view_config
import os, sqlite3
db = sqlite3.connect('x')

@view_config(route_name='a')
def file(request):
    return FileResponse(os.path.join('/srv', request.matchdict['name']))  # finding: path-traversal

@view_config(route_name='b')
def text(request):
    return Response(request.params['a'], content_type='text/plain')

@view_config(route_name='c')
def made(request):
    request.response.text = '<p>' + request.params['a']  # finding: reflected-xss
    request.response.headers['X-A'] = request.params['a']  # finding: header-injection
    return request.response

@view_config(route_name='d', renderer='page.pt')
def rendered(request):
    db.execute('SELECT ?', (request.params['a'],))
    return {'a': request.params['a']}

@view_config(route_name='e')
def rendered_to(request):
    db.execute('SELECT ' + request.params['a'])  # finding: sql-injection
    return render_to_response('page.pt', {'a': request.params['a']}, request=request)

@view_config(route_name='f')
def back(request):
    return HTTPSeeOther(request.referer)  # finding: open-redirect
`,
  });
});

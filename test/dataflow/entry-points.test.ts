// What frameworks call, and what they give it: for each a handler into which something from outside comes, and one in
// which it does no harm. `run` is a sink in every program.
import { describe } from 'vitest';
import { dedent, itFollows } from '../support/flow-cases.ts';

const handlers: Readonly<Record<string, string>> = {
  'Flask: a route and its parameters': `
    from flask import Flask
    app = Flask(__name__)
    @app.route('/<name>/<int:number>')
    def view(name, number):
        run(name)  # finding: os-command-injection
        run(number)
  `,
  'Flask: a blueprint': `
    from flask import Blueprint
    pages = Blueprint('pages', __name__)
    @pages.post('/<name>')
    def view(name):
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'Flask: a class of views': `
    from flask.views import MethodView
    class Page(MethodView):
        def get(self, name):
            run(name)  # finding: os-command-injection
        def helper(self, name):
            run(name)
  `,
  'Flask: what a view returns is HTML': `
    from flask import Flask, request
    from markupsafe import escape
    app = Flask(__name__)
    @app.get('/a')
    def bad():
        return '<p>' + request.args['name']  # finding: reflected-xss
    @app.get('/b')
    def good():
        return f'<p>{escape(request.args["name"])}'
    @app.get('/c')
    def json():
        return {'name': request.args['name']}
  `,
  'flask_restful: a resource': `
    from flask_restful import Resource
    class Page(Resource):
        def get(self, name):
            run(name)  # finding: os-command-injection
            run('x')
  `,
  'Django: a function of a request': `
    from django.http import HttpResponse
    def view(request, number):
        run(request.GET['name'])  # finding: os-command-injection
        run(request.user.id)
        return HttpResponse()
  `,
  'Django: a class of views': `
    from django.views import View
    class Page(View):
        def get(self, request, name):
            run(request.POST.get('x'))  # finding: os-command-injection
            run(name)  # finding: os-command-injection
            run(self.template_name)
  `,
  'Django: a decorated view': `
    from django.contrib.auth.decorators import login_required
    @login_required
    def view(req, name):
        run(req.GET['name'])  # finding: os-command-injection
        run(name)  # finding: os-command-injection
    def helper(req, name):
        run(name)
  `,
  'Django: a generic view': `
    from django.views.generic import TemplateView
    class Page(TemplateView):
        def get_context_data(self, **kwargs):
            run(self.request.GET['name'])  # finding: os-command-injection
            run('x')
            return {}
  `,
  'Django: a command': `
    from django.core.management.base import BaseCommand
    class Command(BaseCommand):
        def handle(self, *args, **options):
            run(options['name'])  # finding: os-command-injection
            run('x')
  `,
  'Django REST framework: a view': `
    from rest_framework.views import APIView
    class Page(APIView):
        def post(self, request, name):
            run(request.data['x'])  # finding: os-command-injection
            run(name)  # finding: os-command-injection
            run('x')
  `,
  'Django REST framework: a function': `
    from rest_framework.decorators import api_view
    @api_view(['GET'])
    def view(request):
        run(request.query_params['x'])  # finding: os-command-injection
        run('x')
  `,
  'FastAPI: parameters': `
    from fastapi import FastAPI
    app = FastAPI()
    @app.get('/{name}')
    def view(name: str, number: int):
        run(name)  # finding: os-command-injection
        run(str(number))
  `,
  'FastAPI: a body with a model': `
    from fastapi import APIRouter
    from pydantic import BaseModel
    router = APIRouter()
    class Order(BaseModel):
        name: str
        count: int
    @router.post('/orders')
    async def view(order: Order):
        run(order.name)  # finding: os-command-injection
        run('x')
  `,
  'FastAPI: what is injected is not from outside': `
    from fastapi import Depends, FastAPI, Request
    app = FastAPI()
    def settings():
        return 'x'
    @app.get('/')
    def view(request: Request, value=Depends(settings)):
        run(request.query_params['x'])  # finding: os-command-injection
        run(value)
  `,
  'Starlette: an endpoint': `
    from starlette.endpoints import HTTPEndpoint
    class Page(HTTPEndpoint):
        async def get(self, request):
            run(request.query_params['x'])  # finding: os-command-injection
            run('x')
  `,
  'aiohttp: a route': `
    from aiohttp import web
    routes = web.RouteTableDef()
    @routes.get('/')
    async def view(request):
        run(request.query['x'])  # finding: os-command-injection
        run((await request.post())['x'])  # finding: os-command-injection
        run(request.method)
  `,
  'aiohttp: a class': `
    from aiohttp import web
    class Page(web.View):
        async def get(self):
            run(self.request.match_info['x'])  # finding: os-command-injection
            run('x')
  `,
  'Tornado: a handler': `
    import tornado.web
    class Page(tornado.web.RequestHandler):
        def get(self, name):
            run(self.get_argument('x'))  # finding: os-command-injection
            run(name)  # finding: os-command-injection
            run('x')
        def helper(self, name):
            run(name)
  `,
  'Pyramid: a view': `
    from pyramid.view import view_config
    @view_config(route_name='x')
    def view(request):
        run(request.params['x'])  # finding: os-command-injection
        run(request.matchdict['x'])  # finding: os-command-injection
        run('x')
  `,
  'Bottle: a route': `
    from bottle import request, route
    @route('/<name>')
    def view(name):
        run(name)  # finding: os-command-injection
        run(request.query.x)  # finding: os-command-injection
        run('x')
  `,
  'Sanic: a route': `
    from sanic import Sanic
    app = Sanic('x')
    @app.get('/<name>')
    async def view(request, name):
        run(request.args['x'])  # finding: os-command-injection
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'Falcon: a resource': `
    import falcon
    class Page:
        def on_get(self, req, resp, name):
            run(req.params['x'])  # finding: os-command-injection
            run(name)  # finding: os-command-injection
            run('x')
        def helper(self, name):
            run(name)
  `,
  'WebOb: a decorated function': `
    from webob.dec import wsgify
    @wsgify
    def view(request):
        run(request.GET['x'])  # finding: os-command-injection
        run(request.method)
  `,
  'WSGI: the environ': `
    import webob
    def application(environ, start_response):
        run(environ['QUERY_STRING'])  # finding: os-command-injection
        run(environ['SERVER_NAME'])
  `,
  'click: options': `
    import click
    @click.command()
    @click.option('--name')
    def main(name):
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'typer: arguments': `
    import typer
    app = typer.Typer()
    @app.command()
    def main(name: str):
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'argparse: arguments': `
    import argparse
    def main():
        args = argparse.ArgumentParser().parse_args()
        run(args.name)  # finding: os-command-injection
        run('x')
  `,
  'Celery: a task': `
    from celery import shared_task
    @shared_task
    def work(name):
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'Celery: a task of an application': `
    from celery import Celery
    queue = Celery('x')
    @queue.task(bind=True)
    def work(self, name):
        run(name)  # finding: os-command-injection
        run('x')
  `,
  'AWS Lambda: a handler': `
    def handler(event, context):
        run(event['name'])  # finding: os-command-injection
        run(context.function_name)
  `,
  'AWS Lambda: a page for a gateway': `
    def page(body, kind):
        return {'statusCode': 200, 'headers': {'Content-Type': kind}, 'body': body}
    def handler(event, context):
        name = event['name']
        if name == 'plain':
            return {'statusCode': 200, 'headers': {'Content-Type': 'text/plain'}, 'body': name}
        if name == 'data':
            return {'statusCode': 200, 'body': name}
        return {'statusCode': 200, 'headers': {'content-type': 'text/html; charset=utf-8'}, 'body': '<p>' + name}  # finding: reflected-xss
  `,
  'socketserver: a handler': `
    import socketserver
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            run(self.request.recv(10).decode())  # finding: os-command-injection
            run('x')
  `,
  'http.server: a handler': `
    from http.server import BaseHTTPRequestHandler
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            run(self.path)  # finding: os-command-injection
            run('x')
  `,
  'no framework: nobody calls it': `
    def helper(name):
        run(name)
  `,
};

describe('handlers', () => {
  itFollows(
    Object.fromEntries(
      Object.entries(handlers).map(([name, code]) => [name, `from os import system as run\n${dedent(code)}`]),
    ),
  );
});

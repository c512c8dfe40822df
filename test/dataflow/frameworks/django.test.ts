// Django: which functions are views, where requests are read, forms, the database, and what becomes of what is answered.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('Django: views', () => {
  itFollows({
    'functions, without urls': `
from django.shortcuts import render
from os import system as run

def page(request, name):
    run(request.GET['a'])  # finding: os-command-injection
    run(name)  # finding: os-command-injection
    return render(request, 'a.html', {'name': name})

def with_default(request, name=None, *args, **kwargs):
    run(kwargs['name'])  # finding: os-command-injection
    return render(request, 'a.html')

def described(request, name):
    run(name)
    return 'the page ' + name

def helper(value, name):
    run(name)
`,
    'functions that urls name': {
      'shop/views.py': `
from django.http import HttpResponse
from os import system as run

def by_number(request, number):
    run('ls %s' % number)
    return HttpResponse('x')

def by_text(request, name):
    run('ls ' + name)  # finding: os-command-injection
    return HttpResponse('x')

def by_slug(req, slug):
    run('ls ' + slug)
    return HttpResponse(req.GET['a'])  # finding: reflected-xss

def by_pattern(request, year):
    run('ls ' + year)
    return HttpResponse('x')

def by_loose_pattern(request, rest):
    run('ls ' + rest)  # finding: os-command-injection
    return HttpResponse('x')
`,
      'shop/urls.py': `
from django.urls import path, re_path
from shop import views

urlpatterns = [
    path('a/<int:number>/', views.by_number),
    path('b/<str:name>/', views.by_text, name='b'),
    path('c/<slug:slug>/', views.by_slug),
    re_path(r'^d/(?P<year>[0-9]{4})/$', views.by_pattern),
    re_path(r'^e/(?P<rest>.*)$', views.by_loose_pattern),
]
`,
    },
    'class views': `
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, ListView
from os import system as run

class Page(LoginRequiredMixin, View):
    def get(self, request, *args, **kwargs):
        run(kwargs['name'])  # finding: os-command-injection
        return self.answer(request)
    def answer(self, request):
        return HttpResponse('<p>' + request.GET['a'])  # finding: reflected-xss
    @method_decorator(csrf_exempt)
    def post(self, request, name):
        run(name)  # finding: os-command-injection
        return HttpResponse('x')

class Orders(ListView):
    def get_queryset(self):
        run(self.kwargs['name'])  # finding: os-command-injection
        run(self.request.GET['a'])  # finding: os-command-injection
        run(self.request.method)
        return []

class Order(DetailView):
    def get_object(self):
        run(self.kwargs.get('name'))  # finding: os-command-injection
        run(self.template_name)
`,
    middleware: `
from django.conf import settings
from os import system as run

class OldMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
    def __call__(self, request):
        run(request.META['HTTP_X_NAME'])  # finding: os-command-injection
        run(request.META['SERVER_NAME'])
        response = self.get_response(request)
        response['X-Name'] = request.COOKIES['a']  # finding: header-injection
        return response
    def process_view(self, request, view_func, view_args, view_kwargs):
        run(request.headers['X-Name'])  # finding: os-command-injection

def middleware(get_response):
    def inner(request):
        run(request.GET['a'])  # finding: os-command-injection
        return get_response(request)
    return inner
`,
    commands: `
from django.core.management.base import BaseCommand
from os import system as run

class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument('name')
        parser.add_argument('--count', type=int)
    def handle(self, *args, **options):
        run('ls ' + options['name'])  # finding: os-command-injection
        run('ls %s' % options['count'])
        run('ls')
`,
  });
});

describe('Django: where requests are read', () => {
  itFollows({
    'each place': `
from django.http import HttpResponse
import json
from os import system as run

def view(request):
    run(request.GET.get('a'))  # finding: os-command-injection
    run(request.GET.getlist('a')[0])  # finding: os-command-injection
    run(request.POST['a'])  # finding: os-command-injection
    run(request.POST.dict()['a'])  # finding: os-command-injection
    run(request.COOKIES['a'])  # finding: os-command-injection
    run(request.META['HTTP_REFERER'])  # finding: os-command-injection
    run(request.META.get('QUERY_STRING'))  # finding: os-command-injection
    run(request.headers['X-A'])  # finding: os-command-injection
    run(json.loads(request.body)['a'])  # finding: os-command-injection
    run(request.read())  # finding: os-command-injection
    run(request.FILES['a'].name)  # finding: os-command-injection
    run(request.FILES['a'].read())  # finding: os-command-injection
    run(request.get_full_path())  # finding: os-command-injection
    run(request.build_absolute_uri())  # finding: os-command-injection
    run(request.get_host())  # finding: os-command-injection
    run(request.resolver_match.kwargs['a'])  # finding: os-command-injection
    run(request.META['REMOTE_ADDR'])
    run(request.user.username)
    run(request.method)
    run(request.META['SERVER_PORT'])
    return HttpResponse('x')
`,
    uploads: `
from django.core.files.storage import FileSystemStorage, default_storage
import os

def upload(request):
    file = request.FILES['file']
    with open('/srv/' + file.name, 'wb') as target:  # finding: path-traversal
        for chunk in file.chunks():
            target.write(chunk)
            os.system(b'ls ' + chunk)  # finding: os-command-injection
    with open('/srv/' + os.path.basename(file.name), 'wb') as target:
        target.write(file.read())
    open('/srv/%d' % file.size)
    for each in request.FILES.getlist('more'):
        os.remove('/srv/' + each.name)  # finding: path-traversal
`,
  });
});

describe('Django: forms and models', () => {
  itFollows({
    'a form': `
from django import forms
from django.db import connection

class Search(forms.Form):
    name = forms.CharField()
    number = forms.IntegerField()
    day = forms.DateField()
    kind = forms.ChoiceField(choices=[('a', 'A'), ('b', 'B')])
    slug = forms.SlugField()

def view(request):
    form = Search(request.POST)
    if form.is_valid():
        cursor = connection.cursor()
        cursor.execute('SELECT ' + form.cleaned_data['name'])  # finding: sql-injection
        cursor.execute('SELECT %s', [form.cleaned_data['name']])
        cursor.execute('SELECT %s' % form.cleaned_data['number'])
        cursor.execute('SELECT %s' % form.cleaned_data.get('day'))
        cursor.execute('SELECT ' + form.cleaned_data['kind'])
        cursor.execute('SELECT ' + form.cleaned_data['slug'])
`,
    'a form by a view': `
from django import forms
from django.db import connection
from django.views.generic.edit import FormView

class Search(forms.Form):
    name = forms.CharField()
    number = forms.IntegerField()
    def clean_name(self):
        name = self.cleaned_data['name']
        connection.cursor().execute('SELECT ' + name)  # finding: sql-injection
        return name

class Page(FormView):
    form_class = Search
    def form_valid(self, form):
        connection.cursor().execute('SELECT ' + form.cleaned_data['name'])  # finding: sql-injection
        return super().form_valid(form)
`,
    'the database': {
      'shop/models.py': `
from django.db import models

class Order(models.Model):
    name = models.CharField(max_length=20)
`,
      'shop/views.py': `
from django.db import connection, connections
from django.db.models import Q, Value
from django.db.models.expressions import RawSQL
from shop.models import Order

def orders(request):
    name = request.GET['a']
    Order.objects.raw('SELECT * FROM orders WHERE name = ' + name)  # finding: sql-injection
    Order.objects.filter(name=name)
    Order.objects.annotate(x=RawSQL('SELECT ' + name, []))  # finding: sql-injection
    Order.objects.raw('SELECT * FROM orders WHERE name = %s', [name])
    Order.objects.extra(where=['name = ' + name])  # finding: sql-injection
    Order.objects.extra(where=['name = %s'], params=[name])
    Order.objects.filter(Q(name=name)).exclude(name__contains=name).order_by(name)
    Order.objects.filter(id=1).extra(select={'x': name})  # finding: sql-injection
    with connection.cursor() as cursor:
        cursor.execute('SELECT ' + name)  # finding: sql-injection
        cursor.execute('SELECT %s', [name])
        cursor.callproc('x', [name])
    with connections['other'].cursor() as other:
        other.execute(f'SELECT {name}')  # finding: sql-injection
`,
    },
    'a model whose module is not in the repository': `
from shop.models import Order

def orders(request):
    Order.objects.raw('SELECT * FROM orders WHERE name = ' + request.GET['a'])  # finding: sql-injection
`,
  });
});

describe('Django: answers', () => {
  itFollows({
    'what is a page and what is not': `
from django.http import FileResponse, HttpResponse, HttpResponseBadRequest, JsonResponse, StreamingHttpResponse
from django.utils.html import conditional_escape, escape, format_html, strip_tags
from django.utils.safestring import mark_safe
from django.template.loader import render_to_string

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

def refused(request):
    return HttpResponseBadRequest('no ' + request.GET['b'])  # finding: reflected-xss

def written(request):
    response = HttpResponse()
    response.write('<p>%s' % request.GET['b'])  # finding: reflected-xss
    response.write('<p>%s' % conditional_escape(request.GET['b']))
    return response

def rendered(request):
    return HttpResponse(render_to_string('a.html', {'b': request.GET['b']}))

def file(request):
    return FileResponse(open('/srv/' + request.GET['b'], 'rb'))  # finding: path-traversal

def header(request):
    response = HttpResponse('x')
    response['X-B'] = request.GET['b']  # finding: header-injection
    response.headers['X-C'] = 'x'
    return response

def streamed(request):
    return StreamingHttpResponse(['<p>', request.GET['b']])  # finding: reflected-xss
`,
    'redirects and their guard': `
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
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

def reversed_name(request):
    return HttpResponseRedirect(reverse('page', args=[request.POST['a']]))

def back(request):
    return HttpResponseRedirect(request.META.get('HTTP_REFERER', '/'))  # finding: open-redirect
`,
    'templates, by text': `
from django.http import HttpResponse
from django.template import Context, Engine, Template, engines

def page(request):
    return HttpResponse(Template('<p>' + request.GET['a']).render(Context({})))  # finding: template-injection

def filled(request):
    return HttpResponse(Template('<p>{{ a }}').render(Context({'a': request.GET['a']})))

def by_engine(request):
    engines['django'].from_string(request.GET['a'])  # finding: template-injection
    Engine().from_string(request.GET['a'])  # finding: template-injection
    Engine().from_string('x')
`,
    'sessions and cookies': `
from django.http import HttpResponse

def log_in(request):
    request.session['name'] = request.POST['name']  # finding: trust-boundary
    response = HttpResponse('x')
    response.set_cookie('p', request.POST['password'])  # finding: password-in-cookie-or-session
    response.set_cookie('name', request.POST['name'])
    return response
`,
    'mail as HTML': `
from django.core.mail import EmailMessage, EmailMultiAlternatives

def as_html(request):
    mail = EmailMessage(request.POST['subject'], request.POST['body'], 'a@shop.example', ['b@shop.example'])
    mail.content_subtype = 'html'  # finding: reflected-xss
    mail.send()

def constant(request):
    mail = EmailMessage(request.POST['subject'], '<b>Hello</b>', 'a@shop.example', ['b@shop.example'])
    mail.content_subtype = 'html'
    mail.send()

def as_text(request):
    mail = EmailMessage('Hello', request.POST['body'], 'a@shop.example', ['b@shop.example'])
    mail.content_subtype = 'plain'
    mail.send()

def both(request):
    mail = EmailMultiAlternatives('Hello', request.POST['body'], 'a@shop.example', ['b@shop.example'])
    mail.attach_alternative(request.POST['html'], 'text/html')  # finding: reflected-xss
    mail.send()
`,
  });
});

// A function whose first parameter is called request, in a file that imports no framework.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('any request', () => {
  itFollows({
    'each way of reading it': `
from os import system as run

def view(request):
    run(request.GET['a'])  # finding: os-command-injection
    run(request.POST.get('a'))  # finding: os-command-injection
    run(request.args['a'])  # finding: os-command-injection
    run(request.args.get('a'))  # finding: os-command-injection
    run(request.form['a'])  # finding: os-command-injection
    run(request.values['a'])  # finding: os-command-injection
    run(request.data['a'])  # finding: os-command-injection
    run(request.data)  # finding: os-command-injection
    run(request.get_data())  # finding: os-command-injection
    run(request.json['a'])  # finding: os-command-injection
    run(request.json()['a'])  # finding: os-command-injection
    run(request.json_body['a'])  # finding: os-command-injection
    run(request.get_json()['a'])  # finding: os-command-injection
    run(request.body)  # finding: os-command-injection
    run(request.text)  # finding: os-command-injection
    run(request.headers['X-A'])  # finding: os-command-injection
    run(request.cookies['a'])  # finding: os-command-injection
    run(request.COOKIES['a'])  # finding: os-command-injection
    run(request.META['HTTP_X_A'])  # finding: os-command-injection
    run(request.FILES['a'].name)  # finding: os-command-injection
    run(request.files['a'].filename)  # finding: os-command-injection
    run(request.query['a'])  # finding: os-command-injection
    run(request.query_params['a'])  # finding: os-command-injection
    run(request.query_string)  # finding: os-command-injection
    run(request.path_params['a'])  # finding: os-command-injection
    run(request.params['a'])  # finding: os-command-injection
    run(request.matchdict['a'])  # finding: os-command-injection
    run(request.match_info['a'])  # finding: os-command-injection
    run(request.method)
    run(request.user.name)
    run(request.META['SERVER_NAME'])
    run(request.session['a'])
    run(request.app.name)
`,
    'awaited, in methods and in helpers': `
from os import system as run

async def view(request):
    data = await request.json()
    run(data['a'])  # finding: os-command-injection
    form = await request.form()
    run(form['a'])  # finding: os-command-injection
    run((await request.post())['a'])  # finding: os-command-injection
    run(name_of(request))  # finding: os-command-injection
    run(kind_of(request))

def name_of(request):
    return request.GET.get('name', '')

def kind_of(request):
    return 'get' if request.GET.get('name') else 'x'

class Page:
    def get(self, request, name):
        run(request.POST['a'])  # finding: os-command-injection
        run(self.name)
`,
    'a request of another kind': `
from os import system as run

def send(request):
    run(request.target)
    run(request.options['a'])

def fetch(session):
    run(session.get('x'))
`,
    'names that nothing in the file binds': `
from common import *
from flask import Flask
app = Flask(__name__)

def view():
    os.system('ls ' + request.args['a'])  # finding: os-command-injection
    pickle.loads(request.cookies['a'])  # finding: untrusted-deserialization

def helper(request):
    subprocess.run('ls ' + request.url, shell=True)  # finding: os-command-injection

def other(name, os):
    os.system(name)
`,
  });
});

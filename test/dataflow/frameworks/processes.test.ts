// Commands and code: which argument is run, by a shell or without, and functions that are handed over to be called.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('commands', () => {
  itFollows({
    'os and subprocess': `
import os, shlex, subprocess, sys
from flask import Flask, request
app = Flask(__name__)

@app.post('/')
def view():
    name = request.form['a']
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls ' + shlex.quote(name))
    os.popen('ls ' + name).read()  # finding: os-command-injection
    subprocess.run('ls ' + name, shell=True)  # finding: os-command-injection
    subprocess.run(['ls', name])
    subprocess.run(['ls', name], shell=False)
    subprocess.run(name)  # finding: os-command-injection
    subprocess.run([name, '-l'])  # finding: os-command-injection
    subprocess.run(['sh', '-c', 'ls ' + name])  # finding: os-command-injection
    subprocess.run(['bash', '-c', 'ls "$1"', 'x', name])
    subprocess.Popen(args='ls ' + name, shell=True)  # finding: os-command-injection
    subprocess.check_output(f'ls {name}', shell=True)  # finding: os-command-injection
    subprocess.check_output(shlex.split('ls ' + shlex.quote(name)))
    subprocess.getoutput('ls ' + name)  # finding: os-command-injection
    subprocess.run(['ls'], input=name)
    subprocess.run(['ls'], env={'A': name})
    subprocess.run([sys.executable, '-c', name])  # finding: code-injection
    os.execvp(name, ['x'])  # finding: os-command-injection
    os.execvp('ls', ['ls', name])
    os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', name)  # finding: os-command-injection
    os.posix_spawn(name, [], {})  # finding: os-command-injection
    options = {'shell': True}
    subprocess.run('ls ' + name, **options)  # finding: os-command-injection
    return {}
`,
    asyncio: `
import asyncio
from aiohttp import web

async def view(request):
    name = request.query['a']
    await asyncio.create_subprocess_shell('ls ' + name)  # finding: os-command-injection
    await asyncio.create_subprocess_exec('ls', name)
    await asyncio.create_subprocess_exec(name)  # finding: os-command-injection
    await asyncio.create_subprocess_exec('sh', '-c', name)  # finding: os-command-injection
    process = await asyncio.subprocess.create_subprocess_shell(f'ls {name}')  # finding: os-command-injection
    await process.communicate(name)
    loop = asyncio.get_running_loop()
    await loop.subprocess_shell(asyncio.SubprocessProtocol, 'ls ' + name)  # finding: os-command-injection
    await loop.subprocess_exec(asyncio.SubprocessProtocol, 'ls', name)
    await loop.subprocess_exec(asyncio.SubprocessProtocol, name)  # finding: os-command-injection
    return web.Response()
`,
    'other machines and terminals': `
import asyncssh, fabric, invoke, paramiko, pexpect, pty, sh
from fabric import Connection
from invoke import task
from flask import Flask, request
import plumbum
app = Flask(__name__)

@app.post('/')
async def view():
    name = request.form['a']
    client = paramiko.SSHClient()
    client.connect('x')
    client.exec_command('ls ' + name)  # finding: os-command-injection
    channel = client.get_transport().open_session()
    channel.exec_command('ls ' + name)  # finding: os-command-injection
    Connection('x').run('ls ' + name)  # finding: os-command-injection
    Connection('x').sudo(f'ls {name}')  # finding: os-command-injection
    Connection('x').put(name)
    invoke.run('ls ' + name)  # finding: os-command-injection
    pexpect.spawn('ls ' + name)  # finding: os-command-injection
    pexpect.run('ls ' + name)  # finding: os-command-injection
    pexpect.spawn('ls', [name])
    sh.ls(name)
    sh.bash('-c', 'ls ' + name)  # finding: os-command-injection
    sh.Command(name)()  # finding: os-command-injection
    plumbum.local[name]()  # finding: os-command-injection
    async with asyncssh.connect('x') as connection:
        await connection.run('ls ' + name)  # finding: os-command-injection
    return {}
`,
    code: `
import ast, code, importlib, operator, runpy, timeit
from flask import Flask, request
app = Flask(__name__)

class Page:
    def show(self):
        return 'x'

@app.post('/')
def view():
    name = request.form['a']
    eval(name)  # finding: code-injection
    eval('x', {'x': name})
    exec(name, {})  # finding: code-injection
    exec(compile(name, 'x', 'exec'))  # finding: code-injection
    ast.literal_eval(name)
    timeit.timeit(name)  # finding: code-injection
    code.InteractiveInterpreter().runsource(name)  # finding: code-injection
    runpy.run_module(name)  # finding: code-injection
    importlib.import_module(name)  # finding: unsafe-reflection
    importlib.import_module('shop.' + 'views')
    getattr(Page(), name)()  # finding: unsafe-reflection
    getattr(Page(), 'show')()
    operator.attrgetter(name)(Page())  # finding: unsafe-reflection
    globals()[name]()  # finding: unsafe-reflection
    return {}
`,
  });
});

describe('functions that are handed over', () => {
  itFollows({
    'to threads, pools and loops': `
import asyncio, functools, multiprocessing, os, threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from flask import Flask, request
app = Flask(__name__)
pool = ThreadPoolExecutor()

def work(name, number=1):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls %s' % number)

def quiet(name):
    return len(name)

@app.post('/')
async def view():
    name = request.form['a']
    threading.Thread(target=work, args=(name,)).start()
    threading.Thread(target=work, kwargs={'name': name}).start()
    threading.Thread(target=os.system, args=('ls ' + name,)).start()  # finding: os-command-injection
    threading.Thread(target=os.system, args=('ls',)).start()
    threading.Timer(1, os.system, [name]).start()  # finding: os-command-injection
    multiprocessing.Process(target=os.system, args=[name]).start()  # finding: os-command-injection
    pool.submit(os.system, 'ls ' + name)  # finding: os-command-injection
    pool.submit(quiet, name)
    pool.map(os.system, [name])  # finding: os-command-injection
    with ProcessPoolExecutor() as other:
        other.submit(exec, name)  # finding: code-injection
        other.submit(print, name)
    loop = asyncio.get_event_loop()
    await loop.run_in_executor(None, os.system, 'ls ' + name)  # finding: os-command-injection
    await loop.run_in_executor(None, functools.partial(os.system, 'ls ' + name))  # finding: os-command-injection
    await loop.run_in_executor(None, quiet, name)
    await loop.run_in_executor(None, lambda: os.system('ls ' + name))  # finding: os-command-injection
    await asyncio.to_thread(os.system, name)  # finding: os-command-injection
    await asyncio.to_thread(exec, name)  # finding: code-injection
    loop.call_soon(os.system, name)  # finding: os-command-injection
    loop.call_later(1, os.system, name)  # finding: os-command-injection
    multiprocessing.Pool().apply_async(os.system, (name,))  # finding: os-command-injection
    multiprocessing.Pool().apply(os.system, (name,))  # finding: os-command-injection
    multiprocessing.Pool().starmap(os.system, [(name,)])  # finding: os-command-injection
    list(map(os.system, [name]))  # finding: os-command-injection
    functools.partial(os.system, name)()  # finding: os-command-injection
    functools.reduce(lambda a, b: os.system(b), [name], None)  # finding: os-command-injection
    return {}
`,
    'what comes back': `
import asyncio
from concurrent.futures import ThreadPoolExecutor, as_completed
from flask import Flask, request
from os import system as run
app = Flask(__name__)

def same(name):
    return name

def number(name):
    return int(name)

@app.post('/')
async def view():
    name = request.form['a']
    run(await asyncio.to_thread(same, name))  # finding: os-command-injection
    run('ls %s' % await asyncio.to_thread(number, request.form['b']))
    with ThreadPoolExecutor() as pool:
        run(pool.submit(same, name).result())  # finding: os-command-injection
        run('ls %s' % pool.submit(number, request.form['b']).result())
        for each in pool.map(same, [name]):
            run(each)  # finding: os-command-injection
        for future in as_completed([pool.submit(same, name)]):
            run(future.result())  # finding: os-command-injection
    first, second = await asyncio.gather(asyncio.to_thread(same, name), asyncio.to_thread(number, request.form['b']))
    run(first)  # finding: os-command-injection
    run('ls %s' % second)
    return {}
`,
    'interpreters: the code and the script, not what the script is given': `
import asyncio, os, subprocess, sys
from flask import Flask, request
app = Flask(__name__)

@app.post('/')
async def view():
    name = request.form['a']
    subprocess.run(['python3', '-c', name])  # finding: code-injection
    subprocess.run(['/usr/bin/node', '-e', name])  # finding: code-injection
    subprocess.run(['perl', '-e', name])  # finding: code-injection
    subprocess.run(['php', '-r', name])  # finding: code-injection
    subprocess.run(['python', name])  # finding: os-command-injection
    subprocess.run(['ruby', '-w', name])  # finding: os-command-injection
    subprocess.run([sys.executable, 'report.py', name])
    subprocess.run(['python3', '-c', 'print(1)', name])
    subprocess.run(['python3', '-m', 'json.tool', name])
    subprocess.run(['ls', '-c', name])
    os.execv('/bin/sh', ['sh', '-c', name])  # finding: os-command-injection
    os.spawnv(os.P_WAIT, '/usr/bin/python', ['python', name])  # finding: os-command-injection
    os.spawnv(os.P_WAIT, '/usr/bin/python', ['python', 'report.py', name])
    loop = asyncio.get_running_loop()
    await loop.subprocess_exec(asyncio.SubprocessProtocol, 'sh', '-c', name)  # finding: os-command-injection
    await asyncio.create_subprocess_exec('bash', *['-c', name])  # finding: os-command-injection
    return {}
`,
    'what a module holds, by name': `
from flask import Flask, request
app = Flask(__name__)

def helper():
    return 1

@app.post('/')
def view():
    name = request.form['a']
    globals()[name]()  # finding: unsafe-reflection
    globals().get(name)()  # finding: unsafe-reflection
    everything = globals()
    everything.get(name)  # finding: unsafe-reflection
    helper.__globals__[name]  # finding: unsafe-reflection
    globals().get('helper')
    {'a': 1}.get(name)
    return {}
`,
  });
});

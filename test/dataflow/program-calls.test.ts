// Commands given as lists of which only the beginning is known.
import { describe } from 'vitest';
import { itFollows } from '../support/flow-cases.ts';

const view = `
import subprocess
from flask import Flask, request
app = Flask(__name__)

@app.get('/')
def page():
    name, names = request.args['name'], request.args.getlist('name')
`;

describe('a command whose program is known', () => {
  itFollows({
    'and gets a word more by some ways': `${view}
    command = ['tar', 'cf']
    if request.args.get('verbose'):
        command.append('-v')
    command.append(name)
    subprocess.check_call(command)  # finding: argument-injection
`,
    'and others unpacked behind it': `${view}
    subprocess.check_call(['tar', *names])  # finding: argument-injection
`,
    'and others added to it': `${view}
    subprocess.check_call(['tar'] + names)  # finding: argument-injection
    command = ['tar']
    command += names
    subprocess.check_call(command)  # finding: argument-injection
`,
    'and is a shell, which may read code from any word': `${view}
    subprocess.check_call(['sh', *names])  # finding: os-command-injection
`,
  });
});

describe('a command whose program is not known', () => {
  itFollows({
    'because the list may have been empty': `${view}
    command = []
    if request.args.get('verbose'):
        command.append('tar')
    command.append(name)
    subprocess.check_call(command)  # finding: os-command-injection
`,
    'because something was put before it': `${view}
    command = ['tar', *names]
    command.insert(0, name)
    subprocess.check_call(command)  # finding: os-command-injection
    others = ['tar', *names]
    others.reverse()
    subprocess.check_call(others)  # finding: os-command-injection
    some = ['tar', *names]
    some.pop(0)
    subprocess.check_call(some)  # finding: os-command-injection
    more = ['tar', *names]
    del more[0]
    subprocess.check_call(more)  # finding: os-command-injection
    last = ['tar', *names]
    last[0] = name
    subprocess.check_call(last)  # finding: os-command-injection
    subprocess.check_call(names + ['tar'])  # finding: os-command-injection
    subprocess.check_call(['tar', *names][1:])  # finding: os-command-injection
    subprocess.check_call(sorted(['tar', *names]))  # finding: os-command-injection
`,
  });
});

// Names that come from other files of the project, whichever way they are imported.
import { describe } from 'vitest';
import { itFollows, type Files } from '../support/flow-cases.ts';

const view = (imports: string, call: string): string =>
  `import os\nfrom flask import Flask, request\n${imports}\napp = Flask(__name__)\n\n@app.get('/')\ndef view():\n    os.system(${call}(request.args['a']))  # finding: os-command-injection\n    os.system(${call.replace('same', 'fixed')}(request.args['a']))\n    return {}\n`;
const base = `def same(text):\n    return text\n\ndef fixed(text):\n    return 'x'\n`;

const programs: Record<string, Files> = {
  'from a module': { 'app.py': view('from base import same, fixed', 'same'), 'base.py': base },
  'the module': { 'app.py': view('import base', 'base.same'), 'base.py': base },
  'the module by another name': { 'app.py': view('import base as b', 'b.same'), 'base.py': base },
  'a dotted module': {
    'app.py': view('import shop.base', 'shop.base.same'),
    'shop/__init__.py': '',
    'shop/base.py': base,
  },
  'a dotted module by another name': {
    'app.py': view('import shop.base as b', 'b.same'),
    'shop/__init__.py': '',
    'shop/base.py': base,
  },
  'a module from a package': {
    'app.py': view('from shop import base', 'base.same'),
    'shop/__init__.py': '',
    'shop/base.py': base,
  },
  'a folder without __init__': { 'app.py': view('from shop import base', 'base.same'), 'shop/base.py': base },
  relative: {
    'shop/__init__.py': '',
    'shop/app.py': view('from .base import same, fixed', 'same'),
    'shop/base.py': base,
  },
  'relative, a module': {
    'shop/__init__.py': '',
    'shop/app.py': view('from . import base', 'base.same'),
    'shop/base.py': base,
  },
  'relative, two up': {
    'shop/__init__.py': '',
    'shop/web/__init__.py': '',
    'shop/web/app.py': view('from ..base import same, fixed', 'same'),
    'shop/base.py': base,
  },
  'by a package': {
    'app.py': view('from shop import same, fixed', 'same'),
    'shop/__init__.py': 'from .base import same, fixed\n',
    'shop/base.py': base,
  },
  'by a package of a package, under another name': {
    'app.py': view('import shop', 'shop.same'),
    'shop/__init__.py': 'from .inner import equal as same, fixed\n',
    'shop/inner/__init__.py': 'from .base import same as equal\nfrom .base import fixed\n',
    'shop/inner/base.py': base,
  },
  'by star': { 'app.py': view('from base import *', 'same'), 'base.py': base },
  'by star of star': {
    'app.py': view('from between import *', 'same'),
    'between.py': 'from base import *\n',
    'base.py': base,
  },
  'in the function': {
    'app.py': view('', 'same').replace('def view():\n', 'def view():\n    from base import same, fixed\n'),
    'base.py': base,
  },
  'in a try': {
    'app.py': view(
      'try:\n    from base import same, fixed\nexcept ImportError:\n    from other import same, fixed',
      'same',
    ),
    'base.py': base,
  },
  'below TYPE_CHECKING, a class': {
    'app.py': view(
      'from base import same, fixed\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from base import Missing',
      'same',
    ),
    'base.py': base,
  },
  'src layout': {
    'src/shop/__init__.py': '',
    'src/shop/app.py': view('from shop.base import same, fixed', 'same'),
    'src/shop/base.py': base,
  },
  'in a circle': {
    'app.py': view('from base import same, fixed', 'same'),
    'base.py': `from other import helper\n${base}`,
    'other.py': `from base import same\n\ndef helper(text):\n    return same(text)\n`,
  },
  'in a circle, through both': {
    'app.py': view('from other import same, fixed', 'same'),
    'base.py': `import other\n\ndef same(text):\n    return other.back(text)\n\ndef fixed(text):\n    return 'x'\n`,
    'other.py': `from base import same, fixed\n\ndef back(text):\n    return text\n`,
  },
  'a constant of another module decides': {
    'app.py': `import os\nimport conf\nfrom flask import Flask, request\napp = Flask(__name__)\n\n@app.get('/')\ndef view():\n    if conf.DEBUG:\n        os.system(request.args['a'])\n    os.system(request.args['b'])  # finding: os-command-injection\n    return {}\n`,
    'conf.py': 'DEBUG = False\n',
  },
  'a class of another module': {
    'app.py': view(
      'from box import Box\n\ndef same(text):\n    return Box(text).text\n\ndef fixed(text):\n    return Box(text).clean',
      'same',
    ),
    'box.py': `from parent import Parent\n\nclass Box(Parent):\n    clean = 'x'\n`,
    'parent.py': `class Parent:\n    def __init__(self, text):\n        self.text = text\n`,
  },
  'a sink in another module': {
    'app.py': `from flask import Flask, request\nimport run\napp = Flask(__name__)\n\n@app.get('/')\ndef view():\n    run.run(request.args['a'])\n    return {}\n`,
    'run.py': `import os\n\ndef run(text):\n    os.system(text)  # finding: os-command-injection\n    os.system('x')\n`,
  },
  'a source in another module': {
    'app.py': `import os\nfrom read import read\n\ndef view():\n    os.system(read())  # finding: os-command-injection\n    return {}\n`,
    'read.py': `from flask import request\n\ndef read():\n    return request.args['a']\n`,
  },
  'an application of another module': {
    'main.py': `from flask import Flask\napp = Flask(__name__)\n`,
    'views.py': `import os\nfrom main import app\n\n@app.get('/<name>')\ndef view(name):\n    os.system(name)  # finding: os-command-injection\n    os.system('x')\n    return {}\n`,
  },
};

describe('a name of another file', () => {
  itFollows(programs);
});

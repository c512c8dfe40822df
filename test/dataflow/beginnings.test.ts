// Where flows begin that no function in sight reads from a source itself: what others have left somewhere.
import { describe, expect, it } from 'vitest';
import { analyzeFiles, itFollows } from '../support/flow-cases.ts';

describe('what others have left', () => {
  itFollows({
    'in a global of the module': `
import os, sys
name = sys.argv[1]

def run():
    os.system(name)  # finding: os-command-injection
    os.system('x')
`,
    'in a global that a function sets': `
import os, sys
name = ''

def read():
    global name
    name = sys.argv[1]

def run():
    os.system(name)  # finding: os-command-injection
`,
    'in an attribute that another method sets': `
import os, sys

class Tool:
    def read(self):
        self.name = sys.argv[1]
        self.clean = 'x'

    def run(self):
        os.system(self.name)  # finding: os-command-injection
        os.system(self.clean)
`,
    'in what a function returns': `
import os, sys

def read():
    return sys.argv[1]

def run():
    os.system(read())  # finding: os-command-injection
`,
    'in what a method of another class returns': `
import os, sys

class Reader:
    def read_name(self):
        return sys.argv[1]

class Tool:
    def __init__(self):
        self.reader = Reader()

    def run(self):
        os.system(self.reader.read_name())  # finding: os-command-injection
`,
    'in an attribute that is read by a name in a text': `
import os, sys

class Tool:
    def read(self):
        self.name = sys.argv[1]

    def run(self):
        os.system(getattr(self, 'name'))  # finding: os-command-injection
`,
    'in an attribute that is asked for in a function inside': `
import os, sys

class Tool:
    def read(self):
        self.name = sys.argv[1]

    def run(self):
        def go():
            os.system(self.name)  # finding: os-command-injection
        go()
`,
    'in what an imported function returns under another name': {
      'read.py': 'import sys\n\ndef name():\n    return sys.argv[1]\n',
      'run.py':
        'import os\n\ndef run():\n    from read import name as own\n    os.system(own())  # finding: os-command-injection\n',
    },
    'in a global of another module': {
      'conf.py': 'import sys\nname = sys.argv[1]\nclean = "x"\n',
      'run.py':
        'import os\nimport conf\n\ndef run():\n    os.system(conf.name)  # finding: os-command-injection\n    os.system(conf.clean)\n',
    },
    nowhere: `
import os
name = 'x'

def run():
    os.system(name)
`,
  });
});

describe('what is looked at', () => {
  it('is not a function into which nothing can come', () => {
    const { coverage } = analyzeFiles({
      'a.py': 'import sys\n\ndef read():\n    return sys.argv[1]\n\ndef plain(a, b):\n    return a + b\n',
    });
    expect(coverage.functions).toBe(1);
  });

  it('is not a function that calls its own variables like what others left', () => {
    const { coverage } = analyzeFiles({
      'a.py': `
import sys

class Tool:
    def take(self):
        self.label = sys.argv[1]

    def show(self):
        return self.label

def plain(label, take):
    for one in label:
        show = one + take
    return show
`,
    });
    // take and show; not plain.
    expect(coverage.functions).toBe(2);
  });
});

// The command line: arguments and how they are converted, the environment, what is typed in.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('argparse', () => {
  itFollows({
    'converts by type and choices': `
import argparse
import os
from pathlib import Path
from os import system as run

def port(text):
    return int(text)

def same(text):
    return text.strip()

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('name')
    parser.add_argument('--number', type=int)
    parser.add_argument('-r', '--rate', type=float, default=1.0)
    parser.add_argument('--kind', choices=['a', 'b'])
    parser.add_argument('--dry-run', action='store_true')
    parser.add_argument('--verbose', '-v', action='count')
    parser.add_argument('--port', type=port)
    parser.add_argument('--same', type=same)
    parser.add_argument('--other', dest='renamed')
    parser.add_argument('--many', nargs='*', type=int)
    parser.add_argument('--texts', nargs='+')
    args = parser.parse_args()
    run('ls ' + args.name)  # finding: os-command-injection
    run('ls %s' % args.number)
    run('ls %s' % args.rate)
    run('ls ' + args.kind)
    run('ls %s' % args.dry_run)
    run('ls %s' % args.verbose)
    run('ls %s' % args.port)
    run('ls ' + args.same)  # finding: os-command-injection
    run('ls ' + args.renamed)  # finding: os-command-injection
    run('ls %s' % args.many[0])
    run('ls ' + args.texts[0])  # finding: os-command-injection
    run('ls ' + vars(args)['name'])  # finding: os-command-injection
    run('ls %s' % vars(args)['number'])
    run('ls ' + getattr(args, 'name'))  # finding: os-command-injection
`,
    'through functions, groups and subparsers': `
import argparse
from os import system as run

def make_parser():
    parser = argparse.ArgumentParser()
    group = parser.add_mutually_exclusive_group()
    group.add_argument('--number', type=int)
    group.add_argument('--name')
    commands = parser.add_subparsers()
    show = commands.add_parser('show')
    show.add_argument('path')
    show.add_argument('--size', type=int)
    show.set_defaults(func=show_it)
    drop = commands.add_parser('drop')
    drop.set_defaults(func=drop_it)
    return parser

def show_it(args):
    run('ls ' + args.path)  # finding: os-command-injection
    run('ls %s' % args.size)

def drop_it(options):
    run('ls ' + options.name)  # finding: os-command-injection
    run('ls %s' % options.number)

def work(args):
    run('ls ' + args.name)  # finding: os-command-injection
    run('ls %s' % args.number)

def main(argv=None):
    args = make_parser().parse_args(argv)
    work(args)
    args.func(args)

def rest():
    args, others = make_parser().parse_known_args()
    run('ls %s' % args.number)
    run('ls ' + others[0])  # finding: os-command-injection

if __name__ == '__main__':
    main()
`,
    'a parser that comes from elsewhere': `
import argparse
from os import system as run

def configure(parser):
    parser.add_argument('--name')
    parser.add_argument('--number', type=int)

def main():
    parser = argparse.ArgumentParser()
    configure(parser)
    args = parser.parse_args()
    run('ls ' + args.name)  # finding: os-command-injection
    run('ls %s' % args.number)

def typed(args: argparse.Namespace):
    run('ls')
`,
    optparse: `
import optparse
from os import system as run

def main():
    parser = optparse.OptionParser()
    parser.add_option('-n', '--number', type='int')
    parser.add_option('--name')
    parser.add_option('-q', action='store_true', dest='quiet')
    options, args = parser.parse_args()
    run('ls %s' % options.number)
    run('ls ' + options.name)  # finding: os-command-injection
    run('ls %s' % options.quiet)
    run('ls ' + args[0])  # finding: os-command-injection
`,
  });
});

describe('click, typer and others', () => {
  itFollows({
    'click converts by type': `
import click
import os

@click.command()
@click.option('--number', type=int)
@click.option('--kind', type=click.Choice(['a', 'b']))
def main(number, kind):
    os.system('ls %s' % number)
    os.system('ls ' + kind)
`,
    'click: commands, groups, options': `
import click
import os
from os import system as run

@click.group()
@click.option('--name', envvar='NAME')
@click.pass_context
def cli(context, name):
    run('ls ' + name)  # finding: os-command-injection
    context.obj = {'name': name}

@cli.command('show')
@click.argument('path', type=click.Path(exists=True))
@click.argument('number', type=click.INT)
@click.option('--count', default=1)
@click.option('--flag/--no-flag', default=False)
@click.option('-n', '--other', 'renamed')
@click.option('--in-range', type=click.IntRange(0, 9))
@click.option('--password', prompt=True, hide_input=True)
def show(path, number, count, flag, renamed, in_range, password):
    run('ls ' + path)  # finding: os-command-injection
    run('ls %s %s %s %s' % (number, count, flag, in_range))
    run('ls ' + renamed)  # finding: os-command-injection
    click.echo('x')

@cli.command()
def ask():
    run('ls ' + click.prompt('Name'))  # finding: os-command-injection
    run('ls %s' % click.prompt('Number', type=int))
`,
    'typer converts by annotation': `
import os
import typer
app = typer.Typer()

@app.command()
def main(name: str, number: int):
    os.system('ls ' + name)  # finding: os-command-injection
    os.system('ls %s' % number)
`,
    'typer: annotated and enumerated': `
from enum import Enum
from pathlib import Path
from typing import Annotated, List, Optional
import typer
from os import system as run
app = typer.Typer()

class Kind(str, Enum):
    a = 'a'

@app.command()
def show(name: Annotated[str, typer.Argument(help='x')], size: Annotated[int, typer.Option()] = 1, kind: Kind = Kind.a, names: List[str] = typer.Option([]), note: Optional[str] = None, verbose: bool = False):
    run('ls ' + name)  # finding: os-command-injection
    run('ls %s' % size)
    run('ls ' + kind)
    run('ls ' + names[0])  # finding: os-command-injection
    run('ls ' + note)  # finding: os-command-injection
    run('ls %s' % verbose)

def alone(name: str, number: int):
    run('ls ' + name)  # finding: os-command-injection
    run('ls %s' % number)

if __name__ == '__main__':
    typer.run(alone)
`,
    'fire and docopt': `
import fire
from docopt import docopt
from os import system as run

def show(name):
    run('ls ' + name)  # finding: os-command-injection
    run('ls')

class Tool:
    def build(self, name):
        run('ls ' + name)  # finding: os-command-injection
    def _helper(self, name):
        run('ls ' + name)

def main():
    run('ls ' + docopt(__doc__)['--name'])  # finding: os-command-injection
    fire.Fire(show)
    fire.Fire(Tool)
`,
    'arguments and what is typed in, at the top of a module': `
import os
import sys

os.system('ls ' + sys.argv[1])  # finding: os-command-injection
os.system('ls ' + input('name'))  # finding: os-command-injection
os.system('ls ' + str(len(sys.argv)))
`,
    'the environment and paths are the matter of whoever starts the program': `
import os
import sys

os.system('ls ' + os.environ['HOME'])
os.system('ls ' + os.getenv('HOME', ''))
open(sys.argv[1])
`,
    'standard input': `
import fileinput
import sys
from os import system as run

for line in sys.stdin:
    run('ls ' + line)  # finding: os-command-injection

def read():
    run(sys.stdin.readline())  # finding: os-command-injection
    run(sys.stdin.read())  # finding: os-command-injection
    run(sys.stdin.buffer.read())  # finding: os-command-injection
    for line in fileinput.input():
        run(line)  # finding: os-command-injection
    number = int(input())
    run('ls %d' % number)
`,
  });
});

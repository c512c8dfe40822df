"""Runs small programs and tells what of their sources reached their sinks.

One request a line on stdin: {"files": {module: text}, "entry": module, "runs": n, "most": n, "expected": [[source, sink], ...]}; one
answer a line on stdout: {"pairs": [[source, sink], ...], "called": [sink, ...], "failure": text or null}. A program is run many times: what it asks of `flag()` is decided by
chance, and each source gives one of several texts. All of them hold one character that marks the source and that no test of
characters lets pass.
"""
import importlib.abc
import importlib.util
import json
import random
import re
import signal
import sys
import urllib.parse
import warnings

MOST_FLAGS = 40
SECONDS = 2


class OutOfTime(BaseException):
    pass


class EndlessProgram(BaseException):
    pass


class Lab:
    """The module `lab` of one run."""

    def __init__(self, choices, level):
        self.choices = choices
        self.level = level
        self.flags = 0
        self.pairs = set()
        self.called = set()

    def flag(self):
        self.flags += 1
        if self.flags > MOST_FLAGS * 10:
            raise EndlessProgram
        # Loops that go on while a flag is true come to an end.
        return self.flags <= MOST_FLAGS and self.choices.random() < self.level

    def source(self, number):
        mark = chr(0x2700 + number)
        return self.choices.choice([f"{mark}a,{mark}b {mark}c", f"ab{mark}:{mark},{mark}", f"{mark}{mark}/{mark},{mark}-{mark}b"])

    def sink(self, number, values):
        self.called.add(number)
        for mark in set(marks(values, set())):
            self.pairs.add((mark, number))

    def __getattr__(self, name):
        kind, _, number = name.partition("_")
        if kind == "source" and number.isdigit():
            return lambda: self.source(int(number))
        if kind == "sink" and number.isdigit():
            return lambda *values: self.sink(int(number), values)
        raise AttributeError(name)


MARK = re.compile("[\u2701-\u27be]")
ESCAPED = re.compile(r"\\u27([0-9a-f]{2})")


def marks(value, seen):
    """The numbers of the sources of which something is in a value, wherever in it."""
    if isinstance(value, (bytes, bytearray)):
        value = bytes(value).decode("utf-8", "replace")
    if isinstance(value, str):
        for text in (value, urllib.parse.unquote(value)):
            yield from (ord(mark) - 0x2700 for mark in MARK.findall(text))
        yield from (int(digits, 16) for digits in ESCAPED.findall(value))
        return
    if id(value) in seen or isinstance(value, (int, float, type, type(None))):
        return
    seen.add(id(value))
    if isinstance(value, dict):
        for pair in value.items():
            yield from marks(pair, seen)
    elif isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from marks(item, seen)
    elif hasattr(value, "__dict__") and not callable(value):
        yield from marks(vars(value), seen)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the modules of one program from their texts."""

    def __init__(self, files):
        self.code = {name: compile(text, name + ".py", "exec") for name, text in files.items()}

    def find_spec(self, name, path=None, target=None):
        if name in self.code:
            return importlib.util.spec_from_loader(name, self)
        if name + ".__init__" in self.code:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        exec(self.code.get(name) or self.code[name + ".__init__"], module.__dict__)

    def forget(self):
        for name in self.code:
            sys.modules.pop(name, None)
            sys.modules.pop(name.removesuffix(".__init__"), None)


def out_of_time(*_):
    raise OutOfTime


def run(request):
    pairs, called = set(), set()
    try:
        finder = Finder(request["files"])
    except SyntaxError as error:
        return {"pairs": [], "called": [], "failure": f"SyntaxError: {error}"}
    sys.meta_path.insert(0, finder)
    failure = None
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        expected = {tuple(pair) for pair in request["expected"]}
        for number in range(request["most"]):
            if number >= request["runs"] and expected <= pairs:
                break
            choices = random.Random(number)
            level = (0.0, 1.0, 0.5, 0.5, 0.25, 0.75, 0.5, 0.9)[number % 8]
            lab = Lab(choices, level)
            sys.modules["lab"] = lab
            finder.forget()
            try:
                __import__(request["entry"])
            except (ValueError, AssertionError):
                pass  # What guards raise.
            except Exception as error:
                failure = f"{type(error).__name__}: {error}"
                break
            finally:
                pairs |= lab.pairs
                called |= lab.called
    except (OutOfTime, EndlessProgram) as error:
        failure = type(error).__name__
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        sys.meta_path.remove(finder)
        finder.forget()
    return {"pairs": sorted(pairs), "called": sorted(called), "failure": failure}


def main():
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, out_of_time)
    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), file=answers, flush=True)


main()

// Parsers of arguments that are told one by one what to expect: argparse, optparse, the request parser of Flask-RESTful. The
// parser is an object that keeps under each name what will stand there: converted as `type` says, one of `choices`, a flag.
// Groups and subparsers are the parser itself, so that all arguments end up in one result.
import type { NodeId } from '../python/ir.ts';
import { libraryValue } from './attributes.ts';
import { callValue } from './calls.ts';
import { placeOf, type Frame } from './frame.ts';
import { addToCell, attributeKey, emptyObject, itemKey, withItems, type HeapObject } from './heap-object.ts';
import { keyOf, mix } from './keys.ts';
import { sameCall, type KnownCall, type KnownCalls } from './known-call.ts';
import { allocate, objectsOf, updateObjects } from './objects.ts';
import { withPositional, type Arguments } from './sinks.ts';
import { sourceTaint, type Taint } from './taint.ts';
import { join, onlyText, tainted, unknown, type Value } from './value.ts';

/** How a library calls all this. */
interface Library {
  readonly parser: string;
  readonly add: string;
  /** Methods that give what was parsed. */
  readonly parses: readonly string[];
  /** What comes beside it. */
  readonly gives: 'result' | 'pair';
  /** The result is read by keys, not by attributes. */
  readonly isDict?: boolean;
}

/** Functions that `set_defaults` keeps, to be called with the result. */
const handlerKey = '.handler ';

function made(api: string): KnownCall {
  return (frame, node) => ({ ...allocate(frame, node, emptyObject('instance'), 'parser'), api: `${api}()` });
}

const itself: KnownCall = (_frame, _node, { receiver }) => receiver;

function adding({ parser, parses, isDict }: Library): KnownCall {
  return (frame, node, args) => {
    const { receiver } = args;
    const name = destination(args);
    const source = frame.program.models.source(`${parser}().${parses[0]}`);
    if (receiver === null || receiver.objects.length === 0 || name === null || source === undefined) return null;
    const identity = mix(keyOf(parser), keyOf(name));
    const taint = sourceTaint(source.kind, source.what, placeOf(frame, node), identity);
    const value = converted(frame, node, args, taint);
    updateObjects(frame, receiver, (object) => addToCell(object, cellOf(name, isDict), value));
    return unknown;
  };
}

function cellOf(name: string, isDict = false): string {
  return isDict ? itemKey({ type: 'string', value: name })! : attributeKey(name);
}

/** `--dry-run` is found as `dry_run`. */
function destination({ positional, keywords }: Arguments): string | null {
  const own = onlyText(keywords.get('dest') ?? unknown);
  if (own !== undefined) return own;
  const names = positional.flatMap((value) => onlyText(value) ?? []);
  const name = names.find((one) => !one.startsWith('-')) ?? names.find((one) => one.startsWith('--')) ?? names[0];
  return name === undefined ? null : name.replace(/^-+/, '').replaceAll('-', '_');
}

const numbers = /^(int|float|long|complex|choice)$/;
const flags = /^(store_true|store_false|store_const|append_const|count|help|version)$/;

/** What an argument is after parsing. */
function converted(frame: Frame, node: NodeId, { keywords }: Arguments, taint: Taint): Value {
  const action = keywords.get('action');
  if (flags.test(onlyText(action ?? unknown) ?? '') || action?.api === 'argparse.BooleanOptionalAction') return unknown;
  const choices = keywords.get('choices');
  if (choices !== undefined && isOfProgram(frame, choices)) return unknown;
  const type = keywords.get('type');
  const given = tainted([taint]);
  if (type === undefined || type.constants !== null) {
    return numbers.test(onlyText(type ?? unknown) ?? '') ? unknown : given;
  }
  // Two arguments are what a request parser gives a function of the project's own.
  return callValue(frame, node, type, withPositional([given]));
}

/** Nothing in it comes from outside. */
function isOfProgram(frame: Frame, choices: Value): boolean {
  return choices.taints.length === 0 && (choices.objects.length > 0 || choices.refs.length > 0 || choices.api !== null)
    ? objectsOf(frame, choices).every(([, { rest, cells }]) =>
        [rest, ...cells.values()].every(({ taints }) => taints.length === 0),
      )
    : false;
}

/** `set_defaults(run=show)`: kept under its name, and called with the result where it is a function. */
const defaults: KnownCall = (frame, _node, { receiver, keywords }) => {
  if (receiver === null) return null;
  for (const [name, value] of keywords) {
    updateObjects(frame, receiver, (object) => {
      const named = addToCell(object, attributeKey(name), value);
      const [ref] = value.refs;
      return ref?.kind === 'function' ? addToCell(named, handlerKey + ref.fn.key, value) : named;
    });
  }
  return unknown;
};

function parsing({ parser, parses, gives, isDict }: Library): KnownCall {
  return (frame, node, { receiver }, { api }) => {
    const known = objectsOf(frame, receiver ?? unknown).filter(([, { parameter }]) => parameter === null);
    if (known.length === 0) return null;
    // What was not seen to be declared may stand there all the same.
    const rest = libraryValue(frame, node, `${parser}().${parses[0]}`);
    let object: HeapObject = { ...emptyObject(isDict === true ? 'dict' : 'instance'), rest: tainted(rest.taints) };
    const handlers: Value[] = [];
    for (const [, { cells }] of known) {
      for (const [key, value] of cells) {
        if (key.startsWith(handlerKey)) handlers.push(value);
        else object = withCell(object, key, value);
      }
    }
    const result = { ...allocate(frame, node, object, 'parsed'), api: `${api!}()` };
    for (const handler of handlers) callValue(frame, node, handler, withPositional([result]));
    const isPair = gives === 'pair' || /parse_known/.test(api!);
    return isPair ? allocate(frame, node, withItems(emptyObject('tuple'), [result, tainted(rest.taints)])) : result;
  };
}

function withCell(object: HeapObject, key: string, value: Value): HeapObject {
  const cells = new Map(object.cells);
  const before = cells.get(key);
  cells.set(key, before === undefined ? value : join(before, value));
  return { ...object, cells };
}

const libraries: readonly Library[] = [
  {
    parser: 'argparse.ArgumentParser',
    add: 'add_argument',
    parses: ['parse_args', 'parse_known_args', 'parse_intermixed_args', 'parse_known_intermixed_args'],
    gives: 'result',
  },
  { parser: 'optparse.OptionParser', add: 'add_option', parses: ['parse_args'], gives: 'pair' },
  ...['flask_restful', 'flask_restx', 'flask_restplus'].map((name): Library => {
    const parser = `${name}.reqparse.RequestParser`;
    return { parser, add: 'add_argument', parses: ['parse_args'], gives: 'result', isDict: true };
  }),
];

const groups = [
  'add_subparsers',
  'add_parser',
  'add_argument_group',
  'add_mutually_exclusive_group',
  'add_option_group',
];

export const argumentParserCalls: KnownCalls = libraries.flatMap((library): KnownCalls => {
  const { parser, add, parses } = library;
  const names = (members: readonly string[]): string[] => members.map((member) => `${parser}().${member}`);
  return [
    [parser, made(parser)],
    [`${parser}().${add}`, adding(library)],
    ...sameCall(names(groups), itself),
    [`${parser}().set_defaults`, defaults],
    ...sameCall(names(parses), parsing(library)),
  ];
});

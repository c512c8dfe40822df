import { describe, expect, it } from 'vitest';
import { compileFlow, joinFlows } from '../../src/rules/compile-flow.ts';
import type { FlowFile } from '../../src/rules/flow-schema.ts';
import type { ModelSet, ModelSets } from '../../src/rules/model-sets.ts';

const set = (name: string, apis: ModelSet['apis']): [string, ModelSet] => [
  name,
  { name, about: 'x', apis, words: [], file: 'models/x.yaml' },
];
const sets: ModelSets = new Map([
  set('runs', [{ api: 'os.{system,popen}', argument: '1|command' }, { api: 'sh.run', argument: '2' }, 'own.run']),
  set('more', ['$runs', 'b.c']),
  set('globs', ['webob.exc.HTTP*']),
]);

const compiled = (raw: FlowFile) => compileFlow(raw, sets);
const problemsOf = (raw: FlowFile) => compiled(raw).problems.map(({ path, message }) => `${path.join('.')} ${message}`);
const steps = (...api: string[]): FlowFile => ({ steps: [{ api, from: [] }] });
const namesOf = (...api: string[]) => compiled(steps(...api)).flow.steps[0]!.api;
const argument = (position: number | null, keyword: string | null = null) => ({
  position,
  keyword,
  all: false,
  names: false,
});

describe('compileFlow', () => {
  it('expands braces, one after another and one in another', () => {
    expect(namesOf('{a,b}.c().{d,e}')).toEqual(['a.c().d', 'a.c().e', 'b.c().d', 'b.c().e']);
    expect(new Set(namesOf('a.{b,c.{d,e}}'))).toEqual(new Set(['a.b', 'a.c.d', 'a.c.e']));
    expect(namesOf('a{,.b}.c', 'plain')).toEqual(['a.c', 'a.b.c', 'plain']);
  });

  it('puts in the members of sets, of sets in sets too', () => {
    expect(namesOf('a.b', '$more')).toEqual(['a.b', 'os.system', 'os.popen', 'sh.run', 'own.run', 'b.c']);
  });

  it('keeps a leading `*.` and tells every other star', () => {
    expect(namesOf('*.{execute,executemany}')).toEqual(['*.execute', '*.executemany']);
    const text = 'only a leading "*." (any object) can stand here; write the names out';
    expect(problemsOf(steps('a.b', 'a.*'))).toEqual([`flow.steps.0.api.1 "a.*": ${text}`]);
    expect(problemsOf(steps('*.*'))).toEqual([`flow.steps.0.api.0 "*.*": ${text}`]);
    expect(problemsOf(steps('$globs'))).toEqual([`flow.steps.0.api.0 "webob.exc.HTTP*": ${text}`]);
  });

  it('tells unknown sets and braces that do not match', () => {
    expect(problemsOf({ steps: [{ api: '$run', from: [] }] })).toEqual([
      'flow.steps.0.api No model has a set $run — did you mean "$runs"?',
    ]);
    for (const bad of ['a.{b', 'a.b}', 'a.{b,{c}']) {
      expect(problemsOf(steps(bad))).toEqual([`flow.steps.0.api.0 The braces of "${bad}" don't match`]);
    }
  });

  it('reads arguments', () => {
    const from = ['1|sql', '2', 'key', '0', '*', '**', '1|query|sql'];
    expect(compiled({ steps: [{ api: 'a', from }] }).flow.steps[0]!.from).toEqual([
      argument(1, 'sql'),
      argument(2),
      argument(null, 'key'),
      argument(0),
      { position: null, keyword: null, all: true, names: false },
      { position: null, keyword: null, all: false, names: true },
      argument(1, 'query'),
      argument(null, 'sql'),
    ]);
  });

  it('makes a sink for each argument that members of a set have, and one of the others', () => {
    const raw: FlowFile = { sinks: [{ kind: 'command', api: ['$runs', 'x.run'], argument: ['1|args', 'input'] }] };
    expect(compiled(raw).problems).toEqual([]);
    expect(compiled(raw).flow.sinks).toMatchObject([
      { kind: 'command', api: ['os.system', 'os.popen'], argument: [argument(1, 'command')] },
      { kind: 'command', api: ['sh.run'], argument: [argument(2)] },
      { kind: 'command', api: ['own.run', 'x.run'], argument: [argument(1, 'args'), argument(null, 'input')] },
    ]);
    expect(problemsOf({ sinks: [{ kind: 'command', api: '$runs' }] })).toEqual([
      'flow.sinks.0 Which argument of own.run is the sink? Give `argument`',
    ]);
  });

  it('reads conditions', () => {
    const raw: FlowFile = {
      sinks: [
        { kind: 'command', api: 'a', argument: '1', when: { '2|shell': [true, 1] }, unless: { safe: null } },
        { kind: 'command', api: 'b', argument: '1', when: { 'x|y': true } },
      ],
    };
    expect(compiled(raw).flow.sinks[0]).toMatchObject({
      when: [{ argument: argument(2, 'shell'), values: [true, 1] }],
      unless: [{ argument: argument(null, 'safe'), values: [null] }],
    });
    expect(problemsOf(raw)).toEqual(['flow.sinks.1.when.x|y "x|y" names several arguments: name one, as in 1|name']);
  });

  it('fills in what a guard, a sanitizer and an entry point leave out', () => {
    const { flow, problems } = compiled({
      guards: [{ api: 'check', protects: 'all' }],
      sanitizers: [{ api: 'quote', protects: ['command'] }],
      entryPoints: [{ decorator: '*.{get,post}', imports: 'flask' }],
    });
    expect(problems).toEqual([]);
    expect(flow.guards).toEqual([{ api: ['check'], argument: argument(1), protects: [], holds: true, raises: false }]);
    expect(flow.sanitizers).toEqual([{ api: ['quote'], protects: ['command'], when: [] }]);
    expect(flow.entryPoints).toEqual([
      {
        decorator: ['*.get', '*.post'],
        call: [],
        handler: null,
        route: null,
        base: [],
        methods: [],
        signature: [],
        when: [],
        answers: [],
        imports: ['flask'],
        parameters: null,
        objects: {},
        first: null,
        returns: [],
      },
    ]);
  });

  it('reads which argument of a call hands a function over', () => {
    const { flow, problems } = compiled({
      entryPoints: [
        { call: 'a.route', handler: '3|callback', route: '1|path' },
        { call: 'b.serve', when: { kind: 'x' } },
      ],
    });
    expect(problems).toEqual([]);
    expect(flow.entryPoints).toMatchObject([
      { call: ['a.route'], handler: argument(3, 'callback'), route: argument(1, 'path') },
      {
        call: ['b.serve'],
        handler: argument(1),
        route: null,
        when: [{ argument: argument(null, 'kind'), values: ['x'] }],
      },
    ]);
  });

  it('lets an alias stand for all members, and nothing else', () => {
    const { flow, problems } = compiled({
      aliases: [{ api: 'a.Client().{*,*()}', is: 'a.Part()', when: { x: true } }],
    });
    expect(problems).toEqual([]);
    expect(flow.aliases).toMatchObject([{ api: ['a.Client().*', 'a.Client().*()'], is: 'a.Part()' }]);
    expect(problemsOf({ aliases: [{ api: 'a.*.b', is: 'c' }] })).toHaveLength(1);
    expect(problemsOf({ sinks: [{ kind: 'sql', api: 'a.*', argument: '1' }] })).toHaveLength(1);
  });

  it('tells an entry point that any function would be', () => {
    expect(problemsOf({ entryPoints: [{ objects: { request: 'django.http.HttpRequest()' } }] })).toEqual([
      'flow.entryPoints.0 Any function would be an entry point: give a decorator, a call, a base, imports or a signature',
    ]);
  });
});

describe('joinFlows', () => {
  it('keeps every part, in order', () => {
    const first = compiled({ ...steps('a'), aliases: [{ api: 'get_db', is: 'sqlite3.connect()' }] }).flow;
    const second = compiled({ ...steps('b'), nameGuesses: [{ names: 'cur', is: 'x()' }] }).flow;
    const joined = joinFlows([first, second]);
    expect(joined.steps.map(({ api }) => api)).toEqual([['a'], ['b']]);
    expect(joined.aliases).toEqual([{ api: ['get_db'], when: [], is: 'sqlite3.connect()' }]);
    expect(joined.nameGuesses).toEqual([{ names: ['cur'], imports: [], is: 'x()' }]);
    expect(joinFlows([]).sinks).toEqual([]);
  });
});

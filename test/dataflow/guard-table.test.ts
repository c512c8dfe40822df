// Each guard and sanitizer of the table against each kind of sink, and in the five ways in which it must not help.
import { describe, expect, it } from 'vitest';
import type { SinkKind } from '../../src/model/flow-kinds.ts';
import { findFlows } from '../../src/dataflow/find-flows.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { dedent, flowRules, inModule, newProgram, sourceFiles } from '../support/flow-cases.ts';
import { columns, readGuardTable, type GuardRow } from '../support/guard-table.ts';

/** A line for each kind that is a sink of what stands in VALUE. */
const sinks: Readonly<Partial<Record<SinkKind, string>>> = {
  sql: 'db.execute("SELECT a FROM t ORDER BY " + VALUE)',
  nosql: 'users.find_one({"name": VALUE})',
  command: 'os.system("ls " + VALUE)',
  code: 'eval(VALUE)',
  template: 'render_template_string("<p>" + VALUE)',
  path: 'open(os.path.join("/srv", VALUE))',
  redirect: 'redirect(VALUE)',
  html: 'make_response("<p>" + VALUE)',
  url: 'requests.get(VALUE, timeout=5)',
  ldap: 'ldap.initialize("ldap://x").search_s("dc=x", 2, "(cn=" + VALUE + ")")',
  xpath: `lxml.etree.parse("x.xml").xpath("//a[@n='" + VALUE + "']")`,
  xml: 'lxml.etree.fromstring(VALUE)',
  deserialization: 'pickle.loads(VALUE)',
  reflection: 'getattr(shop, VALUE)',
  log: 'log.info("x " + VALUE)',
  header: 'make_response("x").headers["X-Name"] = VALUE',
  regex: 're.compile(VALUE)',
  size: 'bytearray(VALUE)',
  format: 'string.Formatter().format(VALUE, shop=shop)',
  session: 'session["name"] = VALUE',
  email: 'smtplib.SMTP("x").sendmail("a@example.org", "b@example.org", VALUE)',
};

/** One rule a kind, also of kinds for which Tocsin has none. */
const rules: readonly Rule[] = columns.map((kind) => ({
  ...flowRules[0]!,
  id: kind,
  match: { kind: 'taint', taint: { sources: ['web-request'], sinks: [kind] } },
}));

const imports = `
  import ldap, lxml.etree, pickle, smtplib, string
  import pymongo
  from flask import make_response, render_template_string, session
  users = pymongo.MongoClient().shop.users
  import shop.tools as shop
`;

/** One for all, with other files each time: its models are read once. */
const program = newProgram();

/** By the name of a way to use a row: the kinds of which a flow is found. All ways are views of one program. */
function told(
  { above, files }: Pick<GuardRow, 'above' | 'files'>,
  ways: Readonly<Record<string, string>>,
): Map<string, SinkKind[]> {
  const lines = inModule(`${dedent(imports)}\n${above}`).split('\n');
  const views = Object.entries(ways).map(([how, body], at) => {
    lines.push(
      '',
      `@app.post('/${at}')`,
      `def view_${at}():`,
      "    given = request.json['given']",
      "    other = request.json['other']",
    );
    const from = lines.push(
      ...body
        .replaceAll('AGAIN', "request.json['again']")
        .split('\n')
        .map((line) => `    ${line}`),
    );
    return { how, to: from };
  });
  program.update(sourceFiles({ ...files, 'views.py': lines.join('\n') }), [...program.modules.keys()]);
  const { flows, notes } = findFlows(program, rules, () => false);
  expect([...notes.values()]).toEqual([]);
  const found = new Map(views.map(({ how }) => [how, new Set<string>()]));
  for (const { rule, location } of [...flows.values()].flat()) {
    const view = views.find(({ to }) => location.region.startLine <= to);
    found.get(view!.how)!.add(rule.id);
  }
  return new Map([...found].map(([how, kinds]) => [how, columns.filter((kind) => kinds.has(kind))]));
}

/** All sinks, of a variable. */
function arrive(variable: string, indent = ''): string {
  return columns.map((kind) => indent + sinks[kind]!.replaceAll('VALUE', variable)).join('\n');
}

/** What is told and should not be, and the other way round. */
function differences(
  row: GuardRow,
  above: string,
  ways: Readonly<Record<string, string>>,
  safe: ReadonlySet<SinkKind>,
): string[] {
  const isTold = (kind: SinkKind): boolean => !safe.has(kind) || row.spoils.includes(kind);
  return [...told({ ...row, above }, ways)].flatMap(([how, found]) => {
    const noise = found.filter((kind) => !isTold(kind));
    const missing = columns.filter((kind) => isTold(kind) && !found.includes(kind));
    return [
      ...(noise.length > 0 ? [`${how}: noise: ${noise.join(' ')}`] : []),
      ...(missing.length > 0 ? [`${how}: missed: ${missing.join(' ')}`] : []),
    ];
  });
}

/** Another variable in place of what is checked. */
const ofOther = (code: string): string => code.replaceAll(/\bgiven\b/g, 'other');

/** Programs in which it helps. */
const helping: Readonly<Record<GuardRow['form'], Readonly<Record<string, (code: string) => string>>>> = {
  guard: {
    'below it': (code) => `if ${code}:\n${arrive('given', '    ')}`,
    'below an exit': (code) => `if not (${code}):\n    abort(400)\n${arrive('given')}`,
    'by a flag': (code) => `ok = ${code}\nif not ok:\n    return {}\n${arrive('given')}`,
    'in a helper': () => `if not is_good(given):\n    return {}\n${arrive('given')}`,
  },
  raises: {
    'below it': (code) => `${code}\n${arrive('given')}`,
    'below an exit': (code) => `try:\n    ${code}\nexcept Exception:\n    return {}\n${arrive('given')}`,
    'in a helper': () => `check(given)\n${arrive('given')}`,
  },
  value: {
    'of its result': (code) => `clean = ${code}\n${arrive('clean')}`,
    'in a helper': () => `clean = cleaned(given)\n${arrive('clean')}`,
  },
};

/** Programs in which it must not help. */
const useless: Readonly<Record<GuardRow['form'], Readonly<Record<string, (code: string) => string>>>> = {
  guard: {
    'of another variable': (code) => `if ${ofOther(code)}:\n${arrive('given', '    ')}`,
    'after use': (code) => `${arrive('given')}\nif not (${code}):\n    abort(400)`,
    'that only warns': (code) => `if not (${code}):\n    print('bad')\n${arrive('given')}`,
    'and then another value': (code) => `if not (${code}):\n    abort(400)\ngiven = AGAIN\n${arrive('given')}`,
    'on one side of an or': (code) => `if ${code} or len(other) > 3:\n${arrive('given', '    ')}`,
  },
  raises: {
    'of another variable': (code) => `${ofOther(code)}\n${arrive('given')}`,
    'after use': (code) => `${arrive('given')}\n${code}`,
    'whose error is swallowed': (code) => `try:\n    ${code}\nexcept Exception:\n    pass\n${arrive('given')}`,
    'and then another value': (code) => `${code}\ngiven = AGAIN\n${arrive('given')}`,
    'that is not always done': (code) => `if len(other) > 3:\n    ${code}\n${arrive('given')}`,
  },
  value: {
    'of another variable': (code) => `clean = ${ofOther(code)}\n${arrive('given')}`,
    'after use': (code) => `${arrive('given')}\ngiven = ${code}`,
    'and then another value': (code) => `clean = ${code}\nclean = AGAIN\n${arrive('clean')}`,
    'that is not always done': (code) => `if len(other) > 3:\n    given = ${code}\n${arrive('given')}`,
  },
};

/** The check as functions of the project: what it says of its parameter, its caller knows. */
function helperOf({ form, code }: GuardRow): string {
  if (form === 'guard') return `def is_good(given):\n    return ${code}\n`;
  if (form === 'raises') return `def check(given):\n    ${code}\n`;
  return `def cleaned(given):\n    return ${code}\n`;
}

function written(ways: Readonly<Record<string, (code: string) => string>>, code: string): Record<string, string> {
  return Object.fromEntries(Object.entries(ways).map(([how, write]) => [how, write(code)]));
}

describe('the sinks of the table', () => {
  it('are all reached where nothing is done', () => {
    expect(told({ above: '', files: {} }, { so: arrive('given') })).toEqual(new Map([['so', columns]]));
  });
});

describe.each(readGuardTable())('$title', ({ rows }) => {
  const named = rows.map((row): [string, GuardRow] => [
    `${row.miss.length + row.noise.length > 0 ? 'known miss: ' : ''}${row.code} (${row.because})`,
    row,
  ]);

  it.each(named)('%s', (_name, row) => {
    const { form, code } = row;
    const asTold = (kinds: ReadonlySet<SinkKind>): ReadonlySet<SinkKind> =>
      kinds.size === 0 ? kinds : new Set([...kinds, ...row.miss].filter((kind) => !row.noise.includes(kind)));
    const otherwise = { 'where it does not hold': `if ${code}:\n    pass\nelse:\n${arrive('given', '    ')}` };
    expect([
      ...differences(row, `${row.above}\n${helperOf(row)}`, written(helping[form], code), asTold(row.protects)),
      ...(form === 'guard' ? differences(row, row.above, otherwise, row.otherwise) : []),
      ...(form === 'value'
        ? differences(row, row.above, { 'where it is done': `${code}\n${arrive('given')}` }, asTold(row.proves))
        : []),
    ]).toEqual([]);
  });

  it.each(named)('no help: %s', (_name, row) => {
    expect(differences(row, row.above, written(useless[row.form], row.code), new Set())).toEqual([]);
  });
});

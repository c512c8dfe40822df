// Regular expressions written in the program that take exponential time for some texts.
import { spell } from '../../patterns/spelling.ts';
import type { Call, Expr } from '../../python/ir.ts';
import { apiNameOf, constantOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import { hasAmbiguousLoop, ofOneFile } from './ambiguous-loop.ts';
import type { Check, CheckHit } from './check.ts';

interface Reader {
  readonly keyword: string;
  /** The text must match as a whole. */
  readonly isWhole: boolean;
}

const searching = { keyword: 'pattern', isWhole: false };
/** Functions that read a pattern, which is their first argument. */
const readers: ReadonlyMap<string, Reader> = new Map([
  ...['compile', 'match', 'search', 'findall', 'finditer', 'sub', 'subn', 'split'].map((name): [string, Reader] => [
    `re.${name}`,
    searching,
  ]),
  ['re.fullmatch', { keyword: 'pattern', isWhole: true }],
  ['django.core.validators.RegexValidator', { keyword: 'regex', isWhole: false }],
  ['django.urls.re_path', { keyword: 'route', isWhole: false }],
  ['django.conf.urls.url', { keyword: 'regex', isWhole: false }],
  ['django.forms.RegexField', { keyword: 'regex', isWhole: false }],
  ['rest_framework.serializers.RegexField', { keyword: 'regex', isWhole: false }],
  ['wtforms.validators.Regexp', { keyword: 'regex', isWhole: false }],
  ['marshmallow.validate.Regexp', { keyword: 'regex', isWhole: false }],
]);
const flagNames: readonly (readonly [letter: string, name: RegExp])[] = [
  ['x', /\bVERBOSE\b|\bX\b/],
  ['s', /\bDOTALL\b|\bS\b/],
  ['m', /\bMULTILINE\b|\bM\b/],
  ['i', /\bIGNORECASE\b|\bI\b/],
];

export const redosLiteral: Check = (facts) => {
  const hits: CheckHit[] = [];
  const budget = ofOneFile();
  const judge = (call: Call, reader: Reader, isWhole: boolean): void => {
    const given = call.args[0] ?? call.keywords.find(({ name }) => name === reader.keyword)?.value;
    const pattern = given === undefined ? undefined : constantOf(facts, given);
    if (given === undefined || (pattern?.type !== 'string' && pattern?.type !== 'bytes')) return;
    if (hasAmbiguousLoop(pattern.value, flagsOf(call), isWhole, budget)) {
      hits.push({ region: regionOf(facts, given.node), captures: {} });
    }
  };
  const { bound, wholes } = namesOf(facts);
  visitModule(facts.body, {
    expression(expr) {
      if (expr.kind !== 'Call') return;
      const reader = readers.get(apiNameOf(facts, expr.func) ?? '');
      if (reader !== undefined) judge(expr, reader, reader.isWhole || wholes.has(bound.get(expr) ?? ''));
    },
  });
  return hits;
};

/** Calls whose result has a name, and the names of patterns that must match a text as a whole. */
function namesOf({ body }: ModuleFacts): {
  readonly bound: ReadonlyMap<Expr, string>;
  readonly wholes: ReadonlySet<string>;
} {
  const bound = new Map<Expr, string>();
  const wholes = new Set<string>();
  visitModule(body, {
    statement(stmt) {
      const name = stmt.kind === 'Assign' ? nameOf(stmt.targets[0]) : undefined;
      if (stmt.kind === 'Assign' && name !== undefined) bound.set(stmt.value, name);
    },
    expression(expr) {
      if (expr.kind !== 'Attribute' || expr.attr !== 'fullmatch') return;
      const name = nameOf(expr.value);
      if (name !== undefined) wholes.add(name);
    },
  });
  return { bound, wholes };
}

function nameOf(expr: Expr | undefined): string | undefined {
  return expr?.kind === 'Name' ? expr.name : expr?.kind === 'Attribute' ? expr.attr : undefined;
}

function flagsOf({ args, keywords }: Call): ReadonlySet<string> {
  const given = [...args.slice(1), ...keywords.filter(({ name }) => name === 'flags').map(({ value }) => value)];
  const written = given.map((one) => spell(one)).join(' ');
  return new Set(flagNames.filter(([, name]) => name.test(written)).map(([letter]) => letter));
}

// What of a request may be absent: fields that are asked for without a default, and attributes for headers that need not be
// sent. Judged by how they are written: `request.args.get("page")`, `req.content_length`.
import type { Call, Expr } from '../../python/ir.ts';
import { apiNameOf } from '../../python/lookups.ts';
import type { ModuleFacts } from '../../python/module-facts.ts';
import { childExpressions } from '../../python/walk.ts';

const mappings = new Set(
  (
    'args form values GET POST headers cookies COOKIES META files FILES query_params params json data query forms ' +
    'environ view_args match_info path_params matchdict'
  ).split(' '),
);
/** Attributes that are None where no such header was sent. */
const optionalAttributes = new Set(
  'content_length authorization referrer content_encoding content_md5 if_modified_since if_unmodified_since'.split(' '),
);
/** Of what the server fills, headers are the client's; every client sends Host. */
const isOfClient = /^(HTTP_(?!HOST$)|CONTENT_)/;
const parsers = /^(json|simplejson|ujson|orjson|flask\.json|oslo_serialization\.jsonutils)\.loads$/;
const cookieMethods = /^get_((secure|signed)_)?cookie$/;
const argumentMethods = /^get_(query_|body_)?argument$/;

/** Whether it is the request that is being answered: `request`, `req`, `self.request`. */
export function isRequest(facts: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'Attribute') return expr.attr === 'request';
  return expr.kind === 'Name' && (/^(request|req)$/.test(expr.name) || apiNameOf(facts, expr) === 'flask.request');
}

/** `request.args` and the like, and the body as JSON where nothing says that it was looked at. */
export function isFieldsOf(facts: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'Await') return isFieldsOf(facts, expr.value);
  if (expr.kind === 'Attribute') return mappings.has(expr.attr) && isRequest(facts, expr.value);
  return expr.kind === 'Call' && isJson(facts, expr);
}

/** `request.get_json()`, `await request.json()`, `json.loads(request.body)`. */
export function isJson(facts: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'Await') return isJson(facts, expr.value);
  if (expr.kind === 'Attribute') return expr.attr === 'json' && isRequest(facts, expr.value);
  if (expr.kind !== 'Call') return false;
  const { func, args } = expr;
  if (func.kind === 'Attribute' && /^(get_json|json)$/.test(func.attr)) return isRequest(facts, func.value);
  return parsers.test(apiNameOf(facts, func) ?? '') && args[0] !== undefined && mentionsRequest(facts, args[0]);
}

/**
 * Whether a field of a request may be None here, and what it is a field of.
 * @param isFields whether a variable holds the fields of a request
 */
export function isOptional(facts: ModuleFacts, expr: Expr, isFields: (name: string) => boolean): boolean {
  if (expr.kind === 'Attribute') return optionalAttributes.has(expr.attr) && isRequest(facts, expr.value);
  if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute') return false;
  const { value, attr } = expr.func;
  if (attr === 'get_json') return isRequest(facts, value) && isTrue(keyword(expr, 'silent'));
  const isOwn = value.kind === 'Name' && value.name === 'self';
  if (isOwn && cookieMethods.test(attr)) return hasNoDefault(expr);
  if (isOwn && argumentMethods.test(attr)) return expr.args.length + expr.keywords.length > 1 && hasNoDefault(expr);
  if (attr !== 'get' || !hasNoDefault(expr)) return false;
  const key = keyOf(expr) ?? '';
  if (value.kind === 'Attribute' && /^(environ|META)$/.test(value.attr) && !isOfClient.test(key)) return false;
  if (/^host$/i.test(key)) return false;
  return value.kind === 'Name' ? isFields(value.name) : isFieldsOf(facts, value);
}

/** The constant key that is asked for. */
function keyOf({ args }: Call): string | undefined {
  const [key] = args;
  return key?.kind === 'Constant' && key.value.type === 'string' ? key.value.value : undefined;
}

function hasNoDefault(call: Call): boolean {
  const given = call.args[1] ?? keyword(call, 'default');
  const isKnown = call.args.length > 0 && call.args.every(({ kind }) => kind !== 'Starred');
  return isKnown && (given === undefined || isNone(given)) && call.keywords.every(({ name }) => name !== null);
}

function keyword({ keywords }: Call, wanted: string): Expr | undefined {
  return keywords.find(({ name }) => name === wanted)?.value;
}

export function isNone(expr: Expr): boolean {
  return expr.kind === 'Constant' && expr.value.type === 'none';
}

function isTrue(expr: Expr | undefined): boolean {
  return expr?.kind === 'Constant' && expr.value.type === 'bool' && expr.value.value;
}

/** Whether something of a request is in it. */
export function mentionsRequest(facts: ModuleFacts, expr: Expr): boolean {
  return isRequest(facts, expr) || childExpressions(expr).some((child) => mentionsRequest(facts, child));
}

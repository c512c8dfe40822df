// What a function returns and somebody sends: to frameworks that send what a view returns, and to AWS's gateways, which take
// a dict of status, headers and body, whoever returns it.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { itemsOf, type HeapObject } from './heap-object.ts';
import { objectsOf } from './objects.ts';
import { reportValue } from './sinks.ts';
import { onlyText, type Value } from './value.ts';

/** Of `return body, status, headers` the body; a dict or list goes out as JSON, which is no page. */
export function reportReturned(frame: Frame, node: NodeId, value: Value): void {
  const objects = value.api === null ? objectsOf(frame, value).map(([, object]) => object) : [];
  for (const object of objects) reportGatewayAnswer(frame, node, object);
  if (frame.returnSinks.length === 0) return;
  const [first] = objects;
  if (first?.kind === 'tuple' && first.length !== null && first.length > 0 && first.parameter === null) {
    const [body, ...others] = itemsOf(first);
    if (others.some((headers) => /^(text\/plain|application\/json)/.test(contentType(frame, headers)))) return;
    reportReturned(frame, node, body!);
    return;
  }
  const isJson = objects.some(({ kind, parameter }) => parameter === null && (kind === 'dict' || kind === 'list'));
  for (const kind of frame.returnSinks) {
    if (kind !== 'html' || !isJson) reportValue(frame, node, kind, 'the response', value);
  }
}

function reportGatewayAnswer(frame: Frame, node: NodeId, { cells }: HeapObject): void {
  const [body, headers] = [cells.get('s:body'), cells.get('s:headers')];
  if (body === undefined || headers === undefined || !cells.has('s:statusCode')) return;
  if (contentType(frame, headers).startsWith('text/html')) reportValue(frame, node, 'html', 'the response', body);
}

/** What headers say of what is sent; empty where they say nothing that is known. */
function contentType(frame: Frame, headers: Value): string {
  for (const [, { cells }] of objectsOf(frame, headers)) {
    for (const [key, value] of cells) if (/^s:content-type$/i.test(key)) return onlyText(value) ?? '';
  }
  return '';
}

// Comments that say of something security-relevant that it is not done: TODO, FIXME, XXX or HACK beside a word such as
// password, permission or validate.
import { words } from '../../names/words.ts';
import type { Check, CheckHit } from './check.ts';

const marks = /\b(TODO|FIXME|XXX|HACK)\b/;
const topics = new Set(
  (
    'security secure insecure vulnerability vulnerable password passwords passwd credential credentials secret secrets auth ' +
    'authenticate authentication authorize authorization permission permissions privilege csrf xss injection sanitize ' +
    'sanitise escape encrypt encrypted encryption decrypt hash hashed salt certificate certificates tls ssl validate ' +
    'validated validation untrusted unsafe'
  ).split(' '),
);

export const securityTodo: Check = ({ comments }) =>
  comments.flatMap(({ line, column, text }): CheckHit[] => {
    const mark = marks.exec(text)?.[1];
    const topic = mark === undefined ? undefined : words(text).find((word) => topics.has(word));
    if (mark === undefined || topic === undefined) return [];
    const region = { startLine: line, startColumn: column, endLine: line, endColumn: column + text.length };
    return [{ region, captures: { mark, topic } }];
  });

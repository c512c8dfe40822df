// Secrets for people: a table, and everything about one.
import type { KnownSecret, SecretCommit, SecretPast, SecretPlace } from '../model/secret-history.ts';
import { count } from '../text/count.ts';
import { escapeControl } from '../text/display.ts';
import { findingTally, shortRuleName } from './finding-list.ts';
import { adviceText, exposureText, isGone, placeText, shortId, whereText } from './secret-text.ts';
import { table } from './table.ts';
import { severityColour, type Terminal } from './terminal.ts';
import { shortTime } from './time.ts';
import { wrap } from './wrap.ts';

/** The secrets as a table, in the order in which they come; `omitted`: how many the default view leaves out. */
export function secretList(secrets: readonly KnownSecret[], terminal: Terminal, omitted: number): string {
  const left = omitted === 0 ? '' : ` (${count(omitted, 'more', 'more')} outside the default view)`;
  if (secrets.length === 0) return `No secrets${left}\n`;
  const { colours } = terminal;
  const rows = secrets.map((secret) => [
    { text: secret.name, colour: colours.bold },
    { text: secret.severity, colour: severityColour(colours, secret.severity) },
    secret.confidence,
    secret.kind,
    exposureText(secret) + (isGone(secret) ? ', gone' : ''),
    secret.advice,
    secret.past[0] === undefined ? '' : shortId(secret.past[0].brought.id),
    secret.past[0]?.removed ? shortId(secret.past[0].removed.id) : '',
    whereText(secret) + (secret.suppression === null ? '' : ' (ignored)'),
  ]);
  const columns = [
    { title: 'NAME' },
    { title: 'SEVERITY' },
    { title: 'CONFIDENCE', leaves: 1 },
    { title: 'KIND', shrink: 'end' },
    { title: 'EXPOSURE' },
    { title: 'TO DO', leaves: 4 },
    { title: 'BROUGHT BY', leaves: 3 },
    { title: 'REMOVED BY', leaves: 2 },
    { title: 'WHERE', shrink: 'middle' },
  ] as const;
  const gone = secrets.filter(isGone).length;
  const tally = findingTally(secrets, terminal).replace(/^\S+ findings?/, count(secrets.length, 'secret'));
  const ending = gone === 0 ? '' : `; ${gone} of them gone from the files, but in git's history`;
  return `${table(columns, rows, terminal).join('\n')}\n\n${tally}${ending}${left}\n`;
}

/** Everything about one secret. */
export function secretShow(secret: KnownSecret, terminal: Terminal): string {
  const { colours, width } = terminal;
  const { name, severity, confidence, kind, length, preview, ruleId, successor, suppression } = secret;
  const start = preview === '' ? '' : `, begins with ${escapeControl(preview)}`;
  const marks = [colours.bold(name), severityColour(colours, severity)(severity), `${confidence} confidence`];
  const blocks = [
    `${marks.join('  ')}  ${shortRuleName(ruleId)}\n${escapeControl(kind)}, ${count(length, 'character')}${start}`,
    `${colours.bold('Exposure')}: ${exposureText(secret)}${isGone(secret) ? ', gone from the files' : ''}`,
    wrap(adviceText(secret), width).join('\n'),
    ...(suppression === null ? [] : [`${colours.bold('Ignored')}: ${escapeControl(suppression.reason)}`]),
    ...(successor === null ? [] : [`${colours.bold('Changed')}: ${successor} took its place`]),
    ...(secret.places.length === 0 ? [] : [[colours.bold('Now'), ...secret.places.map(placeLine)].join('\n')]),
    ...secret.past.map((past) => pastText(past, terminal)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function placeLine({ repository, path, line, finding }: SecretPlace): string {
  return `  ${escapeControl(placeText({ path, line }))}  ${finding ?? ''}  ${escapeControl(repository)}`;
}

function pastText({ repository, brought, removed, inHead }: SecretPast, { colours }: Terminal): string {
  return [
    `${colours.bold('In the history of')} ${escapeControl(repository)}`,
    `  brought by ${commitText(brought)}`,
    ...(removed === null ? [] : [`  removed by ${commitText(removed)}`]),
    ...(removed !== null || inHead ? [] : ['  not in HEAD: another branch, a tag or the stash holds it']),
  ].join('\n');
}

function commitText(commit: SecretCommit): string {
  const { id, author, committedAt } = commit;
  const by = author === '' ? '' : ` by ${escapeControl(author)}`;
  return `${shortId(id)}  ${committedAt === null ? '' : shortTime(committedAt)}${by}  ${escapeControl(placeText(commit))}`;
}

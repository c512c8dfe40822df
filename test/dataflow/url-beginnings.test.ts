// What a URL's beginning decides, by itself and in programs.
import { describe, expect, it } from 'vitest';
import { kindBit } from '../../src/dataflow/kinds.ts';
import { beginningOfUrl, decidedBy, notWritten } from '../../src/dataflow/url-beginnings.ts';
import { itFollows } from '../support/flow-cases.ts';

const decided = (before: string, next = ''): string[] => {
  const kinds = decidedBy(before.replaceAll('~', notWritten), next);
  return (['redirect', 'url'] as const).filter((kind) => (kinds & kindBit(kind)) !== 0);
};

describe('decidedBy', () => {
  it('wants a whole host, with what ends it', () => {
    for (const whole of ['https://a.test/', 'http://a.test?', 'ftp://~/x', 'https://~.a.test/', 'https://a.test:80/'])
      expect(decided(whole)).toEqual(['redirect', 'url']);
    for (const open of ['', 'https://', 'https://a.test', 'https://a.test.', '~://', '~', '~//', 'a.test/'])
      expect(decided(open)).toEqual([]);
  });

  it('takes a path for a redirect only, and two slashes for a host', () => {
    for (const path of ['/a', '/a/', '/~', '/?next=']) expect(decided(path)).toEqual(['redirect']);
    for (const host of ['/', '//', '//a.test/', String.raw`/\a`, String.raw`/\ `]) expect(decided(host)).toEqual([]);
  });

  it('leaves the host to a beginning that is not written out, where something ends it', () => {
    for (const whole of ['~/', '~?q=', '~/a/', '~://~/', '~#']) expect(decided(whole)).toEqual(['redirect', 'url']);
    expect(decided('~', '?q=')).toEqual(['redirect', 'url']);
    for (const open of ['~', '~a', '~://', '~//', '~/x//']) expect(decided(open)).toEqual([]);
  });
});

describe('beginningOfUrl', () => {
  it('keeps what says something, and not too much', () => {
    expect(beginningOfUrl('')).toBeNull();
    expect(beginningOfUrl(notWritten + 'a')).toBeNull();
    expect(beginningOfUrl(notWritten + '/a')).toBe(notWritten + '/a');
    expect(beginningOfUrl('a')).toBe('a');
    expect(beginningOfUrl('x'.repeat(1000))).toBe('x'.repeat(200));
  });
});

describe('a URL that is put together', () => {
  itFollows({
    'leads where its beginning says, whoever wrote the rest': `
from flask import Flask, redirect, request, url_for
import requests
app = Flask(__name__)
API = app.config['API']

def go(base, path):
    return redirect(base + '/p/' + path)  # finding: open-redirect

def tail():
    query = request.args.get('q')
    if query:
        return '?q=' + query
    return ''

@app.get('/')
def page():
    q = request.args['q']
    redirect(url_for('page') + '?next=' + q)
    redirect(API + '/users/' + q)
    redirect(f'{API}/users/{q}/x')
    redirect(q + '/users/' + API)  # finding: open-redirect
    redirect(f'{API}{q}')  # finding: open-redirect
    requests.get(API + '/users/' + q, timeout=3)
    requests.get(API + q, timeout=3)  # finding: ssrf
    requests.get('https://' + API + '/' + q, timeout=3)
    requests.get('https://' + q + '/x', timeout=3)  # finding: ssrf
    go(API, q)
    go(q, API)
    target = url_for('page')
    target += tail()
    redirect(target)
`,
    'has an open host after a scheme that is not known': `
from flask import Flask, redirect, request
app = Flask(__name__)

@app.get('/')
def page():
    scheme = app.config['SCHEME']
    redirect(scheme + '://' + request.args['host'] + '/x')  # finding: open-redirect
    redirect(f"{scheme}//{request.args['host']}")  # finding: open-redirect
    redirect(f"{scheme}://{app.config['HOST']}/{request.args['page']}")
`,
  });
});

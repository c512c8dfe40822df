// Clients: where requests go, mails and what they are addressed with, logs.
import { describe } from 'vitest';
import { itFollows } from '../../support/flow-cases.ts';

describe('clients', () => {
  itFollows({
    HTTP: `
import http.client, httpx, requests, urllib.request, urllib3
from flask import Flask, request
from urllib.parse import urljoin, quote
app = Flask(__name__)

@app.get('/')
async def view():
    url = request.args['url']
    requests.get(url)  # finding: ssrf
    requests.get('https://example.org/' + url)
    requests.get('https://' + url)  # finding: ssrf
    requests.get(f'https://{url}.example.org/')  # finding: ssrf
    requests.get('https://example.org/', params={'a': url})
    requests.post(url='http://' + url + '/x')  # finding: ssrf
    requests.request('GET', url)  # finding: ssrf
    requests.get('https://example.org/%s' % quote(url))
    session = requests.Session()
    session.get(url)  # finding: ssrf
    with requests.Session() as other:
        other.post(url, data={})  # finding: ssrf
    httpx.get(url)  # finding: ssrf
    async with httpx.AsyncClient() as client:
        await client.get(url)  # finding: ssrf
        await client.get('https://example.org/', params={'a': url})
        async with client.stream('GET', url) as response:  # finding: ssrf
            pass
    urllib.request.urlopen(url)  # finding: ssrf
    urllib.request.urlopen(urllib.request.Request(url))  # finding: ssrf
    urllib.request.urlretrieve(url, 'x')  # finding: ssrf
    urllib3.PoolManager().request('GET', url)  # finding: ssrf
    connection = http.client.HTTPSConnection(url)  # finding: ssrf
    http.client.HTTPSConnection('example.org').request('GET', '/' + url)
    requests.get(urljoin('https://example.org/', url))  # finding: ssrf
    return {}
`,
    mails: `
import smtplib
from email.message import EmailMessage
from email.mime.text import MIMEText
from django.core.mail import EmailMessage as Mail, send_mail
from flask import Flask, request
from flask_mail import Message
app = Flask(__name__)

@app.post('/')
def view():
    name = request.form['a']
    server = smtplib.SMTP('x')
    server.sendmail('a@example.org', 'b@example.org', 'x')
    message = MIMEText('Dear ' + name)
    message['Subject'] = 'For ' + name  # finding: header-injection
    message['From'] = 'a@example.org'
    modern = EmailMessage()
    modern['Subject'] = 'For ' + name
    modern.set_content('Dear ' + name)
    send_mail('For ' + name, 'Dear ' + name, 'a@example.org', ['b@example.org'])
    return {}
`,
    logs: `
import logging, structlog, sys
from flask import Flask, current_app, request
from loguru import logger as loguru_logger
app = Flask(__name__)
log = logging.getLogger(__name__)

@app.post('/')
def view():
    name = request.form['a']
    log.info('from ' + name)  # finding: log-injection
    log.warning('from %s', name)  # finding: log-injection
    logging.error(f'from {name}')  # finding: log-injection
    app.logger.info(name)  # finding: log-injection
    current_app.logger.info(name)  # finding: log-injection
    loguru_logger.info('from {}', name)  # finding: log-injection
    log.info('from %r', name)
    log.info('from %s', repr(name))
    log.info('from %s', name.replace('\\r', '').replace('\\n', ''))
    log.info('from %d', len(name))
    log.info('x', extra={'name': 1})
    structlog.get_logger().info('x', name=name)
    return {}
`,
  });
});

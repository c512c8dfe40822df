import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogger, logLevels, type LogOptions } from '../../src/log/logger.ts';
import { UserError } from '../../src/model/errors.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const secret = `ghp_${randomBytes(18).toString('hex')}`;
const redact = (text: string): string => text.replaceAll(secret, '[secret]');

async function openLog(options: Partial<LogOptions> = {}) {
  const path = join(temporaryFolder(), 'state', 'tocsin.log');
  const log = await createLogger({ level: 'trace', format: 'json', destination: path, redact, ...options });
  return { ...log, path, written: () => readFileSync(path, 'utf8') };
}

function lines(text: string): { readonly msg?: string }[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** An error as libraries make them: with an input and a cause that nobody should see. */
function leakyError(): Error {
  const error = new Error(`cannot read ${secret}`, { cause: new Error(`because of ${secret}`) });
  return Object.assign(error, { code: 'ELEAK', input: `password=${secret}`, headers: { authorization: secret } });
}

describe.each(['json', 'pretty'] as const)('a %s log', (format) => {
  it.each(logLevels.filter((level) => level !== 'silent'))('shows no secret at level %s', async (level) => {
    const { logger, close, written } = await openLog({ format });
    const child = logger.child({ component: 'scan', repository: `/srv/${secret}` });
    child[level](`message with ${secret}`);
    child[level]('format %s and %o', secret, { deep: { er: secret } });
    child[level]({ nested: { list: [secret, { [secret]: secret }] } }, 'object');
    child[level](leakyError());
    child[level]({ err: leakyError(), error: leakyError(), other: leakyError() }, 'errors');
    child[level]({ url: new URL(`https://user:${secret}@example.invalid/`) }, 'toJSON');
    close();
    expect(written()).toContain('message with [secret]');
    expect(written()).toContain('ELEAK');
    expect(written()).not.toContain(secret);
    expect(written()).not.toContain('password=');
  });

  it('writes hostile text as inert text', async () => {
    const { logger, close, written } = await openLog({ format });
    logger.info(
      { path: 'a\u001b[2Jb\u009b31m', other: 'x\u202ey' },
      'first\nERROR: not a line of its own\u001b]0;title\u0007',
    );
    close();
    for (const acting of ['\u001b', '\u009b', '\u202e', '\u0007']) expect(written()).not.toContain(acting);
    expect(written()).not.toMatch(/^ERROR: not a line/m);
    expect(written()).toContain('ERROR: not a line of its own');
  });
});

describe('the log', () => {
  it('names level, time and component', async () => {
    const { logger, close, written } = await openLog();
    logger.child({ component: 'watch' }).warn({ files: 3 }, 'overflow');
    close();
    expect(lines(written())).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        pid: process.pid,
        component: 'watch',
        files: 3,
        msg: 'overflow',
      },
    ]);
  });

  it('leaves out what is below its level', async () => {
    const { logger, close, written } = await openLog({ level: 'warn' });
    logger.info('quiet');
    logger.error('loud');
    close();
    expect(lines(written()).map(({ msg }) => msg)).toEqual(['loud']);
  });

  it('censors members by name, whatever they hold', async () => {
    const { logger, close, written } = await openLog({ redact: (text) => text });
    const planted = randomBytes(9).toString('hex');
    logger.info({ password: planted, finding: { secret: { hmac: planted } }, a: { b: { token: planted } } }, 'x');
    logger.child({ authorization: planted }).info('y');
    close();
    expect(written()).not.toContain(planted);
    expect(lines(written())[0]).toMatchObject({ password: '[redacted]', finding: { secret: '[redacted]' } });
  });

  it('tells the hint and the cause of an error', async () => {
    const { logger, close, written } = await openLog();
    logger.error(new UserError('No config', 'Write one', { cause: new Error('ENOENT') }));
    close();
    expect(lines(written())[0]).toMatchObject({
      msg: 'No config',
      err: { type: 'UserError', message: 'No config', hint: 'Write one', cause: { message: 'ENOENT' } },
    });
  });

  it('is readable by its owner only', async () => {
    const { logger, close, path } = await openLog();
    logger.info('x');
    close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('goes on in a new file after a rotation', async () => {
    const { logger, reopen, close, path, written } = await openLog();
    logger.info('before');
    renameSync(path, `${path}.1`);
    reopen();
    logger.info('after');
    close();
    expect(readFileSync(`${path}.1`, 'utf8')).toContain('before');
    expect(lines(written()).map(({ msg }) => msg)).toEqual(['after']);
  });

  it('colours a pretty log on demand only', async () => {
    const coloured = await openLog({ format: 'pretty', colours: true });
    coloured.logger.info('x');
    coloured.close();
    expect(coloured.written()).toContain('\u001b[32m');
    const plain = await openLog({ format: 'pretty' });
    plain.logger.child({ component: 'watch' }).info('hello');
    plain.close();
    expect(plain.written()).toMatch(/^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: hello\n {4}component: "watch"\n$/);
  });
});

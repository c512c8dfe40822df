import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Digest } from '../../src/notify/digest.ts';
import { notifyCommand } from '../../src/notify/notify-command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const digest: Digest = { version: 1, repository: '/r; touch "$HOME"\n', scan: 7, findings: [] };
const node = (script: string, ...args: readonly string[]): readonly string[] => [
  process.execPath,
  '-e',
  script,
  ...args,
];

it('gives the digest on standard input, and arguments as they are, without a shell', async () => {
  const file = join(temporaryFolder(), 'told.json');
  const script = `const fs = require('node:fs');
    fs.writeFileSync(process.argv[1], JSON.stringify({ argument: process.argv[2], input: JSON.parse(fs.readFileSync(0, 'utf8')) }))`;
  expect(await notifyCommand(node(script, file, '$(id); *'), digest)).toBeNull();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ argument: '$(id); *', input: digest });
});

it('says what a failing command said', async () => {
  const said = await notifyCommand(node('console.error("no network"); process.exitCode = 3'), digest);
  expect(said).toMatch(/ended with code 3: no network$/);
});

it('says when there is no such command', async () => {
  expect(await notifyCommand(['/does/not/exist'], digest)).toMatch(/cannot be run: .*ENOENT/);
  expect(await notifyCommand([], digest)).toMatch(/empty/);
});

it('does not mind a command that does not read its input', async () => {
  const large: Digest = { ...digest, repository: 'x'.repeat(1 << 20) };
  expect(await notifyCommand(node('process.stdin.destroy()'), large)).toBeNull();
});

it('stops a command that takes too long, with all that it started', async () => {
  const file = join(temporaryFolder(), 'pid');
  const script = `const child = require('node:child_process').spawn('sleep', ['60']);
    require('node:fs').writeFileSync(process.argv[1], String(child.pid));`;
  expect(await notifyCommand(node(script, file), digest, 1_500)).toMatch(/was stopped after 1.5 s$/);
  const pid = Number(readFileSync(file, 'utf8'));
  await expect.poll(() => isRunning(pid)).toBe(false);
});

/** Also false for a process that has ended and that nobody waits for. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

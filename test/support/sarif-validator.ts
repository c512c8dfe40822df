import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Log } from 'sarif';
import { expect } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const nobody = 'http://127.0.0.1:1';

/**
 * The errors and warnings of Microsoft's validator. Its notes ask for what is left out on purpose (source snippets, which
 * could hold secrets) or look for addresses on the network. Its SARIF2005 asks for the tool's page on the web: it has none.
 */
export function validatorResults(text: string): string[] {
  const folder = temporaryFolder();
  const [input, output] = [join(folder, 'in.sarif'), join(folder, 'out.sarif')];
  writeFileSync(input, text);
  const require = createRequire(import.meta.url);
  const validator = join(
    require.resolve(`@microsoft/sarif-multitool-${process.platform}/package.json`),
    '..',
    'Sarif.Multitool',
  );
  const args = ['validate', input, '--output', output, '--rule-kind', 'Sarif;Gh', '--level', 'Error;Warning'];
  try {
    execFileSync(validator, [...args, '--log', 'ForceOverwrite'], {
      // It asks every address for an answer. Nobody answers at once, so that no test waits for a network.
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1', HTTP_PROXY: nobody, HTTPS_PROXY: nobody },
      stdio: 'pipe',
    });
  } catch {
    // It ends with 1 where it has something to say; what it says is in its output.
  }
  const log: Log = JSON.parse(readFileSync(output, 'utf8').replace(/^\ufeff/, ''));
  expect(log.runs[0]!.tool.driver.name).toMatch(/Sarif/i);
  return log.runs
    .flatMap((run) => run.results ?? [])
    .filter(({ ruleId }) => ruleId !== 'SARIF2005')
    .map(({ ruleId, message }) => [ruleId, message.id, ...(message.arguments ?? [])].join(' '));
}

// Real threads: what the one that follows data is given, what it asks for, and what becomes of it when something is lost.
import { onTestFinished, describe, expect, it } from 'vitest';
import { createAnalysisPool } from '../../src/analyze/analysis-pool.ts';
import { createProgramPool, type ProgramFiles, type ProgramOutcome } from '../../src/analyze/program-pool.ts';
import type { ProgramFile } from '../../src/analyze/program-worker.ts';
import { flowOptions, sourceFile, type Files } from '../support/flow-cases.ts';

const shop: Files = {
  'shop/views.py':
    'from flask import Flask, request\nfrom shop.run import run\napp = Flask(__name__)\n@app.get("/")\ndef view():\n    run(request.args["a"])\n    return {}\n',
  'shop/run.py': 'import os\ndef run(command):\n    os.system(command)\n',
};

function pools(timeout = 60_000) {
  const analysis = createAnalysisPool({ workers: 1, fileTimeout: 60_000, workerMemory: 512, data: flowOptions });
  const programs = createProgramPool({ timeout, memory: 512, data: flowOptions });
  onTestFinished(async () => {
    await analysis.close();
    await programs.close();
  });
  /** Files as a scan sees them, and the paths of those that were analysed because the thread asked for them. */
  const filesOf = (texts: Files): ProgramFiles & { readonly asked: string[] } => {
    const asked: string[] = [];
    const file = (path: string) => (texts[path] === undefined ? null : sourceFile(path, texts[path]));
    return {
      asked,
      contents: new Map(Object.entries(texts).map(([path, text]) => [path, sourceFile(path, text).contentHash])),
      read: async (path) => file(path),
      analyze: async (path) => {
        asked.push(path);
        return await factsOf(path, texts[path]!);
      },
    };
  };
  const factsOf = async (path: string, text: string): Promise<ProgramFile> => {
    const { contentHash } = sourceFile(path, text);
    return { path, contentHash, facts: (await analysis.factsOf(sourceFile(path, text)))! };
  };
  return { programs, filesOf, factsOf };
}

function told(outcome: ProgramOutcome): string[] {
  if (outcome.outcome === 'failed') return [outcome.error];
  return outcome.analysis.files.flatMap(({ findings }) =>
    findings.map(({ ruleId, location }) => `${ruleId} ${location.path}:${location.region.startLine}`),
  );
}

const expected = ['python/validation/os-command-injection shop/run.py:3'];

describe('createProgramPool', () => {
  it('asks for the files that the thread does not have, once', async () => {
    const { programs, filesOf } = pools();
    const files = filesOf(shop);
    expect(told(await programs.analyze('/shop', files))).toEqual(expected);
    expect(files.asked.toSorted()).toEqual(['shop/run.py', 'shop/views.py']);
    const changed = filesOf({ ...shop, 'shop/run.py': `# moved\n${shop['shop/run.py']}` });
    expect(told(await programs.analyze('/shop', changed))).toEqual([
      'python/validation/os-command-injection shop/run.py:4',
    ]);
    expect(changed.asked).toEqual(['shop/run.py']);
  });

  it('asks for nothing that was offered', async () => {
    const { programs, filesOf, factsOf } = pools();
    for (const [path, text] of Object.entries(shop)) programs.offer('/shop', await factsOf(path, text));
    const files = filesOf(shop);
    expect(told(await programs.analyze('/shop', files))).toEqual(expected);
    expect(files.asked).toEqual([]);
  });

  it('asks for a file that changed after it was offered, and forgets one that went', async () => {
    const { programs, filesOf, factsOf } = pools();
    programs.offer('/shop', await factsOf('shop/run.py', 'def run(command):\n    pass\n'));
    programs.offer('/shop', await factsOf('shop/gone.py', shop['shop/run.py']!));
    const files = filesOf(shop);
    expect(told(await programs.analyze('/shop', files))).toEqual(expected);
    expect(files.asked.toSorted()).toEqual(['shop/run.py', 'shop/views.py']);
  });

  it('goes on without a file that can no longer be analysed', async () => {
    const { programs, filesOf } = pools();
    const files = filesOf(shop);
    const analyze: ProgramFiles['analyze'] = async (path) =>
      path === 'shop/run.py' ? null : await files.analyze(path);
    expect(told(await programs.analyze('/shop', { ...files, analyze }))).toEqual([]);
    expect(told(await programs.analyze('/shop', files))).toEqual(expected);
  });

  it('tells nothing of a file that changed while data was followed', async () => {
    const { programs, filesOf } = pools();
    const files = filesOf(shop);
    const read: ProgramFiles['read'] = async (path) => sourceFile(path, `${shop[path]}# more\n`);
    expect(told(await programs.analyze('/shop', { ...files, read }))).toEqual([]);
  });

  it('fails where a file fails to be asked for, and lives on', async () => {
    const { programs, filesOf } = pools();
    const files = filesOf(shop);
    const analyze: ProgramFiles['analyze'] = async () => await Promise.reject(new Error('no disk'));
    expect(told(await programs.analyze('/shop', { ...files, analyze }))).toEqual(['no disk']);
    expect(told(await programs.analyze('/shop', files))).toEqual(expected);
  });

  it('ends what takes too long, and begins anew', async () => {
    const { programs, filesOf } = pools(1);
    expect(told(await programs.analyze('/shop', filesOf(shop)))).toEqual([expect.stringContaining('longer than')]);
  });
});

// Every unused parameter that is reported in checked-out projects, to be read by a person:
//   tsx bench/review/unused-parameters.ts FOLDER…
// One a line: project, file, line, function, parameter.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unusedParameter } from '../../src/analyze/checks/unused-parameter.ts';
import { analyzeModule } from '../../src/python/analyze-module.ts';
import { decode } from '../../src/text/decode.ts';

for (const folder of process.argv.slice(2)) {
  const listed = execFileSync('git', ['-C', folder, 'ls-files', '-z', '*.py'], { encoding: 'utf8' });
  for (const file of listed.split('\0').slice(0, -1)) {
    const decoded = decode(readFileSync(join(folder, file)), { python: true });
    if (decoded.kind === 'binary') continue;
    for (const { region, captures } of unusedParameter(analyzeModule(file, decoded.text), decoded.text)) {
      console.log([basename(folder), file, region.startLine, captures['function'], captures['name']].join('\t'));
    }
  }
}

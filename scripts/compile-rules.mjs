// Keeps what the built-in rule files say beside the built program: see src/rules/compiled-files.ts.
import { writeCompiledFiles } from '../dist/rules/compiled-files.js';
import { readModelFile, readRuleFile } from '../dist/rules/read-rule-file.js';
import { builtInRules, listRuleFiles } from '../dist/rules/rule-files.js';

const problems = [];
const compiled = {};
for (const { file, isModel } of listRuleFiles(builtInRules, problems)) {
  const content = await (isModel ? readModelFile : readRuleFile)(file, {}, problems);
  if (content !== null) compiled[content.hash] = content.data;
}
// A file with a mistake is not kept: whoever starts the program is told of it.
for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column} ${message}`);
writeCompiledFiles(compiled);

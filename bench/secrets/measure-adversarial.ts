// Times what is made to be slow: `npm run bench:adversarial -- [CHARACTERS]`. Fails where a file takes more than 200 ms a
// million characters.
import { performance } from 'node:perf_hooks';
import { loadRules } from '../../src/rules/load-rules.ts';
import { builtInRules } from '../../src/rules/rule-files.ts';
import { checkNames } from '../../src/analyze/checks/index.ts';
import { createSecretDetector } from '../../src/secrets/detect.ts';
import { adversarialFiles, adversarialFilesFor } from './adversarial.ts';

const allowed = 200;
const length = Number(process.argv[2] ?? 1_000_000);

const { all } = await loadRules([builtInRules], {
  enable: [],
  disable: [],
  severity: [],
  preview: true,
  checks: checkNames,
  engineVersion: 'bench',
});
const rules = all.flatMap(({ match }) => (match.kind === 'secret' ? [match.secret] : []));
const detector = createSecretDetector(rules, new Uint8Array(32));

const results = [...adversarialFiles, ...rules.flatMap(adversarialFilesFor)].map(({ name, path, text: make }) => {
  const text = make(length);
  const before = process.cpuUsage();
  const started = performance.now();
  const found = detector.detect({ path, text, language: 'text' }).length;
  const { user, system } = process.cpuUsage(before);
  // On a busy machine the processor's time says more, which counts the garbage collector's threads twice.
  const milliseconds = Math.min(performance.now() - started, (user + system) / 1000);
  return { name, found, rate: (milliseconds * 1_000_000) / text.length };
});
results.sort((a, b) => b.rate - a.rate);
const slow = results.filter(({ rate }) => rate > allowed);
for (const { name, found, rate } of results.slice(0, Math.max(20, slow.length))) {
  console.log(`${rate.toFixed(0).padStart(6)} ms a million characters  ${found.toString().padStart(7)} found  ${name}`);
}
console.log(`${results.length} files of ${length} characters; ${slow.length} slower than ${allowed} ms a million`);
process.exitCode = slow.length > 0 ? 1 : 0;

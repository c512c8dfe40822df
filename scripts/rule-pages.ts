import type { Example, Rule } from '../src/rules/rule.ts';

// docs/rules/: a page for each rule and a table of all, made from the rule files.

const made = '<!-- Made by scripts/rule-pages.ts from the rule files: change them, then run `npm run docs`. -->';

/** Path below docs/rules/ → text, for all rules and the table `README.md`. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = rules.map((rule): [string, string] => [`${rule.id}.md`, rulePage(rule)]);
  return new Map([['README.md', tableOfRules(rules)], ...pages]);
}

function tableOfRules(rules: readonly Rule[]): string {
  const categories = [...new Set(rules.map(({ category }) => category))].toSorted();
  const sections = categories.map((category) => {
    const rows = rules
      .filter((rule) => rule.category === category)
      .map(
        ({ id, aliases, title, severity, confidence, preview }) =>
          `| ${aliases[0] ?? ''} | [${id}](${id}.md) | ${title}${preview ? ' (preview)' : ''} | ${severity} | ${confidence} |`,
      );
    const head = '| | rule | finds | severity | confidence |\n|---|---|---|---|---|';
    return `## ${heading(category)}\n\n${head}\n${rows.join('\n')}\n`;
  });
  const opening = `Tocsin's ${rules.length} rules. How to write one: [writing-rules.md](../writing-rules.md).`;
  return [`# Rules\n\n${made}\n\n${opening}\n`, ...sections].join('\n');
}

function rulePage(rule: Rule): string {
  const up = '../'.repeat(rule.id.split('/').length);
  const names = [...rule.aliases, `\`${rule.id}\``].join(' · ');
  const standards = [
    ...rule.cwe.map((cwe) => `[${cwe}](https://cwe.mitre.org/data/definitions/${cwe.slice(4)}.html)`),
    ...(rule.asvs.length > 0 ? [`OWASP ASVS 5.0: ${rule.asvs.join(', ')}`] : []),
  ].join(' · ');
  return [
    `# ${rule.title}`,
    made,
    `${names} · severity ${rule.severity} · confidence ${rule.confidence}${rule.preview ? ' · preview' : ''}  \n${standards}`,
    `> ${rule.message.replaceAll(/\{(\w+)\}/g, '*$1*')}`,
    `## Why it matters\n\n${rule.why.trim()}`,
    `## What to do\n\n${rule.fix.trim()}`,
    ...examples('Found', rule.examples.bad),
    ...examples('Not found', rule.examples.good),
    `## To silence one finding\n\nWrite the reason in a comment on its line or alone on the line above:\n\n\`\`\`text\n# tocsin: ignore[${rule.aliases[0] ?? rule.id}] reason\n\`\`\``,
    `## References\n\n${rule.references.map((url) => `* <${url}>`).join('\n')}`,
    `[All rules](${up}rules/README.md)`,
  ]
    .map((part) => `${part}\n`)
    .join('\n');
}

function examples(title: string, list: readonly Example[]): string[] {
  if (list.length === 0) return [];
  const shown = list.map(({ name, path, code }) => {
    const place = path === 'example.py' ? '' : ` (\`${path}\`)`;
    const text = code.replaceAll(/\{\{(?:sample|sampleEscaped|near|wrongChecksum)\}\}/g, '…').trimEnd();
    return `${capitalized(name)}${place}:\n\n\`\`\`${languageOf(path)}\n${text}\n\`\`\``;
  });
  return [`## ${title}\n\n${shown.join('\n\n')}`];
}

function languageOf(path: string): string {
  const ending = /\.([a-z]+)$/.exec(path)?.[1] ?? 'text';
  return ending === 'py' ? 'python' : ending;
}

function heading(category: string): string {
  return capitalized(category.replaceAll('-', ' '));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { configJsonSchema } from '../src/config/schema.ts';
import { schemaKeys, type SchemaNode } from '../src/config/schema-shape.ts';

// docs/configuration.md, made from the schema's own descriptions.

const opening = `# Configuration

<!-- Made by scripts/configuration-page.ts from src/config/schema.ts: change it there, then run \`npm run docs\`. -->

Tocsin needs no configuration: without one it watches the folder in which it is started. To change something, write a
\`config.yaml\` in that folder, or name another file with \`--config FILE\`. [config.example.yaml](../config.example.yaml)
holds every setting with its default.

* \`tocsin config check\` says whether the file is right, and otherwise every mistake with its line and column:
  \`config.yaml:3:5 Unknown key "shedule" — did you mean "schedule"?\` An unknown key is a mistake, not a setting that is ignored.
* \`tocsin config show\` prints the settings in force, and where each one comes from.
* \`tocsin config schema\` prints a JSON Schema, for completion and checks in an editor.

A key without a value means its default.

* **Durations** are a whole number and a unit: \`100ms\`, \`30s\`, \`5m\`, \`2h\`, \`1d\`.
* **Sizes** likewise: \`512B\`, \`64KiB\`, \`1MiB\`, \`1GiB\`.
* **Paths** may be relative to the folder of the configuration file; \`~\` is the home folder. A \`~\` alone must be quoted:
  in YAML it means "nothing".
* **Globs** are as in \`.gitignore\`: \`*\` stands for any part of a name, \`**\` for any folders. One without a slash matches
  at any depth, one with a slash starts at the workspace, and one that matches a folder takes everything in it. A leading
  \`!\` is not understood: what is to be left out belongs into \`exclude\`. Quote those that begin with \`*\`.
* **Cron expressions** have five fields: minute, hour, day of the month, month, day of the week. A sixth in front counts seconds.

A configuration can name programs to run (\`notify.command\`), so only use one that you trust as much as a program.

## What is read

Tocsin finds every git repository below a workspace: clones, worktrees and submodules are each a repository of their own. Files
below a workspace that belong to none are read as well. In a repository it reads what git tracks and what git would let you
add; elsewhere what no \`.gitignore\` names. It never follows symbolic links, runs nothing that a repository's configuration names,
and leaves out \`node_modules\`, Python environments (folders with a \`pyvenv.cfg\`), caches (folders with a \`CACHEDIR.TAG\`) and the
like unless git tracks what is in them. Files that git ignores are not read yet.
`;

/** The whole page. */
export function configurationPage(): string {
  const schema = configJsonSchema() as SchemaNode;
  const sections = Object.entries(schema.properties ?? {}).map(([key, node]) => {
    const keys = [...schemaKeys(node, key), ...(node.items ? schemaKeys(node.items, `${key}[]`) : [])];
    const rows = keys
      .filter(({ node: inner }) => inner.properties === undefined)
      .map(
        ({ path, node: inner }) =>
          `| \`${path}\` | ${kindOf(inner)} | ${defaultOf(inner)} | ${inner.description ?? ''} |`,
      );
    const table =
      rows.length > 0 ? `\n| key | value | default | meaning |\n|---|---|---|---|\n${rows.join('\n')}\n` : '';
    return `\n## ${key}\n\n${node.description ?? ''}\n${table}`;
  });
  return `${opening}${sections.join('')}`;
}

function kindOf(node: SchemaNode): string {
  if (node.enum) return node.enum.map((word) => `\`${word}\``).join(', ');
  if (node.pattern?.includes('KiB')) return 'size';
  if (node.pattern?.includes('ms')) return 'duration';
  if (node.type === 'array') return `list of ${node.items ? kindOf(node.items) : 'values'}`;
  if (typeof node.additionalProperties === 'object') return `glob → ${kindOf(node.additionalProperties)}`;
  if (node.type === 'boolean') return '`true`, `false`';
  return node.type === 'integer' ? `whole number from ${node.minimum} to ${node.maximum}` : 'text';
}

function defaultOf(node: SchemaNode): string {
  return node.default === undefined
    ? ''
    : `\`${JSON.stringify(node.default).replaceAll('"', node.type === 'string' ? '' : '"')}\``;
}

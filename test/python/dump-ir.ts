// The IR as short text: `Assign(targets: [x], value: 1)`. Names stand for themselves, constants as JSON; node numbers and
// empty parts are left out.

/** Dumps a node, or a list of nodes. */
export function dumpIr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumpIr).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const kind = 'kind' in value ? value.kind : '';
  if (kind === 'Name' && 'name' in value) return String(value.name);
  if (kind === 'Constant' && 'value' in value) return dumpConstant(value.value);
  const isSaid = (key: string, part: unknown): boolean =>
    !/^(node|nameNode|restNode|kind)$/.test(key) &&
    part !== null &&
    part !== false &&
    part !== '' &&
    !(Array.isArray(part) && part.length === 0);
  const parts = Object.entries(value).filter(([key, part]) => isSaid(key, part));
  return `${String(kind)}(${parts.map(([key, part]) => `${key}: ${dumpIr(part)}`).join(', ')})`;
}

function dumpConstant(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('type' in value)) return '?';
  if (!('value' in value)) return String(value.type);
  return (
    (value.type === 'string' || value.type === 'int' ? '' : `${String(value.type)} `) + JSON.stringify(value.value)
  );
}

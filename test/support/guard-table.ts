// The table of what guards and sanitizers prove: rows in test/fixtures/guards/*.yaml, a column for each kind of sink of
// untrusted input. What a cell says is reasoned in its row, not read off the engine; where the engine still differs, the row
// says so (`miss`, `noise`).
import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { parse } from 'yaml';
import { z } from 'zod';
import { allSinkKinds, sinkKinds, type SinkKind } from '../../src/model/flow-kinds.ts';

/** The columns. What is to be kept secret has other protections, and a mapping's names of fields are no text that a guard looks at. */
export const columns: readonly SinkKind[] = sinkKinds.filter(
  (kind) => kind !== 'storage' && kind !== 'fields' && !kind.startsWith('secret-'),
);

const kind = z.enum(allSinkKinds);
const kinds = z.array(kind);
/** `number`: harmless but for its size. `word`: and for what it can be the name of. */
const protection = z.union([z.enum(['all', 'none', 'number', 'word']), kinds, z.strictObject({ but: kinds })]);

const rowSchema = z
  .strictObject({
    /** A test; the value is what it asks about where it holds. */
    guard: z.string().optional(),
    /** A statement that raises unless the value is good. */
    raises: z.string().optional(),
    /** An expression that makes another value. */
    value: z.string().optional(),
    /** Code of the module that it needs, and other files. */
    above: z.string().default(''),
    files: z.record(z.string(), z.string()).default({}),
    protects: protection,
    /** What a guard proves where it does not hold. */
    otherwise: protection.default('none'),
    /** What an expression proves of what it is made of, by not raising. */
    proves: protection.default('none'),
    because: z.string(),
    /** Told by the engine to be safe, and is not. */
    miss: kinds.default([]),
    /** Not told by the engine to be safe, and is. */
    noise: kinds.default([]),
    /** Kinds for which the check itself is a sink. */
    spoils: kinds.default([]),
  })
  .refine(({ guard, raises, value }) => [guard, raises, value].filter((one) => one !== undefined).length === 1, {
    error: 'exactly one of guard, raises and value',
  });

const fileSchema = z.strictObject({ title: z.string(), about: z.string(), rows: z.array(rowSchema) });

export type GuardRow = Omit<z.output<typeof rowSchema>, 'protects' | 'otherwise' | 'proves'> & {
  readonly form: 'guard' | 'raises' | 'value';
  readonly code: string;
  /** By reasoning. */
  readonly protects: ReadonlySet<SinkKind>;
  readonly otherwise: ReadonlySet<SinkKind>;
  readonly proves: ReadonlySet<SinkKind>;
};

export interface GuardGroup {
  readonly title: string;
  readonly about: string;
  readonly rows: readonly GuardRow[];
}

const order = ['membership', 'types', 'characters', 'patterns', 'places', 'encoders'];

export function readGuardTable(): GuardGroup[] {
  const folder = new URL('../fixtures/guards/', import.meta.url);
  const found = globSync('*.yaml', { cwd: folder }).map((name) => name.slice(0, -'.yaml'.length));
  return found
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((name) => {
      const { title, about, rows } = fileSchema.parse(parse(readFileSync(new URL(`${name}.yaml`, folder), 'utf8')));
      return { title, about: about.trim(), rows: rows.map(rowOf) };
    });
}

function rowOf({ protects, otherwise, proves, ...row }: z.output<typeof rowSchema>): GuardRow {
  const form = row.guard !== undefined ? 'guard' : row.raises !== undefined ? 'raises' : 'value';
  return {
    ...row,
    form,
    code: row[form]!,
    protects: kindsOf(protects),
    otherwise: kindsOf(otherwise),
    proves: kindsOf(proves),
  };
}

function kindsOf(written: z.output<typeof protection>): ReadonlySet<SinkKind> {
  if (written === 'none') return new Set();
  if (Array.isArray(written)) return new Set(written);
  const left =
    written === 'all'
      ? []
      : written === 'number'
        ? ['size']
        : written === 'word'
          ? ['size', 'reflection']
          : written.but;
  return new Set(columns.filter((one) => !left.includes(one)));
}

// What annotations promise. Frameworks that read them (FastAPI, pydantic, typer) convert by them and refuse what does not
// fit, so a type also says for which kinds of sink what was sent is harmless. What is not understood promises nothing.
import type { Expr } from '../python/ir.ts';
import { evaluate } from './evaluate.ts';
import type { Frame } from './frame.ts';
import { itemsOf } from './heap-object.ts';
import type { ClassInfo } from './linked-module.ts';
import { objectsOf, readCell } from './objects.ts';
import { protectionOf } from './patterns-of-text.ts';
import { allKinds, kindBit, numberKinds, type Kinds } from './kinds.ts';
import { onlyText, unknown, type Value } from './value.ts';

/** What an annotation promises of a value. */
export interface PromisedType {
  /** What its instances are, of a library's class. */
  readonly api: string | null;
  /** The class, where it is one of the project. */
  readonly cls: ClassInfo | null;
  /** For which kinds of sink whatever passes it is harmless. */
  readonly safe: Kinds;
  /** Of a list and the like: what its items are. */
  readonly item: PromisedType | null;
  /** What else stands in `Annotated[…]`. */
  readonly markers: readonly Value[];
}

const nothingPromised: PromisedType = { api: null, cls: null, safe: 0, item: null, markers: [] };
const harmless: PromisedType = { ...nothingPromised, safe: allKinds };

const harmlessTypes =
  /^(builtins\.bool|datetime\.\w+|enum\.\w+|pydantic\.(StrictBool|NegativeInt|NegativeFloat|NonPositiveInt|FutureDate|PastDate|AwareDatetime|NaiveDatetime|condate))$/;
/** They hold no text, and can be as large as the sender likes. */
const numbers =
  /^(builtins\.(int|float|complex)|decimal\.Decimal|pydantic\.(StrictInt|StrictFloat|PositiveInt|PositiveFloat|NonNegativeInt|NonNegativeFloat|conint|confloat|condecimal))$/;
const containers = /^(list|List|set|Set|frozenset|FrozenSet|tuple|Tuple|Sequence|Iterable|Collection)$/;
/** Calls that say more of a text or a number: `constr(pattern='[a-z]+')`, `Query(le=100)`. */
const limits =
  /^(pydantic\.(constr|conint|confloat|StringConstraints|Field|fields\.Field)|fastapi\.(Query|Path|Header|Cookie|Form|Body))\(\)$/;

export function promisedType(frame: Frame, annotation: Expr | null): PromisedType {
  if (annotation === null) return nothingPromised;
  switch (annotation.kind) {
    case 'BinOp':
      return eitherOf([promisedType(frame, annotation.left), promisedType(frame, annotation.right)]);
    case 'Subscript':
      return ofGeneric(frame, lastName(annotation.value), elementsOf(annotation.index));
    case 'Constant': {
      if (annotation.value.type === 'none') return harmless;
      const written = frame.module.facts.stringAnnotations.get(annotation.node);
      return written === undefined ? nothingPromised : promisedType(frame, written);
    }
    case 'Name':
    case 'Attribute':
    case 'Call':
      return ofValue(frame, evaluate(frame, annotation));
    default:
      return nothingPromised;
  }
}

function ofGeneric(frame: Frame, name: string, elements: readonly Expr[]): PromisedType {
  if (name === 'Literal') return harmless;
  if (name === 'Annotated') {
    const [type, ...markers] = elements;
    return marked(
      frame,
      promisedType(frame, type ?? null),
      markers.map((marker) => evaluate(frame, marker)),
    );
  }
  const promised = elements.map((element) => promisedType(frame, element));
  if (name === 'Optional' || name === 'Union') return eitherOf(promised);
  if (!containers.test(name)) return nothingPromised;
  const [item = null] = promised;
  return { ...nothingPromised, safe: safeOfAll(promised), item: promised.length === 1 ? item : null };
}

/** A class, or what `Annotated[…]` was given a name of its own. */
function ofValue(frame: Frame, value: Value): PromisedType {
  const [ref] = value.refs;
  if (ref?.kind === 'class') {
    const isEnum = frame.program.libraryBases(ref.cls).some((base) => base.startsWith('enum.'));
    return { ...nothingPromised, cls: ref.cls, safe: isEnum ? allKinds : 0 };
  }
  const { api } = value;
  if (api === null) return nothingPromised;
  if (api === annotated) {
    const object = objectsOf(frame, value)[0]?.[1];
    const [type, ...markers] = object === undefined || object.length === null ? [] : itemsOf(object);
    return marked(frame, ofValue(frame, type ?? unknown), markers);
  }
  const safe = safeByName(frame, api) | protectionOfMarker(frame, value);
  const isPlain = /^(builtins|typing|typing_extensions|collections\.abc)\./.test(api) || api.endsWith(')');
  return { ...nothingPromised, api: isPlain ? null : `${api}()`, safe };
}

function safeByName(frame: Frame, api: string): Kinds {
  const name = api.replace(/\(\)$/, '');
  if (harmlessTypes.test(name)) return allKinds;
  if (numbers.test(name)) return numberKinds;
  return frame.program.models.sanitizers(api, [])[0]?.bits ?? 0;
}

/** What a value is that `Annotated[…]` gives; its items stand in a tuple. */
export const annotated = 'typing.Annotated[]';

function marked(frame: Frame, type: PromisedType, markers: readonly Value[]): PromisedType {
  const safe = markers.reduce((sum, marker) => sum | protectionOfMarker(frame, marker), type.safe);
  return { ...type, safe, markers: [...type.markers, ...markers] };
}

/** `Query(pattern='^[a-z]+$')`, `StringConstraints(pattern=…)`, `Field(regex=…)`. */
export function protectionOfMarker(frame: Frame, marker: Value): Kinds {
  if (!limits.test(marker.api ?? '')) return 0;
  const isLimited = ['le', 'lt', 'max_length'].some((name) => readCell(frame, marker, `s:${name}`) !== null);
  const limited = isLimited ? kindBit('size') : 0;
  for (const name of ['pattern', 'regex']) {
    const pattern = onlyText(readCell(frame, marker, `s:${name}`) ?? unknown);
    if (pattern !== undefined) return limited | protectionOf(pattern, 'search');
  }
  return limited;
}

/** Of `X | None`: an X, with what is true of all. */
function eitherOf(types: readonly PromisedType[]): PromisedType {
  const telling = types.filter((type) => type !== harmless);
  const [first] = telling;
  if (first === undefined) return harmless;
  return { ...first, safe: safeOfAll(types), markers: telling.flatMap(({ markers }) => markers) };
}

function safeOfAll(types: readonly PromisedType[]): Kinds {
  return types.reduce((both, { safe }) => both & safe, types.length === 0 ? 0 : allKinds);
}

function elementsOf(index: Expr): readonly Expr[] {
  return index.kind === 'Tuple' ? index.elements : [index];
}

function lastName(expr: Expr): string {
  return expr.kind === 'Name' ? expr.name : expr.kind === 'Attribute' ? expr.attr : '';
}

/** Classes whose instances hold only what their fields' types let pass. */
const converting =
  /^(pydantic\.(BaseModel|main\.BaseModel|generics\.GenericModel)|pydantic_settings\.BaseSettings|sqlmodel\.SQLModel|ninja\.Schema|msgspec\.Struct)$/;

/** What a class says of one of its fields; null: nothing, or it does not see to it. */
export function fieldType(frame: Frame, cls: ClassInfo, name: string): PromisedType | null {
  if (!frame.program.libraryBases(cls).some((base) => converting.test(base))) return null;
  for (const one of frame.program.ancestorsOf(cls)) {
    for (const stmt of one.node.body) {
      if (stmt.kind !== 'AnnAssign' || stmt.target.kind !== 'Name' || stmt.target.name !== name) continue;
      const inside: Frame = {
        ...frame,
        module: one.module,
        fn: null,
        isModuleBody: false,
        closure: null,
        env: frame.env.enter(),
      };
      const type = promisedType(inside, stmt.annotation);
      const preset = stmt.value?.kind === 'Call' ? evaluate(inside, stmt.value) : unknown;
      return { ...type, safe: type.safe | protectionOfMarker(inside, preset) };
    }
  }
  return null;
}

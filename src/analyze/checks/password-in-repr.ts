// Classes whose text form shows a password: dataclasses, attrs classes, named tuples and pydantic models print all their
// fields but those that say otherwise.
import { classifyName } from '../../names/classify-name.ts';
import { spell } from '../../patterns/spelling.ts';
import type { AnnAssign, Call, ClassDef, Expr } from '../../python/ir.ts';
import { apiNameOf } from '../../python/lookups.ts';
import { regionOf, type ModuleFacts } from '../../python/module-facts.ts';
import { visitModule } from '../../python/walk.ts';
import type { Check, CheckHit } from './check.ts';

const decorators =
  /^(dataclasses\.dataclass|pydantic\.dataclasses\.dataclass|attrs?\.(s|attrs|define|frozen|mutable|dataclass))(\(\))?$/;
const bases = /^(pydantic\.(main\.)?BaseModel|pydantic_settings\.BaseSettings|typing\.NamedTuple|sqlmodel\.SQLModel)$/;
const texts = /^(Optional\[)?(str|bytes)\]?$|^(str|bytes) \| None$|^None \| (str|bytes)$/;

export const passwordInRepr: Check = (facts) => {
  const hits: CheckHit[] = [];
  visitModule(facts.body, {
    statement(stmt) {
      if (stmt.kind !== 'ClassDef' || !printsItsFields(facts, stmt)) return;
      for (const field of stmt.body) {
        if (field.kind !== 'AnnAssign' || !isPassword(facts, field) || isHidden(field.value)) continue;
        hits.push({ region: regionOf(facts, field.node), captures: { class: stmt.name } });
      }
    },
  });
  return hits;
};

function printsItsFields(facts: ModuleFacts, { decorators: given, bases: parents, body }: ClassDef): boolean {
  const isOwn = body.some((stmt) => stmt.kind === 'FunctionDef' && /^__(repr|str)__$/.test(stmt.name));
  if (isOwn) return false;
  const decorator = given.find((one) => decorators.test(apiNameOf(facts, one) ?? ''));
  if (decorator !== undefined) return decorator.kind !== 'Call' || !saysNoRepr(decorator);
  return parents.some((base) => bases.test(apiNameOf(facts, base) ?? ''));
}

function isPassword(facts: ModuleFacts, { target, annotation }: AnnAssign): boolean {
  const type = facts.stringAnnotations.get(annotation.node) ?? annotation;
  return target.kind === 'Name' && classifyName(target.name) === 'password' && texts.test(spell(type));
}

function isHidden(value: Expr | null): boolean {
  return value?.kind === 'Call' && saysNoRepr(value);
}

function saysNoRepr({ keywords }: Call): boolean {
  return keywords.some(
    ({ name, value }) => (name === 'repr' || name === 'exclude') && isConstant(value, name === 'exclude'),
  );
}

function isConstant(expr: Expr, wanted: boolean): boolean {
  return expr.kind === 'Constant' && expr.value.type === 'bool' && expr.value.value === wanted;
}

// Passwords and other secrets by the name under which they are read: `form["password"]`, `user.password`, a parameter
// `api_key`. What a constant is called is the business of the rules for literals; here flows begin.
import { classifyName } from '../names/classify-name.ts';
import { words } from '../names/words.ts';
import type { NodeId } from '../python/ir.ts';
import { nodeSite, placeOf, type Frame } from './frame.ts';
import { identifierOf } from './mentions.ts';
import { sourceTaint, type Taint } from './taint.ts';
import { withTaints, type Value } from './value.ts';

const kinds = new Map<string, 'password' | 'secret' | null>();

function kindOf(name: string): 'password' | 'secret' | null {
  let kind = kinds.get(name);
  if (kind === undefined) {
    kind = classify(name);
    if (kinds.size > 100_000) kinds.clear();
    kinds.set(name, kind);
  }
  return kind;
}

/** A name that begins so is a function's; of a constant the rules for literals speak. */
const deeds = new Set(
  `add build compute create delete derive do ensure fetch generate get handle load lookup make mock patch prepare process
  push put read register render resolve retrieve revoke rotate select store test write`.split(/\s+/),
);
/** Of the words for secrets these mostly name objects (credentials of a user with id and type, tokens of a parser). */
const vague = /^(credentials?|creds?|tokens?|otp|totp)$/;
/** Before `token` they say that it is the text which opens doors. */
const opening = /^(access|api|auth|bearer|oauth|refresh|secret|session|reset)$/;

function classify(name: string): 'password' | 'secret' | null {
  const kind = classifyName(name);
  if (kind !== 'password' && kind !== 'secret') return null;
  const parts = words(name);
  if (deeds.has(parts[0]!)) return null;
  if (kind === 'password') return kind;
  const isVague = parts.some((word) => vague.test(word));
  return isVague && !parts.some((word) => opening.test(word)) ? null : kind;
}

/** The name of a constant, about which the rules for literals speak; as a key it is a setting or an environment variable. */
const inCapitals = /^[A-Z_][A-Z0-9_]*$/;

const secretNumbers = new Map<number, boolean>();

/** Whether one of these identifiers is a name of something to be kept secret. */
export function mentionsSecret(mentions: Uint32Array): boolean {
  return mentions.some((number) => {
    let isSecret = secretNumbers.get(number);
    if (isSecret === undefined) {
      isSecret = kindOf(identifierOf(number)) !== null;
      secretNumbers.set(number, isSecret);
    }
    return isSecret;
  });
}

/**
 * The value that was read under a name, marked where the name says that it is to be kept secret.
 * @param as what the name is: a text by which something is looked up may be in capitals
 */
export function secretByName(
  frame: Frame,
  node: NodeId,
  name: string | undefined,
  value: Value,
  as: 'identifier' | 'key' = 'identifier',
): Value {
  if (name === undefined || value.constants !== null || value.refs.length > 0) return value;
  if (as === 'identifier' && inCapitals.test(name)) return value;
  const kind = kindOf(name);
  if (kind === null || value.taints.some(({ origin }) => origin.type === 'source' && origin.kind === kind))
    return value;
  // An object with a password's name that has contents of its own (`self.passwords = {}`) is no password.
  if (value.objects.length > 0 && value.taints.length === 0) return value;
  const made = sourceTaint(kind, `${kind} \`${name}\``, placeOf(frame, node), nodeSite(frame, node));
  return withTaints(value, [as === 'identifier' ? afterSteps(made, value) : made]);
}

/** How the value came to where it got its name belongs to the evidence. */
function afterSteps(made: Taint, { taints }: Value): Taint {
  const before = taints.find(({ origin, steps }) => origin.type === 'source' && steps !== null)?.steps ?? null;
  if (before === null || made.steps === null) return made;
  return { ...made, steps: { ...made.steps, previous: before, length: before.length + 1 } };
}

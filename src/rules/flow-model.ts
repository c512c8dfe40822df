import type { SinkKind, SourceKind } from '../model/flow-kinds.ts';

// What a model file says of data flow: plain data, with braces and sets in API names expanded. An API name is the dotted
// name of what a value is (`flask.request.args`, `sqlite3.connect().cursor().execute`); one that starts with `*.` is a
// method or attribute of any object of which nothing better is known.

/** `2|key_size`: the second positional argument or the keyword; `*`: any argument; `0`: the object of the method. */
export interface ArgumentSpec {
  /** From 1; 0 is the receiver; null: by keyword only. */
  readonly position: number | null;
  readonly keyword: string | null;
  readonly all: boolean;
  /** The names that `**kwargs` may give. */
  readonly names: boolean;
}

/** Keyword arguments (or positions, `2|shell`) that must be these constants; null: must be absent or not constant. */
export type ArgumentConditions = readonly {
  readonly argument: ArgumentSpec;
  readonly values: readonly (string | number | boolean | null)[];
}[];

export interface FlowSource {
  readonly kind: SourceKind;
  readonly api: readonly string[];
  /** Words for the trace: "the query string". */
  readonly what: string;
  /** Of a mapping: the keys that outsiders fill, as a regular expression that must match whole; null: all. */
  readonly keys: string | null;
  /** A mapping with the fields that the object's class declares, each as harmless as its own class says. */
  readonly fields: boolean;
}

/** Functions that a framework calls: by decorator, by a call that hands them over, or by base class and method name. */
export interface FlowEntryPoint {
  readonly decorator: readonly string[];
  readonly call: readonly string[];
  /** Of `call`: the argument that is the function, or the class whose methods are; null: no call. */
  readonly handler: ArgumentSpec | null;
  /** Of `call`: the argument that is the pattern of the route, which may convert parameters. */
  readonly route: ArgumentSpec | null;
  readonly base: readonly string[];
  /** `validate_*`: all that begin so. */
  readonly methods: readonly string[];
  /** Names that its first parameters must have; empty: any. */
  readonly signature: readonly string[];
  /** Of `decorator` and `call`: how their arguments must be. */
  readonly when: ArgumentConditions;
  /** Calls one of which its `return` statements make; empty: any. */
  readonly answers: readonly string[];
  /** The module must import one of these packages; empty: no condition. */
  readonly imports: readonly string[];
  /** What its parameters hold, where they are not named in `objects`; null: nothing known. */
  readonly parameters: SourceKind | null;
  /** Parameters by name (after self) that are objects of the framework: name → API name. */
  readonly objects: Readonly<Record<string, string>>;
  /** API name of the first parameter after self, whatever its name; null: none. */
  readonly first: string | null;
  /** Sink kinds for what it returns: `[html]` where the framework sends strings as HTML. */
  readonly returns: readonly SinkKind[];
}

export interface FlowSink {
  readonly kind: SinkKind;
  readonly api: readonly string[];
  readonly argument: readonly ArgumentSpec[];
  readonly when: ArgumentConditions;
  readonly unless: ArgumentConditions;
}

/** A call whose result is safe for some kinds; an empty list of kinds: for all. */
export interface FlowSanitizer {
  readonly api: readonly string[];
  readonly protects: readonly SinkKind[];
  readonly when: ArgumentConditions;
}

/** A test; on the edge where its truth is `holds` the argument is safe for `protects` (empty: for all). */
export interface FlowGuard {
  readonly api: readonly string[];
  readonly argument: ArgumentSpec;
  readonly protects: readonly SinkKind[];
  readonly holds: boolean;
  /** It raises where the argument is bad, so that the argument is safe after the call. */
  readonly raises: boolean;
}

/** A call or attribute whose value is another API's: `{ api: get_db, is: sqlite3.connect() }`. */
export interface FlowAlias {
  readonly api: readonly string[];
  /** How the arguments of the call must be whose result it is. */
  readonly when: ArgumentConditions;
  readonly is: string;
}

/** What an object of unknown origin is by the name of its variable: `cursor` is most likely a database cursor. */
export interface FlowNameGuess {
  readonly names: readonly string[];
  /** The module must import one of these packages; empty: no condition. */
  readonly imports: readonly string[];
  readonly is: string;
}

/** A call whose result holds nothing of these arguments' text (`len`, `logging.info`); with `of`: only of these. */
export interface FlowStep {
  readonly api: readonly string[];
  /** The arguments whose value the result carries; empty: none. */
  readonly from: readonly ArgumentSpec[];
  /** It undoes an encoding: what had made the argument harmless says nothing of the result. */
  readonly decodes: boolean;
  /** As of sources: a mapping with the fields that the class of the method's object declares. */
  readonly fields: boolean;
}

/** What names the server itself: a URL whose host equals that of one of these leads nowhere else. */
export interface FlowOwnHost {
  readonly api: readonly string[];
}

/** Calls that raise or leave the program. */
export interface FlowEnd {
  readonly api: readonly string[];
}

export interface FlowModel {
  readonly sources: readonly FlowSource[];
  readonly entryPoints: readonly FlowEntryPoint[];
  readonly sinks: readonly FlowSink[];
  readonly sanitizers: readonly FlowSanitizer[];
  readonly guards: readonly FlowGuard[];
  readonly aliases: readonly FlowAlias[];
  readonly nameGuesses: readonly FlowNameGuess[];
  readonly steps: readonly FlowStep[];
  readonly neverReturns: readonly FlowEnd[];
  readonly ownHosts: readonly FlowOwnHost[];
}

/** How a rule asks for flows: these sources into these sinks. */
export interface TaintMatcher {
  readonly sources: readonly SourceKind[];
  readonly sinks: readonly SinkKind[];
}

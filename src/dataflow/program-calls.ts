// Programs that are started with a list of words, without a shell: which of the words decide what runs, and which an outsider
// may turn into an option. The first decides; of shells and interpreters also the text behind an option such as -c, and the
// script. What else a program is told are options where a word begins with a dash.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { anyItem, deleteCell, itemsOf, type HeapObject } from './heap-object.ts';
import { objectsOf } from './objects.ts';
import { reportValue, type Arguments } from './sinks.ts';
import { beginningOf, onlyText, type Value } from './value.ts';

const starters =
  /^(subprocess\.(run|call|check_call|check_output|Popen)|asyncio\.create_subprocess_exec|asyncio\.get_event_loop\(\)\.subprocess_exec|os\.(exec|spawn)[lv]p?e?)$/;
/** Their first argument is a mode or a protocol. */
const isSecond = /^os\.spawn|\)\.subprocess_exec$/;

const shells = /^(sh|bash|dash|zsh|ksh|cmd|cmd\.exe|powershell|pwsh)$/;
const shellOptions = /^(-[a-z]*c|\/c|-Command)$/i;

/** Interpreters, and the option behind which they read code. */
const interpreters: readonly (readonly [name: RegExp, option: RegExp])[] = [
  [/^python[\d.]*$/, /^-c$/],
  [/^(node|nodejs|bun)$/, /^(-e|-p|--eval|--print)$/],
  [/^ruby[\d.]*$/, /^-e$/],
  [/^perl[\d.]*$/, /^-e$/i],
  [/^php[\d.]*$/, /^-r$/],
];

/** Their options change no more than what they print. */
const harmlessPrograms =
  /^(echo|true|false|printf|basename|dirname|logger|kill|sleep|ls|cat|wc|stat|du|df|id|head|\w+sum|ping6?|host|nslookup|traceroute|whois)$/;

/** Looks at what arrives at the words that decide what runs, and how. */
export function reportProgram(frame: Frame, node: NodeId, api: string | null, args: Arguments): void {
  if (api === null || !starters.test(api)) return;
  const [program, ...words] = wordsOf(frame, api, args.positional);
  if (program === undefined) return;
  reportValue(frame, node, 'command', api, program);
  const name = nameOf(program);
  if (name === undefined) return;
  if (shells.test(name)) {
    const command = behind(words, shellOptions);
    if (command !== undefined) reportValue(frame, node, 'command', api, command);
    return;
  }
  const interpreter = interpreters.find(([names]) => names.test(name));
  if (interpreter !== undefined) reportInterpreted(frame, node, api, words, interpreter[1]);
  else if (!harmlessPrograms.test(name)) reportOptions(frame, node, api, words);
}

function reportInterpreted(frame: Frame, node: NodeId, api: string, words: readonly Value[], option: RegExp): void {
  const code = behind(words, option);
  if (code !== undefined) reportValue(frame, node, 'code', api, code);
  const script = words.find((word) => onlyText(word)?.startsWith('-') !== true);
  if (script !== undefined && script !== code) reportValue(frame, node, 'command', api, script);
}

/** Words that may be taken for options: not behind `--`, nor behind an option whose value they are. */
function reportOptions(frame: Frame, node: NodeId, api: string, words: readonly Value[]): void {
  let before = '';
  for (const word of words) {
    if (before === '--') return;
    if (!before.startsWith('-') && beginningOf(word) === '') reportValue(frame, node, 'argument', api, word);
    before = beginningOf(word);
  }
}

/** The program and its arguments. In `os.execl(path, name, …)` and `os.execv(path, [name, …])` the name comes once more. */
function wordsOf(frame: Frame, api: string, positional: readonly Value[]): readonly Value[] {
  const given = isSecond.test(api) ? positional.slice(1) : positional;
  const [first, second] = given;
  if (first === undefined) return [];
  if (/^os\.(exec|spawn)l/.test(api)) return [first, ...given.slice(2)];
  if (api.startsWith('os.')) return [first, ...(listedIn(frame, second)?.slice(1) ?? [])];
  return listedIn(frame, first) ?? given;
}

/** The items of a list, or its first, where that is known, and what the others may be. */
function listedIn(frame: Frame, value: Value | undefined): readonly Value[] | null {
  const list = value?.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  if (list === undefined || list.parameter !== null) return null;
  if (list.length !== null) return itemsOf(list);
  const first = list.cells.get('i:0');
  const name = first === undefined ? undefined : nameOf(first);
  // Of what runs other code, which word that is must be known.
  const isOpen = name === undefined || shells.test(name) || interpreters.some(([names]) => names.test(name));
  return isOpen ? null : [first!, behindFirst(list)];
}

function behindFirst(list: HeapObject): Value {
  return anyItem(deleteCell(list, 'i:0'));
}

/** The file's name of a program, where it is known. */
function nameOf(program: Value): string | undefined {
  return program.api === 'sys.executable' ? 'python' : onlyText(program)?.split('/').at(-1);
}

function behind(words: readonly Value[], option: RegExp): Value | undefined {
  const at = words.findIndex((word) => option.test(onlyText(word) ?? ''));
  return at < 0 ? undefined : words[at + 1];
}

// Programs that are started with a list of words: who chooses the program, what a shell among them is told, and which word
// an outsider may turn into an option.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { itemsOf } from './heap-object.ts';
import { objectsOf } from './objects.ts';
import { reportValue, type Arguments } from './sinks.ts';
import { beginningOf, onlyText, unknown, type Value } from './value.ts';

const starters =
  /^(subprocess\.(run|call|check_call|check_output|Popen)|asyncio\.create_subprocess_exec|os\.(exec|spawn)[lv]p?e?)$/;
const shells = /^(sh|bash|dash|zsh|ksh|cmd|cmd\.exe|powershell)$/;
/** Their options change what they print; or what follows is a script's, of which nothing is known. */
const harmlessPrograms =
  /^(echo|true|false|printf|basename|dirname|logger|kill|sleep|ls|cat|wc|stat|du|df|id|head|\w+sum|ping6?|host|nslookup|traceroute|whois|python[\d.]*)$/;

/** `sh -c text` without a shell of subprocess's own, and a program or an option that an outsider chooses. */
export function reportProgram(frame: Frame, node: NodeId, api: string | null, args: Arguments): void {
  if (api === null || !starters.test(api)) return;
  const words = wordsOf(frame, api, args.positional);
  const [program, ...rest] = words;
  if (program === undefined) return;
  reportValue(frame, node, 'command', api, program);
  const name = onlyText(program)?.split('/').at(-1);
  const isPython = program.api === 'sys.executable' || /^python[\d.]*$/.test(name ?? '');
  const script = isPython && onlyText(words[1] ?? unknown) === '-c' ? words[2] : undefined;
  if (script !== undefined) reportValue(frame, node, 'code', api, script);
  const at = words.findIndex((word) => /^(-[a-z]*c|\/c)$/i.test(onlyText(word) ?? ''));
  if (name !== undefined && shells.test(name) && at > 0 && words[at + 1] !== undefined) {
    reportValue(frame, node, 'command', api, words[at + 1]!);
  } else if (name !== undefined && !shells.test(name) && !harmlessPrograms.test(name)) {
    reportOptions(frame, node, api, rest);
  }
}

/** The program and its arguments. In `os.execl(path, name, …)` and `os.execv(path, [name, …])` the name comes once more. */
function wordsOf(frame: Frame, api: string, positional: readonly Value[]): readonly Value[] {
  const given = api.startsWith('os.spawn') ? positional.slice(1) : positional;
  const [first, second] = given;
  if (first === undefined) return [];
  if (/^os\.(exec|spawn)l/.test(api)) return [first, ...given.slice(2)];
  if (api.startsWith('os.')) return [first, ...(listOf(frame, second)?.slice(1) ?? [])];
  return listOf(frame, first) ?? given;
}

function listOf(frame: Frame, value: Value | undefined): readonly Value[] | null {
  const list = value?.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  return list === undefined || list.length === null || list.parameter !== null ? null : itemsOf(list);
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

// Programs that are started with a list of words, without a shell: which of the words decide what runs. The first does; of
// shells and interpreters also the text behind an option such as -c, and the script. The others are the program's business.
import type { NodeId } from '../python/ir.ts';
import type { Frame } from './frame.ts';
import { itemsOf } from './heap-object.ts';
import { objectsOf } from './objects.ts';
import { reportValue, type Arguments } from './sinks.ts';
import { onlyText, type Value } from './value.ts';

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

/** Looks at what arrives at the words that decide what runs. */
export function reportProgram(frame: Frame, node: NodeId, api: string | null, args: Arguments): void {
  if (api === null || !starters.test(api)) return;
  const given = isSecond.test(api) ? args.positional.slice(1) : args.positional;
  const words = given.flatMap((value) => listedIn(frame, value) ?? [value]);
  const [program] = words;
  if (program === undefined) return;
  reportValue(frame, node, 'command', api, program);
  const name = program.api === 'sys.executable' ? 'python' : (onlyText(program)?.split('/').at(-1) ?? '');
  if (shells.test(name)) {
    const command = behind(words, shellOptions);
    if (command !== undefined) reportValue(frame, node, 'command', api, command);
    return;
  }
  const interpreter = interpreters.find(([names]) => names.test(name));
  if (interpreter === undefined) return;
  const code = behind(words, interpreter[1]);
  if (code !== undefined) reportValue(frame, node, 'code', api, code);
  // The functions of `os` are given the program's name twice.
  const script = words.slice(api.startsWith('os.') ? 2 : 1).find((word) => onlyText(word)?.startsWith('-') !== true);
  if (script !== undefined && script !== code) reportValue(frame, node, 'command', api, script);
}

/** The items of a list of which all are known. */
function listedIn(frame: Frame, value: Value): readonly Value[] | null {
  const list = value.objects.length === 1 ? objectsOf(frame, value)[0]?.[1] : undefined;
  return list === undefined || list.length === null || list.parameter !== null ? null : itemsOf(list);
}

function behind(words: readonly Value[], option: RegExp): Value | undefined {
  const at = words.findIndex((word, place) => place > 0 && option.test(onlyText(word) ?? ''));
  return at < 0 ? undefined : words[at + 1];
}

// Values as people and vendors make them, to stand where the data's true values were replaced by random letters. Everything
// is put together from the lists and patterns below; nothing comes from a list of leaked passwords.
import type { Random } from './random.ts';

const adjectives =
  'angry blue brave bright broken calm clever cold crazy dark dirty dusty eager early electric empty fancy fast fierce frozen gentle giant golden green grumpy happy hidden holy hungry icy jolly lazy little lonely lost lucky mad magic mighty noisy old orange pink proud purple quick quiet rapid red rusty sharp shiny silent silly silver slow smart sneaky soft solid spicy strong sunny super sweet swift tiny tough white wild wise yellow young';
const nouns =
  'acorn anchor apple arrow badger balloon banana beach bear bicycle bird bottle bridge butter button cactus camera candle captain carrot castle cat cherry chicken chocolate cloud coffee cookie cowboy coyote crystal daisy dolphin donkey dragon eagle falcon flower football forest fox galaxy garden ghost giraffe goat guitar hammer hamster harbor hockey honey horse island jacket jaguar jungle kitten lemon lion lobster maple marble meadow melon monkey moon mountain mouse mushroom ninja oak ocean onion orchid otter owl panda panther parrot peanut pencil pepper piano pickle pigeon pilot pirate pizza planet popcorn pumpkin puppy rabbit rainbow river robin rocket rose sailor salmon shadow shark snake snow soccer spider spring squirrel star storm summer sunset tiger tomato tractor tree turtle umbrella unicorn violin walnut warrior whale winter wizard wolf wombat zebra';
const names =
  'adam alex alice amanda andrea andrew angela anna anton barbara ben bianca bob boris brian carla carlos carmen charlie chris claire claudia daniel david diana diego dmitri elena emily emma erik eva fatima felix fiona frank gabriel george hannah harry heidi helen hugo igor ines isabel ivan jack jacob james jan jana jasmine jason jean jenny jessica john jorge jose julia karen karl kate kevin klaus laura leo lisa louis lucas lucy luis manuel marco maria mark marta martin mary matt max maya michael mia miguel mike monika natalie nick nina nora olga oliver oscar pablo patrick paul pedro peter petra philip rachel ralph ravi robert rosa ruth sam sandra sara sergio simon sofia stefan steve susan tanja thomas tim tom vera victor walter wendy yuki';
const places =
  'amsterdam athens austin berlin boston brazil cairo canada chicago dallas denver dublin egypt france geneva hamburg havana helsinki india ireland italy japan kenya kyoto lisbon london madrid mexico miami milan moscow munich nairobi naples norway oslo paris peru poland porto prague rome seattle seoul spain sydney texas tokyo toronto tunis turkey venice vienna warsaw zurich';
const company =
  'acme alpha apollo atlas beta billing boss bravo build chef cluster corp cosmos data delta dev docker eureka falcon finance gateway grafana hal hermes house intranet jenkins jupiter kafka lab mail mars media mongo monitor mysql nagios nebula neo net nexus office omega oracle orion phoenix pluto portal postgres prod rabbit redis robot root router sales saturn server shop sigma solar sonar spark staging star stock store sun support sys titan tower venus vertex wiki zabbix zeus';
const endings =
  '! !! !1 # #1 $ * . ? @ @1 @123 @2020 _1 01 007 1 11 12 123 1234 13 2 21 22 23 3 321 42 5 66 69 7 77 777 8 88 9 99 999';
const phrases =
  'letmein letmeinnow opensesame iloveyou trustnoone whatever welcome welcomeback hello helloworld goodmorning comein sayfriend nopasaran ihatemondays itsmagic youshallnot thisisit justdoit ilikecake gohomenow donttellanyone superman batman starwars startrek access master princess sunshine monkeybusiness qazwsx loveme freedom hunter killer ranger mustang corvette yankees cowboys liverpool chelsea arsenal barcelona juventus';
const walks =
  'qwerty qwert qwertz qwertyui qwertyuiop asdf asdfg asdfgh asdfjkl zxcvbn zxcvbnm yxcvbn qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e q1w2e3r4 q1w2e3 zaq12wsx zaq1xsw2 poiuyt lkjhgf mnbvcxz 2wsx3edc qweasd qweasdzxc wasd asdqwe azerty !QAZ2wsx 1q2w3e4r5t qwe123 asd123 zxc123 123qwe 123qweasd';
const syllables =
  'ba be bo ca co da de di do fa fe fi ga go ha he jo ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi wa za zo an en in on ar er or al el st tr br kr';
const prefixes =
  'ak_ api- app_ at_ ck_ client- dev- dp_ eu1- ghx_ key- k_ live_ nk_ pat- pk_ prod- rk_ sec_ sess_ sk- sk_live_ svc. tk_ tok- us- v1. v2_ whk_ xk-';

/**
 * Halves of every list, so that a model can be measured with words that it was not trained with: even, odd, or all.
 */
export type Half = 'even' | 'odd' | 'all';

export interface NaturalValues {
  /** A password that a person chose. */
  password(): string;
  /** A token as vendors make them, of about this length. */
  token(length: number): string;
}

/** The generators over a half of the lists. */
export function naturalValues(random: Random, half: Half): NaturalValues {
  const lists = new Map<string, readonly string[]>();
  const listOf = (text: string): readonly string[] => {
    const known = lists.get(text);
    if (known) return known;
    const words = text.split(' ').filter((_, at) => half === 'all' || (at % 2 === 0) === (half === 'even'));
    lists.set(text, words);
    return words;
  };
  const pick = (text: string): string => {
    const list = listOf(text);
    return list[Math.floor(random() * list.length)]!;
  };
  const number = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const one = (characters: string): string => characters[Math.floor(random() * characters.length)]!;
  const chance = (share: number): boolean => random() < share;
  const word = (): string =>
    [() => pick(nouns), () => pick(names), () => pick(places), () => pick(company), () => pick(adjectives)][
      number(0, 4)
    ]!();
  const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
  const styled = (text: string): string => (chance(0.4) ? capital(text) : chance(0.06) ? text.toUpperCase() : text);
  const year = (): string => (chance(0.8) ? `${number(1950, 2026)}` : `${number(60, 99)}`);
  const leet = (text: string): string =>
    text.replaceAll(/[aeios]/g, (letter) =>
      chance(0.6) ? { a: '@', e: '3', i: '1', o: '0', s: '$' }[letter]! : letter,
    );
  const drawn = (characters: string, length: number): string => Array.from({ length }, () => one(characters)).join('');
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const digits = '0123456789';

  const styles: readonly (readonly [weight: number, make: () => string])[] = [
    [9, () => styled(word()) + pick(endings)],
    [8, () => styled(word()) + year() + (chance(0.3) ? one('!.#$*@?') : '')],
    [6, () => styled(word())],
    [5, () => styled(word()) + (chance(0.5) ? '' : one('-_.')) + styled(word())],
    [5, () => styled(word()) + styled(word()) + `${number(1, 999)}`],
    [5, () => leet(styled(word())) + (chance(0.6) ? pick(endings) : '')],
    [3, () => leet(styled(word())) + year()],
    [5, () => pick(walks) + (chance(0.3) ? pick(endings) : '')],
    [4, () => styled(pick(phrases)) + (chance(0.5) ? pick(endings) : '')],
    [4, () => Array.from({ length: number(3, 5) }, () => pick(chance(0.7) ? nouns : adjectives)).join(one('-- ._'))],
    [
      3,
      () =>
        Array.from({ length: number(3, 4) }, () => capital(word())).join('') + (chance(0.4) ? `${number(1, 99)}` : ''),
    ],
    [3, () => `${pick(names)}${chance(0.5) ? one('_.-') : ''}${number(1, 28)}${number(1, 12)}${year()}`],
    [3, () => drawn(digits, number(6, 12))],
    [
      4,
      () =>
        Array.from({ length: number(2, 4) }, () => pick(syllables)).join('') +
        (chance(0.7) ? `${number(1, 9999)}` : ''),
    ],
    [
      3,
      () =>
        pick(company) + one('@_-#!') + pick(chance(0.5) ? company : places) + (chance(0.6) ? `${number(1, 2030)}` : ''),
    ],
    [4, () => drawn(lower + digits, number(7, 14))],
    [4, () => drawn(`${lower}${lower.toUpperCase()}${digits}`, number(8, 20))],
    [3, () => drawn(`${lower}${lower.toUpperCase()}${digits}!@#%^*_+=?`, number(10, 20))],
    [2, () => `${pick('pw p pwd pass pss my db')}${one('_-4')}${word()}${chance(0.6) ? number(1, 999) : ''}`],
    [2, () => `${word()}${one('_-.')}${pick('pw pass pwd login secret key')}${number(0, 99)}`],
    [2, () => `${number(1, 999)}${styled(word())}${chance(0.3) ? one('!#$') : ''}`],
    [2, () => word().split('').toReversed().join('') + (chance(0.6) ? `${number(1, 999)}` : '')],
  ];
  const all = styles.reduce((sum, [weight]) => sum + weight, 0);

  return {
    password() {
      let rest = random() * all;
      for (const [weight, make] of styles) {
        rest -= weight;
        if (rest < 0) {
          const made = make();
          return made.length >= 4 ? made : made + pick(endings) + year();
        }
      }
      return word();
    },
    token(length) {
      const size = Math.max(8, length);
      const alphabets = [
        '0123456789abcdef',
        `${lower}${digits}`,
        `${lower}${lower.toUpperCase()}${digits}`,
        `${lower}${lower.toUpperCase()}${digits}-_`,
        `${lower.toUpperCase()}234567`,
      ];
      const body = drawn(alphabets[number(0, alphabets.length - 1)]!, size);
      if (chance(0.3)) return pick(prefixes) + body.slice(0, Math.max(12, size - 5));
      if (chance(0.15)) return `${body.slice(0, 8)}${one('-.:')}${body.slice(8)}`;
      if (chance(0.12)) return Buffer.from(drawn(`${lower}${digits}`, Math.ceil(size * 0.74))).toString('base64');
      return body;
    },
  };
}

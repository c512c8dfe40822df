// How many real-looking secrets are found, and how much harmless text is taken for one? Values are made by generators of this
// file, with words and habits that the classifier's training did not use, in every syntax; the harmless values stand in the
// same places or under names that promise nothing.
// `npx tsx bench/secrets/real-looking.ts [COUNT]` prints shares: found at all, and in the default view.
import { createHash } from 'node:crypto';
import { detectorOf } from '../../test/support/secret-rules.ts';
import { seededRandom } from '../../test/support/secret-samples.ts';

const count = Number(process.argv[2] ?? 400);
const random = seededRandom(77);
const pick = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
const number = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const words = (text: string): (() => string) => {
  const list = text.split(' ');
  return () => pick(list);
};
const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
const drawn = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]!).join('');

const pet = words('rex bella luna simba milo coco nala oreo toby rocky ginger shadow felix minka bruno balu kira');
const thing = words('bakery canoe lantern saddle thunder velvet walrus meteor quartz juniper hazel cobalt ember fjord');
const person = words('gustav ingrid mateo chiara pavel zoe hassan leila bjorn aiko rashid noemi tobias freya kwame');
const verb = words('jump paint climb whisper borrow gather polish wander juggle scribble');
const team = words('bruins celtics ajax juve benfica rangers packers lakers flames knicks');
const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

const secrets: Readonly<Record<string, () => string>> = {
  'a word and a year': () => capital(pet()) + number(1965, 2025),
  'a word and digits': () => team() + number(1, 9999),
  'one word': thing,
  'two words': () => capital(thing()) + capital(verb()),
  'a name and a birthday': () => `${person()}${drawn(digits, 2)}${drawn(digits, 2)}${number(1960, 2009)}`,
  'letters as digits': () =>
    (thing() + team()).replaceAll(/[aeot]/g, (one) => ({ a: '4', e: '3', o: '0', t: '7' })[one]!),
  'a keyboard walk': () =>
    pick(['qaywsx', 'wsxedc', 'zxcasdqwe', 'rfvtgb', 'poiuzt', '7ujm8ik', 'tgb567', '0okm9ijn']) + number(0, 99),
  'a passphrase': () => [thing(), verb(), pet(), thing()].join(pick(['-', '_', '.', ''])),
  'a short pronounceable one': () =>
    drawn('bdfgklmnprst', 1) + drawn('aeiou', 1) + drawn('bdfgklmnprst', 1) + drawn('aeiou', 1) + number(10, 999),
  'a word with symbols': () => `${capital(person())}${pick(['!', '#', '$$', '&'])}${thing()}${pick(['', '?', '%'])}`,
  'random letters and digits': () => drawn(letters + letters.toUpperCase() + digits, number(10, 32)),
  'random with symbols': () => drawn(`${letters}${letters.toUpperCase()}${digits}!#%*+-_`, number(12, 24)),
  'a hexadecimal key': () => drawn(`${digits}abcdef`, pick([32, 40, 64])),
  'a base64 key': () => Buffer.from(drawn(letters + digits, 32)).toString('base64'),
  'a vendor’s token': () => `${pick(['zk', 'pq', 'tn_live', 'mx'])}_${drawn(letters + digits, number(24, 40))}`,
};

/** `@` is the value. */
const places: readonly (readonly [path: string, text: string])[] = [
  ['config/app.yml', 'db:\n  user: app\n  password: @\n'],
  ['deploy/.env', 'DB_HOST=db\nDB_PASSWORD=@\nDB_PORT=1\n'],
  ['src/db.js', "const pool = new Pool({ user: 'app', password: '@' });"],
  ['src/Db.java', 'ds.setPassword("@");'],
  ['src/db.go', 'cfg := Config{User: "app", Password: "@"}'],
  ['src/db.php', "define('DB_PASSWORD', '@');"],
  ['lib/db.rb', "ActiveRecord::Base.establish_connection(password: '@')"],
  ['src/db.ts', 'const apiSecret: string = "@";'],
  ['web.config', '<add key="SmtpPassword" value="@" />'],
  ['app.properties', 'spring.datasource.password=@'],
  ['run.sh', 'export ADMIN_PASSWORD="@"'],
  ['setup.sql', "CREATE USER app IDENTIFIED BY '@';"],
  ['main.tf', '  master_password = "@"'],
  ['appsettings.json', '{"Smtp": {"Password": "@"}}'],
];

const harmless: Readonly<Record<string, () => readonly [path: string, text: string]>> = {
  'a digest': () => ['a.yml', `key_sha256: ${createHash('sha256').update(drawn(letters, 9)).digest('hex')}`],
  'an integrity string': () => [
    'a.html',
    `<script integrity="sha384-${createHash('sha384').update(drawn(letters, 9)).digest('base64')}" data-key="main"></script>`,
  ],
  'an id': () => [
    'a.json',
    `{"key_id": "${drawn(digits, 8)}", "sort_key": "${thing()}_${number(1, 99)}", "primaryKey": "${thing()}Id"}`,
  ],
  'minified code': () => [
    'a.js',
    `!function(e,t){var n=e.key,r=t.token;${drawn(letters, 1)}.push({key:"${drawn(letters, 2)}",token:n,auth:r});e.password=t.get("${thing()}")}(a,b);`.repeat(
      4,
    ),
  ],
  'an image': () => [
    'a.css',
    `.auth{background:url(data:image/png;base64,${Buffer.from(drawn(letters, 60)).toString('base64')})}`,
  ],
  'a translation': () => [
    'a.json',
    `{"password": "${capital(thing())} ${verb()} ${thing()}", "tokenExpired": "Your ${thing()} has expired"}`,
  ],
  'a regular expression': () => [
    'a.js',
    `const passwordPattern = "^(?=.*[A-Z])(?=.*\\\\d)[A-Za-z\\\\d]{${number(6, 9)},}$";`,
  ],
  SQL: () => ['a.sql', `SELECT password, token FROM ${thing()}s WHERE token = '?' AND key = :key;`],
  CSS: () => ['a.css', `.password-${thing()} { content: "${thing()}"; color: #${drawn(`${digits}abcdef`, 6)} }`],
  'a name': () => [
    'a.js',
    `const passwordField = "${thing()}_password"; const tokenName = "${thing()}Token"; const authHeader = "X-${capital(thing())}-Token";`,
  ],
  'a reference': () => [
    'a.yml',
    `password: \${${thing().toUpperCase()}_PASSWORD}\ntoken: vault:secret/${thing()}#token\nsecretName: ${thing()}-tls`,
  ],
  code: () => ['a.py', `password = get_${thing()}(request)\ntoken = self.${thing()}.token\nkey = "${thing()}"\n`],
  'a placeholder': () => [
    'a.env',
    `PASSWORD=<${thing()} password>\nAPI_KEY=your-${thing()}-key\nTOKEN=changeme\nSECRET=xxxxxxxx`,
  ],
};

const { detector } = await detectorOf();
const percent = (part: number, of: number): string => `${((100 * part) / of).toFixed(1).padStart(5)} %`;

console.log('Secrets: found, and in the default view');
for (const [kind, make] of Object.entries(secrets)) {
  let [found, shown] = [0, 0];
  for (let at = 0; at < count; at++) {
    const [path, template] = places[at % places.length]!;
    const value = make();
    const text = template.replace('@', () => value);
    const start = text.indexOf(value);
    const match = detector
      .detect({ path, text, language: 'text' })
      .find((one) => one.start < start + value.length && one.end > start);
    if (match) found++;
    if (match && match.confidence !== 'low') shown++;
  }
  console.log(`${kind.padEnd(28)} ${percent(found, count)} ${percent(shown, count)}`);
}
console.log('Harmless: with a finding, and in the default view');
for (const [kind, make] of Object.entries(harmless)) {
  let [found, shown] = [0, 0];
  for (let at = 0; at < count; at++) {
    const [path, text] = make();
    const matches = detector.detect({ path, text, language: 'text' });
    if (matches.length > 0) found++;
    if (matches.some(({ confidence }) => confidence !== 'low')) shown++;
  }
  console.log(`${kind.padEnd(28)} ${percent(found, count)} ${percent(shown, count)}`);
}

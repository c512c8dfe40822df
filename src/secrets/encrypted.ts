// What is encrypted already and meant to be kept in repositories: it is never reported, and no other detector may take it
// for a secret. Ansible Vault, sops, Sealed Secrets, eyaml, Spring Cloud Config, Jasypt, Travis and AppVeyor, AWS KMS,
// Vault's transit engine, age, PGP and OpenSSL.

/** Lower case; one of them occurs in whatever is found here. */
export const encryptedKeywords = [
  '$ansible_vault;',
  'enc[',
  'enc(',
  'encrypteddata:',
  '{cipher}',
  'secure:',
  'aqicah',
  'vault:v',
  '-----begin age encrypted',
  '-----begin pgp message',
  'u2fsdgvkx1',
] as const;

type Span = readonly [start: number, end: number];

const base64 = String.raw`[A-Za-z0-9+/]{16,40000}={0,2}`;
/** Each begins where its keyword does. */
const shapes = [
  /\$ANSIBLE_VAULT;\d\.\d;AES\d{0,3}(?:;[\w.-]{1,80})?\s{1,40}(?:[0-9a-f]{80}\s{1,40}){0,5000}[0-9a-f]{2,80}/y,
  /ENC\[[A-Z0-9_]{3,20},[^[\]\r\n]{8,40000}\]/y,
  /ENC\([A-Za-z0-9+/=]{8,4000}\)/y,
  /encryptedData:[ \t]{0,4}\r?\n(?:[ \t]{1,40}["']?[\w.-]{1,100}["']?:[ \t]{1,4}["']?Ag[A-Za-z0-9+/=]{20,60000}["']?[ \t]{0,4}\r?\n?){1,100}/y,
  new RegExp(String.raw`\{cipher\}(?:${base64}|[0-9a-f]{16,10000})`, 'y'),
  new RegExp(String.raw`secure:[ \t]{1,4}["']?${base64}`, 'y'),
  new RegExp(String.raw`AQICAH${base64}`, 'y'),
  new RegExp(String.raw`vault:v\d{1,4}:${base64}`, 'y'),
  /-----BEGIN AGE ENCRYPTED FILE-----[A-Za-z0-9+/=\s\\]{16,60000}/y,
  /-----BEGIN PGP MESSAGE-----[A-Za-z0-9+/=\s\\:.()]{16,60000}/y,
  new RegExp(String.raw`U2FsdGVkX1${base64}`, 'y'),
];

/** The stretches of encrypted text that begin at the hits of the keywords. */
export function encryptedSpans(text: string, hits: readonly { readonly start: number }[]): Span[] {
  const spans: Span[] = [];
  let covered = 0;
  for (const { start } of hits) {
    if (start < covered) continue;
    for (const shape of shapes) {
      shape.lastIndex = start;
      if (!shape.test(text)) continue;
      covered = shape.lastIndex;
      spans.push([start, covered]);
      break;
    }
  }
  return spans;
}

// What docs/coverage.md is made of beside the rules: requirements of OWASP ASVS 5.0 in words of our own, weaknesses by the
// names that CWE gives them, and why no rule serves some of them.

export interface Requirement {
  readonly asks: string;
  /** Why no rule serves it. */
  readonly because?: string;
}

export interface Chapter {
  readonly title: string;
  readonly requirements: Readonly<Record<string, Requirement>>;
}

const documents = 'Asks for a document; a program does not show whether there is one.';
const people = 'A matter of what the product does, not of how a line is written.';
const business = 'Only who knows the business knows its steps and limits.';
const elsewhere = 'Decided in the browser, the mail system or the identity provider, not in Python.';
const notPython = 'Python has no such thing.';
const notYet = 'Not yet: a rule could.';

/** The chapters on encoding, validation and authentication, whole. */
export const chapters: readonly Chapter[] = [
  {
    title: 'V1 Encoding and sanitization',
    requirements: {
      '1.1.1': {
        asks: 'Decode once, before checking',
        because: `${notYet} The engine knows what decoding undoes and forgets checks made before it.`,
      },
      '1.1.2': {
        asks: 'Encode last, where it is used',
        because: 'The rules for each place of use (1.2, 1.3) ask exactly that.',
      },
      '1.2.1': { asks: 'HTML, XML and headers: encode for the place' },
      '1.2.2': {
        asks: 'URLs: encode parts, allow safe protocols only',
        because: `${notYet} Where a URL leads is followed (3.7.2, 1.3.6).`,
      },
      '1.2.3': {
        asks: 'JavaScript and JSON: encode',
        because:
          'Templates and scripts are not read; in Python reflected-xss and template rules see what becomes a page.',
      },
      '1.2.4': { asks: 'Databases: parameters' },
      '1.2.5': { asks: 'Commands of the system: no text put together' },
      '1.2.6': { asks: 'LDAP: no injection' },
      '1.2.7': { asks: 'XPath: no injection' },
      '1.2.8': { asks: 'LaTeX: no shell escape', because: notYet },
      '1.2.9': { asks: 'Regular expressions: escape' },
      '1.2.10': { asks: 'CSV and formulas: escape' },
      '1.3.1': {
        asks: 'HTML of editors: a known sanitizer',
        because: 'Sanitizers are known (bleach, nh3); what is not sanitized is told by 1.2.1.',
      },
      '1.3.2': { asks: 'No eval of input' },
      '1.3.3': { asks: 'Dangerous places: only safe characters, bounded length' },
      '1.3.4': {
        asks: 'SVG of users: no scripts',
        because: `${notYet} unrestricted-upload asks which kinds of file are let in.`,
      },
      '1.3.5': { asks: 'Markup of users (Markdown, CSS, XSL): no scripts', because: notYet },
      '1.3.6': { asks: 'Requests to other servers: allowed hosts only' },
      '1.3.7': { asks: 'Templates are not made of input' },
      '1.3.8': { asks: 'JNDI', because: notPython },
      '1.3.9': { asks: 'Memcache: keys and values sanitized', because: notYet },
      '1.3.10': { asks: 'Format strings are not input' },
      '1.3.11': { asks: 'Mail: no line breaks in headers' },
      '1.3.12': { asks: 'Regular expressions without exponential time' },
      '1.4.1': { asks: 'Memory-safe strings', because: notPython },
      '1.4.2': {
        asks: 'No integer overflow',
        because: 'Integers of Python grow; how large they are is asked by 2.2.1.',
      },
      '1.4.3': { asks: 'Memory is released', because: notPython },
      '1.5.1': { asks: 'XML: no external entities' },
      '1.5.2': { asks: 'Deserialization: allowed types only' },
      '1.5.3': {
        asks: 'Parsers of one format agree',
        because: 'Needs a comparison of parsers, some of them elsewhere.',
      },
    },
  },
  {
    title: 'V2 Validation and business logic',
    requirements: {
      '2.1.1': { asks: 'Rules for input are documented', because: documents },
      '2.1.2': { asks: 'Rules for combined data are documented', because: documents },
      '2.1.3': { asks: 'Limits are documented', because: documents },
      '2.2.1': { asks: 'Input is checked against what is expected' },
      '2.2.2': { asks: 'Checks are made on the server, and count' },
      '2.2.3': { asks: 'Combined data fit together', because: business },
      '2.3.1': { asks: 'Steps in their order', because: business },
      '2.3.2': { asks: 'Limits of the business', because: business },
      '2.3.3': {
        asks: 'All or nothing',
        because: `${business} unguarded-request-conversion tells of errors that cut a step short.`,
      },
      '2.3.4': { asks: 'No double booking', because: business },
      '2.3.5': { asks: 'Two people for what is dear', because: business },
      '2.4.1': { asks: 'Limits for machines', because: 'Often set in front of the program, where it is not seen.' },
      '2.4.2': { asks: 'Human timing', because: business },
    },
  },
  {
    title: 'V6 Authentication',
    requirements: {
      '6.1.1': { asks: 'Defence against guessing is documented', because: documents },
      '6.1.2': { asks: 'Words that may not be in passwords are documented', because: documents },
      '6.1.3': { asks: 'Ways to sign in are documented', because: documents },
      '6.2.1': { asks: 'At least 8 characters' },
      '6.2.2': { asks: 'Passwords can be changed', because: people },
      '6.2.3': { asks: 'A change asks for the present password' },
      '6.2.4': { asks: 'Common passwords are refused' },
      '6.2.5': { asks: 'No rules on kinds of characters' },
      '6.2.6': { asks: 'Password fields are masked' },
      '6.2.7': { asks: 'Pasting and password managers', because: elsewhere },
      '6.2.8': { asks: 'Checked exactly as sent' },
      '6.2.9': { asks: '64 characters are allowed' },
      '6.2.10': { asks: 'No expiry by the calendar' },
      '6.2.11': {
        asks: 'Words of the business are refused',
        because: 'The words are not known; that nothing is checked is told by 6.2.4.',
      },
      '6.2.12': { asks: 'Breached passwords are refused' },
      '6.3.1': { asks: 'Guessing is slowed down', because: 'Often set in front of the program, where it is not seen.' },
      '6.3.2': { asks: 'No default accounts' },
      '6.3.3': { asks: 'A second factor', because: people },
      '6.3.4': { asks: 'All ways to sign in are as strong' },
      '6.3.5': { asks: 'Users are told of suspicious sign-ins', because: people },
      '6.3.6': { asks: 'Mail is no factor', because: people },
      '6.3.7': { asks: 'Users are told of changes', because: people },
      '6.3.8': { asks: 'Answers do not tell who has an account' },
      '6.4.1': { asks: 'First passwords and codes are random and short-lived' },
      '6.4.2': { asks: 'No hints, no secret questions' },
      '6.4.3': { asks: 'A safe way to a new password' },
      '6.4.4': { asks: 'Lost factors: who is it?', because: people },
      '6.4.5': { asks: 'Reminders before an end', because: people },
      '6.4.6': {
        asks: 'Administrators do not choose passwords of others',
        because: `${notYet} Who is an administrator is a matter of each program.`,
      },
      '6.5.1': { asks: 'Codes work once', because: `${notYet} Needs the life of a row in a database.` },
      '6.5.2': {
        asks: 'Short lookup secrets are hashed',
        because: 'plaintext-password-storage judges what is called a password; codes have too many names.',
      },
      '6.5.3': { asks: 'Codes are made at random' },
      '6.5.4': { asks: 'Codes have 20 bits', because: notYet },
      '6.5.5': { asks: 'Codes run out', because: `${notYet} For links to new passwords weak-password-reset asks.` },
      '6.5.6': { asks: 'Factors can be revoked', because: people },
      '6.5.7': { asks: 'Biometrics are second', because: elsewhere },
      '6.5.8': { asks: 'Time of a trusted clock', because: elsewhere },
      '6.6.1': { asks: 'SMS only with an alternative', because: people },
      '6.6.2': { asks: 'Codes belong to one request', because: business },
      '6.6.3': { asks: 'Codes are not guessed', because: 'Often set in front of the program, where it is not seen.' },
      '6.6.4': { asks: 'No flood of push messages', because: elsewhere },
      '6.7.1': { asks: 'Certificates can not be changed', because: elsewhere },
      '6.7.2': { asks: 'Challenges of 64 bits', because: notYet },
      '6.8.1': { asks: 'Identity providers are told apart', because: business },
      '6.8.2': { asks: 'Assertions are verified' },
      '6.8.3': { asks: 'SAML assertions once', because: elsewhere },
      '6.8.4': { asks: 'Strength that the provider tells is checked', because: business },
    },
  },
];

/** Requirements of other chapters that rules serve. */
export const otherRequirements: Readonly<Record<string, string>> = {
  '3.3.1': 'Cookies: Secure',
  '3.3.2': 'Cookies: SameSite',
  '3.3.4': 'Cookies: HttpOnly',
  '3.4.1': 'Browsers are told to come with TLS only',
  '3.4.2': 'CORS: fixed origins',
  '3.5.1': 'Requests made by other sites are refused',
  '3.7.2': 'Redirects to allowed hosts only',
  '4.1.3': "Headers that a proxy sets can't be set by users",
  '5.2.1': 'Uploads: as large as can be handled',
  '5.2.2': 'Uploads: kinds of file are checked',
  '5.3.1': 'Uploads are not executed',
  '5.3.2': 'Paths are not made of names that users send',
  '5.3.3': 'Archives: paths inside are ignored',
  '7.2.3': 'Session tokens are random',
  '7.2.4': 'A new session after signing in',
  '7.3.1': 'Sessions end when idle',
  '7.3.2': 'Sessions end',
  '8.2.1': 'Functions ask for permission',
  '9.1.1': 'Tokens are verified',
  '9.1.2': 'Tokens: allowed algorithms only',
  '9.2.1': 'Tokens run out',
  '11.2.1': 'Cryptography by well-tried implementations',
  '11.2.3': '128 bits of security',
  '11.2.4': 'Comparisons in constant time',
  '11.3.1': 'No weak modes and paddings',
  '11.3.2': 'Approved ciphers',
  '11.3.4': 'Nonces are used once',
  '11.4.1': 'Approved hashes',
  '11.4.2': 'Passwords are stored with a password hash',
  '11.4.4': 'Keys are derived from passwords slowly',
  '11.5.1': 'Secrets are made at random',
  '12.1.1': 'TLS 1.2 and newer',
  '12.2.1': 'TLS for what is public',
  '12.3.1': 'TLS for all connections',
  '12.3.2': 'Certificates are checked',
  '13.3.1': 'Secrets are kept in a vault, not in the source',
  '13.4.2': 'No debug mode',
  '14.2.1': 'Nothing secret in URLs',
  '14.2.4': 'Secrets are protected as documented',
  '14.2.6': 'Answers hold no more than is needed',
  '15.2.4': 'Parts come from where they should',
  '15.3.1': 'Answers hold only the fields that are meant',
  '15.3.3': 'No mass assignment',
  '15.3.4': 'Addresses of clients can not be made up',
  '15.3.5': 'Types are checked',
  '15.4.2': 'Check and use are one step',
  '16.2.5': 'Logs hold no secrets',
  '16.4.1': 'Logs can not be forged',
  '16.5.1': 'Errors tell nothing of the inside',
  '16.5.2': 'Failing resources do not stop the program',
  '16.5.3': 'Errors do not open doors',
};

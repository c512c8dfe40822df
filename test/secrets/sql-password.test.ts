import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/sql-password');
const find = (text: string): string[] =>
  detector
    .detect({ path: 'init.sql', text, language: 'text' })
    .map(({ start, end, confidence }) => `${text.slice(start, end)} ${confidence}`);

describe('passwords in SQL', () => {
  it.each([
    "CREATE USER 'app'@'localhost' IDENTIFIED BY 'kT9vq2LmX';",
    "GRANT ALL ON shop.* TO 'app'@'%' IDENTIFIED BY 'kT9vq2LmX' WITH GRANT OPTION;",
    "ALTER USER app IDENTIFIED WITH mysql_native_password BY 'kT9vq2LmX';",
    "CREATE USER app IDENTIFIED WITH plaintext_password BY 'kT9vq2LmX'",
    'CREATE USER app IDENTIFIED BY "kT9vq2LmX"',
    'create user app identified by kT9vq2LmX;',
    "CREATE ROLE app WITH LOGIN ENCRYPTED PASSWORD 'kT9vq2LmX';",
    "alter role app\n  with superuser\n  password 'kT9vq2LmX';",
    "CREATE LOGIN app WITH PASSWORD=N'kT9vq2LmX', DEFAULT_DATABASE=shop",
    "CREATE USER app PASSWORD = 'kT9vq2LmX' DEFAULT_ROLE = x;",
    "SET PASSWORD FOR 'root'@'localhost' = PASSWORD('kT9vq2LmX');",
    "SET PASSWORD = 'kT9vq2LmX';",
    String.raw`psql -c "CREATE USER app PASSWORD 'kT9vq2LmX'"`,
    String.raw`'CREATE USER app IDENTIFIED BY \'kT9vq2LmX\''`,
  ])('%s', (text) => {
    expect(find(text)).toEqual(['kT9vq2LmX high']);
  });

  it.each([
    "CREATE USER app IDENTIFIED BY '${PASSWORD}';",
    "CREATE USER app IDENTIFIED BY '%s';",
    "CREATE USER app IDENTIFIED BY 'password';",
    "CREATE USER app IDENTIFIED BY '<password>';",
    "CREATE USER app IDENTIFIED BY PASSWORD '*0123456789ABCDEF0123456789ABCDEF01234567';",
    "ALTER ROLE app PASSWORD 'md50123456789abcdef0123456789abcdef';",
    'ALTER ROLE app PASSWORD NULL;',
    "INSERT INTO users (name, password) VALUES ('joe', 'kT9vq2LmX');",
    "SELECT * FROM users WHERE password = 'kT9vq2LmX';",
    'Each row is identified by its key; the user chooses the password.',
    "the record is identified by 'kT9vq2LmX'",
  ])('nothing in: %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

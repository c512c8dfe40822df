import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/connection-string');
const find = (text: string, path = 'src/Db.cs'): string[] =>
  detector
    .detect({ path, text, language: 'text' })
    .map(({ start, end, confidence }) => `${text.slice(start, end)} ${confidence}`);

describe('passwords in connection strings', () => {
  it.each([
    '"Server=db;Database=shop;User Id=app;Password=kT9vq2LmX;"',
    '"Data Source=db;Initial Catalog=shop;uid=app;pwd=kT9vq2LmX"',
    '"Driver={PostgreSQL};Server=db;Port=5432;Uid=app;Pwd={kT9vq2LmX};"',
    'connectionString="Host=db;Username=app;Password=\'kT9vq2LmX\'"',
    '<add connectionString="Password=kT9vq2LmX;Server=db;User ID=app" />',
    '"host=db port=5432 user=app password=kT9vq2LmX dbname=shop sslmode=disable"',
    'dsn = "host=db user=app password=\'kT9vq2LmX\' dbname=shop"',
    '"jdbc:mysql://db/shop?user=app&password=kT9vq2LmX&useSSL=false"',
    '"jdbc:sqlserver://db:1433;databaseName=shop;user=app;password=kT9vq2LmX;"',
    '"jdbc:oracle:thin:app/kT9vq2LmX@//db:1521/shop"',
    'sql.Open("mysql", "app:kT9vq2LmX@tcp(127.0.0.1:3306)/shop")',
    '"cache.dev:6380,ssl=True,password=kT9vq2LmX,abortConnect=False"',
    String.raw`{"c": "{\"d\": \"Server=db;Uid=app;Pwd=kT9vq2LmX;\"}"}`,
  ])('%s', (text) => {
    expect(find(text)).toEqual(['kT9vq2LmX high']);
  });

  it('believes what every installation has less', () => {
    expect(find('"Server=.;Uid=postgres;Pwd=postgres;"')).toEqual(['postgres low']);
  });

  it.each([
    '"Server=db;Uid=app;Pwd=" + password + ";"',
    '$"Server=db;Uid=app;Pwd={password};"',
    '"Server=db;Uid=app;Pwd=${PASSWORD};"',
    '"Server=db;Uid=app;Pwd=%s;"',
    '"Server=myServer;User Id=myUser;Password=myPassword;"',
    '"Server=db;Uid=app;Pwd=****;"',
    'var password=kT9vq2LmX;',
    'let server = 1; let user = 2; let password = "kT9vq2LmX";',
    'https://a.dev/login?user=joe&password=kT9vq2LmX',
    '"jdbc:mysql://db/shop?user=app&password=" + password',
    'fmt.Sprintf("%s:%s@tcp(%s)/shop", user, password, host)',
    '"jdbc:oracle:thin:@db:1521:xe"',
  ])('nothing in: %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { detectorOf } from '../support/secret-rules.ts';

const { detector } = await detectorOf('secrets/formats/command-password');
const find = (text: string, path = 'deploy.sh'): string[] =>
  detector
    .detect({ path, text, language: 'text' })
    .map(({ start, end, confidence }) => `${text.slice(start, end)} ${confidence}`);

describe('passwords on command lines', () => {
  it.each([
    'curl -s -u joe:kT9vq2LmX https://a.dev',
    "curl --user 'joe:kT9vq2LmX' https://a.dev",
    'curl --user=joe:kT9vq2LmX https://a.dev',
    'curl \\\n  -X POST \\\n  -u "joe:kT9vq2LmX" \\\n  https://a.dev',
    'sudo curl -ujoe:kT9vq2LmX a.dev',
    'wget --password=kT9vq2LmX https://a.dev',
    'sshpass -p kT9vq2LmX ssh joe@host',
    "sshpass -p'kT9vq2LmX' ssh joe@host",
    'mysql -uroot -pkT9vq2LmX shop < dump.sql',
    '/usr/bin/mysqldump --password=kT9vq2LmX shop',
    'redis-cli -h cache -a kT9vq2LmX ping',
    'mongosh --username joe --password kT9vq2LmX',
    'ldapsearch -x -D cn=admin -w kT9vq2LmX',
    "smbclient //srv/share -U 'joe%kT9vq2LmX'",
    'openssl pkcs12 -export -passout pass:kT9vq2LmX',
    'keytool -genkey -storepass kT9vq2LmX',
    'docker login -u joe -p kT9vq2LmX registry.a.dev',
    'az login --service-principal -u x -p kT9vq2LmX',
    'rabbitmqctl add_user joe kT9vq2LmX',
    String.raw`net use Z: \\srv\share kT9vq2LmX /user:joe`,
    'htpasswd -bc .htpasswd joe kT9vq2LmX',
    'htpasswd -nbB joe kT9vq2LmX',
    'echo "root:kT9vq2LmX" | chpasswd',
    'echo root:kT9vq2LmX | sudo chpasswd',
    'ConvertTo-SecureString -String "kT9vq2LmX" -AsPlainText -Force',
    'subprocess.run(["mysql", "-ujoe", "-pkT9vq2LmX"])',
    'system("mysql -ujoe -pkT9vq2LmX")',
  ])('%s', (text) => {
    expect(find(text)).toEqual(['kT9vq2LmX high']);
  });

  it('believes what everybody tries first, and the user again, less', () => {
    expect(find('curl -u admin:admin http://localhost')).toEqual(['admin low']);
    expect(find('mysql -uroot -proot')).toEqual(['root low']);
  });

  it('is a hint less in documentation', () => {
    expect(find('curl -u joe:kT9vq2LmX https://a.dev', 'README.md')).toEqual(['kT9vq2LmX medium']);
  });

  it.each([
    'curl -u "$USER:$PASS" https://a.dev',
    'curl -u ${USER}:${PASS} https://a.dev',
    'curl -u user:password https://a.dev',
    'curl -u "<user>:<password>" https://a.dev',
    'curl -u joe https://a.dev',
    'curl -u joe: https://a.dev',
    'curl https://a.dev | mysql -u joe -p',
    'mysql -u joe -p shop',
    'mysql -p"$PASS" shop',
    'mysql -p$(cat pass) shop',
    'docker run -p 8080:80 -u root image',
    'docker login -u joe --password-stdin',
    'unzip -p archive.zip file.txt',
    'openssl rsa -passin env:PASS -passout file:out',
    'sshpass -e ssh host',
    'sshpass -p {{ password }} ssh host',
    'mycurl -u joe:kT9vq2LmX',
    'system("mysql -p" + password)',
    'ConvertTo-SecureString $password -AsPlainText -Force',
    'ConvertTo-SecureString "kT9vq2LmX" -Key $key',
    'echo "root:$PASS" | chpasswd',
    String.raw`net use Z: \\srv\share /user:joe`,
    'htpasswd -c .htpasswd joe',
    'the net use of curl -u is to log in',
  ])('nothing in: %s', (text) => {
    expect(find(text)).toEqual([]);
  });
});

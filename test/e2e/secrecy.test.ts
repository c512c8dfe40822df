// Greps everything that the program wrote (output, log, reports, database, state folder) for the secrets that it found.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { installation, startTocsin, tocsin } from '../support/tocsin.ts';

describe('a secret that was found', () => {
  it('stands in nothing that the program wrote', async () => {
    const folder = temporaryFolder();
    const shop = join(folder, 'shop');
    const random = (): string => `Kq7${randomBytes(12).toString('base64url')}z9`;
    const secrets = { password: random(), url: random(), yaml: random() };
    gitRepository(shop, {
      'app.py': `db_password = "${secrets.password}"\n`,
      'urls.txt': `postgres://shop:${secrets.url}@db.internal/shop\n`,
      'config.yml': `production:\n  password: ${secrets.yaml}\n`,
    });
    const home = installation(folder, shop);
    const watch = startTocsin(home, 'watch', '--verbose');
    await watch.waitFor(/analysed in .*\n/);
    writeFileSync(join(shop, 'app.py'), `# moved\ndb_password = "${secrets.password}"\n`);
    await watch.waitFor(/1 file analysed in .*\n/);
    await watch.end('SIGTERM');

    const written = [watch.printed()];
    for (const format of ['terminal', 'json', 'sarif', 'csv']) {
      const { out, error } = await tocsin(home, 'findings', '--all', '--format', format);
      written.push(out, error);
    }
    const ids = [...written.join('\n').matchAll(/\b(?:PW|SE)-[0-9A-Z]{4,}\b/g)].map(([id]) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of new Set(ids)) {
      const { out, code } = await tocsin(home, 'show', id);
      expect(code).toBe(0);
      written.push(out);
    }
    const state = globSync('**', { cwd: join(folder, 'state'), absolute: true, dot: true });
    expect(state.length).toBeGreaterThan(0);
    for (const file of state) written.push(readFileSync(file, 'latin1'));

    for (const secret of Object.values(secrets)) expect(written.some((text) => text.includes(secret))).toBe(false);
  });
});

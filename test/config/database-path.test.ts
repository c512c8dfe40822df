import { describe, expect, it } from 'vitest';
import { readDatabasePath } from '../../src/config/database-path.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { environment } from './environment.ts';

describe('readDatabasePath', () => {
  it.each([
    '',
    'log:\n  level: debug\n',
    'database: ~/a.db\n',
    '"database": a.db\n',
    'log: {}\ndatabase: &x /a/b.db\n',
    '{database: ../a.db}',
    'database:\n',
    '# database: /not/this\n',
    'workspaces:\n  - path: database\n',
  ])('agrees with the whole configuration on %j', async (text) => {
    for (const file of ['/etc/tocsin/config.yaml', 'config.yaml']) {
      // oxlint-disable-next-line no-await-in-loop
      const outcome = await loadConfig(file, text, environment);
      // oxlint-disable-next-line no-await-in-loop
      expect('config' in outcome && outcome.config.database).toBe(await readDatabasePath(file, text, environment));
    }
  });

  it('reads it though other keys are wrong', async () => {
    expect(await readDatabasePath('/c.yaml', 'database: /a.db\nshedule: 1\n', environment)).toBe('/a.db');
  });

  it.each(['database: [a]', 'database: 1', 'database: ""', 'database: {', 'database: !x y'])(
    'leaves %j to the loader',
    async (text) => {
      expect(await readDatabasePath('/c.yaml', text, environment)).toBeNull();
    },
  );
});

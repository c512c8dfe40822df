import { defineConfig } from 'vitest/config';

// Test files are processes of their own (`forks`): native modules, signals and SQLite locks behave as in the program.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});

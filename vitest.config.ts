import { defineConfig } from 'vitest/config'

/**
 * Folders that touch no clock, no global and no other state (tests/architecture.test.ts): what one file of theirs has loaded, the next can use. A process for each
 * file would spend more on starting and loading than on testing.
 */
const pure = ['assessment', 'tally', 'protocol', 'statistics', 'report', 'monitoring'].map((folder) => `src/${folder}/**/*.test.ts`)

/** Unit and collector tests: plain Node, no Astro, no browser (that is playwright.config.ts). */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    environment: 'node',
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Processes, not threads: the collector's tests start writer threads and hear signals of their own.
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'deploy/**/*.test.ts'],
          exclude: [...pure, 'tests/browser/**', '**/node_modules/**'],
        },
      },
    ],
  },
})

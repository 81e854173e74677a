import { defineConfig } from 'vitest/config'

/** Unit and collector tests: plain Node, no Astro, no browser (that is playwright.config.ts). */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'deploy/**/*.test.ts'],
    exclude: ['tests/browser/**', '**/node_modules/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Processes, not threads: the collector's tests start writer threads and hear signals of their own.
    pool: 'forks',
    maxWorkers: 2,
    allowOnly: false,
  },
})

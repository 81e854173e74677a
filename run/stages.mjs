/**
 * The stages of `npm test`, in order. Each gives its counts; `needs` names the stages without which it cannot say anything.
 * @typedef {import('./counts.mjs').Counts} Counts
 * @typedef {{ name: string, title: string, needs: readonly string[], run: () => Promise<Counts> }} Stage
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { browser } from './browser.mjs'
import { build } from './build.mjs'
import { inProject, run, toolEnvironment } from './command.mjs'
import { counts, playwrightCounts, vitestCounts } from './counts.mjs'
import { node24 } from './install.mjs'
import { postgres } from './postgres.mjs'
import { say } from './progress.mjs'
import { readers } from './readers.mjs'
import { webServers } from './web-servers.mjs'

const one = (isGood, ...notes) => counts(isGood ? 1 : 0, isGood ? 0 : 1, 0, notes)

/** Runs a script of the packages on the product's Node. */
async function tool(script, args, env = {}) {
  const node = node24()
  // Hundreds of processes of the tests load the same modules: compiled once, each starts in half the time.
  const compiled = { NODE_COMPILE_CACHE: inProject('.cache/compiled') }
  const { code } = await run(node, [inProject(script), ...args], { env: { ...toolEnvironment(node), ...compiled, ...env } })
  return code
}

/** A fresh place for a report: an old one must not be taken for the answer of a runner that crashed. */
function reportFile(name) {
  const file = inProject('.cache', name)
  mkdirSync(inProject('.cache'), { recursive: true })
  rmSync(file, { force: true })
  return file
}

async function findBrowser() {
  process.env.CHROME_PATH = await browser()
  say(process.env.CHROME_PATH)
  return one(true)
}

/** Without them the printed codes are not read, and that is said: it fails nothing else. */
async function findReaders() {
  const missing = await readers()
  if (missing !== undefined) return counts(0, 0, 1, [`printed codes are not read: ${missing}`])
  return one(true)
}

/** Without them their tests are skipped, and that is said. */
async function findWebServers() {
  const missing = await webServers()
  if (missing !== undefined) return counts(0, 0, 1, [`the headers are not tried on them: ${missing}`])
  return one(true)
}

async function findPostgres() {
  if (process.env.TEST_DATABASE_URL) return one(true, 'PostgreSQL: the one at TEST_DATABASE_URL')
  process.env.POSTGRES_BIN = await postgres()
  say(process.env.POSTGRES_BIN)
  return one(true)
}

async function checkTypes() {
  const synced = await tool('node_modules/astro/bin/astro.mjs', ['sync'])
  if (synced !== 0) return one(false, 'astro sync failed')
  // The binary itself: `astro check` asks to install what it misses, and would wait for an answer.
  return one((await tool('node_modules/@astrojs/check/bin/astro-check.js', [])) === 0)
}

async function buildSite() {
  say(await build())
  return one(true)
}

async function runUnit() {
  const report = reportFile('vitest.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return vitestCounts(report, await tool('node_modules/vitest/vitest.mjs', args))
}

async function runBrowser() {
  const report = reportFile('playwright.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  return playwrightCounts(report, await tool('node_modules/@playwright/test/cli.js', ['test'], env))
}

async function checkContent() {
  return one((await tool('tests/content-check/main.ts', [])) === 0)
}

async function checkSize() {
  if (!existsSync(inProject('run/size.mjs'))) return counts(0, 0, 1, ['there is no run/size.mjs'])
  return one((await tool('run/size.mjs', [])) === 0)
}

/** @type {readonly Stage[]} */
export const stages = [
  { name: 'chromium', title: 'a browser to test with', needs: [], run: findBrowser },
  { name: 'postgres', title: 'a PostgreSQL to test with', needs: [], run: findPostgres },
  { name: 'types', title: 'types (astro check)', needs: [], run: checkTypes },
  {
    name: 'lint',
    title: 'lint (biome)',
    needs: [],
    run: async () => one((await tool('node_modules/@biomejs/biome/bin/biome', ['check', '.'])) === 0),
  },
  { name: 'build', title: 'build (astro)', needs: [], run: buildSite },
  { name: 'content', title: 'content: language, links, numbers, both languages', needs: ['build'], run: checkContent },
  { name: 'readers', title: 'what printed codes are read with', needs: [], run: findReaders },
  { name: 'servers', title: 'web servers to try the headers on', needs: [], run: findWebServers },
  { name: 'unit', title: 'unit and collector tests (vitest)', needs: ['build', 'postgres', 'readers', 'servers'], run: runUnit },
  { name: 'browser', title: 'browser tests (playwright)', needs: ['chromium', 'build'], run: runBrowser },
  { name: 'size', title: 'size of the pages', needs: ['chromium', 'build'], run: checkSize },
]

/** The named stages and those they need, in order; all when none is named. @param {readonly string[]} names */
export function chosenStages(names) {
  if (names.length === 0) return stages
  return stages.filter(
    ({ name }) => names.includes(name) || stages.some((other) => names.includes(other.name) && other.needs.includes(name)),
  )
}

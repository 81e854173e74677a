/**
 * Finds a Chromium for the browser tests, or gets one: a machine's own first, then Playwright's, then Debian's package.
 * Whatever is found must answer `--version`: a downloaded browser without its system libraries is there but does not start.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { inProject, run, Trouble, toolEnvironment } from './command.mjs'
import { installDebian } from './debian.mjs'
import { node24 } from './install.mjs'
import { ticking } from './progress.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const DOWNLOAD_LIMIT_MS = 300_000
// With letters as wide as those of most phones and desks (Arial's): what fits on a screen or a sheet of paper depends on it.
const APT_PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-liberation']

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @returns {string | undefined} why this browser cannot be used */
function faultOf(path) {
  if (!isExecutable(path)) return 'no such program'
  const { status, error, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  if (status === 0) return undefined
  return `it does not start: ${error?.message ?? stderr.trim().split('\n')[0]}`
}

/** The programs of these names, in the order of the names, wherever PATH has them. */
function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isExecutable)
}

/** Where Playwright keeps its own browser, downloaded or not. */
async function playwrightPath() {
  const { chromium } = await import('@playwright/test')
  return chromium.executablePath()
}

/** @returns {Promise<string>} what came of it */
async function downloadPlaywright() {
  const node = node24()
  const env = { ...toolEnvironment(node), PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  const cli = inProject('node_modules/@playwright/test/cli.js')
  const stopTicking = ticking('No Chromium here: downloading the one of Playwright')
  const { code, output } = await run(node, [cli, 'install', 'chromium'], { env, quiet: true, timeoutMs: DOWNLOAD_LIMIT_MS })
  stopTicking()
  if (code === 0) return 'downloaded'
  return `code ${code}: ${/Error: .*/.exec(output)?.[0] ?? `no end within ${DOWNLOAD_LIMIT_MS / 1000} s`}`
}

/**
 * The path of a Chromium that starts. Throws, with all that was tried, when none can be had.
 * @returns {Promise<string>}
 */
export async function browser() {
  const tried = []
  const works = (path) => {
    const fault = faultOf(path)
    if (fault) tried.push(`${path}: ${fault}`)
    return !fault
  }
  const given = process.env.CHROME_PATH
  const own = await playwrightPath()
  const present = [...(given ? [given] : []), ...onPath(), own].find(works)
  if (present) return present

  tried.push(`playwright install chromium: ${await downloadPlaywright()}`)
  if (existsSync(own) && works(own)) return own

  tried.push(`apt-get install chromium: ${await installDebian(APT_PACKAGES, "the distribution's Chromium")}`)
  const installed = [...onPath(), '/usr/bin/chromium'].find(works)
  if (installed) return installed
  throw new Trouble(`No Chromium could be had for the browser tests. Tried:\n  ${tried.join('\n  ')}`)
}

/** Finds what the printed codes are read with, poppler and zbar beside a Chromium, or gets it from the distribution. */
import { spawnSync } from 'node:child_process'
import { browser } from './browser.mjs'
import { installDebian } from './debian.mjs'

/** Programs and the Debian packages that bring them. */
const PROGRAMS = { pdftoppm: 'poppler-utils', pdfinfo: 'poppler-utils', pdffonts: 'poppler-utils', zbarimg: 'zbar-tools' }

const absent = () => Object.keys(PROGRAMS).filter((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error !== undefined)

/**
 * Leaves the browser's path in `CHROME_PATH`.
 * @returns {Promise<string | undefined>} why they cannot all be had
 */
export async function readers() {
  let installed = ''
  if (absent().length > 0) {
    const packages = [...new Set(absent().map((name) => PROGRAMS[name]))]
    installed = await installDebian(packages, packages.join(' and '))
  }
  if (absent().length > 0) return `${absent().join(', ')} missing (apt-get: ${installed})`
  try {
    process.env.CHROME_PATH = await browser()
  } catch (error) {
    return error.message
  }
}

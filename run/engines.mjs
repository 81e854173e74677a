/** `npm run test:engines`: the journey in Chromium, Firefox and WebKitGTK, after getting whichever of them and their drivers this machine lacks. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { browser } from './browser.mjs'
import { build } from './build.mjs'
import { command, handOver, inProject, run, Trouble, toolEnvironment } from './command.mjs'
import { installDebian } from './debian.mjs'
import { install, node24 } from './install.mjs'
import { step } from './progress.mjs'

/** Programs that have to be on PATH, and Debian's packages that have them. */
const PROGRAMS = { 'firefox-esr': 'firefox-esr', WebKitWebDriver: 'webkit2gtk-driver', Xvfb: 'xvfb' }

const onPath = (program) => (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, program)))
const missing = () => Object.entries(PROGRAMS).filter(([program]) => !onPath(program))

async function engines() {
  const lacking = missing().map(([, name]) => name)
  if (lacking.length === 0) return 'here'
  const outcome = await installDebian(lacking, lacking.join(', '))
  const still = missing().map(([program]) => program)
  if (still.length > 0) throw new Trouble(`${still.join(', ')} could not be had: ${outcome}`)
  return outcome
}

/** The drivers' packages stand apart, so that the product's own installation stays small. */
async function drivers() {
  const folder = inProject('tests/engines')
  const stamp = join(folder, 'node_modules/.installed')
  const wanted = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return 'up to date'
  rmSync(stamp, { force: true })
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--prefix', folder], { quiet: true })
  if (code !== 0) throw new Trouble(`The drivers could not be installed: npm ci ended with code ${code}.\n\n${output}`)
  writeFileSync(stamp, wanted)
  return 'installed'
}

await command(async () => {
  await step('Packages', install)
  await step('Drivers', drivers)
  await step('Engines', engines)
  await step('Site', build)
  process.env.CHROME_PATH = await browser()
  const node = node24()
  const args = ['--disable-warning=ExperimentalWarning', inProject('tests/engines/main.ts'), ...process.argv.slice(2)]
  handOver(node, args, { env: toolEnvironment(node) })
})

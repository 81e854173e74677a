/** `npm run bench:phone`: what it compares with is installed beside the bench; the product itself needs none of it. */
import { existsSync } from 'node:fs'
import { browser } from './browser.mjs'
import { build } from './build.mjs'
import { command, handOver, inProject, run, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'

await command(async () => {
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  say(`Site: ${await build()}`)
  const folder = inProject('tests', 'bench', 'phone')
  if (!existsSync(`${folder}/node_modules`)) {
    // No scripts: one of them asks for a tool of its makers.
    const { code, output } = await run(
      'npm',
      ['install', '--prefix', folder, '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'],
      { quiet: true },
    )
    if (code !== 0) throw new Trouble(`What the bench compares with could not be installed:\n${output}`)
  }
  const node = node24()
  const env = { ...toolEnvironment(node), CHROME_PATH: process.env.CHROME_PATH ?? (await browser()) }
  handOver(node, ['--disable-warning=ExperimentalWarning', `${folder}/phone.ts`, ...process.argv.slice(2)], { env })
})

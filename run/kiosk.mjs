/** `npm run test:kiosk`: thousands of respondents on two tablets, with power cuts (tests/kiosk/run.ts). */
import { browser } from './browser.mjs'
import { build } from './build.mjs'
import { command, handOver, inProject, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'

await command(async () => {
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  say(`Site: ${await build()}`)
  const node = node24()
  const env = { ...toolEnvironment(node), CHROME_PATH: await browser() }
  handOver(node, ['--disable-warning=ExperimentalWarning', inProject('tests/kiosk/run.ts'), ...process.argv.slice(2)], { env })
})

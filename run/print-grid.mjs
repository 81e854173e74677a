/** `npm run test:print`: every venue's printed matter, read in every condition. */
import { build } from './build.mjs'
import { command, handOver, inProject, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'
import { readers } from './readers.mjs'

await command(async () => {
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  const missing = await readers()
  if (missing !== undefined) throw new Trouble(missing)
  say(`Site: ${await build()}`)
  const node = node24()
  const script = inProject('tests', 'print', 'grid.ts')
  handOver(node, ['--disable-warning=ExperimentalWarning', script, ...process.argv.slice(2)], { env: toolEnvironment(node) })
})

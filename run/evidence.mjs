/** `npm run evidence:demo`, `npm run evidence:attack`, `npm run evidence:anomaly`: long checks of the evidence, which print figures. */
import { existsSync } from 'node:fs'
import { build } from './build.mjs'
import { command, handOver, inProject, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'

await command(async () => {
  const [what, ...more] = process.argv.slice(2)
  const script = inProject('tests', 'evidence', `${what}.ts`)
  if (!what || !existsSync(script)) throw new Trouble(`There is no tests/evidence/${what}.ts.`)
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  say(`Site: ${await build()}`)
  const node = node24()
  handOver(node, ['--disable-warning=ExperimentalWarning', script, ...more], { env: toolEnvironment(node) })
})

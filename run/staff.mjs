/** `npm run staff -- <command>`: the staff command line. Only its own words go to standard output. */
import { existsSync } from 'node:fs'
import { build } from './build.mjs'
import { command, handOver, inProject, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say, screen } from './progress.mjs'

await command(async () => {
  screen.stream = process.stderr
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  if (!existsSync(inProject('dist'))) say(`Site: ${await build()}`)
  const node = node24()
  const args = ['--disable-warning=ExperimentalWarning', inProject('src/collector/staff.ts'), ...process.argv.slice(2)]
  handOver(node, args, { env: toolEnvironment(node) })
})

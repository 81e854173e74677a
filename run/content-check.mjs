/** `npm run content:check`: every mistake of the content in one run. A site that cannot be built is one of them, and does not hide the others. */
import { build } from './build.mjs'
import { command, handOver, inProject, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'

await command(async () => {
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  const args = process.argv.slice(2)
  try {
    say(`Site: ${await build()}`)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
    args.push('--without-pages')
  }
  const node = node24()
  const script = inProject('tests/content-check/main.ts')
  handOver(node, ['--disable-warning=ExperimentalWarning', script, ...args], { env: toolEnvironment(node) })
})

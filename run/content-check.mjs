/**
 * `npm run content:check`: every mistake of the content in one run.
 *
 * The files come first: with a mistake that would stop the build there is no build, and its output hides nothing. Otherwise the site is built, and its pages are
 * checked as well.
 */
import { build } from './build.mjs'
import { command, handOver, inProject, run, Trouble, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { say } from './progress.mjs'

await command(async () => {
  const packages = await install()
  if (packages !== 'up to date') say(`Packages: ${packages}`)
  const args = process.argv.slice(2)
  const node = node24()
  const env = toolEnvironment(node)
  const check = ['--disable-warning=ExperimentalWarning', inProject('tests/content-check/main.ts'), ...args]
  const { code } = await run(node, [...check, '--files'], { env, quiet: true })
  if (code === 0) await buildSite(args)
  else args.push('--without-pages')
  handOver(node, [...check.slice(0, 2), ...args], { env })
})

async function buildSite(args) {
  try {
    say(`Site: ${await build()}`)
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    say(error.message)
    args.push('--without-pages')
  }
}

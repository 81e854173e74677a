/** `npm start`: installs and builds what is missing or changed, then serves the site and its collector. */
import { build } from './build.mjs'
import { command, handOver, inProject, toolEnvironment } from './command.mjs'
import { install, node24 } from './install.mjs'
import { step } from './progress.mjs'

await command(async () => {
  await step('Packages', install)
  await step('Site', build)
  const node = node24()
  const args = ['--disable-warning=ExperimentalWarning', inProject('src/collector/main.ts')]
  handOver(node, args, { env: toolEnvironment(node), server: true })
})

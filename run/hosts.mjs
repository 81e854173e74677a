/** `npm run hosts`: writes what static hosts, nginx and Caddy read, from the one source of the headers. */
import { command, handOver, inProject, toolEnvironment } from './command.mjs'
import { node24 } from './install.mjs'

await command(async () => {
  const node = node24()
  handOver(node, [inProject('deploy/write-hosts.ts')], { env: toolEnvironment(node) })
})

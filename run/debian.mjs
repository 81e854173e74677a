/** Packages of the distribution that the tests need and the machine lacks, where this account may install them. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { run } from './command.mjs'
import { ticking } from './progress.mjs'

const LOCK_WAIT_MS = 120_000
const APT_OPTIONS = ['-o', `DPkg::Lock::Timeout=${LOCK_WAIT_MS / 1000}`, '-o', 'Acquire::Retries=3']

/** The words before a command that needs root: none for root, `sudo` where it asks for no password. */
function rootPrefix() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

/**
 * apt's own lock option covers installing, not the lists and the downloads; another apt at work there is waited for here.
 * @param {readonly string[]} words
 */
async function waitForApt(words) {
  const isLocked = (output) => /could not get lock|unable to (lock|acquire)/i.test(output)
  const deadline = performance.now() + LOCK_WAIT_MS
  for (;;) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
    const { code, output } = await run(words[0], words.slice(1), { env, quiet: true })
    if (code === 0 || !isLocked(output) || performance.now() > deadline) return { code, output }
    await new Promise((wake) => setTimeout(wake, 3000))
  }
}

/**
 * @param {readonly string[]} packages
 * @param {string} what for whoever waits
 * @returns {Promise<string>} what came of it
 */
export async function installDebian(packages, what) {
  if (!existsSync('/usr/bin/apt-get')) return 'no apt-get here'
  const prefix = rootPrefix()
  if (prefix === undefined) return `not root, and no sudo without a password (run: sudo apt-get install ${packages.join(' ')})`
  const apt = [...prefix, 'apt-get', '-y', ...APT_OPTIONS]
  const stopTicking = ticking(`Installing ${what} (apt-get)`)
  // Old lists are often good enough, so a failed update is not the end.
  await waitForApt([...apt, 'update'])
  const { code, output } = await waitForApt([...apt, 'install', '--no-install-recommends', ...packages])
  stopTicking()
  if (code === 0) return 'installed'
  return `code ${code}: ${output.trim().split('\n').slice(-3).join(' | ')}`
}

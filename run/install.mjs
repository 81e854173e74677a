/** Brings node_modules up to date, and finds the Node the product needs. Runs before there is any package. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter } from 'node:path'
import { command, inProject, isStarted, run, Trouble } from './command.mjs'
import { step, ticking } from './progress.mjs'

const NODE_NEEDED = 24
const STAMP = inProject('node_modules/.installed')
/** No package's own script runs: none is needed, and it is where a package that was tampered with would begin. */
const INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--include=optional', '--loglevel=notice']

/** What node_modules was made from: the lock file, for this kind of machine. */
function lockHash() {
  const hash = createHash('sha256').update(readFileSync(inProject('package-lock.json')))
  return hash.update(`${process.platform} ${process.arch}`).digest('hex')
}

/**
 * npm as the machine has it. `npm run` puts node_modules/.bin first on PATH, where the Node of the packages is, and an
 * installation must not run on a program that it is about to delete.
 */
function machineEnvironment() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return { ...process.env, PATH: folders.filter((folder) => folder !== inProject('node_modules/.bin')).join(delimiter) }
}

/** What of npm's output tells the reason: it comes first among the errors, and pages of usage may follow. @param {string} output */
function tellingLines(output) {
  const lines = output.trim().split('\n')
  const errors = lines.filter((line) => /^npm (error|ERR!)/.test(line))
  const telling = errors.length > 0 ? errors : lines.slice(-20)
  return telling.length <= 20 ? telling.join('\n') : [...telling.slice(0, 16), '…', ...telling.slice(-3)].join('\n')
}

/** Installs what package-lock.json names, unless that was done. Returns what happened, in words. */
export async function install() {
  const wanted = lockHash()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return 'up to date'
  // The stamp goes first and comes back last: an installation that was cut off is done again.
  rmSync(STAMP, { force: true })
  const stopTicking = ticking('Installing packages (npm ci)')
  // npm puts off Ctrl-C until it is done. It may be cut off: without the stamp the next command begins anew.
  const { code, output } = await run('npm', INSTALL, { env: machineEnvironment(), quiet: true, stopWith: 'SIGKILL' })
  stopTicking()
  if (code !== 0) {
    throw new Trouble(`The packages could not be installed: npm ci ended with code ${code}.\n\n${tellingLines(output)}`)
  }
  writeFileSync(STAMP, wanted)
  return 'installed'
}

/** The version of a Node program, 0 when it does not run here (another processor, another C library). */
function majorVersion(program) {
  const { stdout } = spawnSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' })
  return Number.parseInt(stdout ?? '', 10) || 0
}

/** The path of a Node 24 or later: the one running this, or the one among the packages. */
export function node24() {
  const running = Number.parseInt(process.versions.node, 10)
  if (running >= NODE_NEEDED && existsSync(process.execPath)) return process.execPath
  const packaged = inProject(`node_modules/node-${process.platform}-${process.arch}/bin/node`)
  if (majorVersion(packaged) >= NODE_NEEDED) return packaged
  throw new Trouble(
    `This needs Node ${NODE_NEEDED} or later. The one running is ${process.version}, and the packages hold none that runs on ` +
      `${process.platform} ${process.arch} (they hold one for Linux with glibc on x64 and arm64).\n` +
      `Install Node ${NODE_NEEDED} from https://nodejs.org/ or with your package manager, then try again.`,
  )
}

if (isStarted(import.meta.url)) await command(() => step('Packages', install))

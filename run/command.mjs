/** Running other programs: one that is waited for, and one this process hands itself over to. */
import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { endWithParent } from './parent.mjs'
import { screen } from './progress.mjs'

export const root = resolve(import.meta.dirname, '..')

/** @param {string} path inside the project */
export const inProject = (...path) => join(root, ...path)

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/** The code a shell reports for a process ended by this signal. */
const signalCode = (signal) => 128 + (constants.signals[signal] ?? 0)

/**
 * The environment for the project's tools: the Node given comes first on PATH, so that what they start runs on it too.
 * @param {string} node
 */
export function toolEnvironment(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, ASTRO_TELEMETRY_DISABLED: '1' }
}

/**
 * Runs a program to its end. `quiet` keeps its output for the caller instead of showing it.
 * A program that could not be started gives code 127 and the reason as its output, as in a shell.
 * When this process is told to stop, the program is stopped first (`stopWith` another signal, if given) and then this process ends.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, quiet?: boolean, timeoutMs?: number, stopWith?: NodeJS.Signals }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { env = process.env, quiet = false, timeoutMs, stopWith } = {}) {
  const shown = screen.stream.fd
  // With a time limit the program leads a group of its own: ending the group ends its helpers (a download, say) as well.
  const detached = timeoutMs !== undefined
  const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : [detached ? 'ignore' : 'inherit', shown, shown]
  return new Promise((done) => {
    const child = spawn(command, args, { cwd: root, env, stdio, detached })
    let output = ''
    let stopped
    const end = (signal) => {
      try {
        process.kill(detached ? -child.pid : child.pid, signal)
      } catch {
        // It is gone already.
      }
    }
    const stop = (signal) => {
      stopped = signal
      end(stopWith ?? signal)
    }
    const limit = detached ? setTimeout(() => end('SIGKILL'), timeoutMs) : undefined
    for (const signal of SIGNALS) process.on(signal, stop)
    const finish = (code) => {
      clearTimeout(limit)
      for (const signal of SIGNALS) process.off(signal, stop)
      if (stopped) process.exit(signalCode(stopped))
      done({ code, output })
    }
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.on('error', (error) => {
      output += error.code === 'ENOENT' ? `${command} was not found` : error.message
      finish(127)
    })
    child.on('close', (code, signal) => finish(code ?? signalCode(signal)))
  })
}

/**
 * Hands over to a program: passes signals on and ends with its code.
 *
 * A server gets a group of its own (`server: true`). Ctrl-C reaches every process of the terminal's group, and npm passes the
 * signal on once more; a server that hears it two or three times would be cut off in the middle of its clean stop. So only this
 * process hears the terminal, and it passes a signal on once, unless it is repeated more than a second later on purpose.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, server?: boolean }} [options]
 */
export function handOver(command, args, { env = process.env, server = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: [server ? 'ignore' : 'inherit', 'inherit', 'inherit'],
    detached: server,
  })
  let heard = Number.NEGATIVE_INFINITY
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (performance.now() - heard < 1000) return
      heard = performance.now()
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    })
  }
  child.on('error', (error) => {
    console.error(error.message)
    process.exit(127)
  })
  child.on('exit', (code, signal) => process.exit(code ?? signalCode(signal)))
}

/** Ends a command with a sentence instead of a stack; the stack is for what was not foreseen. */
export class Trouble extends Error {}

/** A command's whole work, from its first line to its end. @param {() => Promise<void>} main */
export async function command(main) {
  endWithParent()
  try {
    await main()
  } catch (error) {
    console.error(error instanceof Trouble ? `\n${error.message}` : error)
    process.exit(1)
  }
}

/** Whether this module is the one that was started. @param {string} url its import.meta.url */
export const isStarted = (url) => process.argv[1] !== undefined && fileURLToPath(url) === realpathSync(process.argv[1])

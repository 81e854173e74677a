/**
 * Runs a store's work in a process of its own that kills itself (SIGKILL) just before its nth statement: what a power cut leaves at each point of it.
 *
 *     WORK=… node killed-at.ts N     WORK is the address of a module whose `default` is the work; what it needs is in the environment
 */
import { spawnSync } from 'node:child_process'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import pg from 'pg'

type Call = (...given: unknown[]) => unknown

function countDown(prototype: object, names: readonly string[], from: number): void {
  const calls = prototype as Record<string, Call>
  for (const name of names) {
    const real = calls[name] as Call
    calls[name] = function (this: unknown, ...given: unknown[]) {
      if (--left.calls < 0) process.kill(process.pid, 'SIGKILL')
      return real.apply(this, given)
    }
  }
  left.calls = from
}
const left = { calls: Number.POSITIVE_INFINITY }

if (process.argv[1] === import.meta.filename) {
  const n = Number(process.argv[2])
  countDown(DatabaseSync.prototype, ['exec'], n)
  countDown(StatementSync.prototype, ['run', 'get', 'all'], n)
  countDown(pg.Client.prototype, ['query'], n)
  const { default: work } = await import(process.env.WORK ?? '')
  await work()
}

/**
 * Gives true once the work came to its end, false where it was killed before. Throws where it failed by itself.
 * @param work a module whose `default` does it
 */
export function killedAt(statement: number, work: string, env: Readonly<Record<string, string>>): boolean {
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', import.meta.filename, String(statement)],
    { env: { ...process.env, ...env, WORK: work }, encoding: 'utf8' },
  )
  if (signal === 'SIGKILL') return false
  if (status !== 0) throw new Error(stderr)
  return true
}

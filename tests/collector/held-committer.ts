/** A store for group commit whose commits end when a test says so, under a clock that it moves on itself (`vi.useFakeTimers`). */
import { vi } from 'vitest'
import type { Committer, groupCommit } from '../../src/collector/group-commit.ts'
import type { Submission } from '../../src/collector/store/store.ts'

export const submission = (id: string): Submission => ({ id, leaf: 'w/i/p', keys: [] })

/** A committer whose commits end when the test says so. */
export function heldCommitter() {
  const batches: string[][] = []
  const events: string[] = []
  const ends: { resolve: (numbers: readonly number[]) => void; reject: (error: Error) => void }[] = []
  let isEmpty = true
  const committer: Committer = {
    commit: (batch, day) => {
      batches.push(batch.map(({ id }) => id))
      events.push(`commit ${day}`)
      return new Promise((resolve, reject) => ends.push({ resolve, reject }))
    },
    settle: async (day) => {
      events.push(`settle ${day}`)
      return isEmpty
    },
  }
  return {
    committer,
    batches,
    events,
    settles: () => events.filter((event) => event.startsWith('settle')).length,
    end: async (error?: Error) => {
      const end = ends.shift()
      if (error) end?.reject(error)
      else end?.resolve((batches[batches.length - 1 - ends.length] ?? []).map((id) => id.charCodeAt(0)))
      await vi.advanceTimersByTimeAsync(0)
    },
    somebodyReads: (reads: boolean) => {
      isEmpty = !reads
    },
  }
}

export const options = (more: Partial<Parameters<typeof groupCommit>[1]> = {}) => ({
  limit: 5,
  // Under a clock that stands still Node's loop does not turn.
  turn: async () => undefined,
  idleMs: 250,
  busyMs: 5_000,
  today: () => '2026-06-15',
  onFault: () => undefined,
  ...more,
})

/** Whether a promise has been answered yet, without waiting for it. */
export function watched(promise: Promise<unknown>): { state: 'open' | 'counted' | 'refused'; error?: Error } {
  const seen: ReturnType<typeof watched> = { state: 'open' }
  promise.then(
    () => {
      seen.state = 'counted'
    },
    (error: Error) => {
      seen.state = 'refused'
      seen.error = error
    },
  )
  return seen
}

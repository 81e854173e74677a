/**
 * Natural batching: one batch is in flight, and the next is whatever arrived meanwhile. No timer: a quiet collector commits at once, a busy one in
 * large batches (reliability.md, section 4: it beat every timer). An acknowledgement follows its commit, never goes before it.
 */
import type { Submission } from './store/store.ts'

/** What a batch is handed to. */
export interface Committer {
  commit(batch: readonly Submission[], day: string): Promise<readonly number[]>
  settle(day: string): Promise<boolean>
}

export interface GroupCommitOptions {
  /** Submissions that may wait before new ones are refused. */
  readonly limit: number
  /** Quiet time before the journal is emptied, in milliseconds. */
  readonly idleMs: number
  /** Time after which it is emptied although it never was quiet. */
  readonly busyMs: number
  /** Today, YYYY-MM-DD. */
  readonly today: () => string
  readonly onFault: (error: Error) => void
}

/** Thrown to a submitter when too many wait, or when the commit failed: nothing was counted, and it may be sent again. */
export class NotCounted extends Error {
  override name = 'NotCounted'
}

interface Waiting {
  readonly submission: Submission
  readonly resolve: (batch: number) => void
  readonly reject: (error: NotCounted) => void
}

export interface GroupCommit {
  /** Resolves once the submission is on disk (or was already), with what the store says of its leaf. Rejects with NotCounted. */
  submit(submission: Submission): Promise<number>
  /** Resolves when nothing waits and the journal has been emptied (or somebody else was reading, and it will be). */
  drained(): Promise<void>
  /** As `drained`; the journal is not looked at again. */
  stopped(): Promise<void>
  readonly waiting: () => number
}

export function groupCommit(committer: Committer, { limit, idleMs, busyMs, today, onFault }: GroupCommitOptions): GroupCommit {
  let queue: Waiting[] = []
  let running: Promise<void> | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let settledAt = performance.now()

  async function run(): Promise<void> {
    // What arrives in the same turn goes together; and `running` is set by the time that the first commit can fail.
    await Promise.resolve()
    while (queue.length > 0) {
      const batch = queue
      queue = []
      try {
        const numbers = await committer.commit(
          batch.map(({ submission }) => submission),
          today(),
        )
        for (const [index, { resolve }] of batch.entries()) resolve(numbers[index] as number)
      } catch (error) {
        onFault(error as Error)
        for (const { reject } of batch) reject(new NotCounted('the commit failed'))
      }
      if (performance.now() - settledAt > busyMs) await settle()
    }
    running = undefined
    settleLater()
  }

  function settleLater(): void {
    clearTimeout(idle)
    idle = setTimeout(settle, idleMs)
  }

  async function settle(): Promise<void> {
    settledAt = performance.now()
    try {
      const isEmpty = await committer.settle(today())
      if (!isEmpty && running === undefined) settleLater()
    } catch (error) {
      onFault(error as Error)
    }
  }

  async function drained(): Promise<void> {
    while (running !== undefined) await running
    clearTimeout(idle)
    await settle()
  }

  return {
    submit: (submission) =>
      new Promise((resolve, reject) => {
        if (queue.length >= limit) return reject(new NotCounted('too many submissions wait'))
        queue.push({ submission, resolve, reject })
        clearTimeout(idle)
        running ??= run()
      }),
    drained,
    stopped: async () => {
      await drained()
      clearTimeout(idle)
    },
    waiting: () => queue.length,
  }
}

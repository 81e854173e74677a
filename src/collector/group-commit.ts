/**
 * Natural batching: one batch is in flight, and the next is whatever arrived meanwhile. No timer: a quiet collector commits at once, a busy one in
 * large batches (reliability.md, section 4: it beat every timer). An acknowledgement follows its commit, never goes before it.
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { BadSubmission, StoreFault, TROUBLES } from './store/fault.ts'
import type { Submission } from './store/store.ts'

/** What a batch is handed to. */
export interface Committer {
  commit(batch: readonly Submission[], day: string): Promise<readonly number[]>
  settle(day: string): Promise<boolean>
}

export interface GroupCommitOptions {
  /** Submissions that may wait before new ones are refused. */
  readonly limit: number
  /** How long the first of those that wait may have waited before new ones are refused, in ms: who waits longer than that is better served by coming again. */
  readonly patienceMs?: number
  /** Submissions that go into one transaction at most, so that none takes long. */
  readonly largest?: number
  /** Resolves when all that the network has brought by now has been read; left out, with this turn of Node's loop. */
  readonly turn?: () => Promise<unknown>
  /** Quiet time before the journal is emptied, in milliseconds. */
  readonly idleMs: number
  /** Time after which it is emptied although it never was quiet. */
  readonly busyMs: number
  /** Today, YYYY-MM-DD. */
  readonly today: () => string
  readonly onFault: (error: Error) => void
}

/** Thrown to a submitter when too many wait, or when the commit failed: she has no acknowledgement, and sends again. The message says what is wrong. */
export class NotCounted extends Error {
  override name = 'NotCounted'
}

interface Waiting {
  /** Left out by who only asks whether the store can count. */
  readonly submission: Submission | undefined
  /** By `performance.now()`. */
  readonly since: number
  readonly resolve: (batch: number) => void
  readonly reject: (error: Error) => void
}

export interface GroupCommit {
  /**
   * Resolves once the submission is on disk (or was already), with what the store says of its leaf. Rejects with NotCounted, and with BadSubmission where the
   * store will not have this one, ever; those that came with it are counted all the same.
   */
  submit(submission: Submission): Promise<number>
  /** Resolves where the store lets itself be written, by going with the next batch. Rejects with NotCounted, whose message says what is wrong. */
  probe(): Promise<void>
  /** Resolves when nothing waits and the journal has been emptied (or somebody else was reading, and it will be). */
  drained(): Promise<void>
  /** As `drained`; the journal is not looked at again. */
  stopped(): Promise<void>
  readonly waiting: () => number
}

export function groupCommit(
  committer: Committer,
  {
    limit,
    patienceMs = Number.POSITIVE_INFINITY,
    largest = 5_000,
    turn = turnOfTheLoop,
    idleMs,
    busyMs,
    today,
    onFault,
  }: GroupCommitOptions,
): GroupCommit {
  let queue: Waiting[] = []
  let running: Promise<void> | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  let settledAt = performance.now()

  async function run(): Promise<void> {
    while (queue.length > 0) {
      // Whatever the network has brought by now goes together: a batch of the first alone would have all others wait for its sync.
      await turn()
      const batch = queue.slice(0, largest)
      queue = queue.slice(largest)
      await count(batch)
      if (performance.now() - settledAt > busyMs) await settle()
    }
    running = undefined
    settleLater()
  }

  /** Commits what waits together; where one of them is no good, in halves, until that one is found. */
  async function count(batch: readonly Waiting[]): Promise<void> {
    const submissions: Submission[] = []
    for (const { submission } of batch) if (submission) submissions.push(submission)
    try {
      const numbers = await committer.commit(submissions, today())
      let at = 0
      for (const { submission, resolve } of batch) resolve(submission ? (numbers[at++] as number) : 0)
    } catch (error) {
      if (!(error instanceof BadSubmission)) return refuse(batch, error as Error)
      if (submissions.length < batch.length) {
        // Who only asked is answered by what becomes of the rest.
        await count(batch.filter(({ submission }) => submission))
        return count(batch.filter(({ submission }) => !submission))
      }
      if (batch.length === 1) {
        onFault(error)
        return batch[0]?.reject(error)
      }
      const half = Math.ceil(batch.length / 2)
      await count(batch.slice(0, half))
      await count(batch.slice(half))
    }
  }

  function refuse(batch: readonly Waiting[], error: Error): void {
    onFault(error)
    const reason = TROUBLES[error instanceof StoreFault ? error.trouble : 'failing']
    for (const { reject } of batch) reject(new NotCounted(reason))
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

  const wait = (submission?: Submission): Promise<number> =>
    new Promise((resolve, reject) => {
      const since = performance.now()
      if (queue.length >= limit || since - (queue[0]?.since ?? since) > patienceMs)
        return reject(new NotCounted('too many submissions wait'))
      queue.push({ submission, since, resolve, reject })
      clearTimeout(idle)
      running ??= run()
    })

  return {
    submit: wait,
    probe: async () => void (await wait()),
    drained,
    stopped: async () => {
      await drained()
      clearTimeout(idle)
    },
    waiting: () => queue.length,
  }
}

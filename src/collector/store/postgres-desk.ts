/**
 * The connection for all that is no batch, and who excludes whom.
 *
 * A batch holds `counter` as every writer does (ROW EXCLUSIVE). Whoever lets the gate look at it, turns the window or closes a wave takes
 * SHARE ROW EXCLUSIVE, which lets nobody else write and nobody else do the same, so no batch sees half a release and no release is made twice. Locks
 * are taken before a statement's snapshot is, so whoever waited sees what was done meanwhile.
 */
import { StoreFault } from './fault.ts'
import { migrate } from './postgres-schema.ts'
import { type Ask, openSession, type Session, type SessionOptions } from './postgres-session.ts'

export interface Desk extends Session {
  /** Work that no batch may fall into, and that no two collectors do at once. @param mode of the lock; ACCESS EXCLUSIVE for who replaces the table */
  readonly exclusively: <T>(work: (ask: Ask) => Promise<T>, mode?: 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE') => Promise<T>
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Connects, and brings the store up to this collector's version. Throws where that can't be done. @param patienceMs for so long a server that is not there yet is waited for */
export async function openDesk({ patienceMs, ...options }: SessionOptions & { readonly patienceMs: number }): Promise<Desk> {
  const session = openSession(options)
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      await migrate(session)
      break
    } catch (error) {
      const isAway = error instanceof StoreFault && error.trouble !== 'failing'
      if (!isAway || performance.now() > until) {
        await session.close()
        throw error
      }
      await pause(500)
    }
  }
  return {
    ...session,
    exclusively: (work, mode = 'SHARE ROW EXCLUSIVE') =>
      session.transaction(async (ask) => {
        await ask(`LOCK TABLE counter IN ${mode} MODE`)
        return work(ask)
      }),
  }
}

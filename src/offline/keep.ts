/**
 * Keeping a pack on this phone, and taking it away again. Nothing is installed before somebody asks for it.
 *
 * Needs a secure context: over plain http (a round table's laptop) there are no workers, and pages then offer nothing.
 */
import { type KeepAnswer, type KeepMessage, readCacheName, WHOLE, WORKER_URL } from './pack.ts'

export type KeepOutcome = Exclude<KeepAnswer, number>

/** The pack of a tablet on a stand. */
export const KIOSK_PACK = 'kiosk'

/** How long to wait for the worker to start, and for the next sign of life of one that keeps. */
const START_MS = 20_000
const SILENCE_MS = 90_000

export const canKeep = (): boolean => isSecureContext && 'serviceWorker' in navigator && 'caches' in self

/** The caches of a pack, of all builds. */
const cachesOf = async (pack: string): Promise<string[]> =>
  (await caches.keys()).filter((name) => readCacheName(name)?.pack === pack)

export async function isKept(pack: string): Promise<boolean> {
  for (const name of await cachesOf(pack)) if (await caches.match(WHOLE, { cacheName: name })) return true
  return false
}

/** Keeps a pack; `tell` hears how much is here, from 0 to 1. What could not be kept whole leaves nothing behind. */
export async function keep(pack: string, tell: (share: number) => void): Promise<KeepOutcome> {
  const outcome = await install(pack, tell).catch((): KeepOutcome => 'failed')
  if (outcome !== 'kept') await drop(pack)
  return outcome
}

/** Takes a pack away, and the worker with the last of them. Also stops one that is being kept. */
export async function drop(pack: string): Promise<void> {
  await Promise.all((await cachesOf(pack)).map((name) => caches.delete(name)))
  if ((await caches.keys()).some(readCacheName)) return
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister()
}

/**
 * For a kiosk, which is to work without a network for weeks: keeps the kiosk's pages with all they need, and asks the browser not to clear this origin's
 * stores when room gets scarce. Call it at each start: what is kept already is not fetched again.
 */
export async function keepForKiosk(tell: (share: number) => void = () => undefined): Promise<KeepOutcome | 'cannot'> {
  if (!canKeep()) return 'cannot'
  await navigator.storage?.persist?.().catch(() => false)
  return (await isKept(KIOSK_PACK)) ? 'kept' : keep(KIOSK_PACK, tell)
}

async function install(pack: string, tell: (share: number) => void): Promise<KeepOutcome> {
  await navigator.serviceWorker.register(WORKER_URL)
  const { active, waiting } = await before(START_MS, navigator.serviceWorker.ready)
  // One of a newer build, that waits for the old one's pages to be closed, needs its own.
  if (waiting) void ask(waiting, pack, () => undefined).catch(() => undefined)
  if (!active) throw new Error('no worker')
  return ask(active, pack, tell)
}

function ask(worker: ServiceWorker, pack: string, tell: (share: number) => void): Promise<KeepOutcome> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve, reject) => {
    let silence = setTimeout(reject, SILENCE_MS)
    port1.onmessage = ({ data }: MessageEvent<KeepAnswer>) => {
      clearTimeout(silence)
      if (typeof data === 'string') {
        // Files that were under way when one failed still arrive, and are no news.
        port1.close()
        return resolve(data)
      }
      silence = setTimeout(reject, SILENCE_MS)
      tell(data)
    }
    worker.postMessage({ keep: pack } satisfies KeepMessage, [port2])
  })
}

const before = <T>(ms: number, work: Promise<T>): Promise<T> =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(reject, ms))])

/**
 * The kiosk's database on the device, and its one way in: a transaction over all of it, flushed to the disk before it counts as done (`durability: 'strict'`; a browser
 * that does not know the word ignores it). The tally of tallies is in `tally.ts`.
 *
 * | store      | key            | holds |
 * |------------|----------------|-------|
 * | `twin`     | `[name, slot]` | two copies each (twins.ts): `kiosk` is what the kiosk is, every other name a leaf |
 * | `snapshot` | `[leaf, number]` | what the gate has released, as text with its own hash |
 * | `closed`   | kiosk's name   | the signed files of tallies that were closed |
 * | `trouble`  | counts up      | what was found damaged, until staff have read it |
 */

export const DATABASE = 'kiosk'
const VERSION = 1
export const STORES = ['twin', 'snapshot', 'closed', 'trouble'] as const

/** `full`: no room on the disk. `unusable`: the browser cannot open or write the database at all. */
export type Failure = 'full' | 'unusable'

export class DeviceFailure extends Error {
  // Declared and no field: as a field it would be one helper more, in a file of its own.
  declare readonly failure: Failure
  constructor(cause: unknown) {
    super('kiosk: the device could not write', { cause })
    this.failure = (cause as DOMException | undefined)?.name === 'QuotaExceededError' ? 'full' : 'unusable'
  }
}

export type Stores = Readonly<Record<(typeof STORES)[number], IDBObjectStore>>

let opened: IDBDatabase | undefined

export const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function open(): Promise<IDBDatabase> {
  if (opened) return opened
  const request = indexedDB.open(DATABASE, VERSION)
  request.onupgradeneeded = () => {
    for (const name of STORES) request.result.createObjectStore(name, name === 'trouble' ? { autoIncrement: true } : {})
  }
  opened = await asked(request)
  opened.onclose = () => {
    opened = undefined
  }
  return opened
}

/**
 * Does all of `work` or none of it, and resolves once it is on the disk. Within it nothing may be awaited but requests of these stores. Throws DeviceFailure where
 * the device refuses, and whatever `work` throws.
 */
export async function within<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
  let transaction: IDBTransaction
  try {
    transaction = (await open()).transaction(STORES, 'readwrite', { durability: 'strict' })
  } catch (error) {
    opened = undefined
    throw new DeviceFailure(error)
  }
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(new DeviceFailure(transaction.error))
  })
  // Whoever sees `work` fail does not come to wait for it.
  done.catch(() => undefined)
  const store = (name: (typeof STORES)[number]) => transaction.objectStore(name)
  let result: T
  try {
    result = await work({ twin: store('twin'), snapshot: store('snapshot'), closed: store('closed'), trouble: store('trouble') })
  } catch (error) {
    try {
      transaction.abort()
    } catch {
      // The device has aborted it already.
    }
    throw error instanceof DOMException ? new DeviceFailure(error) : error
  }
  await done
  return result
}

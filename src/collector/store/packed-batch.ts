/**
 * A batch on its way to another thread. The names of leaves and keys, of which there are some thousands, cross once and are numbers from then on: copying twenty
 * texts for each message took longer than counting it.
 */
import type { Submission } from './store.ts'

export interface PackedBatch {
  /** Names that were never said before; they continue the numbering. */
  readonly names: readonly string[]
  /** All one-time numbers in one text, 32 digits each. */
  readonly ids: string
  /** For each submission: leaf, how many keys, the keys, and of what follows a baseline its batch and the keys for late ones. */
  readonly numbers: Uint32Array<ArrayBuffer>
}

const ID_DIGITS = 32
/** In place of the batch: there is nothing that it follows; it follows something, but it is not known what. */
const FOLLOWS_NOTHING = 0
const FOLLOWS_UNKNOWN = 1
const BATCHES_FROM = 2

/** Packs batches for one `unpacker`, which has to be given all of them in this order. */
export function packer(): (batch: readonly Submission[]) => PackedBatch {
  const known = new Map<string, number>()
  const { begin, put, taken } = numberList()
  let names: string[] = []
  const putName = (name: string): void => {
    const found = known.get(name)
    put(found ?? known.size)
    if (found !== undefined) return
    names.push(name)
    known.set(name, known.size)
  }
  const putNames = (named: readonly string[]): void => {
    put(named.length)
    for (const name of named) putName(name)
  }
  return (batch) => {
    names = []
    begin()
    let ids = ''
    for (const { id, leaf, keys, follows } of batch) {
      ids += id
      putName(leaf)
      putNames(keys)
      if (follows === undefined) put(FOLLOWS_NOTHING)
      else {
        put(follows.batch === undefined ? FOLLOWS_UNKNOWN : BATCHES_FROM + follows.batch)
        putNames(follows.late)
      }
    }
    return { names, ids, numbers: taken() }
  }
}

/** Whole numbers put one after the other, in room that is used again: a batch is many thousands of them. */
function numberList() {
  let room = new Uint32Array(1 << 12)
  let length = 0
  return {
    begin: (): void => {
      length = 0
    },
    put: (number: number): void => {
      if (length === room.length) {
        const more = new Uint32Array(2 * length)
        more.set(room)
        room = more
      }
      room[length++] = number
    },
    /** What was put since `begin`, in room of its own. */
    taken: (): Uint32Array<ArrayBuffer> => room.slice(0, length),
  }
}

export function unpacker(): (packed: PackedBatch) => Submission[] {
  const known: string[] = []
  return ({ names, ids, numbers }) => {
    for (const name of names) known.push(name)
    let at = 0
    const next = () => numbers[at++] as number
    const keysHere = () => {
      const keys: string[] = []
      for (let left = next(); left > 0; left--) keys.push(known[next()] as string)
      return keys
    }
    const batch: Submission[] = []
    for (let start = 0; start < ids.length; start += ID_DIGITS) {
      const id = ids.slice(start, start + ID_DIGITS)
      const leaf = known[next()] as string
      const keys = keysHere()
      const follows = next()
      if (follows === FOLLOWS_NOTHING) batch.push({ id, leaf, keys })
      else {
        const number = follows === FOLLOWS_UNKNOWN ? undefined : follows - BATCHES_FROM
        batch.push({ id, leaf, keys, follows: { batch: number, late: keysHere() } })
      }
    }
    return batch
  }
}

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
  return (batch) => {
    const names: string[] = []
    const numberOf = (name: string): number => {
      const found = known.get(name)
      if (found !== undefined) return found
      names.push(name)
      known.set(name, known.size)
      return known.size - 1
    }
    const numbers: number[] = []
    let ids = ''
    for (const { id, leaf, keys, follows } of batch) {
      ids += id
      numbers.push(numberOf(leaf), keys.length)
      for (const key of keys) numbers.push(numberOf(key))
      if (follows === undefined) numbers.push(FOLLOWS_NOTHING)
      else {
        numbers.push(follows.batch === undefined ? FOLLOWS_UNKNOWN : BATCHES_FROM + follows.batch, follows.late.length)
        for (const key of follows.late) numbers.push(numberOf(key))
      }
    }
    return { names, ids, numbers: new Uint32Array(numbers) }
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

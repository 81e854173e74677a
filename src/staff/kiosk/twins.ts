/**
 * Two copies of one thing, each with a checksum and a number that counts up: the newer whole one holds. What is written next goes over the other, so that
 * whatever becomes of it the last good copy stands.
 */
import { sha256 } from '../sha-256.ts'

export type Slot = 0 | 1

export interface Copy {
  /** JSON of `{ name, sequence, value }`. */
  readonly text: string
  /** SHA-256 of the text. */
  readonly check: string
}

export type Twins<T> =
  | { readonly kind: 'empty' }
  | {
      readonly kind: 'good'
      readonly value: T
      readonly sequence: number
      /** Where it stands. */
      readonly slot: Slot
      /** Whether the other copy says the same. */
      readonly isSettled: boolean
      /** Whether the other copy is damaged or missing. */
      readonly isAlone: boolean
    }
  /** Something is there, and no copy of it is whole. */
  | { readonly kind: 'lost' }

export function copyOf(name: string, sequence: number, value: unknown): Copy {
  const text = JSON.stringify({ name, sequence, value })
  return { text, check: sha256(text) }
}

/** What two copies hold. `name` is in each, so that a copy of another thing, or from elsewhere, is none. */
export function readTwins<T>(name: string, copies: readonly [unknown, unknown]): Twins<T> {
  if (copies.every((copy) => copy === undefined)) return { kind: 'empty' }
  const whole = ([0, 1] as const).flatMap((slot) => {
    const read = readCopy<T>(name, copies[slot])
    return read ? [{ ...read, slot }] : []
  })
  const [newest, other] = whole.sort((a, b) => b.sequence - a.sequence)
  if (!newest) return { kind: 'lost' }
  const isSettled = JSON.stringify(newest.value) === JSON.stringify(other?.value)
  return { kind: 'good', ...newest, isSettled, isAlone: other === undefined }
}

function readCopy<T>(name: string, copy: unknown): { value: T; sequence: number } | undefined {
  const { text, check } = (copy ?? {}) as Partial<Copy>
  if (typeof text !== 'string' || sha256(text) !== check) return undefined
  try {
    const { name: stated, sequence, value } = JSON.parse(text) as { name: unknown; sequence: number; value: T }
    return stated === name && Number.isSafeInteger(sequence) ? { value, sequence } : undefined
  } catch {
    return undefined
  }
}

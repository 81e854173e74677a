/**
 * What a kiosk hands over: every snapshot that its gate has released since its tally began, in one signed file. Exporting again gives the same snapshots and
 * those since, so that files may be merged in any order and any number of times.
 *
 * The signature is an HMAC with the kiosk's pairing key (protocol/pairing-code). It proves that whoever made the file held that key, and that nothing was
 * changed since. It does not prove that people stood behind the answers: who holds the tablet and its key can invent them.
 */
import type { Rest } from './gate/close.ts'
import { canonicalText, type Snapshot, snapshotFileName } from './gate/snapshot.ts'
import { type GivenFile, LARGEST_FILE } from './kiosk-files.ts'

export const KIOSK_FORMAT = 'eso-es-cuento/kiosk@1'

export interface KioskExport {
  readonly format: typeof KIOSK_FORMAT
  /** `pairingName` of the pairing, or `unpaired`: a kiosk that was started without a collector. */
  readonly pairing: string
  readonly venue: string
  /** ISO week. */
  readonly week: string
  /** `open` while it counts; once closed, what became of the people whom no snapshot holds. */
  readonly state: 'open' | readonly Rest[]
  readonly snapshots: readonly Snapshot[]
}

/** Text → hexadecimal HMAC-SHA-256, with a key that only the caller knows. What is signed is a digest, so that a collector can check it without the file. */
export type Sign = (digest: string) => string

export const UNSIGNED = 'unsigned'

/** The file's text. Without a key it says that it is unsigned. */
export function writeKioskExport(content: KioskExport, hash: (text: string) => string, sign: Sign | undefined): string {
  return JSON.stringify({ ...content, signature: sign ? sign(hash(canonicalText(content))) : UNSIGNED })
}

export interface ReadExport {
  readonly content: KioskExport
  /** What was signed, and the signature: whoever has the key compares. */
  readonly digest: string
  readonly signature: string
}

/** A kiosk's file, or undefined where the text is something else; its snapshots are judged one by one, as those that come alone are. */
export function readKioskExport(text: string, hash: (text: string) => string): ReadExport | undefined {
  let value: unknown
  try {
    value = text.length > LARGEST_EXPORT ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
  const file = value as (KioskExport & { readonly signature?: unknown }) | null
  if (typeof file !== 'object' || file === null || file.format !== KIOSK_FORMAT) return undefined
  const { signature, ...content } = file
  const { pairing, snapshots } = content
  if (typeof pairing !== 'string' || typeof signature !== 'string' || !Array.isArray(snapshots)) return undefined
  return { content, digest: hash(canonicalText(content)), signature }
}

/** Snapshots of many weeks; one has `LARGEST_FILE` characters at most. */
export const LARGEST_EXPORT = 20 * LARGEST_FILE

/** The snapshots of a kiosk's file as files of their own, named after it. */
export function filesIn(name: string, { snapshots }: KioskExport): readonly GivenFile[] {
  return snapshots.map((snapshot, index) => ({
    name: `${name} · ${nameOf(snapshot) ?? index + 1}`,
    text: JSON.stringify(snapshot),
  }))
}

/** Nothing is known of a snapshot before it is judged. */
function nameOf(snapshot: Snapshot): string | undefined {
  try {
    return snapshotFileName(snapshot)
  } catch {
    return undefined
  }
}

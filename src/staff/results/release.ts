/** What the staff page knows: the token, for as long as the page is open, and the release that it was given for it. */
import { atom } from 'nanostores'
import { type Catalogue, parseCatalogue } from '../../protocol/catalogue.ts'
import type { WaveState } from '../../report/export.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'

export interface Release {
  readonly wave: string
  readonly snapshots: readonly Snapshot[]
  readonly catalogue: Catalogue
  readonly closing: WaveState
}

/** What the gate answered for one leaf. */
export interface Outcome {
  readonly place: string
  readonly instrument: string
  readonly outcome: 'released' | 'held'
  readonly n: number
}

export type ReleaseState =
  | { readonly kind: 'closed' | 'opening' | 'unauthorised' | 'failed' }
  | { readonly kind: 'open'; readonly release: Release; readonly outcomes: readonly Outcome[]; readonly isAsking: boolean }

export const $release = atom<ReleaseState>({ kind: 'closed' })

/** In memory alone: no storage, no address, no cookie. */
let token = ''

async function ask(address: string, method: 'GET' | 'POST'): Promise<unknown> {
  const answer = await fetch(address, { method, headers: { authorization: `Bearer ${token}` }, credentials: 'omit' })
  if (answer.status === 401) throw new Error('unauthorised')
  if (!answer.ok) throw new Error('failed')
  return answer.json()
}

async function fetchRelease(): Promise<Release> {
  const catalogue = parseCatalogue(await (await fetch('/catalogue.json')).json())
  const { wave, snapshots, closing } = (await ask('/api/results', 'GET')) as Omit<Release, 'catalogue'>
  return { wave, snapshots, closing, catalogue }
}

const fail = (error: unknown): void =>
  $release.set({ kind: (error as Error).message === 'unauthorised' ? 'unauthorised' : 'failed' })

/** Opens the current wave's release with a token. */
export async function openRelease(given: string): Promise<void> {
  token = given.trim()
  $release.set({ kind: 'opening' })
  try {
    $release.set({ kind: 'open', release: await fetchRelease(), outcomes: [], isAsking: false })
  } catch (error) {
    fail(error)
  }
}

/** Asks the gate for new snapshots, and opens what it released. */
export async function askForSnapshots(): Promise<void> {
  const before = $release.get()
  if (before.kind !== 'open') return
  $release.set({ ...before, isAsking: true })
  try {
    const { outcomes } = (await ask('/api/snapshots', 'POST')) as { outcomes: Outcome[] }
    $release.set({ kind: 'open', release: await fetchRelease(), outcomes, isAsking: false })
  } catch (error) {
    fail(error)
  }
}

/**
 * What the staff page knows: the token, for as long as the page is open, what the collector gave for it, and the snapshots that came as files. The
 * report is computed from all of that together, and from nothing else.
 */
import { atom, computed } from 'nanostores'
import { type Catalogue, parseCatalogue } from '../../protocol/catalogue.ts'
import { type Alarm, alarmsIn } from '../../report/anomaly/anomaly.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import { filesIn, LARGEST_EXPORT, type ReadExport, readKioskExport, UNSIGNED } from '../../report/kiosk-export.ts'
import { type GivenFile, type Merged, mergeFiles } from '../../report/kiosk-files.ts'
import { type QualityTally, type Report, reportOf, type WaveState } from '../../report/report.ts'
import { type Refused, refusedIn, TokenRefused } from '../refused.ts'
import { sha256 } from '../sha-256.ts'

/** One wave's, from the collector. */
interface Release {
  readonly snapshots: readonly Snapshot[]
  readonly closing: WaveState
  readonly quality: readonly QualityTally[]
  /** Crowded hours by place; absent where the collector does not watch for them. */
  readonly alarms?: readonly Alarm[] | undefined
}

/** What the gate answered for one leaf. */
export interface Outcome {
  readonly place: string
  readonly instrument: string
  readonly outcome: 'released' | 'held'
  readonly n: number
}

export type Collector =
  | { readonly kind: 'closed' | 'opening' | 'missing' }
  | Refused
  | {
      readonly kind: 'open'
      readonly releases: Readonly<Record<string, Release>>
      readonly outcomes: readonly Outcome[]
      readonly state: 'idle' | 'asking' | 'failed' | Refused
    }

export const $catalogue = atom<Catalogue | 'unread' | 'unreadable'>('unread')
export const $collector = atom<Collector>({ kind: 'closed' })
export const $files = atom<readonly GivenFile[]>([])
/** Whose signature a kiosk's file carries; `unchecked` where no collector was open to be asked, `not allowed` where this token may not ask. */
export type Verdict = 'genuine' | 'worn out' | 'forged' | 'unsigned' | 'unchecked' | 'not allowed'
export const $kiosks = atom<readonly { readonly name: string; readonly verdict: Verdict }[]>([])
/** The wave that was chosen; until then the current one, or whichever the files are of. */
const $chosenWave = atom('')

const NOTHING: Merged = { snapshots: [], outcomes: [], gaps: [] }

/** Everything that is held, of all waves. */
export const $merged = computed([$catalogue, $collector, $files], (catalogue, collector, files): Merged => {
  if (typeof catalogue === 'string') return NOTHING
  const held = collector.kind === 'open' ? Object.values(collector.releases).flatMap(({ snapshots }) => snapshots) : []
  return mergeFiles(held, files, catalogue, sha256)
})

/** Waves that there is something to show of. With a collector that is any: it can be asked. */
export const $waves = computed([$catalogue, $collector, $merged], (catalogue, collector, { snapshots }) => {
  if (typeof catalogue === 'string') return []
  return catalogue.waves.filter(({ id }) => collector.kind === 'open' || snapshots.some(({ wave }) => wave === id))
})

export const $wave = computed([$catalogue, $waves, $chosenWave], (catalogue, waves, chosen) => {
  const ids = waves.map(({ id }) => id)
  const current = typeof catalogue === 'string' ? '' : catalogue.currentWave
  return [chosen, current, ids[0] ?? ''].find((id) => ids.includes(id)) ?? ''
})

/** Absent while nothing is open. */
export const $report = computed(
  [$catalogue, $collector, $merged, $wave],
  (catalogue, collector, merged, wave): Report | undefined => {
    if (typeof catalogue === 'string' || wave === '') return undefined
    const release = collector.kind === 'open' ? collector.releases[wave] : undefined
    return reportOf({
      wave,
      snapshots: merged.snapshots,
      catalogue,
      date: new Date().toISOString().slice(0, 10),
      closing: release?.closing ?? 'open',
      quality: release?.quality ?? [],
      alarms: release?.alarms,
    })
  },
)

/** In memory alone: no storage, no address, no cookie. */
let token = ''

/** Asks the collector with the token that opened it. Throws where it is none, or none that is good any more. */
export async function ask(address: string, method: 'GET' | 'POST', body?: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(address, { method, headers, credentials: 'omit', ...(body && { body }) })
  const refused = await refusedIn(answer)
  if (refused) throw new TokenRefused(refused)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return answer.json()
}

async function fetchRelease(wave: string): Promise<Release> {
  const { snapshots, closing, quality, alarms } = (await ask(
    `/api/results?wave=${encodeURIComponent(wave)}`,
    'GET',
  )) as Partial<Release>
  if (!Array.isArray(snapshots)) throw new Error('results: no snapshots')
  return { snapshots, closing: closing ?? 'open', quality: quality ?? [], alarms: alarmsIn(alarms) }
}

/** The digest of content that the build wrote. Read once. */
async function readCatalogue(): Promise<Catalogue> {
  const known = $catalogue.get()
  if (typeof known !== 'string') return known
  try {
    const catalogue = parseCatalogue(await (await fetch('/catalogue.json', { credentials: 'omit' })).json())
    $catalogue.set(catalogue)
    return catalogue
  } catch (error) {
    $catalogue.set('unreadable')
    throw error
  }
}

/** Opens the current wave's release with a token. */
export async function openCollector(given: string): Promise<void> {
  token = given.trim()
  $collector.set({ kind: 'opening' })
  try {
    const { currentWave } = await readCatalogue()
    const release = await fetchRelease(currentWave)
    $collector.set({ kind: 'open', releases: { [currentWave]: release }, outcomes: [], state: 'idle' })
  } catch (error) {
    $collector.set(error instanceof TokenRefused ? error.refused : { kind: 'missing' })
  }
}

/** Does something with the open collector; where that fails what is open stays so, unless the token is good for nothing any more. */
async function whileOpen(
  act: (open: Extract<Collector, { kind: 'open' }>) => Promise<Partial<Extract<Collector, { kind: 'open' }>>>,
): Promise<void> {
  const open = $collector.get()
  if (open.kind !== 'open') return
  $collector.set({ ...open, state: 'asking' })
  try {
    const next = await act(open)
    $collector.set({ ...open, state: 'idle', ...next })
  } catch (error) {
    const refused = error instanceof TokenRefused ? error.refused : undefined
    $collector.set(refused?.kind === 'unauthorised' ? refused : { ...open, state: refused ?? 'failed' })
  }
}

/** Shows another wave, and fetches it where the collector has not been asked yet. */
export async function chooseWave(wave: string): Promise<void> {
  $chosenWave.set(wave)
  const collector = $collector.get()
  if (collector.kind !== 'open' || collector.releases[wave]) return
  await whileOpen(async ({ releases }) => ({ releases: { ...releases, [wave]: await fetchRelease(wave) }, outcomes: [] }))
}

/** Asks the gate for new snapshots of the wave that is shown, and opens what it released. */
export async function askForSnapshots(): Promise<void> {
  const wave = $wave.get()
  await whileOpen(async ({ releases }) => {
    const { outcomes } = (await ask(`/api/snapshots?wave=${encodeURIComponent(wave)}`, 'POST')) as { outcomes: Outcome[] }
    return { releases: { ...releases, [wave]: await fetchRelease(wave) }, outcomes }
  })
}

/** Takes files in, a kiosk's as the snapshots in it unless its signature is forged. What each of them is worth is `$merged`'s to say. */
export async function addFiles(files: Iterable<File>): Promise<void> {
  // One character more than any file has is enough to know that it is none.
  const read = [...files].map(async (file) => ({ name: file.name, text: await file.slice(0, LARGEST_EXPORT + 1).text() }))
  const given = await Promise.all(read)
  await readCatalogue().catch(() => undefined)
  for (const file of given) {
    const kiosk = readKioskExport(file.text, sha256)
    const verdict = kiosk && (await verdictOn(kiosk))
    if (verdict) $kiosks.set([...$kiosks.get(), { name: file.name, verdict }])
    if (verdict !== 'forged') $files.set([...$files.get(), ...(kiosk ? filesIn(file.name, kiosk.content) : [file])])
  }
}

async function verdictOn({ content: { pairing }, digest, signature }: ReadExport): Promise<Verdict> {
  if (signature === UNSIGNED) return 'unsigned'
  if ($collector.get().kind !== 'open') return 'unchecked'
  try {
    const body = JSON.stringify({ pairing, digest, signature })
    return ((await ask('/api/kiosk-signatures', 'POST', body)) as { verdict: Verdict }).verdict
  } catch (error) {
    return error instanceof TokenRefused && error.refused.kind === 'wrong-scope' ? 'not allowed' : 'unchecked'
  }
}

export const removeFile = (index: number): void => $files.set($files.get().filter((_, place) => place !== index))

/** Forgets the token and everything that was opened, as if the page had been loaded again. */
export function closeAll(): void {
  token = ''
  $collector.set({ kind: 'closed' })
  $files.set([])
  $kiosks.set([])
  $chosenWave.set('')
}

/** Snapshot files of made-up visitors to the real instruments, through the real gate: what a kiosk or `npm run staff -- export` would hand over. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { instrumentOf, parseCatalogue } from '../../src/protocol/catalogue.ts'
import { decideRelease, type GateMemory, NOTHING_RELEASED } from '../../src/report/gate/release.ts'
import { type Snapshot, snapshotFileName, snapshotOf } from '../../src/report/gate/snapshot.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import { placeOfVisit, populationOf, sha256 } from '../evidence/campaign.ts'
import { visitorOf } from '../evidence/population.ts'
import { seeded } from '../specimen.ts'

/** As the build wrote it; read when asked, since a run may build first. */
export const builtCatalogue = () =>
  parseCatalogue(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'catalogue.json'), 'utf8')))

export interface MadeUp {
  readonly instrument?: string
  /** Visitors a week, by venue. */
  readonly visitors: Readonly<Record<string, number>>
  readonly weeks?: readonly string[]
  readonly seed?: number
}

const CONTENT_FIRST = 0.15

export function madeUpSnapshots({ instrument: id, visitors, weeks = ['2026-W47'], seed = 1 }: MadeUp): Snapshot[] {
  const catalogue = builtCatalogue()
  const wave = catalogue.waves.find((one) => one.id === catalogue.currentWave)
  const instrument = wave && instrumentOf(catalogue, id ?? wave.primaryOutcome.instrument)
  if (!instrument) throw new Error(`dist/catalogue.json has no instrument ${id}`)
  const population = populationOf(instrument)
  const random = seeded(seed)
  const live = new Map<string, Record<string, number>>()
  const memories = new Map<string, GateMemory>()
  const numbers = new Map<string, number>()
  const snapshots: Snapshot[] = []
  for (const week of weeks) {
    for (const [venue, people] of Object.entries(visitors))
      for (let person = 0; person < people; person++) {
        const visit = visitorOf(population, random, CONTENT_FIRST)
        const place = placeOfVisit(visit, [venue], random)
        const tally = live.get(place) ?? {}
        live.set(place, tally)
        const footfall = [
          'f:scan:2026-11-20',
          ...(person % 7 ? ['f:start:2026-11-20'] : []),
          ...(visit.length > 1 ? ['f:finish:2026-11-20'] : []),
        ]
        for (const key of [...visit.flatMap((response) => keysOfResponse(instrument, response)), ...footfall])
          tally[key] = (tally[key] ?? 0) + 1
      }
    for (const [place, tally] of live) {
      const decision = decideRelease(tally, memories.get(place) ?? NOTHING_RELEASED)
      memories.set(place, decision.next)
      if (decision.kind === 'held') continue
      const number = (numbers.get(place) ?? 0) + 1
      numbers.set(place, number)
      snapshots.push(
        snapshotOf({ wave: catalogue.currentWave, instrument: instrument.id, place }, decision, { number, week, hash: sha256 }),
      )
    }
  }
  return snapshots
}

/** As Playwright hands files to a field. */
export const asFiles = (snapshots: readonly unknown[], name = (snapshot: unknown) => snapshotFileName(snapshot as Snapshot)) =>
  snapshots.map((snapshot) => ({
    name: name(snapshot),
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(snapshot, null, 2)),
  }))

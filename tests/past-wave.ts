/** A wave of made-up people that is over, released by the real gate: for tests of what comes after a wave. Nothing of it is true of anybody. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../src/protocol/catalogue.ts'
import { canonicalText, type Snapshot, snapshotFileName } from '../src/report/gate/snapshot.ts'
import { liveTallies, populationOf, sha256, snapshotsOf } from './evidence/campaign.ts'

export const PAST = { starts: '2026-01-05', ends: '2026-02-27' } as const
const WEEK = '2026-W10'

/** The catalogue with its current wave in the past. */
export function pastCatalogue(catalogue: Catalogue): Catalogue {
  return { ...catalogue, waves: catalogue.waves.map((wave) => (wave.id === catalogue.currentWave ? { ...wave, ...PAST } : wave)) }
}

/** One snapshot of each place and instrument, of so many people who begin. */
export function pastSnapshots(catalogue: Catalogue, people: number, seed = 7): Snapshot[] {
  const wave = catalogue.waves.find(({ id }) => id === catalogue.currentWave)
  const venues = catalogue.venues.filter(({ kind }) => kind !== 'round-table').map(({ id }) => id)
  return catalogue.instruments
    .filter(({ id }) => wave?.instruments.includes(id))
    .flatMap((instrument, at) =>
      snapshotsOf(liveTallies(populationOf(instrument), people, seed + at, venues), catalogue.currentWave, instrument.id).map(
        inWeek,
      ),
    )
}

function inWeek({ hash: _, ...snapshot }: Snapshot): Snapshot {
  const body = { ...snapshot, week: WEEK }
  return { ...body, hash: sha256(canonicalText(body)) }
}

/** As an export writes them. Gives the folder. */
export function writeSnapshots(folder: string, snapshots: readonly Snapshot[]): string {
  mkdirSync(join(folder, 'snapshots'), { recursive: true })
  for (const snapshot of snapshots)
    writeFileSync(join(folder, 'snapshots', snapshotFileName(snapshot)), `${JSON.stringify(snapshot, null, 2)}\n`)
  return folder
}

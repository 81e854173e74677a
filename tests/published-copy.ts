/** A copy of the site in which a made-up wave is over and was published, with the real command, and built. */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Catalogue, parseCatalogue } from '../src/protocol/catalogue.ts'
import type { Snapshot } from '../src/report/gate/snapshot.ts'
import { PAST, pastCatalogue, pastSnapshots, writeSnapshots } from './past-wave.ts'
import { copySite } from './site-copy.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface PublishedCopy {
  /** The folder of the copy, which the caller removes. */
  readonly site: string
  readonly catalogue: Catalogue
  readonly snapshots: readonly Snapshot[]
  /** Runs `publish` on a release; gives what it said. */
  publish(snapshots: readonly Snapshot[], ...more: string[]): Promise<string>
}

/** Needs the catalogue of a build. The copy's content has the wave in the past; nothing is published yet, and nothing built. */
export async function copyWithPastWave(people: number): Promise<PublishedCopy> {
  const site = await copySite()
  const catalogue = pastCatalogue(parseCatalogue(JSON.parse(readFileSync(join(root, 'dist/catalogue.json'), 'utf8'))))
  const wave = join(site, 'content/waves', `${catalogue.currentWave}.yaml`)
  const text = readFileSync(wave, 'utf8')
  writeFileSync(wave, text.replace(/^starts: .*/m, `starts: ${PAST.starts}`).replace(/^ends: .*/m, `ends: ${PAST.ends}`))
  mkdirSync(join(site, 'dist'))
  writeFileSync(join(site, 'dist/catalogue.json'), JSON.stringify(catalogue))
  return {
    site,
    catalogue,
    snapshots: pastSnapshots(catalogue, people),
    async publish(snapshots, ...more) {
      const release = writeSnapshots(join(site, `release-${snapshots.length}`), snapshots)
      const args = ['publish', '--wave', catalogue.currentWave, '--from', release, '--content', join(site, 'content'), ...more]
      const env = { ...process.env, DATA_DIR: join(site, 'data'), SITE_DIR: join(site, 'dist') }
      const command = ['--disable-warning=ExperimentalWarning', join(root, 'src/collector/staff.ts'), ...args]
      return (await promisify(execFile)(process.execPath, command, { env })).stdout
    },
  }
}

/**
 * `npm run test:print`: every venue of `content/venues.yaml` in every form and language, printed, photographed and read in every condition; then a thousand
 * aircraft in one run of the command. Some ten minutes on two cores. `--venues 1` takes the first venue alone.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { FORMS, formOf, TONGUES } from '../../src/print/form.ts'
import { parseCatalogue, type Venue } from '../../src/protocol/catalogue.ts'
import { draftOfAircraft, venueOfDraft } from '../../src/protocol/new-venue.ts'
import { CONDITIONS } from './camera.ts'
import { missingTools } from './readers.ts'
import { jobs, ORIGIN, print, unread } from './sheets.ts'

const AIRCRAFT = 1000
const root = join(import.meta.dirname, '..', '..')

const { values } = parseArgs({ options: { venues: { type: 'string' } } })
const missing = missingTools()
if (missing.length > 0) {
  console.error(`Not tested: ${missing.join(', ')} missing (Debian: apt-get install chromium poppler-utils zbar-tools)`)
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'printed-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

const catalogue = parseCatalogue(JSON.parse(readFileSync(join(root, 'dist/catalogue.json'), 'utf8')))
const venues = catalogue.venues.slice(0, values.venues === undefined ? undefined : Number(values.venues))
let [sheets, readings] = [0, 0]
const faults: string[] = []
const start = performance.now()
for (const venue of venues) {
  const list = jobs([venue], FORMS, TONGUES)
  const own = join(folder, venue.id)
  await print(list, own)
  for (const job of list) {
    sheets++
    // Every piece by zbar, the first by jsQR, then that one in each condition by both.
    const { columns, rows } = formOf(job.sheet.form)
    readings += columns * rows + 1 + 2 * Object.keys(CONDITIONS).length
    const found = unread(join(own, job.name), job)
    faults.push(...found)
    for (const fault of found) console.log(`  ${fault}`)
  }
  rmSync(own, { recursive: true })
  console.log(`${venue.id}: ${sheets} sheets, ${faults.length} faults so far, ${Math.round((performance.now() - start) / 1000)} s`)
}
console.log(`${venues.length} venues, ${sheets} sheets, ${readings} readings: ${faults.length} failed`)

await fleet()
process.exitCode = faults.length > 0 ? 1 : 0

/** A thousand venues in one run, as staff would print them. */
async function fleet(): Promise<void> {
  const site = join(folder, 'site')
  mkdirSync(site)
  const aircraft: Venue[] = Array.from({ length: AIRCRAFT }, (_, at) => venueOfDraft(draftOfAircraft(`HK-${4000 + at}`)))
  writeFileSync(join(site, 'catalogue.json'), JSON.stringify({ ...catalogue, venues: aircraft }))
  cpSync(join(root, 'dist/print.json'), join(site, 'print.json'))
  const out = join(folder, 'fleet')
  const args = ['src/collector/staff.ts', 'print', '--venue', 'all', '--form', 'seat-card', '--out', out, '--origin', ORIGIN]
  const env = { ...process.env, SITE_DIR: site, DATA_DIR: join(folder, 'data') }
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, maxBuffer: 1 << 24 })
  const written = readdirSync(out)
  console.log(stdout.replaceAll(folder, '…'))
  if (written.length !== AIRCRAFT || !written.every((name) => name.endsWith('.pdf')))
    faults.push(`of ${AIRCRAFT} files ${written.length} are there`)
}

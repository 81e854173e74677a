/** The staff command line: `npm run staff -- <command>`. Works on the collector's own files, on the collector's machine. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import encodeQR from 'qr'
import { lastDay } from '../protocol/acknowledgement.ts'
import { roomOf, waveOf } from '../protocol/catalogue.ts'
import { leadsNowhere, printedCodes } from '../protocol/printed-code.ts'
import { EXPORT_FORMATS, type ExportFormat, exportFiles } from '../report/export.ts'
import { ownerOf } from '../report/formats/iati.ts'
import { publicationOf, whyNotPublished } from '../report/publication.ts'
import { reportOf } from '../report/report.ts'
import { auditCommand } from './audit-command.ts'
import { backupCommands } from './backup-command.ts'
import { casesCommand } from './cases-command.ts'
import { noteCommands } from './command-audit.ts'
import { keyOfCodes, readCatalogue } from './data-folder.ts'
import { newSerial, pairingCode } from './kiosk-pairing.ts'
import { printCommand } from './print-command.ts'
import { editionOf, publicationPath, publishedBefore, releaseIn, sha256, withheldInWords } from './publish.ts'
import { quarantineCommand } from './quarantine-command.ts'
import { withSecretFiles } from './secret-files.ts'
import { settingsFrom } from './settings.ts'
import { isPostgres, openStore } from './store/open.ts'
import { tokenCommands } from './token-command.ts'
import { venueCommands } from './venue-command.ts'
import { codeOfVenue } from './venue-tag.ts'
import { writeTogether } from './whole-files.ts'

// A database that a command makes is for this account alone, as the collector's own.
process.umask(0o077)
const root = join(import.meta.dirname, '..', '..')
/** Only the folders matter here; a port that is set wrongly is the collector's affair. */
const settings = (() => {
  try {
    const env = withSecretFiles(process.env, (file) => readFileSync(file, 'utf8'))
    return settingsFrom({ ...env, PORT: undefined, METRICS_PORT: undefined, LOG_LEVEL: undefined }, root)
  } catch (error) {
    console.error(`Not done: ${(error as Error).message}`)
    process.exit(1)
  }
})()
const hour = new Date().toISOString().slice(0, 13)
const today = hour.slice(0, 10)

type OpenStore = Awaited<ReturnType<typeof openStore>>

async function withStore<T>(work: (store: OpenStore) => Promise<T>): Promise<T> {
  mkdirSync(settings.data, { recursive: true, mode: 0o700 })
  const store = await openStore(settings.database)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** What venue codes are made with. The key's own file needs no database. */
const codesKey = (): Promise<Buffer> =>
  isPostgres(settings.database) ? withStore((store) => keyOfCodes(settings, store)) : keyOfCodes(settings, {})

/** The wave asked for, else the campaign's current one. */
function waveId(asked: string | undefined): string {
  const catalogue = readCatalogue(settings.site)
  const id = asked ?? catalogue.currentWave
  if (!waveOf(catalogue, id))
    throw new Error(`there is no wave "${id}"; known are ${catalogue.waves.map((wave) => wave.id).join(', ')}`)
  return id
}

/** The landing page at an origin. Throws where that is no address. */
function landingOn(origin: string): string {
  if (!URL.canParse('/q/', origin)) throw new Error(`"${origin}" is no address; write it like https://example.org`)
  return new URL('/q/', origin).href
}

/** `csv,xlsx` as formats. Throws where one is none. */
function formatsIn(asked: string): ExportFormat[] {
  return asked.split(',').map((word) => {
    const format = EXPORT_FORMATS.find((known) => known === word.trim())
    if (!format) throw new Error(`there is no format "${word.trim()}"; known are ${EXPORT_FORMATS.join(', ')}`)
    return format
  })
}

const kilobytes = (data: string | Uint8Array): string => `${(Buffer.byteLength(data) / 1000).toFixed(1)} kB`

const program = new Command('npm run staff --')
  .description('Commands for campaign staff, on the machine where the collector runs.')
  .showHelpAfterError()

const audit = noteCommands(program, { withStore, hour, currentWave: () => readCatalogue(settings.site).currentWave })
tokenCommands(program, { withStore, audit, today })
auditCommand(program, withStore)

program
  .command('codes')
  .description("print each venue's address, as its QR code carries it")
  .option('--origin <address>', "the site's address; default: SITE_URL, else the one of content/campaign.yaml")
  .option('--venue <id>', 'one venue only')
  .option('--qr <folder>', 'write each QR code there as an SVG file, quiet zone included')
  .option('--file <path>', 'write the codes into a file that the page /equipo/imprimir/ opens where no collector answers')
  .action(async ({ origin, venue: only, qr, file }: { origin?: string; venue?: string; qr?: string; file?: string }) => {
    const catalogue = readCatalogue(settings.site)
    const venues = catalogue.venues.filter(({ id }) => only === undefined || id === only)
    if (venues.length === 0) throw new Error(`there is no venue "${only}" in content/venues.yaml`)
    const landing = landingOn(origin ?? process.env.SITE_URL ?? catalogue.origin)
    const key = await codesKey()
    const wave = waveOf(catalogue, catalogue.currentWave)
    const codes = venues.map((venue) => {
      // An audience with an instrument of its own has a page of its own.
      const room = wave && roomOf(wave, venue.audience)
      const page = room ? new URL(room.path.es, landing).href : landing
      return { id: venue.id, address: `${page}#${codeOfVenue(key, venue)}` }
    })
    // Level Q (a quarter of it may be worn off) and four modules of quiet zone, as readers want it (ISO/IEC 18004).
    if (qr !== undefined)
      for (const { id, address } of codes)
        writeTogether([{ file: resolve(qr, `${id}.svg`), data: encodeQR(address, 'svg', { ecc: 'quartile', border: 4 }) }])
    if (file !== undefined) {
      const printed = printedCodes(venues.map((venue) => codeOfVenue(key, venue)))
      writeTogether([{ file: resolve(file), data: `${JSON.stringify(printed, null, 2)}\n` }])
    }
    for (const { id, address } of codes) console.log(`${id.padEnd(24)} ${address}`)
    if (leadsNowhere(landing))
      console.error(
        `\nNot for printing: ${landing} leads nowhere on a visitor's phone. Set origin in content/campaign.yaml, SITE_URL or --origin.`,
      )
  })

program
  .command('kiosk')
  .description('print a pairing code: what joins one tablet at a venue to this collector, and signs what it exports')
  .requiredOption('--venue <id>', 'where the tablet stands')
  .action(async ({ venue: id }: { venue: string }) => {
    const { venues } = readCatalogue(settings.site)
    const venue = venues.find((each) => each.id === id)
    if (!venue)
      throw new Error(`there is no venue "${id}" in content/venues.yaml; known are ${venues.map((each) => each.id).join(', ')}`)
    console.log(pairingCode(await codesKey(), venue, newSerial()))
    console.error('\nFor one tablet: type it there when the kiosk is started. Whoever has it can sign files as that kiosk.')
  })

program
  .command('snapshot')
  .description('ask the gate to release what may be released of a wave')
  .option('--wave <id>', 'the wave; default: the current one')
  .action(async ({ wave }: { wave?: string }) => {
    const outcomes = await withStore(async (store) => {
      const taken = await store.takeSnapshots(waveId(wave), today)
      await store.settle(today)
      return taken
    })
    if (outcomes.length === 0) console.log('Nothing has been counted in this wave yet.')
    for (const { instrument, place, outcome, n } of outcomes)
      console.log(
        `${place.padEnd(24)} ${instrument.padEnd(14)} ${outcome === 'released' ? `released, ${n} people` : 'held back: too few new people, or too much alike'}`,
      )
  })

program
  .command('close')
  .description('close a wave that is over: last snapshots, rests pooled or given up, counters erased; cannot be undone')
  .requiredOption('--wave <id>', 'the wave')
  .action(async ({ wave }: { wave: string }) => {
    const id = waveId(wave)
    const { ends } = waveOf(readCatalogue(settings.site), id) ?? { ends: today }
    const last = lastDay(ends)
    if (today <= last) throw new Error(`phones may still deliver records of ${id} until ${last}; close it after that day`)
    const rests = await withStore((store) => store.closeWave(id, today))
    for (const { instrument, place, fate, people } of rests)
      console.log(`${place.padEnd(24)} ${instrument.padEnd(14)} ${fate}${people > 0 ? `: ${people} people` : ''}`)
    const total = (fate: string) => rests.reduce((sum, rest) => sum + (rest.fate === fate ? rest.people : 0), 0)
    const dropped = total('dropped')
    console.log(
      `\n${id} is closed: ${total('pooled')} people pooled, ${total('given up')} given up${dropped > 0 ? `, ${dropped} dropped from quarantine` : ''}.`,
    )
  })

program
  .command('export')
  .description("write a wave's report and snapshots as files that other tools open")
  .requiredOption('--out <folder>', 'where to write')
  .option('--wave <id>', 'the wave; default: the current one')
  .option('--format <list>', `some of ${EXPORT_FORMATS.join(',')}; default: all`)
  .action(async ({ out, wave, format }: { out: string; wave?: string; format?: string }) => {
    const formats = format === undefined ? EXPORT_FORMATS : formatsIn(format)
    const id = waveId(wave)
    const catalogue = readCatalogue(settings.site)
    const { snapshots, closing, quality, alarms } = await withStore(async (store) => ({
      snapshots: await store.snapshots(id),
      closing: (await store.closing(id)) ?? ('open' as const),
      quality: await store.quality(id),
      alarms: await store.alarms(id),
    }))
    const report = reportOf({ wave: id, snapshots, catalogue, date: today, closing, quality, alarms })
    // All are made before the first is written: a format that fails leaves the folder as it was.
    const files = await exportFiles(report, snapshots, { origin: catalogue.origin, owner: ownerOf(catalogue), formats })
    writeTogether(files.map(({ name, data }) => ({ file: resolve(out, name), data })))
    for (const { name, data } of files) console.log(`${name.padEnd(56)} ${kilobytes(data).padStart(10)}`)
    console.log(`\n${files.length} files in ${out}`)
    if (snapshots.length === 0) console.log('No snapshot has been released yet, so they hold no figures: npm run staff -- snapshot')
  })

backupCommands(program, settings)
program.addCommand(quarantineCommand({ withStore, waveId, today }))
program.addCommand(casesCommand(settings.data, today))
printCommand(program, { site: settings.site, codesKey })
venueCommands(program, join(root, 'content', 'venues.yaml'))
program
  .command('publish')
  .description('publish a closed wave: writes what the public may see, rounded, to the content of the site')
  .requiredOption('--wave <id>', 'the wave')
  .option('--from <release...>', 'snapshot files, or folders of them (an export, a kiosk), in place of what the collector holds')
  .option('--incomplete', 'although snapshots among those of --from are lost for good; the page says how many')
  .option('--content <folder>', "the site's content", join(root, 'content'))
  .option('--reason-es <text>', 'why something that was published changes, in Spanish')
  .option('--reason-en <text>', 'the same in English')
  .action(async ({ wave, from, incomplete, content, reasonEs, reasonEn }: PublishOptions) => {
    const id = waveId(wave)
    const catalogue = readCatalogue(settings.site)
    if (!existsSync(content)) throw new Error(`there is no folder ${content}`)
    const release =
      from === undefined
        ? await withStore(async (store) => ({
            snapshots: await store.snapshots(id),
            missing: 0,
            closing: (await store.closing(id)) ?? ('open' as const),
          }))
        : { ...releaseIn(from, catalogue, incomplete ?? false), closing: 'open' as const }
    const report = reportOf({ wave: id, catalogue, date: today, ...release })
    const refusal = whyNotPublished(report, from === undefined ? 'collector' : 'files', lastDay(report.wave.ends))
    if (refusal !== undefined) throw new Error(refusal)
    const file = publicationPath(content, id)
    const edition = editionOf(publicationOf(report, release.missing, sha256), publishedBefore(file, id), {
      ...(reasonEs !== undefined && { es: reasonEs }),
      ...(reasonEn !== undefined && { en: reasonEn }),
    })
    if (edition.kind === 'same') {
      console.log(`${file} says this already; nothing was written.`)
      return
    }
    const { publication, text } = edition
    writeTogether([{ file, data: text }], 0o644)
    for (const line of withheldInWords(publication)) console.log(line)
    const note = publication.corrections.at(-1)
    if (note) console.log(`\nCorrected: ${note.figures.length} figures are not what they were.`)
    console.log(`\n${file} is written (${kilobytes(text)}). Read it, build the site, look at the page, and commit the file.`)
  })

interface PublishOptions {
  readonly wave: string
  readonly from?: string[]
  readonly incomplete?: boolean
  readonly content: string
  readonly reasonEs?: string
  readonly reasonEn?: string
}

try {
  await program.parseAsync()
} catch (error) {
  console.error(`Not done: ${(error as Error).message}`)
  process.exitCode = 1
}

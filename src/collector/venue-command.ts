/** `npm run staff -- venue …`: new venues one by one or by the table, and codes that are worn out. Works on `content/venues.yaml`. */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { VENUE_KINDS, type Venue } from '../protocol/catalogue.ts'
import {
  AUDIENCES,
  type DraftField,
  draftOfAircraft,
  isLikeness,
  judgedDrafts,
  mistakesIn,
  NO_CITY,
  type VenueDraft,
  type VenueMistake,
  venueOfDraft,
} from '../protocol/new-venue.ts'
import { venuesIn, withRaisedEpoch, withVenues } from './venue-file.ts'
import { mistakeInWords } from './venue-mistakes.ts'
import { readVenueTable } from './venue-table.ts'
import { writeTogether } from './whole-files.ts'

const ACCEPT = '--accept-look-alikes'
const NEXT = 'Build the site again (npm start), then print its code: npm run staff -- print --venue'

/** What is in a file, or an error that names it. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`)
  }
}

const textOf = (file: string): string => bytesOf(file).toString('utf8')

/** Adds the commands. @param defaultFile path of `content/venues.yaml` */
export function venueCommands(program: Command, defaultFile: string): void {
  const venue = program.command('venue').description('places with a printed code: add one, add many from a table, retire a code')
  const accept = [ACCEPT, 'let a code stand that looks like another: you have seen both, and people can tell them apart'] as const
  const file = ['--file <path>', 'the file of venues', defaultFile] as const

  venue
    .command('add')
    .description('add a venue; asks on a terminal for what is left out')
    .option('--id <id>', 'its code: lower-case letters, digits, hyphens; never used again for another place')
    .option('--name-es <name>', 'its name in Spanish')
    .option('--name-en <name>', 'its name in English')
    .option('--kind <kind>', VENUE_KINDS.join(', '))
    .option('--city <city>', `its city, or ${NO_CITY} for a flight or the open web`)
    .option('--audience <audience>', AUDIENCES.join(', '))
    .option('--registration <mark>', "an aircraft's registration; the rest follows from it")
    .option(...accept)
    .option(...file)
    .action(async ({ acceptLookAlikes, file: path, registration, ...given }: AddOptions) => {
      const text = textOf(path)
      const known = venuesIn(text, path)
      const asked = { ...(registration === undefined ? EMPTY : draftOfAircraft(registration)), ...given }
      const draft = process.stdin.isTTY && process.stderr.isTTY ? await completed(asked, known, acceptLookAlikes === true) : asked
      refuse(mistakesIn(draft, known), acceptLookAlikes === true)
      const added = venueOfDraft(draft)
      writeTogether([{ file: path, data: withVenues(text, [added], path) }])
      console.log(`Added ${added.id} to ${path}.\n${NEXT} ${added.id}`)
    })

  venue
    .command('import <table>')
    .description(
      'add many venues from a CSV table, all or none: id,name_es,name_en,kind,city,audience, or registration for aircraft',
    )
    .option('--dry-run', 'judge the table and write nothing')
    .option(...accept)
    .option(...file)
    .action((table: string, { dryRun, acceptLookAlikes, file: path }: ImportOptions) => {
      const text = textOf(path)
      const known = venuesIn(text, path)
      const read = readVenueTable(bytesOf(table))
      if (!read.ok) throw new Error(told(table, read.faults))
      const { rows } = read
      const judged = judgedDrafts(
        rows.map(({ draft }) => draft),
        known,
        acceptLookAlikes === true,
      )
      const faults = judged.flatMap((mistakes, at) =>
        mistakes.map((mistake) => ({ line: rows[at]?.line ?? 0, reason: mistakeInWords(mistake) })),
      )
      if (faults.length > 0) throw new Error(`${told(table, faults)}${hintFor(judged.flat())}`)
      const added = rows.map(({ draft }) => venueOfDraft(draft))
      const after = withVenues(text, added, path)
      if (dryRun) return console.log(`${added.length} venues could be added; nothing is written.`)
      writeTogether([{ file: path, data: after }])
      console.log(`Added ${added.length} venues to ${path}.\n${NEXT} all`)
    })

  venue
    .command('retire <id>')
    .description("retire a venue's printed code, one that was photographed, copied or pasted over; no other venue's changes")
    .option(...file)
    .action((id: string, { file: path }: { file: string }) => {
      const { text, epoch } = withRaisedEpoch(textOf(path), id, path)
      writeTogether([{ file: path, data: text }])
      console.log(
        `${id} is at epoch ${epoch}: once the site is built and the collector started again, codes printed before count under "unknown".\n${NEXT} ${id}`,
      )
    })
}

interface AddOptions extends Partial<VenueDraft> {
  readonly acceptLookAlikes?: boolean
  readonly file: string
  readonly registration?: string
}

interface ImportOptions {
  readonly dryRun?: boolean
  readonly acceptLookAlikes?: boolean
  readonly file: string
}

const EMPTY: VenueDraft = { id: '', nameEs: '', nameEn: '', kind: '', city: '', audience: '' }

const told = (table: string, faults: readonly { readonly line: number; readonly reason: string }[]): string =>
  `nothing of ${table} was taken, since of its lines ${new Set(faults.map(({ line }) => line)).size} cannot be:\n${faults
    .map(({ line, reason }) => `  line ${line}: ${reason}`)
    .join('\n')}`

const hintFor = (mistakes: readonly VenueMistake[]): string =>
  mistakes.some(isLikeness) ? `\nWhere people can tell codes apart that look alike: ${ACCEPT}` : ''

function refuse(mistakes: readonly VenueMistake[], acceptsLikeness: boolean): void {
  const left = mistakes.filter((mistake) => !(acceptsLikeness && isLikeness(mistake)))
  if (left.length > 0)
    throw new Error(`the venue was not added:\n${left.map((each) => `  ${mistakeInWords(each)}`).join('\n')}${hintFor(left)}`)
}

const QUESTIONS: readonly (readonly [DraftField, string])[] = [
  ['id', 'Code (lower-case letters, digits, hyphens)'],
  ['nameEs', 'Name in Spanish'],
  ['nameEn', 'Name in English'],
  ['kind', `Kind (${VENUE_KINDS.join(', ')})`],
  ['city', `City (${NO_CITY} for a flight or the open web)`],
  ['audience', `Who comes by (${AUDIENCES.join(', ')})`],
]

/** Asks for what is missing, and again for what does not fit, field by field. */
async function completed(given: VenueDraft, known: readonly Venue[], acceptsLikeness: boolean): Promise<VenueDraft> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  let draft = given
  try {
    for (const [field, question] of QUESTIONS)
      while (draft[field].trim() === '') {
        const answer = await terminal.question(`${question}: `)
        const tried = { ...draft, [field]: answer.trim() }
        const wrong = mistakesIn(tried, known).filter(
          (mistake) => mistake.field === field && !(acceptsLikeness && isLikeness(mistake)),
        )
        if (wrong.length === 0) draft = tried
        else for (const mistake of wrong) console.error(`  ${mistakeInWords(mistake)}`)
      }
  } finally {
    terminal.close()
  }
  return draft
}

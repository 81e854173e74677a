/** `npm run staff -- print`: posters, cards and stickers as PDF, for one venue or all. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { FORMS, type FormId, TONGUES, type Tongue, usualForms } from '../print/form.ts'
import { type PrintedWords, parsePrintedWords } from '../print/printed-words.ts'
import { addressOf } from '../print/sheet.ts'
import type { Catalogue, Venue } from '../protocol/catalogue.ts'
import { leadsNowhere } from '../protocol/printed-code.ts'
import { readCatalogue } from './data-folder.ts'
import { chromiumPath } from './press/chromium.ts'
import { memoryOfTree } from './press/memory.ts'
import { type PrintJob, printSheets } from './press/press.ts'
import { progressBar } from './press/progress-bar.ts'
import { codeOfVenue } from './venue-tag.ts'

interface PrintOptions {
  readonly venue: string
  readonly out: string
  readonly form?: string
  readonly lang: string
  readonly origin?: string
}

/** A sample is enough: what a browser holds changes little from sheet to sheet. */
const SAMPLE_EVERY = 25

/** Adds the command. @param site folder of the built site @param codesKey asked for once there is something to print */
export function printCommand(
  program: Command,
  { site, codesKey }: { readonly site: string; readonly codesKey: () => Promise<Buffer> },
): void {
  program
    .command('print')
    .description('make posters, cards and stickers as PDF files, a file for each venue, form and language')
    .requiredOption('--venue <id>', 'a venue, several with commas between them, or all')
    .requiredOption('--out <folder>', 'where to write')
    .option('--form <list>', `some of ${FORMS.join(',')}, or all; default: what is usual for the kind of venue`)
    .option('--lang <list>', `some of ${TONGUES.join(',')}`, 'both')
    .option('--origin <address>', "the site's address; default: SITE_URL, else the one of content/campaign.yaml")
    .action(async ({ venue, out, form, lang, origin }: PrintOptions) => {
      const catalogue = readCatalogue(site)
      const words = readWords(site)
      const browserPath = chromiumPath(process.env)
      const jobs = jobsFor({
        venues: venuesAsked(catalogue, venue),
        forms: form === undefined ? undefined : listed(form, FORMS, 'form'),
        tongues: listed(lang, TONGUES, 'language'),
        words,
        origin: origin ?? process.env.SITE_URL ?? catalogue.origin,
        key: await codesKey(),
      })
      await printAll(jobs, words, resolve(out), browserPath)
    })
}

function readWords(site: string): PrintedWords {
  const file = join(site, 'print.json')
  try {
    return parsePrintedWords(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(`${file} cannot be read (${(error as Error).message}). Build the site first: npm run build.`)
  }
}

function venuesAsked({ venues }: Catalogue, asked: string): readonly Venue[] {
  if (asked === 'all') return venues
  return asked.split(',').map((word) => {
    const venue = venues.find(({ id }) => id === word.trim())
    if (!venue) throw new Error(`there is no venue "${word.trim()}" in the built site; a new one is there after npm run build`)
    return venue
  })
}

function listed<T extends string>(asked: string, known: readonly T[], what: string): readonly T[] {
  if (asked === 'all') return known
  return asked.split(',').map((word) => {
    const found = known.find((each) => each === word.trim())
    if (!found) throw new Error(`there is no ${what} "${word.trim()}"; known are ${known.join(', ')}, or all`)
    return found
  })
}

/** A job for each venue, form and language, by venue. */
export function jobsFor({
  venues,
  forms,
  tongues,
  words,
  origin,
  key,
}: {
  venues: readonly Venue[]
  forms: readonly FormId[] | undefined
  tongues: readonly Tongue[]
  words: PrintedWords
  origin: string
  key: Buffer
}): PrintJob[] {
  if (!URL.canParse('/', origin)) throw new Error(`"${origin}" is no address; write it like https://example.org`)
  return venues.flatMap((venue) => {
    const code = codeOfVenue(key, venue)
    return (forms ?? usualForms(venue.kind)).flatMap((form) =>
      tongues.map((tongue): PrintJob => {
        const address = addressOf(words, origin, tongue, venue.audience, code)
        return {
          name: `${venue.id}-${form}-${tongue}.pdf`,
          title: `${words.name[tongue === 'en' ? 'en' : 'es']} · ${venue.name[tongue === 'en' ? 'en' : 'es']}`,
          sheet: { form, tongue, venue: { name: venue.name, kind: venue.kind, code }, address, isSpecimen: leadsNowhere(address) },
        }
      }),
    )
  })
}

async function printAll(jobs: readonly PrintJob[], words: PrintedWords, folder: string, browserPath: string): Promise<void> {
  const start = performance.now()
  const bar = progressBar(jobs.length)
  let [done, bytes, browserPid, most] = [0, 0, 0, 0]
  const sample = () => {
    most = Math.max(most, memoryOfTree(browserPid) ?? 0)
  }
  await printSheets(jobs, {
    words,
    folder,
    browserPath,
    onStart: ({ pid }) => {
      browserPid = pid
    },
    onDone: ({ name }, size) => {
      done++
      bytes += size
      if (done % SAMPLE_EVERY === 1 || done === jobs.length) sample()
      bar(done, name)
    },
  })
  const seconds = (performance.now() - start) / 1000
  const megabytes = (size: number) => `${Math.round(size / 1e6)} MB`
  console.log(
    `${done} PDF files (${(bytes / 1e6).toFixed(1)} MB) in ${folder}\n${seconds.toFixed(1)} s, ${Math.round((seconds / done) * 1000)} ms each. Memory at most: ${megabytes(process.resourceUsage().maxRSS * 1024)} here, ${most === 0 ? 'not known' : megabytes(most)} in the browser.`,
  )
  if (jobs.some(({ sheet }) => sheet.isSpecimen))
    console.error(
      `\nMarked as specimens: ${new URL(jobs[0]?.sheet.address ?? '').origin} leads nowhere on a visitor's phone. Set origin in content/campaign.yaml, SITE_URL or --origin.`,
    )
}

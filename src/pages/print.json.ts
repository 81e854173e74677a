/** Writes the words of printed matter, checked and with their numbers filled in, for the staff page and the command line. */
import { type CollectionEntry, getCollection, getEntry } from 'astro:content'
import { TEXTS, type TextId } from '../print/form.ts'
import { type Call, type PieceText, type PrintedWords, type Role, type Text, WORDS_FORMAT } from '../print/printed-words.ts'
import { readCampaign } from '../site/campaign.ts'
import { type Guide, readGuides } from '../site/guides.ts'
import { type Helpline, helplinesOf } from '../site/helplines.ts'
import { AUDIENCES, roomOf } from '../site/rooms.ts'
import { pathOf } from '../site/routes.ts'
import { dateInWords, fill, strings } from '../site/strings.ts'

type Spoken = 'es' | 'en'

/** Which guide hangs in the staff room of a place, by the place's kind. */
const GUIDES = {
  airport: 'terminal',
  terminal: 'terminal',
  flight: 'cabin-crew',
  'round-table': 'prosecutors',
  online: 'family',
} as const

export async function GET(): Promise<Response> {
  const entries = (await getCollection('print')).map(({ data }) => data)
  const campaign = await readCampaign()
  const wave = await getEntry(campaign.wave)
  const words: PrintedWords = {
    format: WORDS_FORMAT,
    name: inBoth((language) => campaign.name[language]),
    landing: inBoth((language) => pathOf('landing', language)),
    rooms: Object.fromEntries(
      AUDIENCES.filter((audience) => wave?.data.instruments[audience]).map((audience) => [
        audience,
        inBoth((language) => pathOf(roomOf[audience], language)),
      ]),
    ),
    texts: Object.fromEntries(await Promise.all(TEXTS.map(async (id) => [id, await textOf(id, entries)] as const))) as Record<
      TextId,
      PieceText
    >,
    roles: Object.fromEntries(
      await Promise.all(
        Object.entries(GUIDES).map(async ([kind, guide]) => [
          kind,
          { es: await roleOf(guide, 'es'), en: await roleOf(guide, 'en') },
        ]),
      ),
    ),
    labels: { es: strings('es', 'print').sheet, en: strings('en', 'print').sheet },
  }
  return new Response(JSON.stringify(words))
}

const inBoth = (of: (language: Spoken) => string): Text => ({ es: of('es'), en: of('en') })

async function textOf(id: TextId, entries: readonly CollectionEntry<'print'>['data'][]): Promise<PieceText> {
  const entry = entries.find((each) => each.id === id)
  if (!entry) throw new Error(`content/print.yaml: there is no "${id}"`)
  const lines = await helplinesOf(entry.call.map((call) => call.id))
  const written = (text: Text): Text => inBoth((language) => text[language])
  return {
    tale: entry.tale && written(entry.tale),
    offer: entry.offer && written(entry.offer),
    ask: written(entry.ask),
    text: written(entry.text),
    points: entry.points.map(written),
    calls: lines.map(callOf),
    checked: inBoth((language) => checkedOf(lines, language)),
  }
}

async function roleOf(guide: string, language: Spoken): Promise<Role> {
  const found: Guide | undefined = (await readGuides(language)).find(({ data }) => data.guide === guide)
  if (!found) throw new Error(`content/guides/${language}: there is no guide "${guide}"`)
  const { title, card } = found.data
  const lines = await helplinesOf(card.call.map(({ id }) => id))
  return {
    title,
    signs: card.signs,
    do: card.do,
    dont: card.dont,
    calls: lines.map(callOf),
    checked: inBoth((spoken) => checkedOf(lines, spoken)),
  }
}

/** A number, whose it is, and what nobody has confirmed about it; of a channel without a number, where it is found. */
function callOf(line: Helpline): Call {
  const { tel, link, owner, hours } = line
  return {
    shown: inBoth((language) => line.shown ?? line.name[language]),
    use: inBoth((language) => {
      if (!tel && link) return new URL(link).host.replace(/^www\./, '')
      return hours ? owner[language] : `${owner[language]}. ${strings(language, 'frame')['helpline.hours.unconfirmed']}.`
    }),
  }
}

/** Paper outlives a check, so it says how old its numbers are: the day of the one checked longest ago, and the weaker way of checking. */
function checkedOf(lines: readonly Helpline[], language: Spoken): string {
  const [oldest] = lines.map(({ checkedOn }) => checkedOn).sort()
  if (oldest === undefined) return ''
  const t = strings(language, 'frame')
  const isDialled = lines.every(({ checkedHow }) => checkedHow === 'dialled')
  const how = lines.some(({ overdue }) => overdue)
    ? t['card.overdue']
    : t[isDialled ? 'card.checked.dialled' : 'card.checked.documents']
  return fill(how, { date: dateInWords(oldest, language) })
}

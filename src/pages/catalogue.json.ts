/** Writes the digest of `content/` that the collector, the command line and the staff page read. */
import { type CollectionEntry, getCollection, getEntry } from 'astro:content'
import type { APIContext } from 'astro'
import { CATALOGUE_FORMAT, type Catalogue, type Pathway } from '../protocol/catalogue.ts'
import { answerPath } from '../site/barriers.ts'
import { watched } from '../site/pathways.ts'
import { AUDIENCES, roomOf } from '../site/rooms.ts'
import { pathOf } from '../site/routes.ts'
import { gapsOf } from '../site/theory.ts'
import { instrumentEntries } from './_instruments.ts'

export async function GET({ site }: APIContext): Promise<Response> {
  const campaign = await getEntry('campaign', 'campaign')
  if (!campaign) throw new Error('content/campaign.yaml is missing')
  const instruments = await instrumentEntries()
  const idOf = (entry: string) => instruments.find((instrument) => instrument.entry === entry)?.named.id ?? entry
  const venues = (await getCollection('venues')).map(({ data }) => data)
  const actions = (await getCollection('actions')).map(({ data }) => data)
  const catalogue: Catalogue = {
    format: CATALOGUE_FORMAT,
    origin: site?.href ?? campaign.data.origin,
    currentWave: campaign.data.wave.id,
    reporting: campaign.data.reporting,
    waves: (await getCollection('waves')).map(({ id, data }) => ({
      id,
      name: data.name,
      starts: data.starts,
      ends: data.ends,
      instruments: Object.values(data.instruments).flatMap((instrument) => (instrument ? idOf(instrument.id) : [])),
      rooms: AUDIENCES.flatMap((audience) => {
        const own = data.instruments[audience]
        const path = { es: pathOf(roomOf[audience], 'es'), en: pathOf(roomOf[audience], 'en') }
        return own ? [{ audience, instrument: idOf(own.id), path }] : []
      }),
      strongVenues: withoutRooms(id, known(`content/waves/${id}.yaml: strongVenues`, data.strongVenues, venues), venues, data),
      orderABShare: data.orderABShare,
      primaryOutcome: { instrument: idOf(data.primaryOutcome.instrument.id), scale: data.primaryOutcome.scale },
      targets: data.targets,
    })),
    venues,
    instruments: instruments.map(({ named }) => named),
    actions,
    barriers: await Promise.all(
      (await getCollection('barriers', ({ data }) => data.id !== 'none')).map(async ({ data }) => ({
        id: data.id,
        name: data.name,
        answeredAt: { es: await answerPath(data, 'es'), en: await answerPath(data, 'en') },
      })),
    ),
    pathways: await checkedPathways(
      actions.map(({ id }) => id),
      instruments.flatMap(({ named }) => named.concepts.flatMap(({ id, scale }) => [`concept:${id}`, `scale:${scale}`])),
    ),
  }
  return new Response(JSON.stringify(catalogue, inTwoLanguages))
}

/** A theory with a gap stops the build: people would be asked to do something that leads nowhere, or promised a test that nobody makes. */
async function checkedPathways(actions: readonly string[], measured: readonly string[]): Promise<readonly Pathway[]> {
  const entries = (await getCollection('pathways')).map(({ data }) => data)
  const begun = entries.map((entry) => ({ ...entry, actions: entry.actions.map(({ id }) => id) }))
  const [gap] = gapsOf({ actions, pathways: begun, measured: new Set(measured) })
  if (gap) throw new Error(`${gap.file}: ${gap.id}: ${gap.what}`)
  const series = await getCollection('series')
  return entries.map(({ links, ...entry }) => ({
    ...entry,
    actions: entry.actions.map(({ id }) => id),
    links: links.map(({ text }) => text),
    assumptions: links.flatMap(({ rests }, at) => rests.map((rest) => assumptionOf(rest, at + 1))),
    series: watched({ links, ...entry }, series),
  }))
}

type Rest = CollectionEntry<'pathways'>['data']['links'][number]['rests'][number]

/** The report names a study in one language, as studies are cited. */
function assumptionOf({ source, found, ...rest }: Rest, link: number): Pathway['assumptions'][number] {
  return {
    ...rest,
    link,
    status: rest.grade === 'assumed' ? 'untested' : 'tested',
    ...(source && { source: [source.en, ...(found ? [found.en] : [])].join(': ') }),
  }
}

/** The collector and the report speak Spanish and English alone: of a text they get no further language. */
function inTwoLanguages(_: string, value: unknown): unknown {
  const isText = typeof value === 'object' && value !== null && 'es' in value && 'en' in value
  return isText ? { es: value.es, en: value.en } : value
}

/** Ids that are there: Astro only warns of a reference that leads nowhere, and a place would go without the mode that its people were promised. */
function known(where: string, references: readonly { id: string }[], entries: readonly { id: string }[]): readonly string[] {
  for (const { id } of references) if (!entries.some((entry) => entry.id === id)) throw new Error(`${where}: there is no ${id}`)
  return references.map(({ id }) => id)
}

/** Where an audience has an instrument of its own its page sends exact answers; strong mode would be promised there and not kept. */
function withoutRooms(
  wave: string,
  strong: readonly string[],
  venues: readonly CollectionEntry<'venues'>['data'][],
  { instruments }: CollectionEntry<'waves'>['data'],
): readonly string[] {
  for (const { id, audience } of venues)
    if (strong.includes(id) && AUDIENCES.some((each) => each === audience && instruments[each]))
      throw new Error(
        `content/waves/${wave}.yaml: strongVenues: ${id}: ${audience} have an instrument of their own, which has no strong mode`,
      )
  return strong
}

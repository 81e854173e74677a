/** Writes the digest of `content/` that the collector, the command line and the staff page read. */
import { type CollectionEntry, getCollection, getEntry } from 'astro:content'
import type { APIContext } from 'astro'
import { CATALOGUE_FORMAT, type Catalogue, type Pathway } from '../protocol/catalogue.ts'
import { pathOf } from '../site/routes.ts'
import { instrumentEntries } from './_instruments.ts'

export async function GET({ site }: APIContext): Promise<Response> {
  const campaign = await getEntry('campaign', 'campaign')
  if (!campaign) throw new Error('content/campaign.yaml is missing')
  const instruments = await instrumentEntries()
  const idOf = (entry: string) => instruments.find((instrument) => instrument.entry === entry)?.named.id ?? entry
  const venues = (await getCollection('venues')).map(({ data }) => data)
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
      instruments: [idOf(data.instruments.full.id), idOf(data.instruments.short.id)],
      strongVenues: known(`content/waves/${id}.yaml: strongVenues`, data.strongVenues, venues),
      primaryOutcome: { instrument: idOf(data.primaryOutcome.instrument.id), scale: data.primaryOutcome.scale },
      targets: data.targets,
    })),
    venues,
    instruments: instruments.map(({ named }) => named),
    actions: (await getCollection('actions')).map(({ data }) => data),
    barriers: (await getCollection('barriers', ({ data }) => data.id !== 'none')).map(({ data: { id, name } }) => ({
      id,
      name,
      answeredAt: { es: `${pathOf('help', 'es')}#${id}`, en: `${pathOf('help', 'en')}#${id}` },
    })),
    pathways: checkedPathways(
      (await getCollection('pathways')).map(({ data }) => ({ ...data, assumptions: data.assumptions.map(withStudy) })),
      instruments.flatMap(({ named }) => named.concepts.map(({ id, scale }) => [`concept:${id}`, `scale:${scale}`])).flat(),
    ),
  }
  return new Response(JSON.stringify(catalogue, inTwoLanguages))
}

type Assumption = CollectionEntry<'pathways'>['data']['assumptions'][number]

/** The report names a study in one language, as studies are cited. */
function withStudy({ source, found, ...assumption }: Assumption): Pathway['assumptions'][number] {
  return { ...assumption, ...(source && { source: [source.en, ...(found ? [found.en] : [])].join(': ') }) }
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

/** An assumption that is tested by an indicator which nobody asks would be a promise without cover. */
function checkedPathways(pathways: readonly Pathway[], known: readonly string[]): readonly Pathway[] {
  for (const { id, assumptions } of pathways)
    for (const { indicator } of assumptions)
      if (indicator !== undefined && !known.includes(indicator))
        throw new Error(`content/pathways.yaml: ${id}: ${indicator} is no indicator of any instrument`)
  return pathways
}

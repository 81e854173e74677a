/** Writes the digest of `content/` that the collector, the command line and the staff page read. */
import { getCollection, getEntry } from 'astro:content'
import type { APIContext } from 'astro'
import { CATALOGUE_FORMAT, type Catalogue } from '../protocol/catalogue.ts'
import { instrumentEntries } from './_instruments.ts'

export async function GET({ site }: APIContext): Promise<Response> {
  const campaign = await getEntry('campaign', 'campaign')
  if (!campaign) throw new Error('content/campaign.yaml is missing')
  const instruments = await instrumentEntries()
  const idOf = (entry: string) => instruments.find((instrument) => instrument.entry === entry)?.named.id ?? entry
  const catalogue: Catalogue = {
    format: CATALOGUE_FORMAT,
    origin: site?.href ?? campaign.data.origin,
    currentWave: campaign.data.wave.id,
    waves: (await getCollection('waves')).map(({ id, data }) => ({
      id,
      name: data.name,
      starts: data.starts,
      ends: data.ends,
      instruments: [idOf(data.instruments.full.id), idOf(data.instruments.short.id)],
      primaryOutcome: { instrument: idOf(data.primaryOutcome.instrument.id), scale: data.primaryOutcome.scale },
    })),
    venues: (await getCollection('venues')).map(({ data }) => data),
    instruments: instruments.map(({ named }) => named),
  }
  return new Response(JSON.stringify(catalogue))
}

/** The wave's instruments in one language, as the questions page and the full path's file hand them to the phone. */

import { getCollection, getEntry } from 'astro:content'
import { createHash } from 'node:crypto'
import type { ConceptData, PathData } from '../quiz/page-data.ts'
import type { RoomAudience } from '../site/rooms.ts'
import { type Language, pathOf } from '../site/routes.ts'
import { type ConceptText, type InstrumentEntry, instrumentEntries } from './_instruments.ts'

/** An instrument by what a wave has it for. */
export type Asked = 'full' | 'short' | RoomAudience

/** The campaign's current wave. */
export async function currentWave() {
  const campaign = await getEntry('campaign', 'campaign')
  const wave = campaign && (await getEntry(campaign.data.wave))
  if (!wave) throw new Error('content/campaign.yaml: wave: there is no such file in content/waves')
  return wave
}

export async function pathData(which: Asked, language: Language): Promise<PathData> {
  return pathOfEntry(await entryOf(which), language)
}

/** The pick-list in the order that its instrument gives, "none of these" last. */
export async function barriersOf(which: Asked) {
  const { named } = await entryOf(which)
  const barriers = new Map((await getCollection('barriers')).map(({ data }) => [data.id, data]))
  return named.barriers.map((id) => {
    const barrier = barriers.get(id)
    if (!barrier) throw new Error(`content/barriers.yaml: there is no ${id}`)
    return barrier
  })
}

async function entryOf(which: Asked): Promise<InstrumentEntry> {
  const wave = await currentWave()
  const entry = (await instrumentEntries()).find(({ entry }) => entry === wave.data.instruments[which]?.id)
  if (!entry) throw new Error(`content/waves/${wave.id}.yaml: instruments.${which} is not a file in content/instruments`)
  return entry
}

/**
 * Where the full path's questions stand: beside their page, under a name that follows from what they are. A page that was opened before a new version came out,
 * or kept on the phone, asks for its own questions and never for those of another wave.
 */
export async function fullFile(language: Language): Promise<string> {
  const text = JSON.stringify(await pathData('full', language))
  return `${pathOf('questions', language)}${createHash('sha256').update(text).digest('hex').slice(0, 8)}.json`
}

function pathOfEntry({ named, concepts }: InstrumentEntry, language: Language): PathData {
  const wording = (item: ConceptText['items']['A']) => [
    item.question[language],
    ...(item.options ?? []).map((option) => option[language]),
  ]
  return {
    instrument: named.id,
    concepts: concepts.map(
      (concept): ConceptData => ({
        id: concept.id,
        scale: concept.scale,
        kind: concept.answer,
        ...(concept.right && { right: concept.right }),
        ...(concept.thenTest && { thenTest: 1 }),
        why: concept.why[language],
        ...(concept.scale !== 'confidence' && { to: leadsTo(concept.pointsTo, language) }),
        A: wording(concept.items.A),
        B: wording(concept.items.B),
      }),
    ),
  }
}

/** Actions that are about whom to call lead to the help page, the others to the page that checks an offer. */
function leadsTo(point: ConceptText['pointsTo'], language: Language): string {
  if ('page' in point) return pathOf(point.page, language)
  return 'action' in point && ['save-number', 'act-to-protect'].includes(point.action.id)
    ? pathOf('help', language)
    : pathOf('check', language)
}

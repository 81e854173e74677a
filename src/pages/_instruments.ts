/** Reads the instruments of `content/`, each with the concepts that it picks from another. */
import { type CollectionEntry, getCollection } from 'astro:content'
import { codesOf } from '../assessment/instrument.ts'
import type { NamedInstrument } from '../protocol/catalogue.ts'

type Full = Extract<CollectionEntry<'instruments'>['data'], { concepts: unknown }>
export type ConceptText = Full['concepts'][number]

export interface InstrumentEntry {
  /** The file's name, by which other content points to it. */
  readonly entry: string
  readonly concepts: readonly ConceptText[]
  readonly named: NamedInstrument
}

export async function instrumentEntries(): Promise<InstrumentEntry[]> {
  const entries = await getCollection('instruments')
  const barriers = new Map((await getCollection('barriers')).map(({ data }) => [data.id, data.name]))
  return entries.map(({ id, data }) => {
    const concepts = [
      ...('concepts' in data ? data.concepts : []),
      ...(data.from && data.pick ? picked(id, data.from.id, data.pick, entries) : []),
    ]
    const named: NamedInstrument = {
      id: `${id}@${data.version}`,
      name: data.name,
      barriers: data.barriers.map((barrier) => barrier.id),
      barrierNames: Object.fromEntries(
        data.barriers.map((barrier) => [barrier.id, barriers.get(barrier.id) ?? { es: barrier.id, en: barrier.id }]),
      ),
      concepts: concepts.map((concept) => ({
        id: concept.id,
        scale: concept.scale,
        ...codesOf(concept.answer, concept.items.A.options?.length ?? 4, concept.right),
        thenTest: concept.thenTest ?? false,
        name: concept.name,
        icat: concept.icat,
        pointsTo: pointOf(concept.pointsTo),
        evidence: concept.evidence,
        ...(concept.discuss && { discuss: { ...concept.discuss, why: concept.why } }),
      })),
    }
    return { entry: id, concepts, named }
  })
}

function picked(
  id: string,
  from: string,
  pick: readonly string[],
  entries: readonly CollectionEntry<'instruments'>[],
): ConceptText[] {
  const whole = entries.find((entry) => entry.id === from)?.data
  if (!whole || !('concepts' in whole))
    throw new Error(`content/instruments/${id}.yaml: from: ${from} is not an instrument with concepts of its own`)
  return pick.map((name) => {
    const concept = whole.concepts.find((candidate) => candidate.id === name)
    if (!concept) throw new Error(`content/instruments/${id}.yaml: pick: ${name} is not a concept of ${from}`)
    return concept
  })
}

function pointOf(point: ConceptText['pointsTo']): string {
  if ('action' in point) return `action:${point.action.id}`
  return 'barrier' in point ? `barrier:${point.barrier.id}` : `page:${point.page}`
}

/**
 * What has to have been counted, computed from visitors' notes by another way than the product's: a table of people first, then counts of its
 * columns. Only the spelling of the keys is shared, since it is the thing compared.
 */
import { concepts, shortPick, type WrittenConcept } from './content.ts'
import type { Notes } from './visitor.ts'

export interface Counted {
  readonly notes: Notes
  /** The venue whose genuine code was scanned, or undefined. */
  readonly venue: string | undefined
  readonly hasEndline: boolean
}

/** Counters by leaf and key, footfall apart. */
export type Counters = Record<string, Record<string, number>>

const asked = (path: Notes['path']) =>
  path === 'full' ? concepts : shortPick.map((id) => concepts.find((concept) => concept.id === id) as WrittenConcept)

function isRight({ answer, right }: WrittenConcept, code: string | undefined): boolean {
  if (answer === 'choice') return code === '0'
  return (right === 'disagree' ? ['1', '2'] : ['3', '4']).includes(code ?? '')
}

export function leafOf(wave: string, { notes, venue }: Counted): string {
  const place =
    notes.age === '14-17'
      ? '14-17'
      : notes.arm === 'content-first'
        ? 'comparison'
        : notes.age === '18+' && venue
          ? venue
          : 'unknown'
  return `${wave}/${notes.path === 'full' ? 'core@1' : 'core-short@1'}/${place}`
}

export function countersOf(wave: string, people: readonly Counted[]): Counters {
  const counters: Counters = {}
  for (const person of people) {
    if (person.notes.age === 'under-14') continue
    const leaf = leafOf(wave, person)
    counters[leaf] ??= {}
    const sums = counters[leaf]
    for (const key of keysOfPerson(person)) sums[key] = (sums[key] ?? 0) + 1
  }
  return counters
}

function keysOfPerson({ notes, hasEndline }: Counted): string[] {
  const { order, baseline, endline, recalled, barriers } = notes
  const items = asked(notes.path)
  const scales = ['knowledge', 'myths', 'intention', 'confidence'].filter((scale) => items.some((item) => item.scale === scale))
  const score = (scale: string, answers: Record<string, string>) =>
    items.filter((item) => item.scale === scale && isRight(item, answers[item.id])).length
  const keys: string[] = []
  if (notes.arm === 'content-first') {
    if (!hasEndline) return []
    keys.push(
      `n:${order}:content-first`,
      ...barriers.map((id) => `cx:${order}:${id}`),
      ...scales.map((scale) => `cs:${order}:${scale}:${score(scale, endline)}`),
    )
    for (const { id, thenTest } of items) {
      keys.push(`c:${order}:${id}:${endline[id]}`)
      if (thenTest) keys.push(`ct:${order}:${id}:${recalled[id]}>${endline[id]}`)
    }
    return keys
  }
  keys.push(
    `n:${order}:baseline`,
    ...barriers.map((id) => `x:${order}:${id}`),
    ...scales.map((scale) => `bs:${order}:${scale}:${score(scale, baseline)}`),
  )
  for (const item of items)
    keys.push(
      `b:${order}:${item.id}:${baseline[item.id]}`,
      `r:${order}:${item.id}:${isRight(item, baseline[item.id]) ? 1 : 0}>${score(item.scale, baseline)}`,
    )
  if (!hasEndline) return keys
  keys.push(
    `n:${order}:endline`,
    ...scales.map((scale) => `ps:${order}:${scale}:${score(scale, baseline)}>${score(scale, endline)}`),
  )
  for (const { id, thenTest } of items) {
    keys.push(`p:${order}:${id}:${baseline[id]}>${endline[id]}`)
    if (thenTest) keys.push(`t:${order}:${id}:${recalled[id]}>${endline[id]}`)
  }
  return keys
}

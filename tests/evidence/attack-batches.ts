/**
 * The attacker who has every snapshot: exact tables, of both form orders apart or added up.
 *
 * She knows who came when, so to which batches everybody belongs, and the answers of everybody outside her victim's batches; of those who share a
 * batch with the victim she knows the batch and no answer. (Whoever knows the answers of everybody but one gets hers as a difference from any exact sum:
 * `everybody else` shows it; the method page says so, and strong mode bounds it.)
 *
 * Who answers again weeks later does so at home, and nobody sees it: she knows of nobody whether he or she came back. All that follow-up tables then tell her is
 * that so many people, whoever they are, answered so: of those she does not know at least as many as those she knows cannot account for. (Whoever does know of
 * everybody, from beside their phones, takes their tables for a batch like any other: `who came back` shows what she learns, and the method page says so.)
 *
 * Those who are in the same batches and form order are one class: tables can't tell them apart. Unknown are the classes' counts, for each measure and
 * answer. Told are the tables, less what she knows. She eliminates (attack-sums.ts), then narrows each count by what the others leave: counts are whole,
 * not below 0, and those of a class add up to its people. A disclosure is a class whose people must all have given one answer.
 */
import { FORM_ORDERS } from '../../src/assessment/design.ts'
import type { Answers, Instrument } from '../../src/assessment/instrument.ts'
import { scalesOf, scoreOf } from '../../src/assessment/scoring.ts'
import type { Group } from '../../src/tally/keys.ts'
import type { Batch, Campaign, Person } from './attack-campaign.ts'
import { narrow, type Range, reducedSums, type Sum } from './attack-sums.ts'

/** What the attacker knows of others than the victim. */
export type Knowledge = 'other batches' | 'everybody else' | 'nobody' | 'who came back'

export const MEASURES = [
  'before',
  'after',
  'later',
  'recalled',
  'score before',
  'score after',
  'score later',
  'barrier',
  'no barrier',
] as const
export type MeasureKind = (typeof MEASURES)[number]

/** One answer of one or more people that the tables leave no doubt of. */
export interface Disclosure {
  readonly kind: MeasureKind
  /** A concept, scale or barrier. */
  readonly measure: string
  readonly answer: string
  readonly people: number
  /** All of one table gave this answer, or it is what sums leave for a part of it. */
  readonly from: 'a whole table' | 'a remainder'
  readonly batches: Person['batches']
}

/** Something that each person of a class has exactly one value of. */
interface Measure {
  readonly kind: MeasureKind
  readonly name: string
  readonly answerOf: (person: Person) => string
  /** The counts that a batch's tables give, by value; `undefined` where it has no such table. */
  readonly countsIn: (batch: Batch, order: string) => ReadonlyMap<string, number> | undefined
}

interface Class {
  readonly batches: Person['batches']
  readonly order: string
  readonly members: Person[]
}

const GROUPS: readonly Group[] = ['baseline', 'endline', 'content-first', 'followup']

/** Sums of a batch's table of some kind and measure by a part of its value: the answer before, the answer after, or the whole. */
function countsOf(
  batch: Batch,
  order: string,
  kind: string,
  measure: string,
  part: 'whole' | 'first' | 'last',
): Map<string, number> {
  const counts = new Map<string, number>()
  const start = `${kind}:${order}:${measure}:`
  for (const text in batch.tables) {
    if (!text.startsWith(start)) continue
    const value = text.slice(start.length)
    const at = value.indexOf('>')
    const of = part === 'whole' ? value : part === 'first' ? value.slice(0, at) : value.slice(at + 1)
    counts.set(of, (counts.get(of) ?? 0) + (batch.tables[text] as number))
  }
  return counts
}

function measuresOf(instrument: Instrument): Measure[] {
  const tables = (
    kind: MeasureKind,
    name: string,
    answerOf: Measure['answerOf'],
    parts: Partial<Record<Group, readonly [string, 'whole' | 'first' | 'last']>>,
  ) => ({
    kind,
    name,
    answerOf,
    countsIn: (batch: Batch, order: string) => {
      const part = parts[batch.group]
      return part && countsOf(batch, order, part[0], name, part[1])
    },
  })
  const answer = (answers: Answers, id: string): string => answers[id] ?? ''
  return [
    ...instrument.concepts.flatMap(({ id, thenTest }) => [
      tables('before', id, (p) => answer(p.before, id), {
        baseline: ['b', 'whole'],
        endline: ['p', 'first'],
        followup: ['fb', 'first'],
      }),
      tables('after', id, (p) => answer(p.after, id), {
        endline: ['p', 'last'],
        'content-first': ['c', 'whole'],
        followup: ['fe', 'first'],
      }),
      tables('later', id, (p) => answer(p.later, id), { followup: ['fb', 'last'] }),
      ...(thenTest
        ? [tables('recalled', id, (p) => answer(p.recalled, id), { endline: ['t', 'first'], 'content-first': ['ct', 'first'] })]
        : []),
    ]),
    ...scalesOf(instrument).flatMap((scale) => [
      tables('score before', scale, (p) => String(scoreOf(instrument, scale, p.before)), {
        baseline: ['bs', 'whole'],
        endline: ['ps', 'first'],
        followup: ['fbs', 'first'],
      }),
      tables('score after', scale, (p) => String(scoreOf(instrument, scale, p.after)), {
        endline: ['ps', 'last'],
        'content-first': ['cs', 'whole'],
        followup: ['fes', 'first'],
      }),
      tables('score later', scale, (p) => String(scoreOf(instrument, scale, p.later)), { followup: ['fbs', 'last'] }),
    ]),
    ...instrument.barriers.map(
      (barrier): Measure => ({
        kind: 'barrier',
        name: barrier,
        answerOf: (person) => (person.barriers.includes(barrier) ? 'named' : 'not named'),
        countsIn: (batch, order) => {
          if (batch.group === 'endline' || batch.group === 'followup') return undefined
          const [kind, n] = [batch.group === 'baseline' ? 'x' : 'cx', batch.tables[`n:${order}:${batch.group}`] ?? 0]
          const named = batch.tables[`${kind}:${order}:${barrier}`] ?? 0
          return new Map([
            ['named', named],
            ['not named', n - named],
          ])
        },
      }),
    ),
  ]
}

/** Tables of a batch that stand by themselves: one, or one for each form order. */
interface Table {
  readonly batch: Batch
  readonly order: string
}

/** Everything that some victim's attacker learns for certain, victims being all who are in some batch. */
export function disclosuresIn(
  { instrument, people, batches: everyBatch }: Campaign,
  knowledge: Knowledge = 'other batches',
): Disclosure[] {
  const isSeenBack = knowledge === 'who came back' || knowledge === 'everybody else'
  const seen = GROUPS.filter((group) => group !== 'followup' || isSeenBack)
  const batches = everyBatch.filter(({ group }) => seen.includes(group))
  const followups = isSeenBack ? [] : everyBatch.filter(({ group }) => group === 'followup')
  const classes = new Map<string, Class>()
  for (const [at, person] of people.entries()) {
    const { batches: own, order } = person
    if (seen.every((group) => own[group] === undefined)) continue
    const name = `${seen.map((group) => own[group]).join()},${order}${knowledge === 'everybody else' ? `,${at}` : ''}`
    const known = classes.get(name)
    if (known) known.members.push(person)
    else classes.set(name, { batches: own, order, members: [person] })
  }
  const all = [...classes.values()]
  const measures = measuresOf(instrument)
  const tables: Table[] = batches.flatMap((batch) =>
    (batch.isApart ? FORM_ORDERS : (['pooled'] as const)).map((order) => ({ batch, order })),
  )
  const isInTable = ({ batches: own, order }: Class, table: Table) =>
    own[table.batch.group] === table.batch.number && (table.order === 'pooled' || table.order === order)
  const inTable = new Map(tables.map((table) => [table, all.filter((one) => isInTable(one, table))]))

  /** By measure: how many of those who finished, all of whom may have come back, gave each answer. */
  const finishers = new Map(
    measures.map((measure) => {
      const counts = new Map<string, number>()
      for (const person of people)
        if (person.finishes !== 'never') counts.set(measure.answerOf(person), (counts.get(measure.answerOf(person)) ?? 0) + 1)
      return [measure, counts]
    }),
  )
  const found: Disclosure[] = []
  // Of those who share all batches the attacker knows the same: the two orders of one pair of batches are attacked at once.
  const attacked = new Set<string>()
  for (const victim of all) {
    const shares = (other: Class) =>
      knowledge === 'nobody'
        ? true
        : knowledge === 'everybody else'
          ? other === victim
          : seen.some((group) => victim.batches[group] !== undefined && other.batches[group] === victim.batches[group])
    const name = seen.map((group) => victim.batches[group]).join()
    if (knowledge !== 'everybody else' && attacked.has(knowledge === 'nobody' ? '' : name)) continue
    attacked.add(knowledge === 'nobody' ? '' : name)
    const unknown = all.filter(shares)
    const targets =
      knowledge === 'nobody' ? unknown : unknown.filter((one) => seen.every((g) => one.batches[g] === victim.batches[g]))
    const told = tables.filter((table) => inTable.get(table)?.some((one) => unknown.includes(one)))
    for (const measure of measures) {
      const having = told.flatMap((table) => {
        const counts = measure.countsIn(table.batch, table.order)
        return counts ? [{ table, counts }] : []
      })
      if (having.length === 0) continue
      attackMeasure(measure, unknown, targets, having)
    }
  }
  return found

  /** What follow-up tables tell of people nobody saw come back: of the unknown ones, no fewer gave each answer than the known ones leave over. */
  function bounds(measure: Measure, values: readonly string[], unknown: readonly Class[]) {
    const counts = new Map<string, number>()
    for (const batch of followups)
      for (const order of batch.isApart ? FORM_ORDERS : ['pooled'])
        for (const [value, count] of measure.countsIn(batch, order) ?? []) counts.set(value, (counts.get(value) ?? 0) + count)
    if (counts.size === 0) return []
    const known = new Map(finishers.get(measure))
    for (const { members } of unknown)
      for (const person of members)
        if (person.finishes !== 'never') known.set(measure.answerOf(person), (known.get(measure.answerOf(person)) ?? 0) - 1)
    return values.map((value) => {
      const low = (counts.get(value) ?? 0) - (known.get(value) ?? 0)
      return low > 0 ? [{ row: unknown.map(() => 1), low, high: Number.MAX_SAFE_INTEGER }] : []
    })
  }

  function attackMeasure(
    measure: Measure,
    unknown: readonly Class[],
    targets: readonly Class[],
    having: readonly { table: Table; counts: ReadonlyMap<string, number> }[],
  ): void {
    const values = [...new Set([...having.flatMap(({ counts }) => [...counts.keys()])])]
    const isUnknown = new Set(unknown)
    const rows = having.map(({ table }) => unknown.map((one) => (isInTable(one, table) ? 1 : 0)))
    const left = having.map(({ table, counts }) => {
      const rest = new Map(values.map((value) => [value, counts.get(value) ?? 0]))
      for (const one of inTable.get(table) ?? [])
        if (!isUnknown.has(one))
          for (const person of one.members) {
            const value = measure.answerOf(person)
            rest.set(value, (rest.get(value) ?? 0) - 1)
          }
      return rest
    })
    const sizes = unknown.map(({ members }) => members.length)
    const ranges: Range[][] = values.map(() => sizes.map((size) => ({ low: 0, high: size })))
    const least = bounds(measure, values, unknown)
    const sums: Sum[][] = values.map((value) => rows.map((row, at) => ({ row, value: left[at]?.get(value) as number })))
    // One table leaves nothing to eliminate, and bounds its people only where all of them gave one answer.
    if (rows.length > 1) for (const told of sums) told.push(...reducedSums(told))
    for (let isNarrower = true; isNarrower; ) {
      for (const [at, told] of sums.entries()) narrow(ranges[at] as Range[], [...told, ...(least[at] ?? [])])
      isNarrower = false
      for (const [one, size] of sizes.entries()) {
        const column = ranges.map((range) => range[one] as Range)
        if (rows.length > 1 && narrow(column, [{ row: values.map(() => 1), value: size }])) isNarrower = true
      }
    }
    for (const target of targets) {
      const at = unknown.indexOf(target)
      if (!rows.some((row) => row[at] === 1)) continue
      for (const [value, answer] of values.entries()) {
        if (ranges[value]?.[at]?.low !== target.members.length) continue
        if (target.members.some((person) => measure.answerOf(person) !== answer))
          throw new Error(`attack: ${measure.kind} ${measure.name} is not ${answer}`)
        const isWhole = having.some(({ table, counts }) => {
          const size = [...counts.values()].reduce((sum, count) => sum + count, 0)
          return isInTable(target, table) && (counts.get(answer) ?? 0) === size
        })
        found.push({
          kind: answer === 'not named' ? 'no barrier' : measure.kind,
          measure: measure.name,
          answer,
          people: target.members.length,
          from: isWhole ? 'a whole table' : 'a remainder',
          batches: target.batches,
        })
      }
    }
  }
}

/**
 * What records add up to, counted a second time: from the table at the head of `src/tally/keys.ts` and from no code of `src/`. Every test that says
 * "every counter equals" compares with this.
 */
import type { Instrument } from '../../src/assessment/instrument.ts'
import type { FollowupRecord } from '../../src/protocol/followup-record.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'

export type Counts = Record<string, number>

/** Counters of all leaves, as `leaf key` → count. `place` says where a record belongs; `day` dates the finishes. */
export function countedByHand(
  records: readonly AnswerRecord[],
  { instruments, place, day }: { instruments: readonly Instrument[]; place: (record: AnswerRecord) => string; day: string },
): Counts {
  const counts: Counts = {}
  for (const record of records) {
    const instrument = instruments.find(({ id }) => id === record.instrument)
    if (!instrument) throw new Error(`oracle: no instrument ${record.instrument}`)
    for (const key of keysByHand(record, instrument, day)) {
      const name = `${record.wave}/${record.instrument}/${place(record)} ${key}`
      counts[name] = (counts[name] ?? 0) + 1
    }
  }
  return counts
}

/** The keys that one record adds one to. */
export function keysByHand(
  { occasion, arm, order, answers, before, recalled, barriers }: AnswerRecord,
  { concepts }: Instrument,
  day: string,
) {
  const first = occasion === 'baseline'
  const alone = arm === 'content-first'
  const keys = [`n:${order}:${first ? 'baseline' : alone ? 'content-first' : 'endline'}`]
  const score = scoresOf(concepts)
  for (const { id, scale, right, thenTest } of concepts) {
    const now = answers[id] ?? ''
    if (first) keys.push(`b:${order}:${id}:${now}`, `r:${order}:${id}:${right.includes(now) ? 1 : 0}>${score(scale, answers)}`)
    else if (alone) keys.push(`c:${order}:${id}:${now}`)
    else keys.push(`p:${order}:${id}:${before?.[id]}>${now}`)
    if (!first && thenTest) keys.push(`${alone ? 'ct' : 't'}:${order}:${id}:${recalled?.[id]}>${now}`)
  }
  for (const scale of new Set(concepts.map((concept) => concept.scale))) {
    const now = score(scale, answers)
    keys.push(
      first
        ? `bs:${order}:${scale}:${now}`
        : alone
          ? `cs:${order}:${scale}:${now}`
          : `ps:${order}:${scale}:${score(scale, before)}>${now}`,
    )
  }
  for (const barrier of barriers ?? []) keys.push(`${alone ? 'cx' : 'x'}:${order}:${barrier}`)
  if (!first) keys.push(`f:finish:${day}`)
  return keys
}

/** As `keysByHand`, of somebody who answers again weeks later. */
export function followupKeysByHand({ order, answers, earlier }: FollowupRecord, { concepts }: Instrument): string[] {
  const score = scoresOf(concepts)
  const at = (place: number) => Object.fromEntries(Object.entries(earlier).map(([id, codes]) => [id, codes.charAt(place)]))
  const keys = [`n:${order}:followup`]
  for (const [kind, then] of [['fb', at(0)] as const, ['fe', at(1)] as const]) {
    for (const { id } of concepts) keys.push(`${kind}:${order}:${id}:${then[id]}>${answers[id]}`)
    for (const scale of new Set(concepts.map((concept) => concept.scale)))
      keys.push(`${kind}s:${order}:${scale}:${score(scale, then)}>${score(scale, answers)}`)
  }
  return keys
}

const scoresOf = (concepts: Instrument['concepts']) => (scale: string, given: Readonly<Record<string, string>> | undefined) => {
  let right = 0
  for (const concept of concepts) if (concept.scale === scale && concept.right.includes(given?.[concept.id] ?? '')) right++
  return right
}

/** Snapshots of the made-up campaign, as the gate would release them: for tests of what comes after the gate. */
import { createHash } from 'node:crypto'
import { decideRelease, NOTHING_RELEASED } from '../src/report/gate/release.ts'
import { type Snapshot, snapshotOf } from '../src/report/gate/snapshot.ts'
import { decideWave } from '../src/report/gate/wave.ts'
import { keysOfFollowup, keysOfResponse } from '../src/tally/response.ts'
import { mergeTallies, type Tally, tallyOf } from '../src/tally/tally.ts'
import { endlineAfter, type Random, randomAnswers, randomRecord, seeded, specimenInstrument } from './specimen.ts'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Tables of `n` people who answer before and after. Answers are right with the chances given, by concept; else at random. */
export function tallyOfPeople(random: Random, n: number, chances: { before?: number; after?: number } = {}): Tally {
  const lean = (answers: Readonly<Record<string, string>>, chance = 0) =>
    Object.fromEntries(
      specimenInstrument.concepts.map(({ id, right }) => [
        id,
        random() < chance * 2 ** 32 ? (right[0] ?? '') : (answers[id] ?? ''),
      ]),
    )
  const tallies: Tally[] = []
  for (let person = 0; person < n; person++) {
    const drawn = randomRecord(random, {
      wave: 'second',
      instrument: specimenInstrument.id,
      occasion: 'baseline',
      arm: 'questions-first',
      order: person % 2 === 0 ? 'AB' : 'BA',
    })
    const baseline = { ...drawn, answers: lean(drawn.answers, chances.before) }
    const endline = endlineAfter(random, baseline)
    tallies.push(tallyOf(keysOfResponse(specimenInstrument, baseline)))
    tallies.push(tallyOf(keysOfResponse(specimenInstrument, { ...endline, answers: lean(endline.answers, chances.after) })))
  }
  return mergeTallies(...tallies)
}

export const tallyOfReaders = (random: Random, n: number): Tally =>
  mergeTallies(
    ...Array.from({ length: n }, () =>
      tallyOf(
        keysOfResponse(specimenInstrument, randomRecord(random, { instrument: specimenInstrument.id, arm: 'content-first' })),
      ),
    ),
  )

/** Adults at one place who answer before and after, each with her follow-up beside it, of whom some come back. */
export interface Visits {
  /** Tables of all visits. */
  readonly visits: Tally
  /** One for each person, in order: what her coming back would add. */
  readonly returns: readonly Tally[]
}

export function visitsOf(random: Random, n: number): Visits {
  const concepts = specimenInstrument.concepts
  const people = Array.from({ length: n }, (_, person) => {
    const baseline = randomRecord(random, {
      instrument: specimenInstrument.id,
      occasion: 'baseline',
      arm: 'questions-first',
      age: '18+',
      order: person % 2 === 0 ? 'AB' : 'BA',
    })
    const endline = endlineAfter(random, baseline)
    const again = {
      order: baseline.order,
      answers: randomAnswers(random, concepts),
      baseline: baseline.answers,
      endline: endline.answers,
    }
    return {
      visit: tallyOf([...keysOfResponse(specimenInstrument, baseline), ...keysOfResponse(specimenInstrument, endline)]),
      again: tallyOf(keysOfFollowup(specimenInstrument, again)),
    }
  })
  return { visits: mergeTallies(...people.map(({ visit }) => visit)), returns: people.map(({ again }) => again) }
}

/** Snapshots of a place and of the follow-ups of `back` of its people. */
export function snapshotsWithFollowups(place: string, n: number, back: number, seed = 1): Snapshot[] {
  const { visits, returns } = visitsOf(seeded(seed), n)
  const leaf = (name: string, live: Tally) => ({
    wave: 'second',
    instrument: specimenInstrument.id,
    place: name,
    live,
    memory: NOTHING_RELEASED,
  })
  const decided = decideWave([leaf('followup', mergeTallies(...returns.slice(0, back))), leaf(place, visits)])
  return decided.flatMap(({ leaf: { live: _, memory: __, ...own }, decision }) =>
    decision.kind === 'released' ? [snapshotOf(own, decision, { number: 1, week: '2026-W30', hash: sha256 })] : [],
  )
}

/** The first snapshot of a place where `n` people answered; another seed is tried where all of them gave one answer. */
export function snapshotAt(place: string, n: number, { number = 1, week = '2026-W30', seed = 1 } = {}): Snapshot {
  for (let attempt = seed; attempt < seed + 50; attempt++) {
    const random = seeded(attempt * 1009 + n)
    const live = place === 'comparison' ? tallyOfReaders(random, n) : tallyOfPeople(random, n, { before: 0.2, after: 0.4 })
    const decision = decideRelease(
      { ...live, 'f:scan:2026-07-20': n + 5, 'f:start:2026-07-20': n + 2, 'f:finish:2026-07-21': n },
      NOTHING_RELEASED,
    )
    if (decision.kind === 'released')
      return snapshotOf({ wave: 'second', instrument: specimenInstrument.id, place }, decision, { number, week, hash: sha256 })
  }
  throw new Error(`no snapshot of ${n} people at ${place}`)
}

/**
 * Three people come alone, one after the other. Then somebody copies every file of the collector, knows its format, and cuts the journal at
 * every commit (reliability.md, finding 1; a naive collector gave three of three back).
 *
 * With FULL=1 it is waited for 60 s as the promise has it; else until the journal is empty and a little longer.
 */
import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openSqlite } from '../../src/collector/store/sqlite.ts'
import { codeOfVenue } from '../../src/collector/venue-tag.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import { keysOfResponse } from '../../src/tally/response.ts'
import { endlineAfter, oneTimeNumber, type Random, randomRecord, seeded, specimenInstrument } from '../specimen.ts'
import { appInFolder, TODAY, temporaryFolder } from './app.ts'
import { statesOf, unusedBytes, type Vector, vectorsIn } from './attack.ts'
import { countersIn } from './database.ts'
import { isAcknowledged, openCatalogue, place, send, start } from './process.ts'

const folders: string[] = []
const kept = (folder: string): string => {
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

/** The two records of a person. */
function journey(random: Random, more: Partial<AnswerRecord>): [AnswerRecord, AnswerRecord] {
  const baseline = randomRecord(random, {
    instrument: specimenInstrument.id,
    occasion: 'baseline',
    arm: 'questions-first',
    age: '18+',
    ...more,
  })
  return [baseline, endlineAfter(random, baseline)]
}

const vectorOf = ({ before, answers }: AnswerRecord): Vector =>
  Object.fromEntries(specimenInstrument.concepts.map(({ id }) => [id, `${before?.[id]}>${answers[id]}`]))

const sorted = (vectors: readonly Vector[]): string[] =>
  vectors.map((vector) => JSON.stringify(Object.entries(vector).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()

/** All files beside the database, as they lie. */
function copyOf(folder: string): string {
  const copy = kept(temporaryFolder())
  cpSync(folder, copy, { recursive: true })
  return join(copy, 'collector.db')
}

describe('three lone people', () => {
  test('cannot be told apart in a copy of the collector’s files: no answer can be put together from it', async () => {
    const at = place()
    kept(at.folder)
    const collector = await start(at)
    try {
      const key = Buffer.from(readFileSync(join(at.data, 'venue.key'), 'utf8').trim(), 'hex')
      const venue = openCatalogue.venues[0]
      const random = seeded(11)
      const people = [1, 2, 3].map(() => journey(random, { order: 'AB', venue: venue ? codeOfVenue(key, venue) : '' }))
      for (const record of people.flat()) {
        expect(isAcknowledged(await send({ port: collector.port, body: JSON.stringify(record) }))).toBe(true)
        // Alone: the next comes when nobody waits any more.
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      await journalEmptied(at.database)
      await new Promise((resolve) => setTimeout(resolve, process.env.FULL === '1' ? 60_000 : 300))

      const database = copyOf(at.data)
      expect(readdirSync(at.data).sort()).toEqual(['collector.db', 'collector.db-shm', 'collector.db-wal', 'venue.key'])
      const states = statesOf(database)
      expect(states).toHaveLength(1)
      expect(states[0]?.[`second/specimen@1/${venue?.id} n:AB:endline`]).toBe(3)
      expect(vectorsIn(states, specimenInstrument)).toEqual([])
      expectNothingLeftOver(database)
    } finally {
      await collector.end('SIGTERM')
    }
  }, 120_000)

  test('are read back one by one, baseline and endline, where the journal is never emptied: the attack works', async () => {
    const collector = await appInFolder({ idleMs: 1_000_000 })
    try {
      const random = seeded(11)
      const people = [1, 2, 3].map(() => journey(random, { order: 'AB', venue: '' }))
      for (const record of people.flat()) expect((await collector.send(record)).statusCode).toBe(204)
      const states = statesOf(copyOf(collector.folder))
      expect(states.length).toBeGreaterThanOrEqual(6)
      expect(sorted(vectorsIn(states, specimenInstrument))).toEqual(
        expect.arrayContaining(sorted(people.map(([, last]) => vectorOf(last)))),
      )

      // The same files, the same attack, after the journal was emptied.
      await collector.commits.drained()
      const settled = statesOf(copyOf(collector.folder))
      expect(settled).toHaveLength(1)
      expect(vectorsIn(settled, specimenInstrument)).toEqual([])
    } finally {
      await collector.close()
    }
  })

  test('cannot be told apart in the last copy when it was quiet after each of their messages', () => {
    const folder = kept(temporaryFolder())
    const store = openSqlite(join(folder, 'collector.db'))
    const random = seeded(12)
    for (let person = 0; person < 3; person++)
      for (const record of journey(random, { order: 'AB' })) {
        store.commit([submissionOf(random, record)], TODAY)
        store.settle(TODAY)
      }
    const states = statesOf(copyOf(folder))
    store.close()
    expect(states).toHaveLength(1)
    expect(vectorsIn(states, specimenInstrument)).toEqual([])
  })
})

describe('LIMIT: what the counters themselves say', () => {
  test('somebody who is alone in her form order of a leaf IS that leaf’s counters; nothing here hides her (strong mode does)', () => {
    const folder = kept(temporaryFolder())
    const store = openSqlite(join(folder, 'collector.db'))
    const random = seeded(13)
    const [alone] = [journey(random, { order: 'BA' })]
    for (const record of [...journey(random, { order: 'AB' }), ...journey(random, { order: 'AB' }), ...alone])
      store.commit([submissionOf(random, record)], TODAY)
    store.settle(TODAY)
    const [state = {}] = statesOf(copyOf(folder))
    store.close()
    const hers = Object.fromEntries(Object.entries(state).filter(([name]) => name.includes(':BA:')))
    expect(sorted(vectorsIn([hers], specimenInstrument))).toEqual(sorted([vectorOf(alone[1])]))
  })

  test('whoever copies the files twice, before and after one person, has her answers: the difference of two copies is she', () => {
    const folder = kept(temporaryFolder())
    const store = openSqlite(join(folder, 'collector.db'))
    const random = seeded(14)
    for (const record of [...journey(random, { order: 'AB' }), ...journey(random, { order: 'AB' })])
      store.commit([submissionOf(random, record)], TODAY)
    store.settle(TODAY)
    const first = copyOf(folder)
    const [, last] = journey(random, { order: 'AB' })
    store.commit([submissionOf(random, last)], TODAY)
    store.settle(TODAY)
    const states = [...statesOf(first), ...statesOf(copyOf(folder))]
    store.close()
    expect(sorted(vectorsIn(states, specimenInstrument))).toEqual(sorted([vectorOf(last)]))
  })
})

test('no older state of a counter is left in the unused bytes of the file, whoever came in whatever order', () => {
  for (let seed = 0; seed < 25; seed++) {
    const folder = kept(temporaryFolder())
    const file = join(folder, 'collector.db')
    const store = openSqlite(file)
    const random = seeded(seed)
    const people = 3 + (random() % 30)
    for (let person = 0; person < people; person++) {
      for (const record of journey(random, {})) store.commit([submissionOf(random, record, person % 3)], TODAY)
      // Now and then two come before it is quiet again.
      if (random() % 3 > 0) store.settle(TODAY)
    }
    store.settle(TODAY)
    expectNothingLeftOver(file)
    store.close()
  }
})

const submissionOf = (random: Random, record: AnswerRecord, place = 0) => ({
  id: oneTimeNumber(random),
  leaf: `second/specimen@1/place-${place}`,
  keys: keysOfResponse(specimenInstrument, record),
})

/**
 * No end of a row lies outside the rows (there the count stands; a row's beginning, which the last writing may leave, says nothing), and each row
 * lies in the files once, in one state.
 */
function expectNothingLeftOver(database: string): void {
  for (const part of unusedBytes(database)) expect(part).not.toMatch(/[a-z0-9-]{2}:[0-9a-z]/)
  const everything = readdirSync(join(database, '..'))
    .map((name) => readFileSync(join(database, '..', name), 'latin1'))
    .join('\n')
  for (const name of Object.keys(countersIn(database))) {
    // In a row the key follows the leaf at once. No key of the specimen begins with another one.
    const row = name.replace(' ', '')
    expect(everything.split(row).length - 1, row).toBe(1)
  }
}

async function journalEmptied(database: string): Promise<void> {
  for (let tries = 0; tries < 200 && statSync(`${database}-wal`).size > 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25))
  expect(statSync(`${database}-wal`).size).toBe(0)
}

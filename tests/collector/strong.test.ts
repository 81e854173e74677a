/** Strong mode at the collector: what it takes, what it refuses, and what it then knows. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { codeOfVenue } from '../../src/collector/venue-tag.ts'
import { venueOf } from '../../src/protocol/catalogue.ts'
import type { StrongRecord } from '../../src/protocol/strong-record.ts'
import {
  endlineAfter,
  oneTimeNumber,
  randomRecord,
  randomStrongRecord,
  seeded,
  specimenInstrument,
  strongCatalogue,
} from '../specimen.ts'
import { type AppInFolder, appInFolder, TODAY } from './app.ts'
import { countersIn } from './database.ts'

let collector: AppInFolder
beforeEach(async () => {
  collector = await appInFolder({ catalogue: strongCatalogue })
})
afterEach(() => collector.close())

const random = seeded(77)
function code(id: string, key = collector.venueKey): string {
  const venue = venueOf(strongCatalogue, id)
  if (!venue) throw new Error(`no venue ${id}`)
  return codeOfVenue(key, venue)
}
const report = (overrides: Partial<StrongRecord> = {}) =>
  randomStrongRecord(random, { instrument: specimenInstrument.id, age: '18+', venue: code('airport-norte'), ...overrides })
const counters = () => countersIn(collector.file)

test('counts a person, her two cells and a finish under the strong venue, and nothing else of her', async () => {
  const record = report({ reports: { debt: '01', anybody: '10' } })
  expect((await collector.send(record)).statusCode).toBe(204)
  expect(counters()).toEqual({
    'second/specimen@1/airport-norte n:pooled:strong': 1,
    'second/specimen@1/airport-norte s:pooled:debt:01': 1,
    'second/specimen@1/airport-norte s:pooled:anybody:10': 1,
    [`second/specimen@1/airport-norte f:finish:${TODAY}`]: 1,
  })
})

test('counts the same record once, however often it comes', async () => {
  const record = report()
  for (let time = 0; time < 3; time++) expect((await collector.send(record)).statusCode).toBe(204)
  expect(counters()['second/specimen@1/airport-norte n:pooled:strong']).toBe(1)
})

test('refuses an exact record of a strong venue, before or after the content, and keeps nothing of it', async () => {
  const before = randomRecord(random, { occasion: 'baseline', age: '18+', venue: code('airport-norte') })
  const alone = randomRecord(random, { arm: 'content-first', venue: code('airport-norte') })
  for (const record of [
    before,
    endlineAfter(random, before),
    alone,
    { ...before, venue: code('airport-norte', Buffer.alloc(32, 1)) },
  ]) {
    const answer = await collector.send(record)
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ type: 'urn:eso-es-cuento:problem:invalid', errors: [{ field: 'mode' }] })
  }
  expect(counters()).toEqual({})
  expect(collector.logged).toEqual([])
})

test('refuses a record of strong mode from a venue that is not strong', async () => {
  const answer = await collector.send(report({ venue: code('terminal-norte') }))
  expect(answer.statusCode).toBe(422)
  expect(answer.json()).toMatchObject({ errors: [{ field: 'mode' }] })
  expect(counters()).toEqual({})
})

test('refuses exact answers that ride along with reports', async () => {
  const exact = randomRecord(random, { occasion: 'baseline', age: '18+', venue: '' })
  const answer = await collector.send({ ...report(), answers: exact.answers })
  expect(answer.statusCode).toBe(422)
  expect(counters()).toEqual({})
})

test('takes reports without a venue from 14 to 17 and where no age is said, under the leaf of no place', async () => {
  for (const age of ['14-17', 'unsaid'] as const) {
    expect((await collector.send(report({ age, venue: '' }))).statusCode).toBe(204)
    expect((await collector.send(report({ age, venue: code('airport-norte') }))).statusCode).toBe(422)
  }
  const places = new Set(Object.keys(counters()).map((name) => name.split(' ')[0]))
  expect([...places]).toEqual(['second/specimen@1/unknown'])
})

test('counts a code that only looks like the strong venue’s under unknown: reports tell no more there', async () => {
  expect((await collector.send(report({ venue: code('airport-norte', Buffer.alloc(32, 1)) }))).statusCode).toBe(204)
  expect(Object.keys(counters()).every((name) => name.startsWith('second/specimen@1/unknown '))).toBe(true)
})

test('still takes exact records everywhere else', async () => {
  const record = randomRecord(random, { occasion: 'baseline', age: '18+', venue: code('terminal-norte') })
  expect((await collector.send(record)).statusCode).toBe(204)
})

test('releases reports in snapshots of 10 and more, and says of how many', async () => {
  for (let person = 0; person < 9; person++) await collector.send(report())
  await collector.commits.drained()
  expect(await collector.store.takeSnapshots('second', TODAY)).toMatchObject([{ place: 'airport-norte', outcome: 'held', n: 0 }])
  await collector.send(report())
  await collector.commits.drained()
  expect(await collector.store.takeSnapshots('second', TODAY)).toMatchObject([
    { place: 'airport-norte', outcome: 'released', n: 10 },
  ])
  const [snapshot] = await collector.store.snapshots('second')
  expect(snapshot?.n).toEqual({ baseline: 'not asked', endline: 0, contentFirst: 0, strong: 10 })
  expect(Object.keys(snapshot?.tally ?? {}).every((key) => /^(n:pooled:strong|s:pooled:)/.test(key))).toBe(true)
  expect(snapshot?.settings).toMatchObject({ strongEpsilon: 3, strongConcepts: 2 })
})

test('a record of strong mode is refused outside of its wave like any other', async () => {
  collector.clock.today = '2027-12-31'
  expect((await collector.send(report({ id: oneTimeNumber(random) }))).statusCode).toBe(410)
  expect(counters()).toEqual({})
})

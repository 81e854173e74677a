/** A collector with a flood alarm: what it asks of each message while that is raised, and that it counts as ever. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { BATCH_HEADER } from '../../src/protocol/acknowledgement.ts'
import { PROBLEM_MEDIA_TYPE, type ProblemDocument } from '../../src/protocol/problem.ts'
import { CHALLENGE_SECONDS, PROOF_HEADER } from '../../src/protocol/proof.ts'
import { searchProof } from '../../src/protocol/proof-search.ts'
import { oneTimeNumber, randomFollowup, randomRecord, seeded, specimenInstrument } from '../specimen.ts'
import { type AppInFolder, appInFolder } from './app.ts'
import { countersIn, oneTimeNumbersIn, wholeStore } from './database.ts'

const random = seeded(7)
const baseline = () =>
  randomRecord(random, {
    instrument: specimenInstrument.id,
    occasion: 'baseline',
    arm: 'questions-first',
    age: '18+',
    order: 'AB',
    venue: '',
  })
const scan = () => ({
  v: 1,
  id: oneTimeNumber(random),
  event: 'scan',
  wave: 'second',
  instrument: specimenInstrument.id,
  age: '18+',
  arm: 'questions-first',
  venue: '',
})
const PEOPLE = 'second/specimen@1/unknown n:AB:baseline'

const alarm = { isRaised: false }
let collector: AppInFolder
beforeEach(async () => {
  alarm.isRaised = true
  collector = await appInFolder({ flood: () => alarm.isRaised })
})
afterEach(async () => {
  vi.useRealTimers()
  await collector.close()
})

const sendTo = ({ app }: AppInFolder, message: unknown, proof?: string, url = '/api/records') =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...(proof !== undefined && { [PROOF_HEADER]: proof }) },
    payload: JSON.stringify(message),
  })
type Answer = Awaited<ReturnType<typeof sendTo>>

/** The challenge of an answer that asks for a proof. */
function challengeOf(answer: Answer): string {
  expect(answer.statusCode, answer.body).toBe(429)
  expect(String(answer.headers['content-type']).split(';')[0]).toBe(PROBLEM_MEDIA_TYPE)
  expect(answer.headers).not.toHaveProperty('retry-after')
  expect(answer.headers['cache-control']).toBe('no-store')
  const { type, challenge } = answer.json() as ProblemDocument
  expect(type).toBe('urn:eso-es-cuento:problem:proof-wanted')
  return challenge ?? ''
}
const solve = (answer: Answer): string => searchProof(challengeOf(answer), () => false)

describe('while the alarm is raised', () => {
  test.each([
    ['a record', baseline, '/api/records'],
    ['a follow-up', () => randomFollowup(random, { instrument: specimenInstrument.id }), '/api/records'],
    ['a scan', scan, '/api/footfall'],
  ])(
    '%s without a proof counts nothing, and with the proof that was asked for it counts once, however often it is sent',
    async (_, make, url) => {
      const message = make()
      await collector.commits.drained()
      const empty = wholeStore(collector.file)
      const asked = await sendTo(collector, message, undefined, url)
      const proof = solve(asked)
      await collector.commits.drained()
      expect(wholeStore(collector.file)).toBe(empty)
      expect(asked.body).not.toContain(message.id)

      const first = await sendTo(collector, message, proof, url)
      expect([first.statusCode, first.headers.counted]).toEqual([204, '1'])
      const counted = countersIn(collector.file)
      expect(Object.keys(counted)).not.toEqual([])
      for (const again of await Promise.all([1, 2, 3].map(() => sendTo(collector, message, proof, url)))) {
        expect(again.statusCode).toBe(204)
        expect(again.headers[BATCH_HEADER]).toBe(first.headers[BATCH_HEADER])
      }
      expect(countersIn(collector.file)).toEqual(counted)
    },
  )

  test('one proof lets one message in and no other', async () => {
    const messages = Array.from({ length: 5 }, baseline)
    const proof = solve(await sendTo(collector, messages[0]))
    for (const message of messages) await sendTo(collector, message, proof)
    expect(countersIn(collector.file)[PEOPLE]).toBe(1)
    expect([...oneTimeNumbersIn(collector.file)]).toEqual([messages[0]?.id])
  })

  test('a proof that is over is asked for again, and the message counts with the new one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const message = baseline()
    const proof = solve(await sendTo(collector, message))
    vi.setSystemTime(Date.now() + (CHALLENGE_SECONDS + 1) * 1000)
    const again = solve(await sendTo(collector, message, proof))
    expect(countersIn(collector.file)).toEqual({})
    expect((await sendTo(collector, message, again)).statusCode).toBe(204)
    expect(countersIn(collector.file)[PEOPLE]).toBe(1)
  })

  test('what would be refused anyway is refused for its own reason, and costs nobody a proof', async () => {
    const invalid = await sendTo(collector, { ...baseline(), occasion: 'x' })
    expect(invalid.statusCode).toBe(422)
    expect(invalid.json()).not.toHaveProperty('challenge')
    collector.clock.today = '2031-01-01'
    const late = await sendTo(collector, baseline())
    expect(late.statusCode).toBe(410)
  })

  test('reading, and what staff ask for, goes on as ever', async () => {
    expect((await collector.app.inject('/api/health')).statusCode).toBe(200)
    expect((await collector.app.inject('/api/results')).statusCode).toBe(401)
  })

  test('nothing is logged of it', async () => {
    const message = baseline()
    await sendTo(collector, message, solve(await sendTo(collector, message)))
    expect(collector.logged).toEqual([])
  })
})

describe('while no alarm is raised', () => {
  test('no proof is asked for, and whatever stands in the header makes no difference', async () => {
    alarm.isRaised = false
    for (const proof of [undefined, '', 'x', `${'0'.repeat(48)}.1.2.3.4.5.6.7.8`])
      expect((await sendTo(collector, baseline(), proof)).statusCode).toBe(204)
    expect(countersIn(collector.file)[PEOPLE]).toBe(4)
  })

  test('a message that was asked for one and comes back without it is counted', async () => {
    const message = baseline()
    challengeOf(await sendTo(collector, message))
    alarm.isRaised = false
    expect((await sendTo(collector, message)).statusCode).toBe(204)
    expect(countersIn(collector.file)[PEOPLE]).toBe(1)
  })

  test('a message that was counted before, and is sent again under the alarm, counts once', async () => {
    alarm.isRaised = false
    const message = baseline()
    expect((await sendTo(collector, message)).statusCode).toBe(204)
    alarm.isRaised = true
    expect((await sendTo(collector, message, solve(await sendTo(collector, message)))).statusCode).toBe(204)
    expect(countersIn(collector.file)[PEOPLE]).toBe(1)
  })
})

test('a collector without an alarm asks for nothing', async () => {
  const plain = await appInFolder()
  try {
    expect((await sendTo(plain, baseline())).statusCode).toBe(204)
  } finally {
    await plain.close()
  }
})

test('a proof that one collector asked for is good at another of the same key', async () => {
  const other = await appInFolder({ flood: () => true })
  try {
    const message = baseline()
    const proof = solve(await sendTo(collector, message))
    expect((await sendTo(other, message, proof)).statusCode).toBe(204)
  } finally {
    await other.close()
  }
})

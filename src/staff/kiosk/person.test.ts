import { expect, test, vi } from 'vitest'
import { endlineAfter, randomRecord, seeded, specimenCatalogue } from '../../../tests/specimen.ts'
import type { Counted } from '../../protocol/counting.ts'
import { $visit, changeVisit } from '../../quiz/visit.ts'
import { counter, forgetPerson } from './person.ts'

/** A disk that is done with what it was last given when a test says so. */
const disk = vi.hoisted(() => ({ asked: [] as string[], done: (): void => undefined }))
vi.mock('./tally.ts', () => ({
  count: ({ keys }: Counted) => {
    disk.asked.push(keys.some((key) => key.startsWith('n:') && key.endsWith(':endline')) ? 'endline' : 'baseline')
    return new Promise<number>((resolve) => {
      disk.done = () => resolve(0)
    })
  },
  settle: async () => undefined,
}))

const soon = () => new Promise((resolve) => setTimeout(resolve))

test('an endline is not said to be counted by the word of its baseline, however late that is', async () => {
  vi.useFakeTimers({ now: Date.parse(`${specimenCatalogue.waves[1]?.starts}T12:00`), toFake: ['Date'] })
  const random = seeded(5)
  const baseline = randomRecord(random, { occasion: 'baseline', arm: 'questions-first', age: '18+' })
  const deliver = counter(specimenCatalogue, specimenCatalogue.venues[0]?.id ?? '')
  // As quiz/finish does it.
  for (const record of [baseline, endlineAfter(random, baseline)]) {
    changeVisit({ delivery: 'sending' })
    deliver('/api/records', record)
  }
  await soon()
  expect(disk.asked).toEqual(['baseline'])
  disk.done()
  await soon()
  expect(disk.asked).toEqual(['baseline', 'endline'])
  expect($visit.get().delivery).toBe('sending')
  disk.done()
  await soon()
  expect($visit.get().delivery).toBe('delivered')
  await forgetPerson()
  expect($visit.get().delivery).toBeUndefined()
  vi.useRealTimers()
})

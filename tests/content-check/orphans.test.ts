import { expect, test } from 'vitest'
import { orphansOf } from './orphans.ts'

const instrument = {
  barriers: ['need-work'],
  concepts: [
    { id: 'would-verify', scale: 'intention', pointsTo: { action: 'verify' } },
    { id: 'only-naive', scale: 'myths', pointsTo: { barrier: 'not-me' } },
  ],
}

test('an action and a barrier that nothing uses are orphans; a barrier is used by a list or by a concept', () => {
  expect(orphansOf(['verify', 'wait'], ['need-work', 'not-me', 'tired'], [instrument])).toEqual({
    actions: ['wait'],
    barriers: ['tired'],
  })
})

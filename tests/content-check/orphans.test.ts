import { expect, test } from 'vitest'
import { orphansOf, unknownIndicators } from './orphans.ts'

const instrument = {
  barriers: ['need-work'],
  concepts: [
    { id: 'would-verify', pointsTo: { action: 'verify' } },
    { id: 'only-naive', pointsTo: { barrier: 'not-me' } },
  ],
}

test('an action and a barrier that nothing uses are orphans; a barrier is used by a list or by a concept', () => {
  expect(orphansOf(['verify', 'wait'], ['need-work', 'not-me', 'tired'], [instrument])).toEqual({
    actions: ['wait'],
    barriers: ['tired'],
  })
})

test('an indicator with no concept behind it is told', () => {
  expect(unknownIndicators(['concept:would-verify', 'concept:gone', 'scale:knowledge'], [instrument])).toEqual(['concept:gone'])
})

import { expect, test } from 'vitest'
import { planInWords } from './plan.ts'

const closing = 'If there is danger: 123.'

test('a plan has its title, a line for each thing written, and whom to call', () => {
  const lines = [
    { label: 'Where I am going', written: 'Lima' },
    { label: 'Route and dates', written: '3 May, by bus' },
  ]
  expect(planInWords('My plan', lines, closing)).toBe(
    'My plan\n\nWhere I am going: Lima\nRoute and dates: 3 May, by bus\n\nIf there is danger: 123.',
  )
})

test('what was left empty is left out, and what was written in lines keeps them', () => {
  const lines = [
    { label: 'Where I am going', written: ' \n ' },
    { label: 'Who expects me', written: ' Ana\n601 555 0000 ' },
  ]
  expect(planInWords('My plan', lines, closing)).toBe('My plan\n\nWho expects me: Ana\n601 555 0000\n\nIf there is danger: 123.')
})

test('with nothing written there is no plan', () => {
  expect(planInWords('My plan', [{ label: 'Where I am going', written: '  ' }], closing)).toBeUndefined()
  expect(planInWords('My plan', [], closing)).toBeUndefined()
})

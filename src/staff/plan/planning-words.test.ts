import { expect, test } from 'vitest'
import en from '../../../content/ui/en/staff.json'
import es from '../../../content/ui/es/staff.json'
import { pairsForShare } from '../../statistics/planning.ts'
import { answersTo, type SharePlan, smallest } from './answers.ts'
import { entryOf } from './fields.ts'

const spanish = { language: 'es', words: es } as const
const english = { language: 'en', words: en } as const
const plan: SharePlan = { kind: 'share', pairs: 200, change: 0.1, discordance: 0.4, level: 0.05, power: 0.8 }

test('answers say how many pairs and how large a change, in the language’s own figures', () => {
  const { seen, needed } = answersTo(plan, spanish)
  expect(seen).toContain('200')
  expect(seen).toContain('12,5 puntos')
  const pairs = pairsForShare(0.1, 0.4)
  expect(needed).toContain(pairs.kind === 'computed' ? String(pairs.pairs) : 'refused')
  expect(answersTo(plan, english).seen).toContain('12.5 points')
  expect(answersTo({ kind: 'score', pairs: 100, change: 0.5, level: 0.05, power: 0.8 }, english).seen).toContain('0.28')
})

test('what cannot be seen, or cannot happen, is said and not computed', () => {
  expect(smallest({ ...plan, pairs: 5 }, 5)).toBeUndefined()
  for (const speech of [spanish, english]) {
    const few = answersTo({ ...plan, pairs: 5 }, speech)
    const beyond = answersTo({ ...plan, change: 0.6 }, speech)
    for (const text of [few.seen, few.needed, beyond.seen, beyond.needed]) expect(text).not.toMatch(/NaN|undefined|Infinity|[{}]/)
    expect(beyond.needed).toContain('60')
  }
})

test.each([
  ['', 'pairs'],
  ['12.5', 'pairs'],
  ['0', 'pairs'],
  ['-3', 'pairs'],
  ['1e3', 'points'],
  ['1.000.000', 'pairs'],
  ['101', 'discordance'],
  ['cuarenta', 'discordance'],
  ['0', 'effect'],
] as const)('“%s” is refused, and the message names the field %s', (text, name) => {
  for (const speech of [spanish, english]) {
    const entry = entryOf(name, text, speech)
    expect(entry.kind === 'wrong' && entry.message).toContain(speech.words.plan.fields[name])
  }
})

test('a comma is a decimal mark in either language', () => {
  expect(entryOf('points', ' 12,5 ', english)).toEqual({ kind: 'number', value: 12.5 })
  expect(entryOf('points', '12.5', spanish)).toEqual({ kind: 'number', value: 12.5 })
})

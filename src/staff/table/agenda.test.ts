import { expect, test } from 'vitest'
import type { ConceptResult, Share } from '../../report/results.ts'
import { type Shown, shown, withheld } from '../../report/shown.ts'
import { agendaOf } from './agenda.ts'

const share = (value: number): Shown<Share> => shown({ count: 0, share: value, low: 0, high: 1 })
const result = (concept: string, after: Shown<Share>, unsure: Shown<Share> = withheld('cell-under-5')): ConceptResult => ({
  concept,
  scale: 'knowledge',
  n: 20,
  before: share(0.5),
  after,
  change: withheld('cell-under-5'),
  gained: withheld('cell-under-5'),
  lost: withheld('cell-under-5'),
  dontKnowBefore: withheld('cell-under-5'),
  dontKnowAfter: unsure,
})

test('the weakest comes first, and of two as weak the one that more people do not know', () => {
  const { told } = agendaOf([
    result('strong', share(0.9)),
    result('sure of it', share(0.4)),
    result('unsure', share(0.4), share(0.3)),
    result('weak', share(0.25)),
  ])
  expect(told.map(({ concept }) => concept)).toEqual(['weak', 'unsure', 'sure of it', 'strong'])
})

test('a withheld figure is neither weak nor strong, and stands by itself', () => {
  const agenda = agendaOf([
    result('held', withheld('cell-under-5')),
    result('known', share(1)),
    result('small', withheld('fewer-than-10')),
  ])
  expect(agenda.told.map(({ concept }) => concept)).toEqual(['known'])
  expect(agenda.untold.map(({ concept }) => concept)).toEqual(['held', 'small'])
})

test('the results themselves are left as they were', () => {
  const results = [result('a', share(0.9)), result('b', share(0.1))]
  agendaOf(results)
  expect(results.map(({ concept }) => concept)).toEqual(['a', 'b'])
})

import { expect, test } from 'vitest'
import { gapsOf, type Theory } from './theory.ts'

const whole: Theory = {
  actions: ['verify', 'tell'],
  pathways: [
    {
      id: 'checked',
      actions: ['verify', 'tell'],
      links: [{ rests: [{}, { indicator: 'concept:would-verify' }] }, { rests: [{ indicator: 'scale:knowledge' }] }],
    },
    { id: 'built', actions: [], links: [{ rests: [{}] }] },
  ],
  measured: new Set(['concept:would-verify', 'scale:knowledge']),
}

test('a whole theory has no gap, and a pathway of people with questions of their own needs no indicator', () => {
  expect(gapsOf(whole)).toEqual([])
})

test('a desired action that stands in no pathway is told', () => {
  expect(gapsOf({ ...whole, actions: [...whole.actions, 'wait'] })).toEqual([
    { file: 'content/actions.yaml', id: 'wait', path: ['id'], what: 'no pathway says where this action leads' },
  ])
})

test('an action that a pathway names and nobody describes is told at its place', () => {
  expect(gapsOf({ ...whole, actions: ['verify'] })).toEqual([
    { file: 'content/pathways.yaml', id: 'checked', path: ['actions', 1], what: 'there is no action tell' },
  ])
})

test('an indicator that no question measures is told at its place', () => {
  expect(gapsOf({ ...whole, measured: new Set(['scale:knowledge']) })).toEqual([
    {
      file: 'content/pathways.yaml',
      id: 'checked',
      path: ['links', 0, 'rests', 1, 'indicator'],
      what: 'concept:would-verify: no question measures this',
    },
  ])
})

test('a pathway that asks something of people has an indicator', () => {
  const [checked] = whole.pathways
  if (!checked) throw new Error('no pathway')
  expect(gapsOf({ ...whole, pathways: [{ ...checked, links: [{ rests: [{}] }] }] })).toEqual([
    { file: 'content/pathways.yaml', id: 'checked', path: ['links'], what: 'no indicator measures any link of this pathway' },
  ])
})

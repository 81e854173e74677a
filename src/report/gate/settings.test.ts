import { expect, test } from 'vitest'
import { GATE_SETTINGS } from './settings.ts'

test('the settings are frozen: no code can make them looser', () => {
  expect(Object.isFrozen(GATE_SETTINGS)).toBe(true)
  expect(() => Object.assign(GATE_SETTINGS, { minimumBatch: 1 })).toThrow(TypeError)
  expect(() => Reflect.set(GATE_SETTINGS, 'minimumCell', 0) || Reflect.deleteProperty(GATE_SETTINGS, 'minimumCell')).not.toThrow()
  expect(GATE_SETTINGS.minimumCell).toBe(5)
})

test('the settings are no looser than design.md, section 6', () => {
  const loosest = {
    minimumBatch: 10,
    minimumDifference: 10,
    minimumOrder: 5,
    minimumShown: 10,
    minimumCell: 5,
    minimumLeaf: 20,
    minimumRoundTable: 10,
    minimumQuality: 100,
    roundingPublic: 5,
  }
  expect(Object.keys(GATE_SETTINGS).sort()).toEqual([...Object.keys(loosest), 'strongEpsilon', 'strongConcepts'].sort())
  for (const [name, least] of Object.entries(loosest))
    expect([name, Object.entries(GATE_SETTINGS).some(([own, value]) => own === name && value >= least)]).toEqual([name, true])
  // Strong mode is looser the more a report says, and the more there are.
  expect(GATE_SETTINGS.strongEpsilon).toBeLessThanOrEqual(3)
  expect(GATE_SETTINGS.strongConcepts).toBeLessThanOrEqual(2)
})

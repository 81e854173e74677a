import { describe, expect, test } from 'vitest'
import { codesOf, DONT_KNOW } from './instrument.ts'

describe('the codes of an answer', () => {
  test('number a choice’s options from 0, the first one right, "I don’t know" last', () => {
    expect(codesOf('choice', 3)).toEqual({ codes: ['0', '1', '2', DONT_KNOW], right: ['0'] })
    expect(codesOf('choice', 4)).toEqual({ codes: ['0', '1', '2', '3', DONT_KNOW], right: ['0'] })
  })

  test('run from 1 to 4 for agreement, two steps right on the side that is right', () => {
    expect(codesOf('agreement', 4, 'agree')).toEqual({ codes: ['1', '2', '3', '4', DONT_KNOW], right: ['3', '4'] })
    expect(codesOf('agreement', 4, 'disagree')).toEqual({ codes: ['1', '2', '3', '4', DONT_KNOW], right: ['1', '2'] })
  })

  test('run from 1 to 4 for confidence, the upper two right', () => {
    expect(codesOf('confidence', 4)).toEqual({ codes: ['1', '2', '3', '4', DONT_KNOW], right: ['3', '4'] })
  })

  test('never hold "I don’t know" among the right ones', () => {
    for (const kind of ['choice', 'agreement', 'confidence'] as const)
      for (const side of ['agree', 'disagree'] as const) expect(codesOf(kind, 4, side).right).not.toContain(DONT_KNOW)
  })
})

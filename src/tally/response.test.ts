import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endlineAfter, randomAnswers, randomRecord, randomStrongRecord, seeded, specimenInstrument } from '../../tests/specimen.ts'
import { groupOf, keysOf, partsOf } from './keys.ts'
import { keysOfFollowup, keysOfReports, keysOfResponse, type Response } from './response.ts'
import { mergeTallies, type Tally, tallyOf } from './tally.ts'

const answers = {
  debt: '0',
  'own-papers': '2',
  'known-faces': '0',
  'only-far-away': '1',
  anybody: 'k',
  'would-ask': '0',
  'can-check': '2',
}

/** Sums by `kind:order:measure`: the number of people that each table holds. */
function tableSums(tally: Tally): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [text, count] of Object.entries(tally)) {
    const { kind, order, measure } = partsOf(text)
    const table = kind === 'n' ? text : `${kind}:${order}:${measure}`
    sums.set(table, (sums.get(table) ?? 0) + count)
  }
  return sums
}

describe('a response', () => {
  test('before adds one to its group, to each answer, each score and each barrier named', () => {
    const response: Response = { occasion: 'baseline', arm: 'questions-first', order: 'AB', answers, barriers: ['shy'] }
    expect(keysOfResponse(specimenInstrument, response).sort()).toEqual(
      [
        'n:AB:baseline',
        'b:AB:debt:0',
        'b:AB:own-papers:2',
        'b:AB:known-faces:0',
        'b:AB:only-far-away:1',
        'b:AB:anybody:k',
        'b:AB:would-ask:0',
        'b:AB:can-check:2',
        'r:AB:debt:1>2',
        'r:AB:own-papers:0>2',
        'r:AB:known-faces:1>2',
        'r:AB:only-far-away:1>1',
        'r:AB:anybody:0>1',
        'r:AB:would-ask:1>1',
        'r:AB:can-check:0>0',
        'bs:AB:knowledge:2',
        'bs:AB:myths:1',
        'bs:AB:intention:1',
        'bs:AB:confidence:0',
        'x:AB:shy',
      ].sort(),
    )
  })

  test('after adds one to each pair of answers and each pair of scores, and to "before this page"', () => {
    const now = { ...answers, 'own-papers': '0', 'can-check': '4' }
    const response: Response = {
      occasion: 'endline',
      arm: 'questions-first',
      order: 'BA',
      answers: now,
      before: answers,
      recalled: { 'can-check': '1' },
    }
    const keys = keysOfResponse(specimenInstrument, response)
    expect(keys).toContain('p:BA:own-papers:2>0')
    expect(keys).toContain('ps:BA:knowledge:2>3')
    expect(keys).toContain('ps:BA:confidence:0>1')
    expect(keys).toContain('t:BA:can-check:1>4')
    expect(keys).toHaveLength(1 + 7 + 4 + 1)
  })

  test('of the content-first arm has tables of its own', () => {
    const response: Response = {
      occasion: 'endline',
      arm: 'content-first',
      order: 'AB',
      answers,
      recalled: { 'can-check': '2' },
      barriers: ['none'],
    }
    const keys = keysOfResponse(specimenInstrument, response)
    expect(keys).toContain('n:AB:content-first')
    expect(keys).toContain('ct:AB:can-check:2>2')
    expect(keys).toContain('cx:AB:none')
    expect(keys.map((text) => text.split(':')[0]).filter((kind) => !['n', 'c', 'cs', 'ct', 'cx'].includes(kind ?? ''))).toEqual([])
  })

  test('adds to each of its keys at most once', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const keys = keysOfResponse(specimenInstrument, randomRecord(seeded(seed), { instrument: specimenInstrument.id }))
        expect(new Set(keys).size).toBe(keys.length)
      }),
    )
  })

  test('with a hole in it is a bug, and says so', () => {
    const { debt: _, ...holed } = answers
    const response: Response = { occasion: 'baseline', arm: 'questions-first', order: 'AB', answers: holed }
    expect(() => keysOfResponse(specimenInstrument, response)).toThrow('response: no answer for debt')
    const endline: Response = { occasion: 'endline', arm: 'questions-first', order: 'AB', answers, recalled: { 'can-check': '1' } }
    expect(() => keysOfResponse(specimenInstrument, endline)).toThrow('response: no answer for debt')
  })
})

describe('reports of strong mode', () => {
  test('add one to their group and one to each cell, form orders pooled, and to nothing else', () => {
    expect(keysOfReports({ debt: '01', 'can-check': '11' })).toEqual([
      'n:pooled:strong',
      's:pooled:debt:01',
      's:pooled:can-check:11',
    ])
  })

  test('make keys of the instrument, and none that an exact answer makes', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { reports } = randomStrongRecord(seeded(seed), { instrument: specimenInstrument.id })
        const keys = keysOfReports(reports)
        for (const text of keys) expect(keysOf(specimenInstrument)).toContain(text)
        expect(new Set(keys.map(groupOf))).toEqual(new Set(['strong']))
        expect(new Set(keys).size).toBe(3)
      }),
    )
  })
})

test('everybody stands in each table of her group exactly once, whoever came and whoever left', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, people) => {
      const random = seeded(seed)
      const tallies: Tally[] = []
      const sizes = new Map<string, number>()
      const count = (record: Response, group: string) => {
        tallies.push(tallyOf(keysOfResponse(specimenInstrument, record)))
        const name = `${record.order}:${group}`
        sizes.set(name, (sizes.get(name) ?? 0) + 1)
      }
      for (let person = 0; person < people; person++) {
        const first = randomRecord(random, {
          instrument: specimenInstrument.id,
          occasion: random() % 4 === 0 ? 'endline' : 'baseline',
          arm: 'questions-first',
        })
        if (first.occasion === 'endline') {
          const { before: _, ...rest } = first
          count({ ...rest, arm: 'content-first' }, 'content-first')
          continue
        }
        count(first, 'baseline')
        if (random() % 3 > 0) count(endlineAfter(random, first), 'endline')
      }
      const groups = { b: 'baseline', bs: 'baseline', r: 'baseline', p: 'endline', ps: 'endline', t: 'endline' } as const
      const own = { c: 'content-first', cs: 'content-first', ct: 'content-first' } as const
      const byKind = new Map<string, string>(Object.entries({ ...groups, ...own }))
      for (const [table, sum] of tableSums(mergeTallies(...tallies))) {
        const [kind = '', order = '', measure = ''] = table.split(':')
        if (kind === 'n') expect(sum).toBe(sizes.get(`${order}:${measure}`))
        else if (kind === 'x' || kind === 'cx')
          expect(sum).toBeLessThanOrEqual(sizes.get(`${order}:${kind === 'x' ? 'baseline' : 'content-first'}`) ?? 0)
        else expect(sum).toBe(sizes.get(`${order}:${byKind.get(kind)}`))
      }
    }),
  )
})

describe('a follow-up', () => {
  const concepts = specimenInstrument.concepts
  const drawn = (seed: number) => {
    const random = seeded(seed)
    const one = () => randomAnswers(random, concepts)
    return { order: random() % 2 === 0 ? 'AB' : 'BA', answers: one(), baseline: one(), endline: one() } as const
  }

  test('makes only pairs that end at the new answers, and none that begins before reading and ends right after', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const followup = drawn(seed)
        const keys = keysOfFollowup(specimenInstrument, followup)
        expect(new Set(keys).size).toBe(keys.length)
        for (const text of keys) {
          expect(groupOf(text)).toBe('followup')
          expect(keysOf(specimenInstrument)).toContain(text)
          const { kind, measure, value } = partsOf(text)
          if (kind === 'fb') expect(value).toBe(`${followup.baseline[measure]}>${followup.answers[measure]}`)
          if (kind === 'fe') expect(value).toBe(`${followup.endline[measure]}>${followup.answers[measure]}`)
        }
        // The same tables whatever goes with what across the two earlier occasions.
        expect(keys.filter((text) => partsOf(text).kind.startsWith('fb'))).toEqual(
          keysOfFollowup(specimenInstrument, { ...followup, endline: followup.answers }).filter((text) =>
            partsOf(text).kind.startsWith('fb'),
          ),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('adds one to each table of its leaf', () => {
    const people = Array.from({ length: 25 }, (_, seed) => drawn(seed))
    const sums = tableSums(mergeTallies(...people.map((one) => tallyOf(keysOfFollowup(specimenInstrument, one)))))
    for (const order of ['AB', 'BA']) {
      const n = people.filter((one) => one.order === order).length
      expect(sums.get(`n:${order}:followup`)).toBe(n)
      for (const kind of ['fb', 'fe']) for (const { id } of concepts) expect(sums.get(`${kind}:${order}:${id}`)).toBe(n)
      for (const kind of ['fbs', 'fes']) expect(sums.get(`${kind}:${order}:knowledge`)).toBe(n)
    }
  })

  test('with an answer missing is a bug and says so', () => {
    const { endline: _, ...rest } = drawn(1)
    expect(() => keysOfFollowup(specimenInstrument, { ...rest, endline: {} })).toThrow('no answer for')
  })
})

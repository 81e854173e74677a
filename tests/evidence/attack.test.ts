/**
 * Attacks on made-up campaigns (attack-campaign.ts): 1,500 here, 100,000 by `npm run evidence:attack`.
 *
 * What is claimed is in the first two groups; what the attackers do learn is in the last, so that no one can say it was not known.
 */
import { describe, expect, test } from 'vitest'
import { FORM_ORDERS } from '../../src/assessment/design.ts'
import type { Catalogue } from '../../src/protocol/catalogue.ts'
import { decideRelease } from '../../src/report/gate/release.ts'
import { type Random, seeded } from '../specimen.ts'
import { disclosuresIn, MEASURES } from './attack-batches.ts'
import { type Campaign, follow, type Person, type Plan, planOf, runCampaign, smallInstrument } from './attack-campaign.ts'
import { answersIn, attackCampaigns, gateWithoutBatches } from './attack-run.ts'
import { narrow, type Range, reducedSums, totalOf } from './attack-sums.ts'

const NOTHING = Object.fromEntries(MEASURES.map((kind) => [kind, 0]))
const sizes = [3, 80] as const

describe('who has every snapshot, knows who came when, and what everybody outside her victim’s batches answered', {
  timeout: 120_000,
}, () => {
  test('learns nobody’s answer by adding and subtracting, nor any answer before, though some finish days later (1,200 campaigns)', () => {
    const outcome = attackCampaigns(0, 1_200, { sizes, filesOneIn: 0 })
    expect(outcome.subtracted).toEqual(NOTHING)
    // Nor any answer before from a table in which all gave it; after, there are such tables ("what is not claimed").
    expect([outcome.alike.before, outcome.alike['score before'], outcome.alike.recalled, outcome.alike.barrier]).toEqual([
      0, 0, 0, 0,
    ])
    expect(outcome.people).toBeGreaterThan(50_000)
    expect(outcome.snapshots).toBeGreaterThan(4_000)
  })

  test('learns nearly everybody’s from a gate without batches', () => {
    const outcome = attackCampaigns(0, 25, { sizes, filesOneIn: 0, gate: gateWithoutBatches })
    expect(outcome.campaignsWith.alike).toBe(outcome.campaigns)
    // Five answers or more of each person: she gave at most eleven.
    expect(answersIn(outcome.alike) + answersIn(outcome.subtracted)).toBeGreaterThan(5 * outcome.people)
  })
})

describe('who has result files and nothing else', { timeout: 120_000 }, () => {
  const outcome = attackCampaigns(5_000, 5_300, { sizes })

  test('learns no count under 5 from any one export, made after each snapshot (300 campaigns)', () => {
    expect(outcome.fromFiles.oneExport).toBe(0)
    expect(outcome.exports).toBeGreaterThan(1_000)
    expect(outcome.units).toBeGreaterThan(4_000)
  })

  test('learns none from the rounded exports of all dates together', () => {
    expect(outcome.fromFiles.rounded).toBe(0)
  })

  test('learns counts under 5 of single batches from exact exports of different dates: those are for staff', () => {
    expect(outcome.fromFiles.exactOverTime).toBeGreaterThan(100)
  })
})

/** People of one terminal whose answers are drawn, or given. */
const somebody = (random: Random, begins: number, finishes: Person['finishes'], given: Partial<Person> = {}): Person => {
  const answers = Object.fromEntries(
    smallInstrument.concepts.map(({ id, codes }) => [id, codes[random() % codes.length] as string]),
  )
  const after = Object.fromEntries(smallInstrument.concepts.map(({ id, codes }) => [id, codes[random() % codes.length] as string]))
  return {
    place: 'v1',
    order: FORM_ORDERS[random() % 2] as Person['order'],
    arm: 'questions-first',
    before: answers,
    after,
    recalled: { sure: answers.sure ?? '' },
    barriers: random() % 2 === 0 ? ['shy'] : [],
    begins,
    finishes,
    returns: 'never',
    later: after,
    batches: {},
    ...given,
  }
}
const many = (n: number, make: (at: number) => Person): Person[] => Array.from({ length: n }, (_, at) => make(at))
const catalogue = { venues: [] } as unknown as Catalogue
const atTerminal = (people: readonly Person[], late: Plan['late'] = 'a finish'): Campaign =>
  follow({ instrument: smallInstrument, catalogue, people, asks: 'every day', late })

describe('by example', () => {
  test('orders of the baseline do not take apart endline tables in which they are added up', () => {
    // One of order BA and nine of AB finish on the first day, all later ones in equal parts; nobody leaves.
    const random = seeded(7)
    const people = [
      ...many(12, (at) => somebody(random, 0.1 + at / 100, at < 10 ? 0.5 + at / 100 : 1.1, { order: at === 0 ? 'BA' : 'AB' })),
      ...many(20, (at) => somebody(random, 1.2 + at / 100, 1.5 + at / 100, { order: FORM_ORDERS[at % 2] as Person['order'] })),
      somebody(random, 3, 'never'),
    ]
    const campaign = atTerminal(people)
    const shown = campaign.batches.map(({ group, isApart }) => [group, isApart])
    expect(shown).toContainEqual(['endline', false])
    expect(shown).toContainEqual(['endline', true])
    expect(shown).toContainEqual(['baseline', false])
    expect(disclosuresIn(campaign).filter(({ from }) => from === 'a remainder')).toEqual([])
  })
})

test('a batch all of whom answered alike before is held, whatever they answered after', () => {
  const batch = (before: (at: number) => string) => {
    const random = seeded(17)
    return atTerminal([
      ...many(10, (at) => {
        const one = somebody(random, 0.1 + at / 100, 0.5 + at / 100)
        return { ...one, before: { ...one.before, debt: before(at) }, after: { ...one.after, debt: String(at % 2) } }
      }),
      somebody(random, 3, 'never'),
    ]).batches.map(({ group }) => group)
  }
  expect(batch(() => '1')).toEqual([])
  expect(batch((at) => String(at % 2))).toEqual(expect.arrayContaining(['endline']))
})

describe('who finishes late', { timeout: 120_000 }, () => {
  /** 22 begin and 10 finish. On the next day 11 of the 12 others come back, 13 newcomers begin, and two of those finish: Ana alone is still away. */
  const anaIsAway = () => {
    const random = seeded(11)
    const ana = somebody(random, 0.05, 'never')
    return {
      ana,
      people: [
        ana,
        ...many(10, () => somebody(random, 0.1, 0.2)),
        ...many(11, () => somebody(random, 0.1, 1.3)),
        ...many(2, () => somebody(random, 1.1, 1.2)),
        ...many(11, () => somebody(random, 1.1, 'never')),
        somebody(random, 3, 'never'),
      ],
    }
  }

  test('who finishes late is not paired: else, with two accomplices, all that Ana answered before would follow', () => {
    const { ana, people } = anaIsAway()
    const campaign = atTerminal(people, 'paired')
    const hers = disclosuresIn(campaign).filter(
      ({ from, people: n, batches }) => from === 'a remainder' && n === 1 && batches === ana.batches,
    )
    expect(hers.filter(({ kind }) => kind === 'before').map(({ measure, answer }) => [measure, answer])).toEqual(
      Object.entries(ana.before),
    )
    expect(disclosuresIn(atTerminal(anaIsAway().people)).filter(({ from }) => from === 'a remainder')).toEqual([])
  })

  test('and in campaigns as they may go, somebody’s answer before would follow', () => {
    const { subtracted, campaignsWith } = attackCampaigns(0, 200, {
      sizes,
      filesOneIn: 0,
      change: { lingers: 0.2, late: 'paired' },
    })
    expect(campaignsWith.subtracted).toBeGreaterThan(0)
    expect({ ...subtracted, before: 0, 'score before': 0 }).toEqual(NOTHING)
  })
})

describe('who answers again weeks later', { timeout: 120_000 }, () => {
  test('is read by the attackers: follow-ups are released in these campaigns, and no answer follows', () => {
    const campaigns = Array.from({ length: 60 }, (_, seed) => runCampaign({ ...planOf(seed, sizes), returns: 0.6, floods: 0 }))
    expect(campaigns.flatMap(({ batches }) => batches.filter(({ group }) => group === 'followup')).length).toBeGreaterThan(30)
    for (const campaign of campaigns) expect(disclosuresIn(campaign).filter(({ from }) => from === 'a remainder')).toEqual([])
  })

  test('where two of the same batches and order change places, answers and coming back and all, nothing that is released changes', () => {
    const answersOf = ({ before, after, later, recalled, barriers, returns }: Person) => ({
      before,
      after,
      later,
      recalled,
      barriers,
      returns,
    })
    let swapped = 0
    for (let seed = 0; seed < 40; seed++) {
      const plan = { ...planOf(seed, [12, 40]), returns: 0.6, asks: 'every day' as const }
      const first = runCampaign(plan)
      const alike = (a: Person, b: Person) =>
        a.place === b.place &&
        a.order === b.order &&
        a.batches.baseline !== undefined &&
        a.batches.baseline === b.batches.baseline &&
        a.batches.endline !== undefined &&
        a.batches.endline === b.batches.endline
      const ana = first.people.findIndex((one) =>
        first.people.some((other) => other !== one && alike(one, other) && one.returns !== other.returns),
      )
      const eva = first.people.findIndex(
        (one, at) =>
          at !== ana && ana >= 0 && alike(one, first.people[ana] as Person) && one.returns !== first.people[ana]?.returns,
      )
      if (eva < 0) continue
      swapped++
      const turned = first.people.map((person, at): Person => {
        const from = at === ana ? eva : at === eva ? ana : at
        return { ...person, ...answersOf(first.people[from] as Person), batches: {} }
      })
      const second = follow({ ...first, people: turned, asks: plan.asks, late: plan.late })
      expect(second.snapshots).toEqual(first.snapshots)
    }
    expect(swapped).toBeGreaterThan(20)
  })
})

describe('what staff take in out of the quarantine', { timeout: 120_000 }, () => {
  const flooded = { sizes, filesOneIn: 0, change: { floods: 1 } } as const

  test('hour by hour or all in one go, some of it or everything, gives nobody away who was in it, nor beside it', () => {
    const outcome = attackCampaigns(7_000, 7_050, flooded)
    expect(outcome.subtracted).toEqual(NOTHING)
    expect([outcome.alike.before, outcome.alike['score before'], outcome.alike.recalled, outcome.alike.barrier]).toEqual([
      0, 0, 0, 0,
    ])
    expect(outcome.takenIn.messages).toBeGreaterThan(1_500)
    expect(outcome.takenIn.pairs).toBeGreaterThan(500)
  })

  test('would give nearly all of them away, were it released as it is taken in', () => {
    const { alike, subtracted, people } = attackCampaigns(7_000, 7_004, { ...flooded, gate: gateWithoutBatches })
    expect(answersIn(alike) + answersIn(subtracted)).toBeGreaterThan(3 * people)
  })

  test('one hour with one person in it waits for nine others, whatever she answered, and so does her pair', () => {
    const random = seeded(19)
    const ana = somebody(random, 0.5, 0.5005)
    const manyMore = (n: number, begins: number) => many(n, (at) => somebody(random, begins + at / 100, begins + 0.004 + at / 100))
    const inQuarantine = { place: 'v1', from: 0.49, until: 0.51, reason: 'place', share: 1, takes: ['accepted'] } as const
    const campaignBeside = (others: number) =>
      follow({
        instrument: smallInstrument,
        catalogue,
        people: [ana, ...manyMore(others, 1.1), somebody(random, 5, 'never')],
        floods: [{ ...inQuarantine, decided: [2.5] }],
        asks: 'after each arrival',
        late: 'a finish',
      })
    const alone = campaignBeside(8)
    expect(alone.takenIn).toEqual({ messages: 2, pairs: 1 })
    expect(alone.snapshots).toEqual([])
    const [tenth] = campaignBeside(9).snapshots
    expect(tenth?.n).toMatchObject({ baseline: 10, endline: 10 })
  })
})

describe('what is not claimed', { timeout: 120_000 }, () => {
  test('who knows of everybody whether he or she came back, and what all others answered, takes batches apart by it', () => {
    const outcome = attackCampaigns(0, 4, { sizes, filesOneIn: 0, knowledge: 'who came back', change: { returns: 0.6 } })
    expect(answersIn(outcome.subtracted)).toBeGreaterThan(0)
  })

  test('where a whole batch answers alike after reading, its table says so of everybody', () => {
    const random = seeded(13)
    const people = many(10, (at) => {
      const one = somebody(random, 0.1 + at / 100, 0.5 + at / 100)
      return { ...one, before: { ...one.before, debt: at < 5 ? '0' : '1' }, after: { ...one.after, debt: '0' } }
    })
    const found = disclosuresIn(atTerminal([...people, somebody(random, 3, 'never')]))
    expect(found.filter(({ kind }) => kind === 'after').map(({ measure, answer, from }) => [measure, answer, from])).toContainEqual(
      ['debt', '0', 'a whole table'],
    )
  })

  test('who knows the answers of everybody but one learns hers as soon as her batch is out', () => {
    const outcome = attackCampaigns(0, 40, { sizes, filesOneIn: 0, knowledge: 'everybody else' })
    expect(answersIn(outcome.subtracted)).toBeGreaterThan(3 * outcome.people)
  })
})

test('the gate is asked as often as it may matter: asked after each arrival it releases the same', () => {
  for (let seed = 0; seed < 25; seed++) {
    const plan = { ...planOf(seed, [3, 40]), asks: 'after each arrival' as const }
    const always = runCampaign(plan, (live, memory) => decideRelease(live, memory))
    const { snapshots } = runCampaign(plan)
    expect(snapshots.slice(0, always.snapshots.length)).toEqual(always.snapshots)
  }
})

describe('the attacker’s sums', () => {
  const told = [
    { row: [1, 1, 1], value: 12 },
    { row: [0, 1, 1], value: 9 },
  ]

  test('follow by elimination', () => {
    expect(totalOf([1, 0, 0], reducedSums(told))).toBe(3)
    expect(totalOf([0, 1, 0], reducedSums(told))).toBeUndefined()
  })

  test('are bounded by what the others leave', () => {
    const ranges: Range[] = [
      { low: 0, high: 20 },
      { low: 0, high: 4 },
      { low: 0, high: 5 },
    ]
    expect(narrow(ranges, told)).toBe(true)
    // 9 of at most 4 and 5: both are full.
    expect(ranges).toEqual([
      { low: 3, high: 3 },
      { low: 4, high: 4 },
      { low: 5, high: 5 },
    ])
    expect(() => narrow([{ low: 0, high: 1 }], [{ row: [1], value: 2 }])).toThrow('contradict')
  })
})

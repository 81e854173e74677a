/** The short version of `npm run evidence:demo`, on the made-up instrument: no build is needed. */
import { describe, expect, test } from 'vitest'
import { specimenCatalogue, specimenInstrument } from '../specimen.ts'
import { figureOf, liveTallies, overallIndicators, populationOf, reportFrom, snapshotsOf } from './campaign.ts'
import { truthOf } from './population.ts'

const population = populationOf(specimenInstrument)
const truth = truthOf(population)
/** Nobody of this population comes back weeks later: the one indicator of that says so, and has no figure. */
const indicatorsOf = (people: number, seed: number) =>
  overallIndicators(
    reportFrom(
      snapshotsOf(liveTallies(population, people, seed, ['terminal-norte', 'online']), 'second', specimenInstrument.id),
      specimenCatalogue,
    ),
  ).filter(({ id }) => id !== 'retention:followup')

describe('the report of a made-up population', () => {
  const indicators = indicatorsOf(40_000, 11)

  test('has a truth for every indicator, and shows a figure for every truth', () => {
    expect(indicators.map(({ id }) => id).sort()).toEqual([...truth.keys()].sort())
    expect(indicators.filter((indicator) => !figureOf(indicator)).map(({ id }) => id)).toEqual([])
  })

  test('comes within four standard errors of the truth', () => {
    const far = indicators.flatMap((indicator) => {
      const figure = figureOf(indicator)
      const real = truth.get(indicator.id)
      if (!figure || real === undefined) return [indicator.id]
      const errors = Math.abs(figure.value - real) / ((figure.high - figure.low) / 3.92)
      return errors > 4 ? [`${indicator.id}: ${errors.toFixed(1)}`] : []
    })
    expect(far).toEqual([])
  })

  test('sees that the questions teach and that those who leave know less', () => {
    const changeOf = (id: string) => indicators.find((indicator) => indicator.id === id)?.change
    expect(truth.get('testing:knowledge')).toBeGreaterThan(0.02)
    expect(changeOf('testing:knowledge')).toMatchObject({ kind: 'shown', value: { interval: { low: expect.any(Number) } } })
    const leavers = changeOf('leavers:knowledge')
    expect(leavers?.kind === 'shown' && leavers.value.interval !== 'no-interval' && leavers.value.interval.high < 0).toBe(true)
  })
})

test('95 % intervals cover the truth about 95 % of the time, all indicators of 30 runs together', () => {
  let covered = 0
  let all = 0
  for (let run = 0; run < 30; run++)
    for (const indicator of indicatorsOf(800, 100 + run)) {
      const figure = figureOf(indicator)
      const real = truth.get(indicator.id)
      if (!figure || real === undefined) continue
      all++
      covered += Number(figure.low <= real && real <= figure.high)
    }
  expect(all).toBeGreaterThan(800)
  expect(covered / all).toBeGreaterThan(0.92)
  expect(covered / all).toBeLessThan(0.98)
})

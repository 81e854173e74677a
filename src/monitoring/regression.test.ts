import { expect, test } from 'vitest'
import { seeded } from '../../tests/specimen.ts'
import { choosePlaces } from './choice.ts'
import type { Place } from './places.ts'
import { expectedRise } from './regression.ts'

const place = (city: string, cases: number, prosecutorPeriods: number): Place => ({
  city,
  cases,
  prosecutorPeriods,
  periods: ['1'],
})

test('places chosen for low counts rise by chance alone, by as much as is expected of them (2,000 simulated choices of 8 of 30)', () => {
  const random = seeded(3)
  const unit = () => (random() + 0.5) / 2 ** 32
  // Gamma of whole shape, and Poisson by waiting times.
  const gamma = (shape: number, scale: number) =>
    Array.from({ length: shape }, () => -Math.log(unit())).reduce((a, b) => a + b) * scale
  const poisson = (mean: number) => {
    let count = -1
    for (let time = 0; time < mean; count++) time -= Math.log(unit())
    return count
  }
  let [seen, expected, next] = [0, 0, 0]
  for (let run = 0; run < 2_000; run++) {
    const truth = Array.from({ length: 30 }, (_, at) => ({ city: `c${at}`, rate: gamma(4, 0.1), prosecutors: 4 + (random() % 40) }))
    const places = truth.map(({ city, rate, prosecutors }) => place(city, poisson(rate * prosecutors), prosecutors))
    const choice = choosePlaces(places, 8)
    if (choice.kind === 'refused') continue
    const chosen = choice.ranked.filter(({ isChosen }) => isChosen).map(({ place: { city } }) => city)
    const rise = expectedRise(places, chosen)
    if (rise.kind === 'refused') throw new Error(rise.reason)
    seen += rise.seen
    expected += rise.expected
    for (const { city, rate, prosecutors } of truth) if (chosen.includes(city)) next += poisson(rate * prosecutors)
  }
  expect(next / seen).toBeGreaterThan(1.05)
  // The rest is that the spread of the rates is itself estimated, from thirty places.
  expect(Math.abs(expected / next - 1)).toBeLessThan(0.05)
})

test('nothing can be expected of one place, or where no case was seen at all', () => {
  expect(expectedRise([place('a', 1, 2)], ['a'])).toEqual({ kind: 'refused', reason: 'too-few' })
  expect(expectedRise([place('a', 0, 2), place('b', 0, 2)], ['a'])).toEqual({ kind: 'refused', reason: 'no-events' })
  expect(() => expectedRise([place('a', 1, 2), place('b', 0, 2)], ['c'])).toThrow(/c is not among/)
  expect(expectedRise([place('a', 30, 2), place('b', 0, 2)], ['b'])).toMatchObject({ seen: 0, ratio: 'unbounded' })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../tests/specimen.ts'
import { type Factor, interruptedSeries, type SeriesPoint } from './interrupted-series.ts'
import { relativeError } from './relative-error.ts'

const series = (times: readonly number[], events: readonly number[], exposures: readonly number[]): SeriesPoint[] =>
  times.map((time, at) => ({ time, events: events[at] ?? Number.NaN, exposure: exposures[at] ?? Number.NaN }))
const steps = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)
const times = (n: number, value: number) => Array.from({ length: n }, () => value)

function computed(...given: Parameters<typeof interruptedSeries>) {
  const found = interruptedSeries(...given)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found
}

/** glm of R 4.2.2, quasipoisson, dispersion taken for 1 where it is less: ratio, low, high. tests/reference/statistics.R. */
const R = [
  {
    name: 'twelve steps',
    points: series(steps(0, 11), [2, 4, 3, 1, 3, 2, 5, 6, 4, 7, 5, 8], times(12, 10)),
    first: 6,
    season: 'none',
    level: [2.3638197076373992, 0.4805262945208888, 11.628174511836336],
    slope: [1.1399376307511246, 0.7503332200473406, 1.7318409571690039],
    before: [0.94435011745749287, 0.66567715238751379, 1.3396841714387615],
    after: [1.0765002354940407, 0.85584422598135912, 1.3540463577818957],
    dispersion: 0.40692884880851393,
    autocorrelation: -0.62734374780907531,
  },
  {
    name: 'gaps, bursts and a growing exposure',
    points: series(
      [...steps(0, 4), ...steps(6, 9), ...steps(12, 17)],
      [9, 7, 12, 8, 30, 11, 6, 9, 10, 25, 14, 19, 13, 31, 22],
      [40, 40, 40, 41, 41, 41, 41, 42, 42, 42, 43, 43, 43, 43, 44],
    ),
    first: 9,
    season: 'none',
    level: [1.1142682684029419, 0.2678493761711408, 4.6354178296699908],
    slope: [1.0895293156783676, 0.85062420245720538, 1.3955329818896065],
    before: [0.9925028828982142, 0.83043839158879262, 1.1861951260184975],
    after: [1.0813609868128984, 0.9107350639015076, 1.2839536218047989],
    dispersion: 4.4386536078008305,
    autocorrelation: -0.23625807840920332,
  },
  {
    name: 'a yearly wave',
    points: series(
      steps(5, 34),
      [14, 9, 8, 11, 13, 18, 22, 25, 24, 19, 17, 12, 13, 10, 9, 12, 15, 20, 30, 33, 30, 27, 21, 19, 16, 13, 15, 16, 22, 28],
      [...times(14, 55), ...times(16, 58)],
    ),
    first: 23,
    season: 12,
    level: [1.221494480681693, 0.83745433327467378, 1.7816479144618227],
    slope: [1.0145440671624606, 0.96694606000574601, 1.0644850905214205],
    before: [1.0004754992196629, 0.9746849968852318, 1.0269484271713836],
    after: [1.0150264820747099, 0.97429517296537171, 1.0574606011617584],
    dispersion: 0.13194579840038773,
    autocorrelation: -0.076154110056078514,
  },
] as const

describe('a series with an event in it', () => {
  test.each(R)(
    'has R’s level, slopes and intervals ($name)',
    ({ points, first, season, dispersion, autocorrelation, ...expected }) => {
      const found = computed(points, first, season)
      for (const part of ['level', 'slope', 'before', 'after'] as const) {
        const { ratio, interval }: Factor = found[part]
        for (const [at, value] of [ratio, interval.low, interval.high].entries())
          expect(relativeError(value, expected[part][at] ?? 0), `${part} ${at}`).toBeLessThan(1e-12)
      }
      expect(relativeError(found.dispersion, dispersion)).toBeLessThan(1e-12)
      expect(relativeError(Number(found.autocorrelation), autocorrelation)).toBeLessThan(1e-11)
      expect(found.isSeasonal).toBe(season === 12)
    },
  )

  test('that lies on its lines gives them back, whatever the units of exposure and the beginning of time', () => {
    const side = fc.record({
      rate: fc.double({ min: 40, max: 400, noNaN: true }),
      rise: fc.double({ min: 0.97, max: 1.03, noNaN: true }),
    })
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: -5000, max: 5000 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (a, b, start, unit) => {
          const first = start + 10
          const points = steps(start, start + 23).map((time) => {
            const { rate, rise } = time < first ? a : b
            return { time, events: Math.round(1e6 * rate * rise ** (time - first)), exposure: 1e6 * unit }
          })
          const found = computed(points, first)
          expect(found.level.ratio).toBeCloseTo(b.rate / a.rate, 5)
          expect(found.slope.ratio).toBeCloseTo(b.rise / a.rise, 5)
          expect(found.before.ratio).toBeCloseTo(a.rise, 5)
          for (const { rate, time } of found.line)
            expect(relativeError(rate * 1e6 * unit, points[time - start]?.events ?? 0)).toBeLessThan(1e-5)
          expect(found.line.filter(({ continued }) => continued !== undefined)).toHaveLength(14)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('in which nothing happened has 1 in its intervals about as often as they say, bursts or not (400 series each)', () => {
    const random = seeded(11)
    const unit = () => (random() + 0.5) / 2 ** 32
    const poisson = (mean: number) => {
      let count = -1
      for (let time = 0; time < mean; count++) time -= Math.log(unit())
      return count
    }
    for (const isBursting of [false, true]) {
      let [level, slope, told] = [0, 0, 0]
      for (let run = 0; run < 400; run++) {
        // A gamma of shape 3 as the mean: twice to four times as much variance as Poisson has.
        const mean = () => (isBursting ? (-Math.log(unit()) - Math.log(unit()) - Math.log(unit())) * 3 : 9)
        const found = interruptedSeries(
          series(
            steps(0, 23),
            steps(0, 23).map(() => poisson(mean())),
            times(24, 10),
          ),
          12,
        )
        if (found.kind === 'refused') continue
        told++
        if (found.level.interval.low <= 1 && found.level.interval.high >= 1) level++
        if (found.slope.interval.low <= 1 && found.slope.interval.high >= 1) slope++
      }
      expect(told).toBeGreaterThan(390)
      for (const covered of [level, slope]) {
        expect(covered / told, String(isBursting)).toBeGreaterThan(0.91)
        expect(covered / told, String(isBursting)).toBeLessThan(0.995)
      }
    }
  })

  test('is refused where it is short, on one side alone, next to empty on a side, or falls to nothing', () => {
    const reason = (events: readonly number[], first: number) => {
      const found = interruptedSeries(series(steps(0, events.length - 1), events, times(events.length, 1)), first)
      return found.kind === 'refused' ? found.reason : 'computed'
    }
    expect(reason(times(11, 4), 6)).toBe('short-series')
    expect(reason(times(12, 4), 6)).toBe('computed')
    expect(reason(times(12, 4), 2)).toBe('one-sided')
    expect(reason(times(12, 4), 10)).toBe('one-sided')
    expect(reason([...times(6, 0), ...times(6, 3)], 6)).toBe('few-events')
    expect(reason([...times(6, 3), 1, 0, 1, 0, 1, 1], 6)).toBe('few-events')
    expect(reason([...times(6, 3), 5, ...times(5, 0)], 6)).toBe('not-estimable')
    expect(reason([...times(6, 3), 0, 5, ...times(4, 0)], 6)).toBe('computed')
  })

  test('under two years has no wave taken out, though one is asked for', () => {
    const points = series(steps(0, 22), times(23, 5), times(23, 1))
    expect(computed(points, 12, 12).isSeasonal).toBe(false)
    expect(computed([...points, { time: 23, events: 5, exposure: 1 }], 12, 12).isSeasonal).toBe(true)
  })

  test('in which nothing varies has no correlation from step to step', () => {
    expect(computed(series(steps(0, 11), times(12, 5), times(12, 1)), 6).autocorrelation).toBe('unknown')
  })

  test('does not take a time twice, half a step, or an exposure of nothing', () => {
    const points = series(steps(0, 11), times(12, 5), times(12, 1))
    expect(() => interruptedSeries([...points, { time: 3, events: 1, exposure: 1 }], 6)).toThrow('time 3 stands twice')
    expect(() => interruptedSeries([...points, { time: 12.5, events: 1, exposure: 1 }], 6)).toThrow('time is 12.5')
    expect(() => interruptedSeries([...points, { time: 12, events: 1, exposure: 0 }], 6)).toThrow('exposure is 0')
    expect(() => interruptedSeries([...points, { time: 12, events: -1, exposure: 1 }], 6)).toThrow(RangeError)
  })
})

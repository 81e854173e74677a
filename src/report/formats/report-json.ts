/**
 * The report as JSON, described by the JSON Schema that the site publishes. Figures are rounded as in the tables, but stay shares from 0 to 1: to three
 * decimals, which is a tenth of a percent. An absence stays an object that says why.
 */
import type { PairedDifference } from '../../statistics/paired-difference.ts'
import type { Effect, Estimate, Indicator, Test, Told } from '../icat/indicator.ts'
import { sizeOf } from '../icat/outcomes.ts'
import type { FormComparison, InstrumentQuality } from '../quality.ts'
import type { Report, UnitReport } from '../report.ts'
import type { Results, Share } from '../results.ts'
import { type Shown, shown } from '../shown.ts'
import { hundredths, rounded, twoDigits } from './figures.ts'

/** Where the site publishes the schema. A change that breaks readers is a new number. */
export const REPORT_SCHEMA_PATH = '/schema/report-1.json'

/** `origin` is the address of the site, whose schema the file names. Throws RangeError where a number is none: an absence has to be named. */
export function reportJson(report: Report, origin: string): string {
  const file = { $schema: new URL(REPORT_SCHEMA_PATH, origin).href, ...roundedReport(report) }
  return `${JSON.stringify(file, finiteOnly, 2)}\n`
}

function finiteOnly(name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`json: ${name} is ${value}; an absence has to be named`)
  return value
}

/** People are told or absent here too, where the report has a bare number that may be 0 for a group of which nothing was released. */
export function roundedReport(report: Report) {
  return {
    ...report,
    instruments: report.instruments.map(({ instrument, units, quality }) => ({
      instrument,
      units: units.map(roundedUnit),
      quality: roundedQuality(quality),
    })),
  }
}

const share = (value: number): number => rounded(value, 3)

interface Limits {
  readonly low: number
  readonly high: number
}

const limits = (interval: Limits | 'no-interval', to = share): Limits | 'no-interval' =>
  interval === 'no-interval' ? interval : { low: to(interval.low), high: to(interval.high) }

function ofShown<T, U>(told: Shown<T>, of: (value: T) => U): Shown<U>
function ofShown<T, U>(told: Told<T>, of: (value: T) => U): Told<U>
function ofShown<T, U>(told: Told<T>, of: (value: T) => U): Told<U> {
  return told.kind === 'shown' ? shown(of(told.value)) : told
}

const estimate = <E extends Estimate>(found: E): E => ({
  ...found,
  value: share(found.value),
  interval: limits(found.interval),
})

const told = <E extends Estimate>(found: Told<E>): Told<E> => ofShown(found, estimate)

const unlimited = (value: number | 'unbounded') => (value === 'unbounded' ? value : hundredths(value))

const effect = ({ name, value, interval }: Effect): Effect => ({
  name,
  value: unlimited(value),
  interval: interval === 'no-interval' ? interval : { low: hundredths(interval.low), high: unlimited(interval.high) },
})

const test = ({ adjusted, ...found }: Test): Test => ({
  ...found,
  p: twoDigits(found.p),
  ...(adjusted !== undefined && { adjusted: twoDigits(adjusted) }),
})

const roundedIndicator = (indicator: Indicator): Indicator => ({
  ...indicator,
  baseline: told(indicator.baseline),
  endline: told(indicator.endline),
  followup: told(indicator.followup),
  change: told(indicator.change),
  tests: indicator.tests.map((found) => ofShown(found, test)),
  effects: indicator.effects.map((found) => ofShown(found, effect)),
})

const roundedUnit = (unit: UnitReport) => ({
  ...unit,
  n: sizeOf(unit.n),
  steps: unit.steps.map((step) => ({ ...step, indicators: step.indicators.map(roundedIndicator) })),
  trend: unit.trend.map((point) => ({ ...point, n: sizeOf(point.n), before: told(point.before), after: told(point.after) })),
  results: roundedResults(unit.results),
})

const roundedShare = (found: Shown<Share>): Shown<Share> =>
  ofShown(found, (one) => ({ ...one, share: share(one.share), low: share(one.low), high: share(one.high) }))

const roundedDifference = <D extends PairedDifference>(one: D): D => ({
  ...one,
  difference: share(one.difference),
  low: share(one.low),
  high: share(one.high),
})

const roundedResults = (results: Results) => ({
  ...results,
  scales: results.scales.map((scale) => ({
    ...scale,
    n: sizeOf(scale.n),
    change: ofShown(scale.change, (one) => ({
      ...one,
      meanBefore: hundredths(one.meanBefore),
      meanAfter: hundredths(one.meanAfter),
      change: hundredths(one.change),
      interval: limits(one.interval, hundredths),
    })),
  })),
  concepts: results.concepts.map((concept) => ({
    ...concept,
    n: sizeOf(concept.n),
    before: roundedShare(concept.before),
    after: roundedShare(concept.after),
    change: ofShown(concept.change, roundedDifference),
    dontKnowBefore: roundedShare(concept.dontKnowBefore),
    dontKnowAfter: roundedShare(concept.dontKnowAfter),
  })),
  barriers: results.barriers.map((barrier) => ({ ...barrier, named: roundedShare(barrier.named) })),
  known: results.known.map((one) => ({ ...one, share: roundedShare(one.share) })),
  worse: results.worse.map((one) => ({ ...one, share: roundedShare(one.share) })),
  recalled: results.recalled.map((one) => ({
    ...one,
    n: sizeOf(one.n),
    earlier: roundedShare(one.earlier),
    now: roundedShare(one.now),
    change: ofShown(one.change, roundedDifference),
  })),
})

const forms = (found: FormComparison): FormComparison => ({
  a: estimate(found.a),
  b: estimate(found.b),
  difference: estimate(found.difference),
  p: twoDigits(found.p),
})

const roundedQuality = ({ scales, items }: InstrumentQuality): InstrumentQuality => ({
  scales: scales.map((scale) => ({ ...scale, kr20: ofShown(scale.kr20, hundredths), ceiling: told(scale.ceiling) })),
  items: items.map((item) => ({
    ...item,
    difficulty: told(item.difficulty),
    restCorrelation: ofShown(item.restCorrelation, hundredths),
    forms: ofShown(item.forms, forms),
  })),
})

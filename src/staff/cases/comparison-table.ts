/** Comparisons as rows for a CSV file. Column names are for programs and in English; what is invented says so in each row. */
import { type Comparison, isTrained } from '../../monitoring/comparison.ts'
import type { Cell } from '../../report/formats/csv.ts'
import type { Baseline } from './baseline.ts'

const HEADER = [
  'city',
  'dane_code',
  'before_start',
  'before_end',
  'before_investigations',
  'before_prosecutors',
  'after_start',
  'after_end',
  'after_investigations',
  'after_prosecutors',
  'rate_ratio',
  'rate_ratio_low95',
  'rate_ratio_high95',
  'p',
  'expected_by_chance_alone',
  'trained',
  'source',
  'extracted_on',
  'note',
] as const

/** What a cell says where it has no figure. */
const NO_CASES = 'no-events'
const NOT_KNOWN = 'not-known'

export function comparisonTable(
  comparisons: readonly Comparison[],
  baseline: Baseline,
  note: string,
): readonly (readonly Cell[])[] {
  return [
    HEADER,
    ...comparisons.map(({ city, before, after, ratio }): Cell[] => {
      const isBaseline = baseline.kind === 'known' && before.start.startsWith(`${baseline.year}-`)
      const trained = isTrained(after)
      return [
        city,
        after.daneCode ?? before.daneCode ?? '',
        before.start,
        before.end,
        before.investigations,
        before.prosecutors,
        after.start,
        after.end,
        after.investigations,
        after.prosecutors,
        ...(ratio.kind === 'refused'
          ? [NO_CASES, NO_CASES, NO_CASES, NO_CASES]
          : [ratio.ratio, ratio.interval.low, ratio.interval.high, ratio.p]),
        (isBaseline ? baseline.expectedOf([city]) : undefined) ?? NOT_KNOWN,
        trained === undefined ? NOT_KNOWN : trained ? 'yes' : 'no',
        [...new Set([before.source, after.source])].join('; '),
        after.extractedOn,
        note,
      ]
    }),
  ]
}

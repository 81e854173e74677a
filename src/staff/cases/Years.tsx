/** One year against each earlier one, city by city: a chart, its table, and all of them as a file. */
import type { Comparison } from '../../monitoring/comparison.ts'
import { isTrained } from '../../monitoring/comparison.ts'
import type { Span } from '../../monitoring/span.ts'
import { csvText } from '../../report/formats/csv.ts'
import { rateRatio } from '../../statistics/rate-ratio.ts'
import { Plate } from '../charts/Plate.tsx'
import { type RatioRow, RatioRows } from '../charts/RatioRows.tsx'
import { announce } from '../results/announce.ts'
import { Table } from '../results/Table.tsx'
import { save } from '../save.ts'
import { decimal } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { Baseline } from './baseline.ts'
import { Chance, chanceOnChart } from './Chance.tsx'
import { comparisonTable } from './comparison-table.ts'
import { type Opened, stemOf } from './opened.ts'
import { type CaseSpeech, intervalText, ratioText, titled } from './told.ts'

interface YearsProps extends CaseSpeech {
  readonly opened: Opened
  readonly comparisons: readonly Comparison[]
  readonly baseline: Baseline
  readonly span: Span
}

export const yearOf = ({ start }: { readonly start: string }): number => Number(start.slice(0, 4))
export const earlierYears = (comparisons: readonly Comparison[]): readonly number[] =>
  [...new Set(comparisons.map(({ before }) => yearOf(before)))].sort((a, b) => a - b)

export function Years({ comparisons, baseline, opened, span, ...speech }: YearsProps) {
  const { told } = speech
  const file = `${stemOf(opened)}_${span.from}-${span.to}`
  return (
    <>
      <Chance baseline={baseline} {...speech} />
      {earlierYears(comparisons).map((before) => (
        <Year
          key={before}
          before={before}
          comparisons={comparisons.filter((one) => yearOf(one.before) === before)}
          {...{ baseline, opened, span }}
          {...speech}
        />
      ))}
      <p class="screen-only">
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            save(
              `${file}.csv`,
              csvText(comparisonTable(comparisons, baseline, opened.isInvented ? told.example.mark : '')),
              'text/csv',
            )
            announce(filled(speech.words.saved, { name: `${file}.csv` }))
          }}
        >
          {told.cases.csv}
        </button>
      </p>
    </>
  )
}

function Year({ before, comparisons, baseline, opened, span, ...speech }: YearsProps & { readonly before: number }) {
  const { told } = speech
  const say = told.cases
  const after = comparisons[0] ? yearOf(comparisons[0].after) : before
  const title = titled(filled(say.ratioTitle, { span: spanInWords(span, speech), after, before }), opened.isInvented, speech)
  const expectedOf = baseline.kind === 'known' && baseline.year === before ? baseline.expectedOf : undefined
  const note = chanceOnChart(baseline, before, speech)
  const rows = [
    ...comparisons.map((one) => rowOf(one, expectedOf, speech)),
    ...(comparisons.length > 1 ? [totalRow(comparisons, speech)] : []),
  ]
  return (
    <Plate
      title={title}
      caption={filled(say.ratioCaption, { before, after })}
      file={`${stemOf(opened)}_${before}-${after}_${span.from}-${span.to}`}
      source={titled(filled(say.source, { name: opened.name }), opened.isInvented, speech)}
      draw={(drawing) => (
        <RatioRows
          {...drawing}
          title={title}
          alternative={[
            ...(note ? [note] : []),
            ...rows.map(({ name, figures: [ratio, limits] }) => `${name}: ${ratio} ${limits}`.trim()),
          ].join(' · ')}
          rows={rows}
          notes={[...(opened.isInvented ? [told.example.mark] : []), ...(note ? [note] : [])]}
          legend={{ dot: filled(say.dot, { before, after }), interval: speech.words.chart.interval, expected: say.expectedMark }}
        />
      )}
      table={
        <Table
          caption={title}
          isCaptionHeard
          heads={[
            say.heads.city,
            filled(say.heads.before, { year: before }),
            filled(say.heads.after, { year: after }),
            say.heads.ratio,
            ...(expectedOf ? [say.heads.expected] : []),
            say.heads.trained,
          ]}
          rows={comparisons.map((one) => ({
            key: one.city,
            head: one.city,
            cells: [
              caseText(one.before, speech),
              caseText(one.after, speech),
              <Times key="ratio" comparison={one} {...speech} />,
              ...(expectedOf ? [ratioOrNone(expectedOf([one.city]), speech)] : []),
              say.trained[trainedWord(one)],
            ],
          }))}
        />
      }
      {...speech}
    />
  )
}

export const trainedWord = ({ after }: Comparison): 'yes' | 'no' | 'unknown' => {
  const trained = isTrained(after)
  return trained === undefined ? 'unknown' : trained ? 'yes' : 'no'
}

const ratioOrNone = (ratio: Parameters<typeof ratioText>[0] | undefined, speech: CaseSpeech): string =>
  ratio === undefined ? speech.words.marks.refused : ratioText(ratio, speech)

export function caseText({ investigations, prosecutors }: Comparison['before'], { language }: CaseSpeech): string {
  return `${decimal(investigations, 0, language)} / ${decimal(prosecutors, Number.isInteger(prosecutors) ? 0 : 1, language)}`
}

function Times({ comparison: { ratio }, ...speech }: CaseSpeech & { readonly comparison: Comparison }) {
  if (ratio.kind === 'refused') return <>{speech.told.cases.noEvents}</>
  return (
    <>
      {ratioText(ratio.ratio, speech)}
      <small>{intervalText(ratio.interval, speech)}</small>
    </>
  )
}

function rowOf(
  comparison: Comparison,
  expectedOf: ((cities: readonly string[]) => RatioRow['expected']) | undefined,
  speech: CaseSpeech,
): RatioRow {
  const { city, ratio } = comparison
  const expected = expectedOf?.([city])
  return {
    key: city,
    name: trainedWord(comparison) === 'yes' ? `${city} ✓` : city,
    ...(ratio.kind === 'computed' && { found: ratio }),
    ...(expected !== undefined && { expected }),
    figures:
      ratio.kind === 'refused'
        ? [speech.told.cases.noEvents, '']
        : [ratioText(ratio.ratio, speech), intervalText(ratio.interval, speech)],
  }
}

export function summed(comparisons: readonly Comparison[], side: 'before' | 'after') {
  return comparisons.reduce(
    (sum, one) => ({ events: sum.events + one[side].investigations, exposure: sum.exposure + one[side].prosecutors }),
    { events: 0, exposure: 0 },
  )
}

function totalRow(comparisons: readonly Comparison[], speech: CaseSpeech): RatioRow {
  const ratio = rateRatio(summed(comparisons, 'before'), summed(comparisons, 'after'))
  return {
    key: ' all',
    name: speech.told.all,
    isBold: true,
    ...(ratio.kind === 'computed' && { found: ratio }),
    figures:
      ratio.kind === 'refused'
        ? [speech.told.cases.noEvents, '']
        : [ratioText(ratio.ratio, speech), intervalText(ratio.interval, speech)],
  }
}

function spanInWords({ from, to }: Span, { told, words }: CaseSpeech): string {
  const [first = '', last = ''] = [told.months[from - 1], told.months[to - 1]]
  const text = from === to ? first : `${first} ${words.to} ${last}`
  return text.charAt(0).toUpperCase() + text.slice(1)
}

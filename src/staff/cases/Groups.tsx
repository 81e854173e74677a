/** Cities with trained prosecutors against those without, over each earlier year: both changes, and how many times the one is the other. */
import { type Comparison, isTrained, trainedAgainstUntrained } from '../../monitoring/comparison.ts'
import type { Ratio, RatioInterval } from '../../statistics/clopper-pearson.ts'
import { rateRatio } from '../../statistics/rate-ratio.ts'
import type { Refused } from '../../statistics/refusal.ts'
import { Plate } from '../charts/Plate.tsx'
import { type RatioRow, RatioRows } from '../charts/RatioRows.tsx'
import { Table } from '../results/Table.tsx'
import { pValue } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import type { Baseline } from './baseline.ts'
import { chanceOnChart } from './Chance.tsx'
import { type Opened, stemOf } from './opened.ts'
import { type CaseSpeech, figure, intervalText, listed, ratioText, titled } from './told.ts'
import { earlierYears, summed, yearOf } from './Years.tsx'

interface GroupsProps extends CaseSpeech {
  readonly opened: Opened
  readonly comparisons: readonly Comparison[]
  readonly baseline: Baseline
}

export function Groups({ comparisons, ...given }: GroupsProps) {
  const { told, language } = given
  const say = told.cases.groups
  const unknown = [...new Set(comparisons.filter(({ after }) => isTrained(after) === undefined).map(({ city }) => city))]
  return (
    <section class="stack" aria-labelledby="groups-title">
      <h2 id="groups-title">{say.title}</h2>
      {unknown.length > 0 && <p class="quiet">{filled(say.unknown, { cities: listed(unknown, language) })}</p>}
      {earlierYears(comparisons).map((before) => (
        <Against key={before} before={before} comparisons={comparisons.filter((one) => yearOf(one.before) === before)} {...given} />
      ))}
    </section>
  )
}

type Found = { readonly kind: 'computed'; readonly ratio: Ratio; readonly interval: RatioInterval } | Refused<'no-events'>

function Against({ before, comparisons, baseline, opened, ...speech }: GroupsProps & { readonly before: number }) {
  const { told, language } = speech
  const say = told.cases.groups
  const found = trainedAgainstUntrained(comparisons)
  const after = comparisons[0] ? yearOf(comparisons[0].after) : before
  if (found.kind === 'not-compared') return <p class="notice">{`${before}: ${say[found.reason]}`}</p>
  const { ratio } = found
  if (ratio.kind === 'refused') return <p class="notice">{`${before}: ${say['no-events']}`}</p>
  const expectedOf = baseline.kind === 'known' && baseline.year === before ? baseline.expectedOf : undefined
  const [risen, others] = [found.trained, found.untrained].map((group) => expectedOf?.(group.map(({ city }) => city)))
  const between = typeof risen === 'number' && typeof others === 'number' ? risen / others : undefined
  const change = (group: readonly Comparison[]) => rateRatio(summed(group, 'before'), summed(group, 'after'))
  const rows: RatioRow[] = [
    rowOf(filled(say.trained, { n: found.trained.length }), change(found.trained), risen, speech),
    rowOf(filled(say.untrained, { n: found.untrained.length }), change(found.untrained), others, speech),
    { ...rowOf(say.between, ratio, between, speech), isBold: true },
  ]
  const note = chanceOnChart(baseline, before, speech)
  const name = titled(`${say.title}: ${listed([String(before), String(after)], language)}`, opened.isInvented, speech)
  const { low, high } = ratio.interval
  const isOpen = low <= 1 && (high === 'unbounded' || high >= 1)
  return (
    <>
      <div class="answers card stack">
        <p>
          {filled(say.sentence, {
            before,
            ratio: ratioText(ratio.ratio, speech),
            low: figure(low, language),
            high: ratioText(high, speech),
            p: pValue(ratio.p, language),
          })}
        </p>
        <p>{isOpen ? say.open : say.shut}</p>
      </div>
      <Plate
        title={name}
        caption={say.caption}
        file={`${stemOf(opened)}_${before}-${after}_groups`}
        source={titled(filled(told.cases.source, { name: opened.name }), opened.isInvented, speech)}
        draw={(drawing) => (
          <RatioRows
            {...drawing}
            title={name}
            alternative={rows.map((row) => `${row.name}: ${row.figures.join(' ')}`).join(' · ')}
            rows={rows}
            notes={[...(opened.isInvented ? [told.example.mark] : []), ...(note ? [note] : [])]}
            legend={{
              dot: filled(told.cases.dot, { before, after }),
              interval: speech.words.chart.interval,
              expected: told.cases.expectedMark,
            }}
          />
        )}
        table={
          <Table
            caption={name}
            isCaptionHeard
            heads={[
              told.cases.series.measure,
              told.cases.heads.ratio,
              told.cases.series.interval,
              ...(expectedOf ? [told.cases.heads.expected] : []),
            ]}
            rows={rows.map(({ key, name: head, figures, expected }) => ({
              key,
              head,
              cells: [
                figures[0],
                figures[1] === '' ? speech.words.noInterval : figures[1],
                ...(expectedOf ? [expected === undefined ? speech.words.marks.refused : ratioText(expected, speech)] : []),
              ],
            }))}
          />
        }
        {...speech}
      />
    </>
  )
}

function rowOf(name: string, found: Found, expected: Ratio | undefined, speech: CaseSpeech): RatioRow {
  return {
    key: name,
    name,
    ...(found.kind === 'computed' && { found }),
    ...(expected !== undefined && { expected }),
    figures:
      found.kind === 'refused'
        ? [speech.told.cases.noEvents, '']
        : [ratioText(found.ratio, speech), intervalText(found.interval, speech)],
  }
}

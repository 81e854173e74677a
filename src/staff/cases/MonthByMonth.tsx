/** The months before a training and after it, of one city or of all that were trained together. */
import { useMemo, useState } from 'preact/hooks'
import { type Interruption, interruptionOf, monthsOf, seriesChoices } from '../../monitoring/interruption.ts'
import { monthOf } from '../../monitoring/month.ts'
import type { CaseCount } from '../../monitoring/series.ts'
import type { InterruptedSeries } from '../../statistics/interrupted-series.ts'
import { MonthLines } from '../charts/MonthLines.tsx'
import { Plate } from '../charts/Plate.tsx'
import { Table } from '../results/Table.tsx'
import { count, dayInWords, decimal } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { type Opened, stemOf } from './opened.ts'
import { type CaseSpeech, figure, intervalText, listed, monthInWords, shortMonth, titled } from './told.ts'

interface MonthByMonthProps extends CaseSpeech {
  readonly opened: Opened
  readonly counts: readonly CaseCount[]
  /** Year that places were chosen by, where that is known. */
  readonly basis: number | undefined
}

export function MonthByMonth({ opened, counts, basis, ...speech }: MonthByMonthProps) {
  const { told } = speech
  const say = told.cases.series
  const choices = useMemo(() => seriesChoices(counts), [counts])
  const [at, setAt] = useState(0)
  const cities = choices[at] ?? choices[0]
  const found = useMemo(() => (cities ? interruptionOf(counts, cities) : undefined), [counts, cities])
  const nameOf = (some: readonly string[]) => (some.length > 1 ? filled(say.together, { n: some.length }) : (some[0] ?? ''))
  return (
    <section class="stack" aria-labelledby="months-title">
      <h2 id="months-title">{say.title}</h2>
      <p>{say.intro}</p>
      {!cities || !found ? (
        <p class="notice">{say.none}</p>
      ) : (
        <>
          <label class="field how-many screen-only">
            {say.choose}
            <select value={at} onChange={(event) => setAt(Number(event.currentTarget.value))}>
              {choices.map((choice, index) => (
                <option key={choice.join('|')} value={index}>
                  {nameOf(choice)}
                </option>
              ))}
            </select>
          </label>
          <Shown found={found} cities={cities} place={nameOf(cities)} {...{ opened, counts, basis }} {...speech} />
        </>
      )}
    </section>
  )
}

interface ShownProps extends MonthByMonthProps {
  readonly found: Interruption
  readonly cities: readonly string[]
  readonly place: string
}

function Shown({ found, cities, place, opened, counts, basis, ...speech }: ShownProps) {
  const { told, language } = speech
  const say = told.cases.series
  const series = found.kind === 'series' ? found : undefined
  const fit = series?.found.kind === 'computed' ? series.found : undefined
  const months = series?.months ?? monthsOf(counts, cities)
  const sides = months.filter(({ month }) => month !== series?.omitted)
  const isLow =
    series !== undefined &&
    basis !== undefined &&
    months.some(({ month }) => month < series.first && Math.floor(month / 12) === basis)
  const low = isLow ? filled(say.low, { year: basis }) : undefined
  const title = titled(filled(say.chart, { place }), opened.isInvented, speech)
  const write = (rate: number) => figure(rate, language)
  const rows = months.map(({ month, investigations, prosecutors }) => ({
    month,
    cases: investigations,
    rate: investigations / prosecutors,
  }))
  return (
    <>
      <div class="answers card stack" role="status">
        {found.kind === 'no-series' && <p>{say.refused[found.reason]}</p>}
        {series?.found.kind === 'refused' && (
          <p>{filled(say.refused[series.found.reason], { n: count(sides.length, language) })}</p>
        )}
        {series && fit && <p>{sentence(fit, series.trainedOn, speech)}</p>}
        {fit && isOpen(fit) && <p>{say.open}</p>}
      </div>
      {series && (
        <Plate
          title={title}
          caption={say.caption}
          file={`${stemOf(opened)}_months`}
          source={titled(filled(told.cases.source, { name: opened.name }), opened.isInvented, speech)}
          draw={(drawing) => (
            <MonthLines
              {...drawing}
              title={title}
              alternative={rows
                .map(({ month, cases, rate }) =>
                  filled(say.alternative, { month: shortMonth(month), cases: count(cases, language), rate: write(rate) }),
                )
                .join(' ')}
              dots={rows
                .filter(({ month }) => month !== series.omitted)
                .map(({ month, rate }) => ({ month, rate, isAfter: month >= series.first }))}
              line={fit?.line ?? []}
              first={series.first}
              write={write}
              notes={[...(opened.isInvented ? [told.example.mark] : []), ...(low ? [low] : [])]}
              monthText={shortMonth}
              legend={{
                point: say.point,
                line: say.line,
                continued: say.continued,
                training: `${say.training}, ${shortMonth(monthOf(series.trainedOn))}`,
              }}
            />
          )}
          table={
            <Table
              caption={say.table}
              heads={[say.month, told.places.heads.cases, say.rate]}
              rows={rows.map(({ month, cases, rate }) => ({
                key: String(month),
                head: month === series.omitted ? `${monthInWords(month, speech)} (${say.training})` : monthInWords(month, speech),
                cells: [count(cases, language), write(rate)],
              }))}
            />
          }
          {...speech}
        />
      )}
      {fit && (
        <Table
          caption={title}
          heads={[say.measure, say.times, say.interval]}
          rows={(['level', 'slope', 'before', 'after'] as const).map((part) => ({
            key: part,
            head: say[part],
            cells: [figure(fit[part].ratio, language), intervalText(fit[part].interval, speech)],
          }))}
        />
      )}
      {series && <Cautions series={series} fit={fit} points={sides.length} {...speech} />}
    </>
  )
}

function sentence({ level, slope }: InterruptedSeries, trainedOn: string, { told, language }: CaseSpeech): string {
  return filled(told.cases.series.sentence, {
    date: dayInWords(trainedOn, language),
    level: figure(level.ratio, language),
    levelLow: figure(level.interval.low, language),
    levelHigh: figure(level.interval.high, language),
    slope: figure(slope.ratio, language),
    slopeLow: figure(slope.interval.low, language),
    slopeHigh: figure(slope.interval.high, language),
  })
}

const isOpen = ({ level, slope }: InterruptedSeries): boolean =>
  [level, slope].every(({ interval }) => interval.low <= 1 && interval.high >= 1)

interface CautionsProps extends CaseSpeech {
  readonly series: Extract<Interruption, { kind: 'series' }>
  readonly fit: InterruptedSeries | undefined
  readonly points: number
}

/** Correlations of residuals under two standard errors are what chance makes. */
function Cautions({ series, fit, points, ...speech }: CautionsProps) {
  const { told, language } = speech
  const say = told.cases.series
  const { omitted, missing } = series
  const texts = [
    omitted !== undefined && filled(say.left, { month: monthInWords(omitted, speech) }),
    missing.length > 0 &&
      filled(say.missing, {
        months: listed(
          missing.map((month) => monthInWords(month, speech)),
          language,
        ),
      }),
    fit && (fit.dispersion > 1.2 ? filled(say.dispersion, { times: decimal(fit.dispersion, 1, language) }) : say.regular),
    fit && (fit.isSeasonal ? say.season : say.noSeason),
    fit &&
      fit.autocorrelation !== 'unknown' &&
      fit.autocorrelation > 2 / Math.sqrt(points) &&
      filled(say.autocorrelation, { value: decimal(fit.autocorrelation, 2, language) }),
  ].filter((text): text is string => typeof text === 'string')
  return (
    <ul class="limits">
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}

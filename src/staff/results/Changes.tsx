/** Step 5: what changed and by how much, where people went, who left, whether anybody ended worse, what the questions teach, and how it came over time. */
import type { Indicator } from '../../report/icat/indicator.ts'
import { Funnel } from '../charts/Funnel.tsx'
import { Histogram } from '../charts/Histogram.tsx'
import { Plate } from '../charts/Plate.tsx'
import { PARTS, Transitions } from '../charts/Transitions.tsx'
import { Trend } from '../charts/Trend.tsx'
import { count, estimateInWords, toldCount } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { figure, Marks } from './Absence.tsx'
import { ofFunnel, ofHistogram, ofTransitions, ofTrend } from './alternatives.ts'
import { IndicatorTable } from './IndicatorTable.tsx'
import { Paired } from './Paired.tsx'
import { Sentences } from './Sentences.tsx'
import type { StepProps } from './Steps.tsx'
import { fileOf, sourceOf } from './source.ts'
import { Table } from './Table.tsx'
import type { Shown } from './WaveReport.tsx'

export function Changes({ step, ...shown }: StepProps) {
  const { words } = shown
  const speech = { words, language: shown.language }
  const of = (...kinds: readonly Indicator['kind'][]) => step.indicators.filter(({ kind }) => kinds.includes(kind))
  const scales = of('scale').sort((a, b) => Number(b.role === 'primary') - Number(a.role === 'primary'))
  const checks = of('retention', 'harm')
  return (
    <>
      <Paired {...shown} title={words.changes.scales} caption={words.pairCaption} chart="scales" indicators={scales} />
      <Paired {...shown} title={words.changes.concepts} caption={words.pairCaption} chart="concepts" indicators={of('concept')} />
      <Paired
        {...shown}
        title={words.changes.randomised}
        caption={words.changes.randomisedCaption}
        chart="strong-mode"
        indicators={of('randomised')}
      />
      <Moves {...shown} />
      <Scores {...shown} />
      <h4>{words.changes.whoLeft}</h4>
      <Way {...shown} />
      <IndicatorTable caption={words.changes.retention} indicators={of('retention')} {...speech} />
      <IndicatorTable caption={words.changes.harm} indicators={of('harm')} {...speech} />
      <Sentences indicators={checks} {...speech} />
      <Paired
        {...shown}
        title={words.changes.leavers}
        caption={words.changes.leaversCaption}
        chart="leavers"
        indicators={of('leavers')}
      />
      {of('content-first').length > 0 && <h4>{words.changes.comparison}</h4>}
      <Paired
        {...shown}
        title={words.changes.contentFirst}
        caption={words.changes.contentFirstCaption}
        chart="content-first"
        indicators={of('content-first')}
      />
      <Paired
        {...shown}
        title={words.changes.testing}
        caption={words.changes.testingCaption}
        chart="testing"
        indicators={of('testing')}
      />
      <OverTime {...shown} />
    </>
  )
}

function Moves(shown: Shown) {
  const { unit, words, language } = shown
  const speech = { words, language }
  const tables = unit.transitions
  return (
    <Plate
      title={words.changes.moves}
      caption={words.changes.movesCaption}
      file={fileOf(shown, 'transitions')}
      source={sourceOf(shown)}
      draw={(drawing) => (
        <Transitions
          {...drawing}
          {...speech}
          title={words.changes.moves}
          alternative={ofTransitions(tables, speech)}
          tables={tables}
        />
      )}
      table={
        <>
          <Table
            caption={words.changes.moves}
            isCaptionHeard
            heads={[words.measure, ...PARTS.map((part) => words.chart.parts[part])]}
            rows={tables.map((table) => ({
              key: table.concept,
              head: table.name[language],
              cells: PARTS.map((part) => figure(table[part], speech, (n) => count(n, language))),
            }))}
          />
          <Marks figures={tables.flatMap((table) => PARTS.map((part) => table[part]))} {...speech} />
        </>
      }
      {...speech}
    />
  )
}

function Scores(shown: Shown) {
  const { unit, words, language } = shown
  const speech = { words, language }
  return (
    <>
      {unit.histograms.map((histogram) => {
        const title = filled(words.changes.scores, { name: histogram.name[language] })
        return (
          <Plate
            key={histogram.scale}
            title={title}
            caption={words.changes.scoresCaption}
            file={fileOf(shown, `scores-${histogram.scale}`)}
            source={sourceOf(shown)}
            draw={(drawing) => (
              <Histogram
                {...drawing}
                {...speech}
                title={title}
                alternative={ofHistogram(histogram, speech)}
                histogram={histogram}
              />
            )}
            table={
              <>
                <Table
                  caption={title}
                  isCaptionHeard
                  heads={[words.chart.score, words.before, words.after]}
                  rows={histogram.before.map((told, score) => ({
                    key: String(score),
                    head: String(score),
                    cells: [told, histogram.after[score] ?? told].map((one) => figure(one, speech, (n) => count(n, language))),
                  }))}
                />
                <Marks figures={[...histogram.before, ...histogram.after]} {...speech} />
              </>
            }
            {...speech}
          />
        )
      })}
    </>
  )
}

function Way(shown: Shown) {
  const { unit, words, language } = shown
  const speech = { words, language }
  return (
    <Plate
      title={words.changes.way}
      caption={words.changes.wayCaption}
      file={fileOf(shown, 'way')}
      source={sourceOf(shown)}
      draw={(drawing) => (
        <Funnel
          {...drawing}
          {...speech}
          title={words.changes.way}
          alternative={ofFunnel(unit.funnel, speech)}
          stages={unit.funnel}
        />
      )}
      table={
        <>
          <Table
            caption={words.changes.way}
            isCaptionHeard
            heads={[words.chart.stage, words.n]}
            rows={unit.funnel.map(({ stage, name, people }) => ({
              key: stage,
              head: name[language],
              cells: [figure(people, speech, (n) => count(n, language))],
            }))}
          />
          <Marks figures={unit.funnel.map(({ people }) => people)} {...speech} />
        </>
      }
      {...speech}
    />
  )
}

function OverTime(shown: Shown) {
  const { unit, words, language } = shown
  const speech = { words, language }
  if (unit.trend.length === 0) return null
  return (
    <Plate
      title={words.changes.trend}
      caption={words.changes.trendCaption}
      file={fileOf(shown, 'trend')}
      source={sourceOf(shown)}
      draw={(drawing) => (
        <Trend {...drawing} {...speech} title={words.changes.trend} alternative={ofTrend(unit.trend, speech)} points={unit.trend} />
      )}
      table={
        <Table
          caption={words.changes.trend}
          isCaptionHeard
          heads={[words.weeks, words.n, words.before, words.after]}
          rows={unit.trend.map(({ week, n, before, after }) => ({
            key: week,
            head: week,
            cells: [
              toldCount({ kind: 'shown', value: n }, speech),
              estimateInWords(before, speech),
              estimateInWords(after, speech),
            ],
          }))}
        />
      }
      {...speech}
    />
  )
}

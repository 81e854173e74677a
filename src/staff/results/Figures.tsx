/** One leaf's or view's figures as tables, each share with its interval, each withheld figure marked as such; beside the numbers a drawing of before and after. */
import type { ComponentChildren } from 'preact'
import type { NamedInstrument, Wave } from '../../protocol/catalogue.ts'
import { resultsOf, type Share } from '../../report/results.ts'
import type { Shown } from '../../report/shown.ts'
import type { Unit } from '../../report/views.ts'
import type { Interval } from '../../statistics/wilson.ts'
import { BeforeAfter } from './BeforeAfter.tsx'
import { type Language, nameOf, type Words } from './naming.ts'
import { Table } from './Table.tsx'

interface FiguresProps {
  readonly unit: Unit
  readonly instrument: NamedInstrument
  readonly wave: Wave
  readonly language: Language
  readonly words: Words
}

export function Figures({ unit, instrument, wave, language, words }: FiguresProps) {
  const results = resultsOf(unit.tally, instrument)
  const number = (value: number, digits: number) =>
    value.toLocaleString(language === 'es' ? 'es-CO' : 'en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const percent = (share: number) => `${number(share * 100, 0)} %`
  const points = (share: number) => `${share > 0 ? '+' : ''}${number(share * 100, 0)}`
  const signed = (value: number) => `${value > 0 ? '+' : ''}${number(value, 2)}`
  const range = ({ low, high }: Interval, of: (value: number) => string) => (
    <small class="range">
      {of(low)} – {of(high)}
    </small>
  )
  const figure = <T,>(shownValue: Shown<T>, write: (value: T) => ComponentChildren) =>
    shownValue.kind === 'shown' ? (
      write(shownValue.value)
    ) : (
      <abbr class="withheld" title={words.withheld[shownValue.reason]}>
        {words.withheldShort[shownValue.reason]}
      </abbr>
    )
  const share = (value: Shown<Share>) =>
    figure(value, (s) => (
      <>
        {percent(s.share)} {range(s, percent)}
      </>
    ))
  const conceptName = (id: string) => instrument.concepts.find((concept) => concept.id === id)?.name[language] ?? id
  const isPrimary = (scale: string) => wave.primaryOutcome.instrument === instrument.id && wave.primaryOutcome.scale === scale

  return (
    <>
      <h2>{nameOf(unit, language, words)}</h2>
      <p>
        {unit.level === 'comparison' ? (
          <>
            {figure(results.n.contentFirst, String)} {words.readFirst}
          </>
        ) : (
          <>
            {figure(results.n.endline, String)} {words.answeredBoth} · {figure(results.n.baseline, String)} {words.answeredBefore}
          </>
        )}
      </p>
      <p class="quiet">
        {words.weeks} {unit.weeks[0]} – {unit.weeks[1]} · {unit.footfall.scans} {words.scans} · {unit.footfall.starts}{' '}
        {words.starts} · {unit.footfall.finishes} {words.finishes}. {words.interval}
      </p>

      <Table
        caption={words.scaleTable}
        heads={[words.measure, words.n, words.before, words.after, words.change]}
        rows={results.scales.map(({ scale, top, n, change }) => ({
          key: scale,
          head: (
            <>
              {words.scales[scale]} <small>{words.of.replace('{n}', String(top))}</small>
              {isPrimary(scale) && <small class="primary">{words.primary}</small>}
            </>
          ),
          cells: [
            figure(change, () => String(n)),
            figure(change, (c) => number(c.meanBefore, 2)),
            figure(change, (c) => number(c.meanAfter, 2)),
            figure(change, (c) => (
              <>
                {signed(c.change)} {c.interval === 'no-interval' ? words.noInterval : range(c.interval, signed)}
              </>
            )),
          ],
        }))}
      />
      <Table
        caption={words.conceptTable}
        heads={[words.measure, words.before, words.after, words.change, words.gained, words.lost, words.picture]}
        rows={results.concepts.map((concept) => ({
          key: concept.concept,
          head: (
            <>
              {conceptName(concept.concept)} <small>{words.scales[concept.scale]}</small>
            </>
          ),
          cells: [
            share(concept.before),
            share(concept.after),
            figure(concept.change, (d) => (
              <>
                {points(d.difference)} {d.basis === 'margins' && <abbr title={words.margins}>≈</abbr>} {range(d, points)}
              </>
            )),
            figure(concept.gained, String),
            figure(concept.lost, String),
            <BeforeAfter key="picture" before={concept.before} after={concept.after} />,
          ],
        }))}
      />
      <Table
        caption={words.barrierTable}
        heads={[words.measure, words.named]}
        rows={results.barriers.map(({ barrier, named }) => ({
          key: barrier,
          head: instrument.barrierNames[barrier]?.[language] ?? barrier,
          cells: [share(named)],
        }))}
      />
    </>
  )
}

/** A case series: which months of which year, by which year places were chosen, and the three ways to look at it. */
import { useMemo, useState } from 'preact/hooks'
import { compareYears } from '../../monitoring/comparison.ts'
import { isWholeMonths } from '../../monitoring/month.ts'
import { type Place, readPlaces } from '../../monitoring/places.ts'
import type { CaseCount } from '../../monitoring/series.ts'
import { countsIn, firstSpan, type Span, yearsIn } from '../../monitoring/span.ts'
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { baselineOf } from './baseline.ts'
import { FileInput } from './FileInput.tsx'
import { Groups } from './Groups.tsx'
import { Mistakes } from './Mistakes.tsx'
import { MonthByMonth } from './MonthByMonth.tsx'
import type { Opened } from './opened.ts'
import type { CaseSpeech } from './told.ts'
import { Years } from './Years.tsx'

export interface SeriesViewProps extends CaseSpeech {
  readonly opened: Opened
  readonly counts: readonly CaseCount[]
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

export function SeriesView({ opened, counts, ...speech }: SeriesViewProps) {
  const { told, language } = speech
  const say = told.cases
  const [span, setSpan] = useState<Span>(() => firstSpan(counts))
  const years = useMemo(() => yearsIn(counts, span), [counts, span])
  const [asked, setAsked] = useState<number>()
  const after = asked !== undefined && years.includes(asked) ? asked : years.at(-1)
  const earlier = years.filter((year) => after !== undefined && year < after)
  const [chosenBy, setChosenBy] = useState<number | 'unknown' | 'first'>('first')
  const basis = chosenBy === 'first' ? earlier[0] : chosenBy === 'unknown' || !earlier.includes(chosenBy) ? undefined : chosenBy
  const [file, setFile] = useState<Opened>()
  const filePlaces = useMemo(() => (file ? readPlaces(file.text) : undefined), [file])
  const listed: readonly Place[] | undefined = filePlaces?.kind === 'read' ? filePlaces.places : undefined
  const inSpan = useMemo(() => countsIn(counts, span), [counts, span])
  const comparisons = useMemo(() => (after === undefined ? [] : compareYears(inSpan, after)), [inSpan, after])
  const baseline = useMemo(
    () => baselineOf({ comparisons, counts, span, year: basis, ...(listed && { listed }) }),
    [comparisons, counts, span, basis, listed],
  )
  const parts = counts.filter((one) => !isWholeMonths(one)).length
  const isInvented = opened.isInvented || file?.isInvented === true
  const shared = { opened: { ...opened, isInvented }, comparisons, baseline, ...speech }
  return (
    <>
      <section class="stack" aria-labelledby="same-title">
        <h2 id="same-title">{say.same}</h2>
        <form class="choosers screen-only" onSubmit={(event) => event.preventDefault()}>
          <label class="field">
            {say.from}
            <select value={span.from} onChange={(event) => setSpan(spanFrom(Number(event.currentTarget.value), span))}>
              {MONTHS.map((month) => (
                <option key={month} value={month}>
                  {told.months[month - 1]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say.to}
            <select value={span.to} onChange={(event) => setSpan({ from: span.from, to: Number(event.currentTarget.value) })}>
              {MONTHS.filter((month) => month >= span.from).map((month) => (
                <option key={month} value={month}>
                  {told.months[month - 1]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say.year}
            <select value={after} onChange={(event) => setAsked(Number(event.currentTarget.value))}>
              {years.map((year) => (
                <option key={year} value={year}>
                  {year}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say.basis}
            <select
              value={basis ?? 'unknown'}
              onChange={({ currentTarget: { value } }) => setChosenBy(value === 'unknown' ? value : Number(value))}
            >
              {earlier.map((year) => (
                <option key={year} value={year}>
                  {year}
                </option>
              ))}
              <option value="unknown">{say.basisNone}</option>
            </select>
          </label>
        </form>
        {parts > 0 && <p class="quiet">{filled(say.notMonths, { n: count(parts, language) })}</p>}
        <details class="screen-only">
          <summary>{say.chance.file}</summary>
          <FileInput
            id="baseline"
            hint={told.input.drop}
            accept=".csv,.tsv,.txt,text/csv"
            canPaste={false}
            onOpened={setFile}
            {...speech}
          />
          {filePlaces?.kind === 'refused' && <Mistakes mistakes={filePlaces.mistakes} {...speech} />}
        </details>
        {file && listed && <p role="status">{filled(say.chance.fileOpen, { name: file.name })}</p>}
        {comparisons.length === 0 ? <p class="notice">{say.nothing}</p> : <Years span={span} {...shared} />}
      </section>
      {comparisons.length > 0 && <Groups {...shared} />}
      <MonthByMonth opened={shared.opened} counts={counts} basis={basis} {...speech} />
    </>
  )
}

const spanFrom = (from: number, { to }: Span): Span => ({ from, to: Math.max(from, to) })

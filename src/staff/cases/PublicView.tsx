/** A public file: how it was understood, what was counted and what was left out, and its totals by year. */
import { useState } from 'preact/hooks'
import { type Basis, byYear, type PublicFile } from '../../monitoring/public-file.ts'
import { csvText } from '../../report/formats/csv.ts'
import { Plate } from '../charts/Plate.tsx'
import { YearBars } from '../charts/YearBars.tsx'
import { announce } from '../results/announce.ts'
import { Table } from '../results/Table.tsx'
import { save } from '../save.ts'
import { count, dayInWords } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { type Opened, stemOf } from './opened.ts'
import { type CaseSpeech, listed, titled } from './told.ts'

interface PublicViewProps extends CaseSpeech {
  readonly opened: Opened
  readonly file: PublicFile
  readonly extracted: string
  readonly onExtracted: (day: string) => void
}

const EVERYWHERE = ''
/** A file may hold hundreds of lines with years that cannot be. */
const ODD_SHOWN = 40

export function PublicView({ opened, file, extracted, onExtracted, ...speech }: PublicViewProps) {
  const { told, language } = speech
  const say = told.cases.public
  const [asked, setAsked] = useState<Basis>()
  const series = file.series.find(({ basis }) => basis === asked) ?? file.series[0]
  const [place, setPlace] = useState(EVERYWHERE)
  const departments = [...new Set((series?.totals ?? []).map(({ department }) => department))].sort()
  const department = departments.includes(place) ? place : EVERYWHERE
  const counted = say.counted[file.counted]
  if (!series) return null
  const years = byYear(series, department === EVERYWHERE ? undefined : department)
  const placeName = department === EVERYWHERE ? say.all : department === 'not-stated' ? say.notStated : department
  const capital = counted.charAt(0).toUpperCase() + counted.slice(1)
  const title = titled(
    filled(say.chart, { counted: capital, basis: say.meaning[series.basis], department: placeName }),
    opened.isInvented,
    speech,
  )
  const stem = `${stemOf(opened)}_${series.basis}`
  return (
    <>
      <section class="stack" aria-labelledby="understood-title">
        <h2 id="understood-title">{say.understood}</h2>
        <div class="how-many screen-only">
          <label class="field">
            {say.extracted}
            <input
              type="date"
              value={extracted}
              aria-describedby="extracted-hint"
              onChange={({ currentTarget: { value } }) => /^\d{4}-\d{2}-\d{2}$/.test(value) && onExtracted(value)}
            />
          </label>
          <small id="extracted-hint" class="quiet">
            {say.extractedHint}
          </small>
        </div>
        <p>
          {filled(say.layout, {
            layout: say.layouts[file.layout],
            rows: count(file.rows, language),
            others: count(file.otherGroups, language),
          })}
        </p>
        <SetAside file={file} series={series} {...speech} />
        <Table
          caption={say.offences}
          heads={[say.offence, say.counts, say.rows, say.total]}
          rows={file.offences.map(({ name, kind, rows, total }) => ({
            key: name,
            head: name,
            cells: [
              <span key="kind" class="note">
                {say.kind[kind]}
              </span>,
              count(rows, language),
              count(total, language),
            ],
          }))}
        />
        <Preview file={file} {...speech} />
      </section>
      <section class="stack" aria-labelledby="public-title">
        <h2 id="public-title">{titled(filled(say.title, { counted }), opened.isInvented, speech)}</h2>
        <ul class="limits">
          {say.limits.map((limit) => (
            <li key={limit}>{limit}</li>
          ))}
        </ul>
        <form class="choosers screen-only" onSubmit={(event) => event.preventDefault()}>
          <label class="field">
            {say.basis}
            <select value={series.basis} onChange={(event) => setAsked(event.currentTarget.value as Basis)}>
              {file.series.map(({ basis }) => (
                <option key={basis} value={basis}>
                  {say.meaning[basis]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {say.department}
            <select value={department} onChange={(event) => setPlace(event.currentTarget.value)}>
              <option value={EVERYWHERE}>{say.all}</option>
              {departments.map((each) => (
                <option key={each} value={each}>
                  {each === 'not-stated' ? say.notStated : each}
                </option>
              ))}
            </select>
          </label>
        </form>
        {years.length === 0 ? (
          <p class="notice">{say.nothing}</p>
        ) : (
          <Plate
            title={title}
            caption={say.caption}
            file={stem}
            source={titled(
              filled(say.source, { name: opened.name, date: dayInWords(extracted, language) }),
              opened.isInvented,
              speech,
            )}
            draw={(drawing) => (
              <YearBars
                {...drawing}
                title={title}
                alternative={years
                  .map(({ year, total }) => filled(say.alternative, { year, total: count(total, language) }))
                  .join(' ')}
                years={years}
                write={(total) => count(total, language)}
                notes={opened.isInvented ? [told.example.mark] : []}
              />
            )}
            table={
              <Table
                caption={title}
                isCaptionHeard
                heads={[say.year, capital]}
                rows={years.map(({ year, total }) => ({ key: String(year), head: String(year), cells: [count(total, language)] }))}
              />
            }
            {...speech}
          />
        )}
        <p class="screen-only">
          <button
            type="button"
            class="button-quiet"
            onClick={() => {
              const note = opened.isInvented ? told.example.mark : ''
              const rows = file.series.flatMap(({ basis, totals }) =>
                totals.map(({ year, department: where, total }) => [basis, year, where, file.counted, total, extracted, note]),
              )
              save(
                `${stemOf(opened)}_years.csv`,
                csvText([['year_of', 'year', 'department', 'counted', 'total', 'extracted_on', 'note'], ...rows]),
                'text/csv',
              )
              announce(filled(speech.words.saved, { name: `${stemOf(opened)}_years.csv` }))
            }}
          >
            {say.csv}
          </button>
        </p>
      </section>
    </>
  )
}

function SetAside({
  file,
  series,
  told,
  language,
}: CaseSpeech & { readonly file: PublicFile; readonly series: PublicFile['series'][number] }) {
  const say = told.cases.public
  const total = series.odd.reduce((sum, one) => sum + one.total, 0)
  const lines = series.odd.slice(0, ODD_SHOWN).map(({ line, year }) => `${line} (${year})`)
  return (
    <>
      {series.odd.length > 0 && (
        <p>
          {filled(say.odd, { n: count(series.odd.length, language), total: count(total, language) })}{' '}
          {filled(say.oddList, { list: `${lines.join(', ')}${series.odd.length > ODD_SHOWN ? ' …' : ''}` })}
        </p>
      )}
      {series.unstated > 0 && <p>{filled(say.unstated, { total: count(series.unstated, language) })}</p>}
      {file.unknownDepartments.length > 0 && (
        <p>{filled(say.unknownDepartments, { names: listed(file.unknownDepartments, language) })}</p>
      )}
    </>
  )
}

function Preview({ file, told }: CaseSpeech & { readonly file: PublicFile }) {
  const say = told.cases.public
  return (
    <details>
      <summary>{say.preview}</summary>
      <Table
        caption={say.understood}
        heads={[say.column, say.means]}
        rows={file.columns.map(({ meaning, written }) => ({ key: written, head: written, cells: [say.meaning[meaning]] }))}
      />
      {file.preview.map((cells, index) => (
        <dl class="record" key={index}>
          {file.header.map((name, at) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{cells[at] || say.notStated}</dd>
            </div>
          ))}
        </dl>
      ))}
    </details>
  )
}

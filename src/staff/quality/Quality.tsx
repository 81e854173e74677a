/** The instrument itself: is each item hard enough, does it go with the rest, are its two forms equal, and what should be done about it. */
import { useState } from 'preact/hooks'
import type { InstrumentQuality, ItemQuality } from '../../report/quality.ts'
import type { InstrumentReport, Report } from '../../report/report.ts'
import { Plate } from '../charts/Plate.tsx'
import { Rows } from '../charts/Rows.tsx'
import { figure, Marks } from '../results/Absence.tsx'
import { Sentence } from '../results/Sentences.tsx'
import { Table } from '../results/Table.tsx'
import { count, dayInWords, decimal, percent, points, pValue, range } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'

export function Quality({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const [id, choose] = useState('')
  const own =
    report.instruments.find(({ instrument }) => instrument.id === (id || report.wave.primaryOutcome.instrument)) ??
    report.instruments[0]
  if (!own) return <p class="notice">{words.none}</p>
  return (
    <section class="report airier" aria-labelledby="quality-title">
      <h2 id="quality-title">{words.quality.title}</h2>
      <p>{words.quality.intro}</p>
      <form class="choosers screen-only" onSubmit={(event) => event.preventDefault()}>
        <label class="field">
          {words.instrument}
          <select value={own.instrument.id} onChange={(event) => choose(event.currentTarget.value)}>
            {report.instruments.map(({ instrument }) => (
              <option key={instrument.id} value={instrument.id}>
                {instrument.name[language]}
              </option>
            ))}
          </select>
        </label>
      </form>
      <Verdicts quality={own.quality} {...speech} />
      <Scales quality={own.quality} {...speech} />
      <Items report={report} own={own} {...speech} />
    </section>
  )
}

/** First what is to be done, then everything that may stay. */
const ORDER: readonly ItemQuality['verdict'][] = ['drop', 'harden', 'ease', 'align-forms', 'not-told', 'keep']

function Verdicts({ quality, ...speech }: Speech & { readonly quality: InstrumentQuality }) {
  const { words, language } = speech
  const items = ORDER.flatMap((verdict) => quality.items.filter((item) => item.verdict === verdict))
  return (
    <>
      <h3>{words.quality.verdicts}</h3>
      <ul class="verdicts">
        {items.map(({ concept, name, verdict, sentence }) => (
          <li key={concept} data-verdict={verdict}>
            <b class="status">{words.quality.verdict[verdict]}</b>
            <Sentence name={name[language]} text={sentence[language]} {...speech} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Scales({ quality, ...speech }: Speech & { readonly quality: InstrumentQuality }) {
  const { words, language } = speech
  return (
    <>
      <h3>{words.quality.scales}</h3>
      <Table
        caption={words.quality.scales}
        isCaptionHeard
        heads={[words.measure, words.quality.items, words.n, 'KR‑20', words.quality.ceiling]}
        rows={quality.scales.map(({ scale, name, items, n, kr20, ceiling, sentence }) => ({
          key: scale,
          head: (
            <>
              {name[language]}
              <small>{sentence[language]}</small>
            </>
          ),
          cells: [
            items,
            figure(n, speech, (people) => count(people, language)),
            figure(kr20, speech, (value) => decimal(value, 2, language)),
            figure(ceiling, speech, ({ value, interval }) => (
              <>
                {percent(value, language, 1)}
                <small>{interval === 'no-interval' ? words.noInterval : range(interval, speech)}</small>
              </>
            )),
          ],
        }))}
      />
      <Marks figures={quality.scales.flatMap(({ n, kr20, ceiling }) => [n, kr20, ceiling])} {...speech} />
      <p class="quiet">{words.quality.scaleNote}</p>
    </>
  )
}

function Items({ report, own, ...speech }: Speech & { readonly report: Report; readonly own: InstrumentReport }) {
  const { words, language } = speech
  const { items } = own.quality
  const { instrument } = own
  return (
    <>
      <h3>{words.quality.itemTable}</h3>
      <Plate
        title={words.quality.difficulty}
        caption={words.quality.difficultyCaption}
        file={`${report.wave.id}_${instrument.id.replace('@', '-')}_difficulty`}
        source={filled(words.quality.source, {
          wave: report.wave.name[language],
          instrument: instrument.id,
          date: dayInWords(report.date, language),
        })}
        draw={(drawing) => (
          <Rows
            {...drawing}
            {...speech}
            title={words.quality.difficulty}
            alternative={items.map(({ sentence }) => sentence[language]).join(' ')}
            rows={items.map(({ concept, name, difficulty }) => ({
              key: concept,
              name: name[language],
              marks: [{ side: 'before', figure: difficulty }],
            }))}
            legend={{ before: words.before }}
          />
        )}
        {...speech}
      />
      <Table
        caption={words.quality.itemTable}
        isCaptionHeard
        heads={[words.measure, words.n, words.quality.right, words.quality.rest, words.quality.forms, words.quality.formGap]}
        rows={items.map(({ concept, name, n, difficulty, restCorrelation, forms }) => ({
          key: concept,
          head: name[language],
          cells: [
            figure(n, speech, (people) => count(people, language)),
            figure(difficulty, speech, (share) => percent(share.value, language)),
            figure(restCorrelation, speech, (value) => decimal(value, 2, language)),
            figure(forms, speech, ({ a, b }) => `${percent(a.value, language)} · ${percent(b.value, language)}`),
            figure(forms, speech, ({ difference, p }) => (
              <>
                {points(difference.value, language)}
                <small>
                  {difference.interval === 'no-interval' ? words.noInterval : range(difference.interval, speech, points)}
                </small>
                <small>
                  p {p < 0.001 ? '' : '= '}
                  {pValue(p, language)}
                </small>
              </>
            )),
          ],
        }))}
      />
      <Marks
        figures={items.flatMap(({ n, difficulty, restCorrelation, forms }) => [n, difficulty, restCorrelation, forms])}
        {...speech}
      />
      <p class="quiet">{words.quality.itemNote}</p>
    </>
  )
}

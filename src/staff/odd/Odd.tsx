/** Whether anything is odd: the flags first, each with what may explain it and what to do; then everything that was looked at, and what could not be. */
import { type AnomalyCheck, CHECK_KINDS, type CheckKind, type NotRunReason } from '../../report/anomaly/check.ts'
import { CHECK_WORDS, NOT_RUN_WORDS } from '../../report/anomaly/words.ts'
import type { Report } from '../../report/report.ts'
import { OddBar } from '../charts/OddBar.tsx'
import { Plate } from '../charts/Plate.tsx'
import { Sentence } from '../results/Sentences.tsx'
import { Table } from '../results/Table.tsx'
import { count, dayInWords, percent } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'

type Flag = AnomalyCheck & { readonly finding: Extract<AnomalyCheck['finding'], { kind: 'flagged' }> }

export const flagsIn = ({ anomalies }: Report): Flag[] =>
  anomalies.flatMap((check) => (check.finding.kind === 'flagged' ? [{ ...check, finding: check.finding }] : []))

export function Odd({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const flags = flagsIn(report)
  const sizeOf = (kind: AnomalyCheck['finding']['kind']) =>
    count(report.anomalies.filter(({ finding }) => finding.kind === kind).length, language)
  const isRun = report.anomalies.some(({ finding }) => finding.kind !== 'not-run')
  return (
    <section class="report airier odd" aria-labelledby="odd-title">
      <h2 id="odd-title">{words.odd.title}</h2>
      <p>{words.odd.intro}</p>
      <dl class="facts">
        <Fact name={words.odd.flagged} figure={sizeOf('flagged')} />
        <Fact name={words.odd.clear} figure={sizeOf('clear')} />
        <Fact name={words.odd.notRun} figure={sizeOf('not-run')} />
      </dl>
      {flags.length === 0 ? <p class="notice">{isRun ? words.odd.none : words.odd.noneRun}</p> : <h3>{words.odd.flags}</h3>}
      {CHECK_KINDS.map((kind) => (
        <FlagsOfKind key={kind} kind={kind} report={report} flags={flags.filter((flag) => flag.kind === kind)} {...speech} />
      ))}
      {flags.length > 0 && (
        <>
          <h3>{words.odd.without}</h3>
          <p>{words.odd.withoutNote}</p>
        </>
      )}
      <h3>{words.odd.checked}</h3>
      <Checked report={report} {...speech} />
      <h3>{words.odd.how}</h3>
      <dl class="method">
        {CHECK_KINDS.map((kind) => (
          <div key={kind}>
            <dt>{CHECK_WORDS[kind].title[language]}</dt>
            <dd>{CHECK_WORDS[kind].looks[language]}</dd>
          </div>
        ))}
      </dl>
      <p>{words.odd.level}</p>
    </section>
  )
}

function Fact({ name, figure }: { readonly name: string; readonly figure: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{figure}</dd>
    </div>
  )
}

interface FlagsProps extends Speech {
  readonly kind: CheckKind
  readonly report: Report
  readonly flags: readonly Flag[]
}

function FlagsOfKind({ kind, report, flags, ...speech }: FlagsProps) {
  const { words, language } = speech
  if (flags.length === 0) return null
  const { title, innocent, next } = CHECK_WORDS[kind]
  return (
    <section class="odd-kind airy" aria-labelledby={`odd-${kind}`}>
      <h4 id={`odd-${kind}`}>{title[language]}</h4>
      {flags.map((flag) => (
        <FlagPlate key={`${flag.instrument}/${flag.level}/${flag.unit}`} flag={flag} report={report} {...speech} />
      ))}
      <h5>{words.odd.explains}</h5>
      <ul>
        {innocent.map((reason) => (
          <li key={reason.es}>{reason[language]}</li>
        ))}
      </ul>
      <h5>{words.odd.next}</h5>
      <p>{next[language]}</p>
    </section>
  )
}

/** Drawn where there are two shares to hold against each other. */
function FlagPlate({ flag, report, ...speech }: Speech & { readonly flag: Flag; readonly report: Report }) {
  const { words, language } = speech
  const { kind, instrument, unit, name, finding, sentence } = flag
  const said = <Sentence name={name[language]} text={sentence[language]} {...speech} />
  const { seen, expected } = finding
  if (kind === 'pace' || seen === 'not-told') return said
  const title = `${CHECK_WORDS[kind].title[language]}: ${name[language]} (${instrument})`
  return (
    <div class="odd-flag">
      {said}
      <Plate
        title={title}
        caption={filled(words.odd.drawn, { seen: percent(seen, language), expected: percent(expected, language) })}
        file={`${report.wave.id}_${instrument.replace('@', '-')}_${kind}_${unit}`.replace(/[^\w-]+/g, '-')}
        source={filled(words.quality.source, {
          wave: report.wave.name[language],
          instrument,
          date: dayInWords(report.date, language),
        })}
        draw={(drawing) => <OddBar {...drawing} {...speech} title={title} seen={seen} expected={expected} />}
        {...speech}
      />
    </div>
  )
}

/** What a check came to, as a word that fits a cell. */
type Outcome = 'flagged' | 'clear' | NotRunReason | 'not-checked'

const outcomeOf = (check: AnomalyCheck | undefined): Outcome =>
  check === undefined ? 'not-checked' : check.finding.kind === 'not-run' ? check.finding.reason : check.finding.kind

/** A row for each place of an instrument, and one for what is counted of all. */
function Checked({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const kinds = CHECK_KINDS.filter((kind) => kind !== 'pace')
  const places = new Map<string, AnomalyCheck[]>()
  for (const check of report.anomalies) {
    if (check.kind === 'pace') continue
    const key = `${check.instrument}/${check.level}/${check.unit}`
    places.set(key, [...(places.get(key) ?? []), check])
  }
  const rows = [...places].map(([key, checks]) => ({
    key,
    first: checks[0] as AnomalyCheck,
    outcomes: kinds.map((kind) => outcomeOf(checks.find((check) => check.kind === kind))),
  }))
  const pace = report.anomalies.filter(({ kind }) => kind === 'pace')
  const absent = new Set([...rows.flatMap(({ outcomes }) => outcomes), ...pace.map(outcomeOf)])
  return (
    <>
      {rows.length > 0 && (
        <Table
          caption={words.odd.checked}
          isCaptionHeard
          heads={[words.odd.place, ...kinds.map((kind) => CHECK_WORDS[kind].title[language])]}
          rows={rows.map(({ key, first, outcomes }) => ({
            key,
            head: (
              <>
                {first.name[language]}
                <small>{first.instrument}</small>
              </>
            ),
            cells: outcomes.map((outcome, at) => <Cell key={kinds[at]} outcome={outcome} {...speech} />),
          }))}
        />
      )}
      <ul class="marks">
        {pace.map((check) => (
          <li key={check.unit}>
            <b>{CHECK_WORDS.pace.title[language]}.</b> {check.sentence[language]}
          </li>
        ))}
      </ul>
      <ul class="marks quiet">
        {[...absent].flatMap((outcome) =>
          outcome === 'flagged' || outcome === 'clear' ? [] : [<li key={outcome}>{reasonOf(outcome, speech)}</li>],
        )}
      </ul>
    </>
  )
}

function reasonOf(outcome: NotRunReason | 'not-checked', { words, language }: Speech): string {
  if (outcome === 'not-checked') return `${words.odd.cells[outcome]}: ${words.odd.notChecked}`
  return filled(words.odd.notRunBecause, { mark: words.odd.cells[outcome], reason: NOT_RUN_WORDS[outcome][language] })
}

function Cell({ outcome, words }: Speech & { readonly outcome: Outcome }) {
  return (
    <span class="status" data-odd={outcome === 'flagged' || outcome === 'clear' ? outcome : 'not-run'}>
      {words.odd.cells[outcome]}
    </span>
  )
}

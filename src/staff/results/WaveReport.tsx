/** The report of a wave: what is to be seen of it, chosen above, and then the five steps, the limits and what everything rests on. */
import { useStore } from '@nanostores/preact'
import { useState } from 'preact/hooks'
import type { InstrumentReport, Report, UnitReport } from '../../report/report.ts'
import { flagsIn } from '../odd/Odd.tsx'
import { count } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { Basis } from './Basis.tsx'
import { $waves, chooseWave } from './evidence.ts'
import { Steps } from './Steps.tsx'

const keyOf = ({ level, id }: UnitReport): string => `${level}/${id}`

/** Everything that a part of the report needs to know of where it stands. */
export interface Shown extends Speech {
  readonly report: Report
  readonly instrument: InstrumentReport['instrument']
  readonly unit: UnitReport
}

export function WaveReport({ report, ...speech }: Speech & { readonly report: Report }) {
  const { words, language } = speech
  const [instrumentId, chooseInstrument] = useState('')
  const [unitKey, chooseUnit] = useState('overall/all')
  const instruments = report.instruments
  // The one of the primary outcome first: it is what the wave was made to find out.
  const own =
    instruments.find(({ instrument }) => instrument.id === (instrumentId || report.wave.primaryOutcome.instrument)) ??
    instruments[0]
  const units = own?.units ?? []
  const unit = units.find((candidate) => keyOf(candidate) === unitKey) ?? units[0]
  const levels = [...new Set(units.map(({ level }) => level))]
  return (
    <>
      <form class="choosers screen-only" onSubmit={(event) => event.preventDefault()}>
        <WaveChooser report={report} {...speech} />
        {own && (
          <label class="field">
            {words.instrument}
            <select value={own.instrument.id} onChange={(event) => chooseInstrument(event.currentTarget.value)}>
              {instruments.map(({ instrument: { id, name } }) => (
                <option key={id} value={id}>
                  {name[language]}
                </option>
              ))}
            </select>
          </label>
        )}
        {unit && (
          <label class="field">
            {words.unit}
            <select value={keyOf(unit)} onChange={(event) => chooseUnit(event.currentTarget.value)}>
              {levels.map((level) => (
                <optgroup key={level} label={words.levels[level]}>
                  {units
                    .filter((candidate) => candidate.level === level)
                    .map((candidate) => (
                      <option key={keyOf(candidate)} value={keyOf(candidate)}>
                        {candidate.name[language]}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
          </label>
        )}
      </form>
      <OddNotice report={report} {...speech} />
      {own && unit ? (
        <Steps key={`${own.instrument.id}${keyOf(unit)}`} {...{ report, unit, ...speech }} instrument={own.instrument} />
      ) : (
        <p class="notice">{words.none}</p>
      )}
      <Basis report={report} {...speech} />
    </>
  )
}

/** Before the figures: whoever copies one should know that something is odd. */
function OddNotice({ report, words, language }: Speech & { readonly report: Report }) {
  const flags = flagsIn(report).length
  if (flags === 0) return null
  return (
    <p class="notice">
      {filled(words.odd.notice, { n: count(flags, language) })} <a href="#odd">{words.odd.noticeLink}</a>.
    </p>
  )
}

function WaveChooser({ report, words, language }: Speech & { readonly report: Report }) {
  const waves = useStore($waves)
  return (
    <label class="field">
      {words.wave}
      <select value={report.wave.id} onChange={(event) => void chooseWave(event.currentTarget.value)}>
        {waves.map(({ id, name }) => (
          <option key={id} value={id}>
            {name[language]}
          </option>
        ))}
      </select>
    </label>
  )
}

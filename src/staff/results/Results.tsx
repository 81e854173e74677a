/** The staff page: a token, then the released results of the current wave, leaf by leaf and view by view. */
import { useStore } from '@nanostores/preact'
import { useState } from 'preact/hooks'
import { instrumentOf, waveOf } from '../../protocol/catalogue.ts'
import { exportFiles, LIMITS } from '../../report/export.ts'
import { GATE_SETTINGS } from '../../report/gate/settings.ts'
import { type Unit, unitsOf } from '../../report/views.ts'
import { Figures } from './Figures.tsx'
import { type Language, nameOf, type Words } from './naming.ts'
import { $release, askForSnapshots, type Outcome, openRelease, type Release } from './release.ts'

export interface StaffProps {
  readonly language: Language
  readonly words: Words
}

export function Results({ language, words }: StaffProps) {
  const state = useStore($release)
  if (state.kind !== 'open')
    return (
      <>
        <TokenForm words={words} />
        <p role="status">{state.kind === 'closed' ? '' : words[state.kind]}</p>
      </>
    )
  return (
    <>
      <p class="actions">
        <button type="button" class="button" disabled={state.isAsking} onClick={() => void askForSnapshots()}>
          {words.release}
        </button>
        <Downloads release={state.release} words={words} />
      </p>
      <div role="status">
        {state.isAsking && <p>{words.releasing}</p>}
        {state.outcomes.length > 0 && <Outcomes outcomes={state.outcomes} release={state.release} {...{ language, words }} />}
      </div>
      {state.release.snapshots.length === 0 ? (
        <p class="notice">{words.none}</p>
      ) : (
        <Chosen release={state.release} {...{ language, words }} />
      )}
    </>
  )
}

function TokenForm({ words }: { readonly words: Words }) {
  return (
    <form
      class="staff-form stack"
      onSubmit={(event) => {
        event.preventDefault()
        void openRelease(String(new FormData(event.currentTarget).get('token')))
      }}
    >
      <label class="field">
        {words.token}
        <input type="password" name="token" autocomplete="off" required spellcheck={false} aria-describedby="token-hint" />
      </label>
      <p class="quiet" id="token-hint">
        {words.tokenHint}
      </p>
      <button type="submit" class="button">
        {words.open}
      </button>
    </form>
  )
}

interface PartProps extends StaffProps {
  readonly release: Release
}

function Outcomes({ outcomes, release, language, words }: PartProps & { readonly outcomes: readonly Outcome[] }) {
  const venueName = (place: string) => release.catalogue.venues.find(({ id }) => id === place)?.name
  return (
    <>
      <h2>{words.outcomes}</h2>
      <ul>
        {outcomes.map(({ place, instrument, outcome, n }) => (
          <li key={`${place}${instrument}`}>
            {nameOf({ id: place, name: venueName(place) }, language, words)} ({instrument}):{' '}
            {words.outcome[outcome].replace('{n}', String(n))}
          </li>
        ))}
      </ul>
    </>
  )
}

function Chosen({ release, language, words }: PartProps) {
  const { catalogue, snapshots } = release
  const wave = waveOf(catalogue, release.wave)
  const instruments = [...new Set(snapshots.map(({ instrument }) => instrument))].sort()
  const [instrumentId, chooseInstrument] = useState(instruments[0] ?? '')
  const [unitKey, chooseUnit] = useState('overall/all')
  const instrument = instrumentOf(catalogue, instrumentId)
  if (!wave || !instrument) return null
  const units = unitsOf(
    snapshots.filter((snapshot) => snapshot.instrument === instrumentId),
    catalogue,
  )
  const keyOf = ({ level, id }: Unit) => `${level}/${id}`
  const unit = units.find((candidate) => keyOf(candidate) === unitKey) ?? units[0]
  const levels = [...new Set(units.map(({ level }) => level))]
  return (
    <>
      <form class="staff-form stack">
        <p>
          <b>{words.wave}</b> {wave.name[language]}
        </p>
        <label class="field">
          {words.instrument}
          <select value={instrumentId} onChange={(event) => chooseInstrument(event.currentTarget.value)}>
            {instruments.map((id) => (
              <option key={id} value={id}>
                {instrumentOf(catalogue, id)?.name[language]} ({id})
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          {words.unit}
          <select value={unit && keyOf(unit)} onChange={(event) => chooseUnit(event.currentTarget.value)}>
            {levels.map((level) => (
              <optgroup key={level} label={words.levels[level]}>
                {units
                  .filter((candidate) => candidate.level === level)
                  .map((candidate) => (
                    <option key={keyOf(candidate)} value={keyOf(candidate)}>
                      {nameOf(candidate, language, words)}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        </label>
      </form>
      {unit && <Figures {...{ unit, instrument, wave, language, words }} />}
      {release.closing !== 'open' && (
        <>
          <h2>{words.closed}</h2>
          <ul>
            {release.closing.map(({ place, instrument: asked, fate, people }) => (
              <li key={place + asked}>
                {nameOf({ id: place, name: catalogue.venues.find(({ id }) => id === place)?.name }, language, words)} ({asked}):{' '}
                {words.fates[fate].replace('{n}', String(people))}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{words.limits}</h2>
      <ul>
        {LIMITS[language].map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <details>
        <summary>{words.settings}</summary>
        <ul>
          {Object.entries(GATE_SETTINGS).map(([name, value]) => (
            <li key={name}>
              <code>{name}</code> {value}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function Downloads({ release, words }: { readonly release: Release; readonly words: Words }) {
  const download = (ending: string) => {
    const date = new Date().toISOString().slice(0, 10)
    const file = exportFiles(release.wave, release.snapshots, release.catalogue, date, release.closing).find(
      ({ name }) => name.startsWith('results-') && name.endsWith(ending),
    )
    if (!file) return
    const url = URL.createObjectURL(
      new Blob([file.text], { type: ending === '.csv' ? 'text/csv;charset=utf-8' : 'application/json' }),
    )
    const link = Object.assign(document.createElement('a'), { href: url, download: file.name })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <button type="button" class="button-quiet" onClick={() => download('.csv')}>
        {words.csv}
      </button>
      <button type="button" class="button-quiet" onClick={() => download('.json')}>
        {words.json}
      </button>
    </>
  )
}
